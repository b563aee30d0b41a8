/** Rows of re-pricing: how far each counter is judged, where quotes lie, how the law changed. */
import type { FeedOffice } from '#protocol/feed.ts';
import type { Reader, SqlValue, Writer } from './database.ts';
import type { CounterKey } from './entries.ts';
import { insertMany } from './many.ts';

/** How far a counter's journal was priced again, and the changes of law that it was priced after. */
export interface JudgedTo {
  readonly seq: number;
  readonly changeNo: number;
  /** Within the change that is under way. */
  readonly changeSeq: number;
}

/** Holds the counter's judgement: one judge at a time. Null for an unknown counter. */
export async function lockJudged(writer: Writer, of: CounterKey): Promise<JudgedTo | null> {
  const [row] = await writer.rows<JudgedTo>(
    'SELECT seq, change_no AS changeNo, change_seq AS changeSeq FROM counter_judgement ' +
      'WHERE office_id = ? AND counter_id = ? FOR UPDATE',
    [of.officeId, of.counterId],
  );
  return row ?? null;
}

export async function moveJudged(writer: Writer, of: CounterKey, to: JudgedTo): Promise<void> {
  await writer.run(
    'UPDATE counter_judgement SET seq = ?, change_no = ?, change_seq = ? ' +
      'WHERE office_id = ? AND counter_id = ?',
    [to.seq, to.changeNo, to.changeSeq, of.officeId, of.counterId],
  );
}

export async function projectedSeq(reader: Reader, of: CounterKey): Promise<number> {
  const [row] = await reader.rows<{ seq: number }>(
    'SELECT seq FROM counter_projection WHERE office_id = ? AND counter_id = ?',
    [of.officeId, of.counterId],
  );
  return row?.seq ?? 0;
}

/** Counters whose figures are ahead of their judgement, or that a change of law has not reached. */
export const countersToJudge = (reader: Reader, limit: number): Promise<readonly CounterKey[]> =>
  reader.rows<CounterKey>(
    'SELECT j.office_id AS officeId, j.counter_id AS counterId FROM counter_judgement j ' +
      'JOIN counter_projection p ON p.office_id = j.office_id AND p.counter_id = j.counter_id ' +
      'WHERE p.seq > j.seq OR j.change_no < (SELECT COALESCE(MAX(change_no), 0) FROM book_change) ' +
      `ORDER BY j.office_id, j.counter_id LIMIT ${Math.trunc(limit)}`,
  );

const insertPlaces = insertMany(
  'quote_place',
  ['office_id', 'counter_id', 'quote_id', 'seq'],
  ' ON DUPLICATE KEY UPDATE quote_id = VALUES(quote_id)',
);

/** A quote's first place counts: an id is used once. */
export const putQuotePlaces = (
  writer: Writer,
  of: CounterKey,
  quotes: readonly { readonly quoteId: string; readonly seq: number }[],
): Promise<void> =>
  insertPlaces(
    writer,
    quotes.flatMap(({ quoteId, seq }): SqlValue[] => [of.officeId, of.counterId, quoteId, seq]),
  );

export async function quotePlace(
  reader: Reader,
  of: CounterKey,
  quoteId: string,
): Promise<number | null> {
  const [row] = await reader.rows<{ seq: number }>(
    'SELECT seq FROM quote_place WHERE office_id = ? AND counter_id = ? AND quote_id = ?',
    [of.officeId, of.counterId, quoteId],
  );
  return row?.seq ?? null;
}

export interface BookChange {
  readonly changeNo: number;
  readonly tariffId: string;
  readonly version: number;
  readonly kind: 'published' | 'recalled';
}

/** Once for each; the number after the last. */
export async function putBookChange(
  writer: Writer,
  of: Omit<BookChange, 'changeNo'> & { readonly at: number },
): Promise<void> {
  const [last] = await writer.rows<{ changeNo: number }>(
    'SELECT change_no AS changeNo FROM book_change ORDER BY change_no DESC LIMIT 1 FOR UPDATE',
  );
  await writer.run(
    'INSERT INTO book_change (change_no, tariff_id, version, kind, at) VALUES (?,?,?,?,?) ' +
      'ON DUPLICATE KEY UPDATE tariff_id = tariff_id',
    [(last?.changeNo ?? 0) + 1, of.tariffId, of.version, of.kind, of.at],
  );
}

export async function bookChangeAfter(
  reader: Reader,
  changeNo: number,
): Promise<BookChange | null> {
  const [row] = await reader.rows<BookChange>(
    'SELECT change_no AS changeNo, tariff_id AS tariffId, version, kind FROM book_change ' +
      'WHERE change_no > ? ORDER BY change_no LIMIT 1',
    [changeNo],
  );
  return row ?? null;
}

export interface RecalledTariff {
  readonly tariffId: string;
  readonly version: number;
  readonly recalledAt: number;
}

export const recalledTariffs = (reader: Reader): Promise<readonly RecalledTariff[]> =>
  reader.rows<RecalledTariff>(
    'SELECT tariff_id AS tariffId, version, recalled_at AS recalledAt FROM tariff_recall',
  );

export const putRecall = (
  writer: Writer,
  of: RecalledTariff & { readonly reason: string; readonly staffId: string },
): Promise<number> =>
  writer.run(
    'INSERT INTO tariff_recall (tariff_id, version, recalled_at, reason, staff_id) ' +
      'VALUES (?,?,?,?,?) ON DUPLICATE KEY UPDATE tariff_id = tariff_id',
    [of.tariffId, of.version, of.recalledAt, of.reason, of.staffId],
  );

export const allRecalls = (
  reader: Reader,
): Promise<readonly (RecalledTariff & { readonly reason: string; readonly staffId: string })[]> =>
  reader.rows(
    'SELECT tariff_id AS tariffId, version, recalled_at AS recalledAt, reason, ' +
      'staff_id AS staffId FROM tariff_recall ORDER BY recalled_at',
  );

/** Tells whether what HQ knows of the law is what it was: cheap enough for every run. */
export async function lawStamp(reader: Reader): Promise<string> {
  const [tariffs] = await reader.rows<{ n: number; at: number | null }>(
    'SELECT COUNT(*) AS n, MAX(published_at) AS at FROM tariff',
  );
  const [recalls] = await reader.rows<{ n: number }>('SELECT COUNT(*) AS n FROM tariff_recall');
  return `${tariffs?.n ?? 0}/${tariffs?.at ?? 0}/${recalls?.n ?? 0}`;
}

export const publishedTariffs = (
  reader: Reader,
): Promise<readonly { readonly document: string; readonly publishedAt: number }[]> =>
  reader.rows('SELECT document, published_at AS publishedAt FROM tariff');

export interface JudgedCharge {
  readonly seq: number;
  readonly receiptNumber: string;
  readonly serviceCode: string;
  readonly tariffId: string;
  readonly tariffVersion: number;
  readonly reversedSeq: number | null;
}

const CHARGE =
  'SELECT seq, receipt_number AS receiptNumber, service_code AS serviceCode, ' +
  'tariff_id AS tariffId, tariff_version AS tariffVersion, reversed_seq AS reversedSeq ' +
  'FROM charge WHERE office_id = ? AND counter_id = ?';

export const chargesBetween = (
  reader: Reader,
  of: CounterKey,
  range: { readonly afterSeq: number; readonly toSeq: number; readonly limit: number },
): Promise<readonly JudgedCharge[]> =>
  reader.rows<JudgedCharge>(
    `${CHARGE} AND seq > ? AND seq <= ? ORDER BY seq LIMIT ${Math.trunc(range.limit)}`,
    [of.officeId, of.counterId, range.afterSeq, range.toSeq],
  );

export const chargesByNumber = (
  reader: Reader,
  of: CounterKey,
  receiptNumber: string,
): Promise<readonly JudgedCharge[]> =>
  reader.rows<JudgedCharge>(`${CHARGE} AND receipt_number = ?`, [
    of.officeId,
    of.counterId,
    receiptNumber,
  ]);

export async function officeDetails(reader: Reader, officeId: string): Promise<FeedOffice | null> {
  const [row] = await reader.rows<{ details: string }>(
    'SELECT details FROM office WHERE office_id = ?',
    [officeId],
  );
  return row === undefined ? null : (JSON.parse(row.details) as FeedOffice);
}
