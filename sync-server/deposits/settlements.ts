/** DE14: what was paid by UPI and is in no settlement yet, and by when the bank should have it. */
import { dueDate } from '#domain/deposits/limits.ts';
import { UPI } from '#domain/ledger/office-postings.ts';
import { ZERO } from '#domain/money.ts';
import { addDays, istDate, type Instant } from '#domain/time.ts';
import type { ExpectedSettlements } from '#server/api/office-cash-contract.ts';
import { balancesAt } from '#server/store/books.ts';
import type { Reader } from '#server/store/database.ts';
import { officeById } from '#server/store/fleet.ts';
import { unsettledDays } from '#server/store/unsettled.ts';
import { calendarOf } from './calendar.ts';

/** Working days after the payment; the gateway's own promise is one. */
const EXPECTED_WORKING_DAYS = 2;
/** What is older was settled long ago, or is a break of the gateway's books. */
const DAYS_BACK = 60;

export async function expectedSettlements(
  reader: Reader,
  of: { readonly officeId: string; readonly now: Instant },
): Promise<ExpectedSettlements> {
  const { officeId } = of;
  const today = istDate(of.now);
  const calendar = calendarOf(await officeById(reader, officeId));
  const days = await unsettledDays(reader, { officeId, from: addDays(today, -DAYS_BACK) });
  const rows = days.map(({ date, payments, grossPaise }) => {
    const expectedOn = dueDate(calendar, date, EXPECTED_WORKING_DAYS);
    return { date, payments, grossPaise, expectedOn, isLate: expectedOn < today };
  });
  const bookPaise = (await balancesAt(reader, officeId, null)).get(UPI) ?? ZERO;
  return { rows, bookPaise };
}
