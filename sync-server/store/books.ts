/**
 * The books of each office: postings summed by day, counter, shift, account, kind of entry and tender,
 * and once more without counter and shift. Written in the transaction that moves the counter's place or
 * the office's chain on, so that each posting is in them exactly once.
 */
import type { BookRow, BookTender } from '#domain/deposits/books.ts';
import { DRAWER, SAFE, type Posting } from '#domain/ledger/postings.ts';
import { paise, type Paise } from '#domain/money.ts';
import type { IsoDate } from '#domain/time.ts';
import type { BookLine } from '#server/books/book-run.ts';
import type { Reader, SqlValue, Writer } from './database.ts';
import type { CounterKey } from './entries.ts';
import { insertMany } from './many.ts';

const ADD =
  ' ON DUPLICATE KEY UPDATE amount_paise = amount_paise + VALUES(amount_paise), ' +
  'entries = entries + VALUES(entries)';

const addLines = insertMany(
  'book',
  [
    'office_id',
    'business_date',
    'counter_id',
    'shift_id',
    'account',
    'kind',
    'tender',
    'amount_paise',
    'entries',
    'first_seq',
  ],
  ADD,
);
const addDayLines = insertMany(
  'book_day',
  ['office_id', 'business_date', 'account', 'kind', 'tender', 'amount_paise', 'entries'],
  ADD,
);

type DayLine = Pick<BookLine, 'businessDate' | 'account' | 'kind' | 'tender'> & {
  amountPaise: Paise;
  entries: number;
};

const dayKey = (line: DayLine): string =>
  [line.businessDate, line.account, line.kind, line.tender].join('\n');

/** In one order everywhere, so that two servers never wait for each other in a circle. */
function byDay(lines: readonly BookLine[]): readonly DayLine[] {
  const days = new Map<string, DayLine>();
  for (const line of lines) {
    const known = days.get(dayKey(line));
    days.set(dayKey(line), {
      ...line,
      amountPaise: paise((known?.amountPaise ?? 0) + line.amountPaise),
      entries: (known?.entries ?? 0) + line.entries,
    });
  }
  return [...days].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, line]) => line);
}

export async function addToBooks(
  writer: Writer,
  officeId: string,
  lines: readonly BookLine[],
): Promise<void> {
  await addLines(
    writer,
    lines.flatMap((it): SqlValue[] => [
      officeId,
      it.businessDate,
      it.counterId,
      it.shiftId,
      it.account,
      it.kind,
      it.tender,
      it.amountPaise,
      it.entries,
      it.firstSeq,
    ]),
  );
  await addDayLines(
    writer,
    byDay(lines).flatMap((it): SqlValue[] => [
      officeId,
      it.businessDate,
      it.account,
      it.kind,
      it.tender,
      it.amountPaise,
      it.entries,
    ]),
  );
  const safe = lines.filter(({ account }) => account === SAFE);
  if (safe.length === 0) return;
  await writer.run(
    'INSERT INTO office_cash (office_id, safe_paise) VALUES (?,?) ' +
      'ON DUPLICATE KEY UPDATE safe_paise = safe_paise + VALUES(safe_paise)',
    [officeId, safe.reduce((total, it) => total + it.amountPaise, 0)],
  );
}

/** A fact of the office's chain: at no counter, in no shift. */
export const addFactToBooks = (
  writer: Writer,
  officeId: string,
  of: {
    readonly businessDate: IsoDate;
    readonly kind: string;
    readonly seq: number;
    readonly postings: readonly Posting[];
  },
): Promise<void> => {
  const { businessDate, kind, seq: firstSeq } = of;
  const place = { businessDate, kind, firstSeq, counterId: '', shiftId: '' };
  const lines = of.postings.map((it): BookLine => ({
    ...place,
    ...it,
    tender: 'office',
    entries: 1,
  }));
  return addToBooks(writer, officeId, lines);
};

interface RawRow {
  readonly business_date: IsoDate;
  readonly counter_id: string;
  readonly shift_id: string;
  readonly account: string;
  readonly kind: string;
  readonly tender: BookTender;
  readonly amount_paise: number;
  readonly entries: number;
  readonly first_seq: number;
}

const readLine = (row: RawRow): BookLine => ({
  businessDate: row.business_date,
  counterId: row.counter_id,
  shiftId: row.shift_id,
  account: row.account,
  kind: row.kind,
  tender: row.tender,
  amountPaise: paise(row.amount_paise),
  entries: row.entries,
  firstSeq: row.first_seq,
});

const SELECT =
  'SELECT business_date, counter_id, shift_id, account, kind, tender, amount_paise, entries, ' +
  'first_seq FROM book';

/** Everything of one day: of every counter and of the office's chain. */
export async function booksOfDay(
  reader: Reader,
  officeId: string,
  date: IsoDate,
): Promise<readonly BookLine[]> {
  const rows = await reader.rows<RawRow>(`${SELECT} WHERE office_id = ? AND business_date = ?`, [
    officeId,
    date,
  ]);
  return rows.map(readLine);
}

/** Everything of some shifts, whichever days they touched. */
export async function booksOfShifts(
  reader: Reader,
  officeId: string,
  shifts: readonly { readonly counterId: string; readonly shiftId: string }[],
): Promise<readonly BookRow[]> {
  const found: BookRow[] = [];
  for (const { counterId, shiftId } of shifts) {
    const rows = await reader.rows<RawRow>(
      `${SELECT} WHERE office_id = ? AND counter_id = ? AND shift_id = ?`,
      [officeId, counterId, shiftId],
    );
    found.push(...rows.map(readLine));
  }
  return found;
}

type RawTotal = Pick<RawRow, 'business_date' | 'account' | 'kind' | 'tender' | 'amount_paise'>;

export type DayTotal = Pick<
  BookLine,
  'businessDate' | 'account' | 'kind' | 'tender' | 'amountPaise'
>;

const readTotal = (row: RawTotal): DayTotal => ({
  businessDate: row.business_date,
  account: row.account,
  kind: row.kind,
  tender: row.tender,
  amountPaise: paise(row.amount_paise),
});

/** Day by day, over counters and shifts. */
export async function dayTotals(
  reader: Reader,
  officeId: string,
  of: { readonly from: IsoDate; readonly until: IsoDate },
): Promise<readonly DayTotal[]> {
  const rows = await reader.rows<RawTotal>(
    'SELECT business_date, account, kind, tender, amount_paise FROM book_day ' +
      'WHERE office_id = ? AND business_date BETWEEN ? AND ?',
    [officeId, of.from, of.until],
  );
  return rows.map(readTotal);
}

/** All days before `date` as if they were one. */
export async function totalsBefore(
  reader: Reader,
  officeId: string,
  date: IsoDate,
): Promise<readonly DayTotal[]> {
  const rows = await reader.rows<RawTotal>(
    'SELECT MAX(business_date) AS business_date, account, kind, tender, ' +
      'SUM(amount_paise) AS amount_paise FROM book_day ' +
      'WHERE office_id = ? AND business_date < ? GROUP BY account, kind, tender',
    [officeId, date],
  );
  return rows.map(readTotal);
}

/** What each account of the office holds at the end of `until`. */
export async function balancesAt(
  reader: Reader,
  officeId: string,
  until: IsoDate | null,
): Promise<ReadonlyMap<string, Paise>> {
  const rows = await reader.rows<{ account: string; total: number }>(
    'SELECT account, SUM(amount_paise) AS total FROM book_day ' +
      'WHERE office_id = ? AND business_date <= ? GROUP BY account',
    [officeId, until ?? '9999-99-99'],
  );
  return new Map(rows.map(({ account, total }) => [account, paise(total)]));
}

/** Offices with notes and coins in their safes, the most first. */
export async function officesWithCash(reader: Reader, limit: number): Promise<readonly string[]> {
  const rows = await reader.rows<{ officeId: string }>(
    'SELECT office_id AS officeId FROM office_cash WHERE safe_paise > 0 ' +
      `ORDER BY safe_paise DESC LIMIT ${Math.trunc(limit)}`,
  );
  return rows.map(({ officeId }) => officeId);
}

/** What the drawer of a shift holds by the books: nothing, once it was closed. */
export async function drawerOfShift(
  reader: Reader,
  of: CounterKey & { readonly shiftId: string },
): Promise<Paise> {
  const [row] = await reader.rows<{ total: number | null }>(
    'SELECT SUM(amount_paise) AS total FROM book WHERE office_id = ? AND counter_id = ? ' +
      'AND shift_id = ? AND account = ?',
    [of.officeId, of.counterId, of.shiftId, DRAWER],
  );
  return paise(row?.total ?? 0);
}

/** Locks how far the books of a counter go. Null for an unknown counter. */
export async function lockBooked(writer: Writer, of: CounterKey): Promise<number | null> {
  const [row] = await writer.rows<{ seq: number }>(
    'SELECT seq FROM counter_books WHERE office_id = ? AND counter_id = ? FOR UPDATE',
    [of.officeId, of.counterId],
  );
  return row?.seq ?? null;
}

export async function moveBooked(writer: Writer, of: CounterKey, seq: number): Promise<void> {
  await writer.run('UPDATE counter_books SET seq = ? WHERE office_id = ? AND counter_id = ?', [
    seq,
    of.officeId,
    of.counterId,
  ]);
}
