/**
 * What a run of entries means for the office's books: postings summed, what became of shifts, services
 * charged, and what a day's document lists. Pure. The postings are those of the counter's own ledger;
 * an entry whose figures do not agree with each other moves nothing and becomes a case.
 */
import { cashTotal, isCashCount } from '#domain/cash.ts';
import type { BookRow } from '#domain/deposits/books.ts';
import { isTrainingCounter, type CounterId } from '#domain/ids.ts';
import { knownEntry, type AnyEntry } from '#domain/journal/chain.ts';
import { chartAccount } from '#domain/ledger/chart.ts';
import { postingsOf, tenderOf, type Posting, type Tender } from '#domain/ledger/postings.ts';
import { add, isPaise, type Paise } from '#domain/money.ts';
import type { IsoDate } from '#domain/time.ts';
import type { Finding } from '#server/ingest/judge.ts';
import type { CounterKey } from '#server/store/entries.ts';

import { eventOf, type DayEvent } from './day-events.ts';
import { paperOf, type Paper } from './papers.ts';
import { serviceOf, type ServiceCharge } from './services.ts';
import { shiftNews, type HeldEntry, type ShiftNews } from './shift-news.ts';

/** A row of the books with the number of entries in it. */
export type BookLine = BookRow & { readonly entries: number };

export interface BookRun {
  readonly lines: readonly BookLine[];
  readonly shifts: readonly ShiftNews[];
  readonly services: readonly ServiceCharge[];
  readonly events: readonly DayEvent[];
  readonly papers: readonly Paper[];
  readonly findings: readonly Finding[];
}

const LONGEST_ACCOUNT = 96;
const LONGEST_SHIFT = 40;
const LONGEST_STAFF = 16;

/** Differences alone may be below nothing. */
const SIGNED_FIELDS: ReadonlySet<string> = new Set(['variancePaise']);
/** A sheet of notes and coins, and the amount that it must come to. */
const SHEETS = [
  ['float', 'floatPaise'],
  ['count', 'countedPaise'],
  ['count', 'amountPaise'],
] as const;

function areAmounts(body: AnyEntry['body']): boolean {
  return Object.entries(body).every(
    ([field, value]) =>
      !field.endsWith('Paise') || (isPaise(value) && (value >= 0 || SIGNED_FIELDS.has(field))),
  );
}

function areSheetsRight(body: AnyEntry['body']): boolean {
  return SHEETS.every(([sheet, amount]) => {
    const count = body[sheet];
    if (count === undefined || body[amount] === undefined) return true;
    return isCashCount(count) && cashTotal(count) === body[amount];
  });
}

const isPosting = ({ account, amountPaise }: Posting): boolean =>
  isPaise(amountPaise) && account.length <= LONGEST_ACCOUNT && chartAccount(account) !== null;

const hasPlace = ({ shiftId, staffId }: AnyEntry): boolean =>
  (shiftId ?? '').length <= LONGEST_SHIFT && (staffId ?? '').length <= LONGEST_STAFF;

/** Null where the entry's figures do not agree: its counter signed it, so it is judged, not refused. */
export function soundPostings(entry: AnyEntry): readonly Posting[] | null {
  try {
    const postings = postingsOf(knownEntry(entry));
    if (postings.length === 0) return postings;
    const isSound = areAmounts(entry.body) && areSheetsRight(entry.body) && hasPlace(entry);
    return isSound && postings.every(isPosting) ? postings : null;
  } catch {
    // The ledger takes entries of our own counters at their word: for it these are bugs.
    return null;
  }
}

class Booking {
  readonly #of: CounterKey;
  readonly #lines = new Map<string, BookLine>();
  readonly shifts: ShiftNews[] = [];
  readonly services: ServiceCharge[] = [];
  readonly events: DayEvent[] = [];
  readonly papers: Paper[] = [];
  readonly findings: Finding[] = [];

  constructor(of: CounterKey) {
    this.#of = of;
  }

  get lines(): readonly BookLine[] {
    return [...this.#lines.values()];
  }

  look(held: HeldEntry): void {
    const { entry } = held;
    const postings = soundPostings(entry);
    if (postings === null) {
      const { seq, kind } = entry;
      const details = { seq, kind: kind.slice(0, 40) };
      this.findings.push({ kind: 'figures_wrong', subject: seq, details });
      return;
    }
    const tender = postings.length === 0 ? 'cash' : tenderOf(knownEntry(entry));
    for (const posting of postings) this.#add(entry, posting, tender);
    const news = shiftNews(held);
    if (news !== null) this.shifts.push(news);
    const service = serviceOf(entry);
    if (service !== null) this.services.push(service);
    const paper = paperOf(entry);
    if (paper !== null) this.papers.push(paper);
    const event = eventOf(entry);
    if (event !== null) this.events.push(event);
  }

  #add(entry: AnyEntry, { account, amountPaise }: Posting, tender: Tender): void {
    const { businessDate, kind, seq } = entry;
    const shiftId = entry.shiftId ?? '';
    const key = [businessDate, shiftId, account, kind, tender].join('\n');
    const before = this.#lines.get(key);
    this.#lines.set(key, {
      counterId: this.#of.counterId,
      shiftId,
      businessDate,
      account,
      kind,
      tender,
      amountPaise: add(before?.amountPaise ?? (0 as Paise), amountPaise),
      firstSeq: before?.firstSeq ?? seq,
      entries: (before?.entries ?? 0) + 1,
    });
  }
}

/** Training moves nothing. */
export function bookRun(of: CounterKey, entries: readonly HeldEntry[]): BookRun {
  const booking = new Booking(of);
  if (!isTrainingCounter(of.counterId as CounterId)) {
    for (const held of entries) booking.look(held);
  }
  const { lines, shifts, services, events, papers, findings } = booking;
  return { lines, shifts, services, events, papers, findings };
}

/** Days whose documents this run changes. */
export function datesOf({ lines, shifts, services, events }: BookRun): readonly IsoDate[] {
  const all = [...lines, ...shifts, ...services, ...events];
  return [...new Set(all.map(({ businessDate }) => businessDate))].sort();
}
