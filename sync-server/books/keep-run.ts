/**
 * Writes a run into the books, in the transaction that moves the counter on, and finds what people must
 * look at: figures that do not agree, a drawer that a close left unlike its record, a day that has not
 * come yet.
 */
import { istDate, instant } from '#domain/time.ts';
import type { Finding } from '#server/ingest/judge.ts';
import { addToBooks, drawerOfShift } from '#server/store/books.ts';
import { addToServices, putDayEvents } from '#server/store/day-figures.ts';
import type { Writer } from '#server/store/database.ts';
import type { CounterKey } from '#server/store/entries.ts';
import { touchDay } from '#server/store/office-days.ts';
import { putShiftNews } from '#server/store/office-shifts.ts';

import { keepPapers, type KeptPapers } from './keep-papers.ts';
import { bookRun, datesOf, type BookRun } from './book-run.ts';
import type { HeldEntry } from './shift-news.ts';

/** Once a day of the counter: the device's clock is ahead. */
function datesAhead(entries: readonly HeldEntry[]): readonly Finding[] {
  const found = new Map<string, Finding>();
  for (const { entry, receivedAt } of entries) {
    const { businessDate: date, seq } = entry;
    const today = istDate(instant(receivedAt));
    if (date <= today || found.has(date)) continue;
    found.set(date, { kind: 'date_ahead', subject: date, details: { seq, date, today } });
  }
  return [...found.values()];
}

/** P5: what the counter says was expected is what its own entries come to, or not. */
async function drawersLeft(writer: Writer, of: CounterKey, run: BookRun): Promise<Finding[]> {
  const found: Finding[] = [];
  for (const { what, shiftId, seq } of run.shifts) {
    if (what !== 'closed') continue;
    const leftPaise = await drawerOfShift(writer, { ...of, shiftId });
    if (leftPaise === 0) continue;
    found.push({ kind: 'drawer_differs', subject: seq, details: { seq, shiftId, leftPaise } });
  }
  return found;
}

export async function keepRun(
  writer: Writer,
  of: CounterKey,
  { entries, at }: { readonly entries: readonly HeldEntry[]; readonly at: number },
): Promise<KeptPapers> {
  const { officeId } = of;
  const run = bookRun(of, entries);
  const dates = datesOf(run);
  if (dates.length === 0) return { findings: [...run.findings], found: [] };
  for (const date of dates) await touchDay(writer, officeId, { date, at });
  await addToBooks(writer, officeId, run.lines);
  await putShiftNews(writer, officeId, run.shifts);
  await addToServices(writer, of, run.services);
  await putDayEvents(writer, officeId, run.events);
  const { findings, found } = await keepPapers(writer, of, run);
  const drawers = await drawersLeft(writer, of, run);
  return { findings: [...run.findings, ...datesAhead(entries), ...drawers, ...findings], found };
}
