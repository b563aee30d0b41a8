/** Days of all offices as HQ sees them: open, closed, late, supplemented, and what they came to. */
import { cutOffAt } from '#domain/day/rules.ts';
import type { Instant, IsoDate } from '#domain/time.ts';
import type { OfficeDay, OfficeDays } from '#server/api/hq-days-contract.ts';
import { dayLine, NO_MONEY, type DayMoney } from '#server/day/day-line.ts';
import type { Reader } from '#server/store/database.ts';
import { allOffices } from '#server/store/fleet.ts';
import { dayCounts, daysEverywhere, moneyOfDays, type DaysWanted } from '#server/store/hq-days.ts';
import { DEFAULT_DESK, desksBetween } from '#server/store/office-desk.ts';
import type { DayRecord } from '#server/store/office-days.ts';

const nameOf = ({ officeId, date }: { readonly officeId: string; readonly date: IsoDate }) =>
  `${officeId} ${date}`;

const isLate = (record: DayRecord, of: { readonly now: Instant; readonly minutes: number }) =>
  record.how === 'cut_off' ||
  (record.state !== 'closed' && cutOffAt(record.date, of.minutes) <= of.now);

/** First and last of their offices by name. */
function rangeOf(records: readonly DayRecord[]): { readonly from: string; readonly until: string } {
  const offices = records.map(({ officeId }) => officeId).sort();
  return { from: offices[0] ?? '', until: offices.at(-1) ?? '' };
}

async function moneyOf(
  reader: Reader,
  records: readonly DayRecord[],
): Promise<ReadonlyMap<string, DayMoney>> {
  const found = new Map<string, DayMoney>();
  for (const [date, its] of Map.groupBy(records, (it) => it.date)) {
    for (const { officeId, ...money } of await moneyOfDays(reader, { date, ...rangeOf(its) })) {
      found.set(nameOf({ officeId, date }), money);
    }
  }
  return found;
}

export async function officeDays(
  reader: Reader,
  of: DaysWanted & { readonly now: Instant },
): Promise<OfficeDays> {
  const records = await daysEverywhere(reader, of);
  const names = new Map((await allOffices(reader)).map((it) => [String(it.officeId), it.name]));
  const desks = await desksBetween(reader, rangeOf(records));
  const money = await moneyOf(reader, records);
  const rows = records.map((record): OfficeDay => {
    const { officeId, date } = record;
    const minutes = (desks.get(officeId) ?? DEFAULT_DESK).cutOffMinutes;
    const line = dayLine(date, {
      record,
      money: money.get(nameOf(record)) ?? NO_MONEY,
      cutOffMinutes: minutes,
    });
    const officeName = names.get(officeId) ?? { en: officeId, hi: officeId };
    return { ...line, officeId, officeName, isLate: isLate(record, { now: of.now, minutes }) };
  });
  return { now: of.now, rows, totals: await dayCounts(reader, of) };
}
