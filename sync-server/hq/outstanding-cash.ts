/** Cash of all offices that has not reached the bank, by age: in safes, in bags, on its way. */
import { AGES, ageOf, daysLate, dueDate } from '#domain/deposits/limits.ts';
import { SAFE } from '#domain/ledger/postings.ts';
import { sum, ZERO, type Paise } from '#domain/money.ts';
import { istDate, type Instant } from '#domain/time.ts';
import type { FeedOffice } from '#protocol/feed.ts';
import type { OutstandingCash } from '#server/api/hq-days-contract.ts';
import { calendarOf } from '#server/deposits/calendar.ts';
import { feesOf } from '#server/deposits/fees.ts';
import { balancesAt, officesWithCash } from '#server/store/books.ts';
import type { Reader } from '#server/store/database.ts';
import { outstandingDeposits } from '#server/store/deposits.ts';
import { allOffices } from '#server/store/fleet.ts';
import { depositSettings, deskSettings } from '#server/store/office-desk.ts';

type InSafe = OutstandingCash['inSafes'][number];

/** The largest first: so many are looked at closely. */
const MOST_OFFICES = 500;

async function safeOf(reader: Reader, office: FeedOffice, now: Instant): Promise<InSafe | null> {
  const { officeId, name: officeName } = office;
  const { byDay, totalPaise } = await feesOf(reader, { officeId, now });
  const [oldest] = byDay;
  if (oldest === undefined || totalPaise <= 0) return null;
  const settings = depositSettings(await deskSettings(reader, officeId));
  const dueOn = dueDate(calendarOf(office), oldest.date, settings.dueWorkingDays);
  const late = daysLate(dueOn, istDate(now));
  const safe = (await balancesAt(reader, officeId, null)).get(SAFE) ?? ZERO;
  return {
    officeId,
    officeName,
    amountPaise: totalPaise,
    oldestDate: oldest.date,
    dueOn,
    daysLate: late,
    age: ageOf(late),
    isOverCeiling: settings.office !== null && safe > settings.office.mostPaise,
  };
}

export async function outstandingCash(reader: Reader, now: Instant): Promise<OutstandingCash> {
  const today = istDate(now);
  const offices = new Map((await allOffices(reader)).map((it) => [String(it.officeId), it]));
  const inSafes: InSafe[] = [];
  for (const officeId of await officesWithCash(reader, MOST_OFFICES)) {
    const office = offices.get(officeId);
    const found = office === undefined ? null : await safeOf(reader, office, now);
    if (found !== null) inSafes.push(found);
  }
  const deposits = (await outstandingDeposits(reader)).map((it) => {
    const late = daysLate(it.dueOn, today);
    const officeName = offices.get(it.officeId)?.name ?? { en: it.officeId, hi: it.officeId };
    return { ...it, officeName, age: ageOf(late), daysLate: late };
  });
  const all = [...inSafes, ...deposits];
  const ages = AGES.map((age) => {
    const its = all.filter((it) => it.age === age);
    const amountPaise: Paise = sum(its.map((it) => it.amountPaise));
    return { age, offices: new Set(its.map(({ officeId }) => officeId)).size, amountPaise };
  });
  return {
    ages,
    inSafes: inSafes.toSorted((a, b) => b.daysLate - a.daysLate || b.amountPaise - a.amountPaise),
    deposits,
  };
}
