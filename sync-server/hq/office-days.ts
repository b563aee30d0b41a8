/** Days of all offices as HQ sees them: open, closed, late, supplemented, and what they came to. */
import { cutOffAt } from '#domain/day/rules.ts';
import type { Instant, IsoDate } from '#domain/time.ts';
import type { OfficeDay, OfficeDays } from '#server/api/hq-days-contract.ts';
import { dayLine, NO_MONEY, type DayMoney } from '#server/day/day-line.ts';
import type { Reader } from '#server/store/database.ts';
import { allOffices } from '#server/store/fleet.ts';
import { dayCounts, daysEverywhere, moneyOfDays, type DaysWanted } from '#server/store/hq-days.ts';
import { deskSettings } from '#server/store/office-desk.ts';
import type { DayRecord } from '#server/store/office-days.ts';

const nameOf = ({ officeId, date }: { readonly officeId: string; readonly date: IsoDate }) =>
  `${officeId} ${date}`;

const isLate = (record: DayRecord, of: { readonly now: Instant; readonly minutes: number }) =>
  record.how === 'cut_off' ||
  (record.state !== 'closed' && cutOffAt(record.date, of.minutes) <= of.now);

async function cutOffs(
  reader: Reader,
  records: readonly DayRecord[],
): Promise<ReadonlyMap<string, number>> {
  const found = new Map<string, number>();
  for (const officeId of new Set(records.map((it) => it.officeId))) {
    found.set(officeId, (await deskSettings(reader, officeId)).cutOffMinutes);
  }
  return found;
}

async function moneyOf(
  reader: Reader,
  records: readonly DayRecord[],
): Promise<ReadonlyMap<string, DayMoney>> {
  const found = new Map<string, DayMoney>();
  for (const [date, its] of Map.groupBy(records, (it) => it.date)) {
    const offices = its.map(({ officeId }) => officeId).sort();
    const [from = '', until = ''] = [offices[0], offices.at(-1)];
    for (const { officeId, ...money } of await moneyOfDays(reader, { date, from, until })) {
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
  const minutesOf = await cutOffs(reader, records);
  const money = await moneyOf(reader, records);
  const rows = records.map((record): OfficeDay => {
    const { officeId, date } = record;
    const minutes = minutesOf.get(officeId) ?? 0;
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
