/** The office that tests of a counter are about: its people, and what HQ's feed says of it first. */
import type { CounterId, OfficeId, StaffId } from '#domain/ids.ts';
import type { FeedFingerprints, FeedItem } from '#protocol/feed.ts';

export const OFFICE = 'KA-BLR-01' as OfficeId;
export const COUNTER = 'KA-BLR-01-C3' as CounterId;
export const CLERK = 'S1042' as StaffId;
export const OTHER_CLERK = 'S1043' as StaffId;
export const MANAGER = 'S2001' as StaffId;
export const PINS: Readonly<Record<string, string>> = {
  [CLERK]: '4711',
  [OTHER_CLERK]: '4712',
  [MANAGER]: '9001',
};

/** Office, roster and tariffs as signed documents, from cursor 1. */
export function feedItems(
  tariffs: readonly string[],
  fingerprints: FeedFingerprints | undefined,
): FeedItem[] {
  const staff = ([CLERK, OTHER_CLERK, MANAGER] as const).map((staffId) => ({
    staffId,
    name: `Person ${staffId}`,
    role: staffId === MANAGER ? ('manager' as const) : ('clerk' as const),
    pinHash: `test:${PINS[staffId] ?? ''}`.padEnd(20, ' '),
  }));
  const office = {
    officeId: OFFICE,
    name: { en: 'Bengaluru Central', hi: 'बेंगलूरु केंद्रीय' },
    department: { en: 'Transport Department', hi: 'परिवहन विभाग' },
    address: { en: 'MG Road', hi: 'एमजी रोड' },
    complaintNumber: '1800 123 456',
    publicOrigin: 'https://raseed.example',
    calendar: { weeklyOff: [0], closedSaturdays: [2, 4], holidays: [] },
    ...(fingerprints === undefined ? {} : { fingerprints }),
  };
  return [
    { cursor: 1, type: 'office', office },
    { cursor: 2, type: 'roster', staff },
    ...tariffs.map((document, index) => ({
      cursor: 3 + index,
      type: 'tariff' as const,
      document,
    })),
  ];
}
