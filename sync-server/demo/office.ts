/** The demonstration office: its name and people are invented, its fees are not. */
import type { CounterId, OfficeId, StaffId } from '#domain/ids.ts';
import { paise, type Paise } from '#domain/money.ts';
import { isoDate } from '#domain/time.ts';
import type { FeedOffice } from '#protocol/feed.ts';
import type { NewHqStaff } from '#server/fleet/hq-staff.ts';
import type { NewStaff } from '#server/fleet/offices.ts';
import type { DeskSettings } from '#server/store/office-desk.ts';

const OFFICE = 'KA-BLR-01' as OfficeId;

export const DEMO_OFFICE: FeedOffice = {
  officeId: OFFICE,
  name: { en: 'Citizen Service Office, Koramangala', hi: 'नागरिक सेवा कार्यालय, कोरमंगला' },
  department: { en: 'Public Services (demonstration)', hi: 'लोक सेवा (प्रदर्शन)' },
  address: {
    en: '80 Feet Road, Koramangala, Bengaluru 560034',
    hi: '80 फ़ीट रोड, कोरमंगला, बेंगलुरु 560034',
  },
  complaintNumber: '1800 000 0000',
  publicOrigin: 'https://raseed.example',
  calendar: {
    weeklyOff: [0],
    closedSaturdays: [2, 4],
    holidays: ['2026-01-26', '2026-08-15', '2026-10-02', '2026-12-25', '2027-01-26'].map(isoDate),
  },
  fingerprints: {
    services: ['IDP-ISSUE', 'DL-CHANGE'],
    retentionDays: 1095,
    consent: {
      version: 1,
      texts: {
        en:
          'This office may keep the prints of two or more of your fingers, as numbers and not as ' +
          'pictures, so that nobody else can act here in your name. You need not agree: everything ' +
          'is done without them too. You may have them deleted at any counter, at any time.',
        hi:
          'यह कार्यालय आपकी दो या अधिक उँगलियों की छाप रख सकता है, चित्र के रूप में नहीं बल्कि अंकों में, ' +
          'ताकि यहाँ कोई और आपके नाम से काम न कर सके। सहमत होना ज़रूरी नहीं: काम इनके बिना भी होगा। ' +
          'आप किसी भी काउंटर पर, कभी भी, इन्हें मिटवा सकते हैं।',
      },
    },
  },
};

const thousand = (rupees: number): Paise => paise(rupees * 100_000);

/** What the office's desk is held to until HQ says otherwise; ceilings warn, and stop nobody. */
export const DEMO_DESK: DeskSettings = {
  deposits: {
    office: { mostPaise: thousand(50), act: 'warn' },
    officer: { mostPaise: thousand(200), act: 'warn' },
    dueWorkingDays: 1,
  },
  // Noon of the day after.
  cutOffMinutes: 2_160,
  branches: [
    {
      branchId: 'bank',
      texts: { en: 'State Bank, Koramangala (demonstration)', hi: 'स्टेट बैंक, कोरमंगला (प्रदर्शन)' },
      kind: 'bank',
      code: 'SBIN0000000',
    },
    {
      branchId: 'treasury',
      texts: {
        en: 'District Treasury, Bengaluru (demonstration)',
        hi: 'ज़िला कोषागार, बेंगलुरु (प्रदर्शन)',
      },
      kind: 'treasury',
      code: 'KA-TREASURY-01',
    },
  ],
};

export const DEMO_COUNTERS: readonly CounterId[] = [
  'KA-BLR-01-C3' as CounterId,
  'KA-BLR-01-C4' as CounterId,
];

export const DEMO_STAFF: readonly NewStaff[] = [
  { staffId: 'S1042' as StaffId, name: 'Asha Rao', role: 'clerk', pin: '4821' },
  { staffId: 'S1057' as StaffId, name: 'Imran Sheikh', role: 'clerk', pin: '7390' },
  { staffId: 'S1063' as StaffId, name: 'Lakshmi Iyer', role: 'clerk', pin: '2650' },
  { staffId: 'S2008' as StaffId, name: 'Meera Nair', role: 'manager', pin: '615243' },
  { staffId: 'S2011' as StaffId, name: 'Joseph Kurien', role: 'manager', pin: '508317' },
];

export const DEMO_APPROVER = 'S9002';

export const DEMO_HQ_STAFF: readonly NewHqStaff[] = [
  { staffId: 'S9001', name: 'Farida Khan', role: 'hq_operator', pin: '730518' },
  { staffId: DEMO_APPROVER, name: 'Devendra Joshi', role: 'hq_approver', pin: '264907' },
];
