/**
 * Books of contingency leaves as rows: which an office has, who has them, how far they were counted, and
 * which leaves its counters have keyed or spoilt.
 */
import { instant } from '#domain/time.ts';
import type { FeedContent } from '#protocol/feed.ts';
import type { OfficeFactBody } from '#protocol/office-chain.ts';
import type { LeafBookRow } from '#server/api/office-registers-contract.ts';
import type { Reader, SqlValue, Writer } from './database.ts';
import { keepEffect } from './outbox.ts';

interface RawBook {
  readonly book_id: string;
  readonly first_leaf: number;
  readonly last_leaf: number;
  readonly issued_at: number;
  readonly issued_by: string;
  readonly custodian: string | null;
  readonly counted_next: number;
  readonly is_closed: number;
}

interface UsedLeaf {
  readonly bookId: string;
  readonly leaf: number;
  readonly kind: string;
}

function readBook(row: RawBook, used: readonly UsedLeaf[]): LeafBookRow {
  const leaves = new Set(used.map(({ leaf }) => leaf));
  const highest = Math.max(0, ...leaves);
  const nextLeaf = Math.max(row.counted_next, highest + 1, row.first_leaf);
  const missing: number[] = [];
  for (let leaf = row.first_leaf; leaf < nextLeaf; leaf += 1) {
    if (!leaves.has(leaf)) missing.push(leaf);
  }
  const spoilt = used.filter(({ kind }) => kind === 'leaf.spoilt').length;
  return {
    bookId: row.book_id,
    firstLeaf: row.first_leaf,
    lastLeaf: row.last_leaf,
    issuedAt: instant(row.issued_at),
    issuedBy: row.issued_by,
    custodian: row.custodian,
    isClosed: row.is_closed !== 0,
    keyed: used.length - spoilt,
    spoilt,
    nextLeaf,
    missing,
  };
}

export async function leafBooks(reader: Reader, officeId: string): Promise<readonly LeafBookRow[]> {
  const books = await reader.rows<RawBook>(
    'SELECT * FROM leaf_book WHERE office_id = ? ORDER BY is_closed, issued_at, book_id',
    [officeId],
  );
  const used = await reader.rows<UsedLeaf>(
    'SELECT book_id AS bookId, leaf, kind FROM leaf_used WHERE office_id = ?',
    [officeId],
  );
  const byBook = Map.groupBy(used, ({ bookId }) => bookId);
  return books.map((row) => readBook(row, byBook.get(row.book_id) ?? []));
}

export async function leafBook(
  reader: Reader,
  of: { readonly officeId: string; readonly bookId: string },
): Promise<LeafBookRow | null> {
  return (await leafBooks(reader, of.officeId)).find(({ bookId }) => bookId === of.bookId) ?? null;
}

/** LB4: those that somebody has are counted when a day closes. */
export const booksOut = async (reader: Reader, officeId: string): Promise<readonly LeafBookRow[]> =>
  (await leafBooks(reader, officeId)).filter((it) => !it.isClosed && it.custodian !== null);

/** Of any office: a number is used once. */
export async function isBookKnown(reader: Reader, bookId: string): Promise<boolean> {
  const rows = await reader.rows('SELECT 1 FROM leaf_book WHERE book_id = ? LIMIT 1', [bookId]);
  return rows.length > 0;
}

/** False where this leaf was keyed or spoilt before. */
export async function useLeaf(
  writer: Writer,
  of: {
    readonly officeId: string;
    readonly bookId: string;
    readonly leaf: number;
    readonly counterId: string;
    readonly seq: number;
    readonly kind: string;
    readonly amountPaise: number;
  },
): Promise<boolean> {
  const used = await writer.run(
    'INSERT INTO leaf_used (office_id, book_id, leaf, counter_id, seq, kind, amount_paise) ' +
      'VALUES (?,?,?,?,?,?,?) ON DUPLICATE KEY UPDATE leaf = VALUES(leaf)',
    [of.officeId, of.bookId, of.leaf, of.counterId, of.seq, of.kind, of.amountPaise],
  );
  return used === 1;
}

/** What a counter's own leaves are of. */
export async function booksKeyedAt(
  reader: Reader,
  of: { readonly officeId: string; readonly counterId: string },
): Promise<readonly string[]> {
  const rows = await reader.rows<{ bookId: string }>(
    'SELECT DISTINCT book_id AS bookId FROM leaf_used WHERE office_id = ? AND counter_id = ?',
    [of.officeId, of.counterId],
  );
  return rows.map(({ bookId }) => bookId);
}

export const leafBookItem = (of: LeafBookRow): FeedContent => ({
  type: 'leaf_book',
  bookId: of.bookId,
  firstLeaf: of.firstLeaf,
  lastLeaf: of.lastLeaf,
  issuedAt: of.issuedAt,
  custodian: of.custodian as never,
  isClosed: of.isClosed,
});

interface BookFact {
  readonly officeId: string;
  readonly at: number;
  readonly seq: number;
}

/** What the office's counters are told of it, once the fact is in the second place. */
const tell = (writer: Writer, of: BookFact & { readonly bookId: string }): Promise<void> =>
  keepEffect(writer, {
    key: `desk.leaf_book/${of.officeId}/${of.seq}`,
    kind: 'desk.leaf_book',
    body: { officeId: of.officeId, bookId: of.bookId },
    at: of.at,
  });

export async function applyBookIssued(
  writer: Writer,
  of: BookFact,
  body: OfficeFactBody<'leaf_book.issued'>,
): Promise<void> {
  const { bookId, firstLeaf, lastLeaf, staffId } = body;
  await writer.run(
    'INSERT INTO leaf_book (office_id, book_id, first_leaf, last_leaf, issued_at, issued_by, ' +
      'counted_next, is_closed) VALUES (?,?,?,?,?,?,?,0)',
    [of.officeId, bookId, firstLeaf, lastLeaf, of.at, staffId, firstLeaf],
  );
  await tell(writer, { ...of, bookId });
}

export async function changeBook(
  writer: Writer,
  of: BookFact & { readonly bookId: string },
  set: Readonly<Record<string, SqlValue>>,
): Promise<void> {
  const columns = Object.keys(set).map((column) => `${column} = ?`);
  await writer.run(
    `UPDATE leaf_book SET ${columns.join(', ')} WHERE office_id = ? AND book_id = ?`,
    [...Object.values(set), of.officeId, of.bookId],
  );
  await tell(writer, of);
}
