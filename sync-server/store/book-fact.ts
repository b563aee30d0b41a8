/**
 * The postings of a fact, in the books of the first day that is not closed: a closed day's balance was
 * signed for, and what happens at the office afterwards belongs to the day after it.
 */
import { isMoneyFact, officePostingsOf } from '#domain/ledger/office-postings.ts';
import { addDays, istDate, type Instant, type IsoDate } from '#domain/time.ts';
import type { FactToApply } from './office-facts.ts';
import { addFactToBooks } from './books.ts';
import type { Reader, Writer } from './database.ts';
import { touchDay } from './office-days.ts';

/** DC12: told by the chain alone: each closing before it is an entry of the same chain. */
export async function bookDate(reader: Reader, officeId: string, at: Instant): Promise<IsoDate> {
  const today = istDate(at);
  const rows = await reader.rows<{ date: IsoDate }>(
    "SELECT business_date AS date FROM office_day WHERE office_id = ? AND state = 'closed' " +
      'AND business_date >= ? ORDER BY business_date',
    [officeId, today],
  );
  const closed = new Set(rows.map(({ date }) => date));
  let date = today;
  while (closed.has(date)) date = addDays(date, 1);
  return date;
}

/** Listed in the day's document, and no money has moved yet. */
const LISTED = 'deposit.prepared';

/** The day in whose books the fact stands; null for a fact that the books know nothing of. */
export async function bookFact(
  writer: Writer,
  of: Omit<FactToApply, 'bookDate'>,
): Promise<IsoDate | null> {
  const { officeId, at, fact, seq } = of;
  const postings = isMoneyFact(fact) ? officePostingsOf(fact) : [];
  if (!isMoneyFact(fact) && fact.kind !== LISTED) return null;
  const businessDate = await bookDate(writer, officeId, at);
  if (postings.length === 0 && !fact.kind.startsWith('deposit.')) return businessDate;
  await touchDay(writer, officeId, { date: businessDate, at });
  await addFactToBooks(writer, officeId, { businessDate, kind: fact.kind, seq, postings });
  return businessDate;
}
