/**
 * Books of contingency leaves: issued by HQ to an office, handed to a person, counted, closed. A leaf
 * below the count that nobody has keyed or spoilt is a case. docs/spec/day-close.md, LB1 to LB5.
 */
import { isBookId, MAX_LEAF } from '#domain/leaf.ts';
import { fail, ok, type Result } from '#domain/result.ts';
import { leavesPassedOver } from '#server/books/keep-papers.ts';
import type { ServerContext } from '#server/context.ts';
import { actAtOffice, openOfficeCase, record, type HeldOffice } from '#server/office-chain/act.ts';
import type { LeafBookRow } from '#server/api/office-registers-contract.ts';
import { officeById, staffOf } from '#server/store/fleet.ts';
import { isBookKnown, leafBook } from '#server/store/leaf-books.ts';

async function openBook(held: HeldOffice, bookId: string): Promise<Result<LeafBookRow>> {
  const { writer, officeId } = held;
  const book = await leafBook(writer, { officeId, bookId });
  if (book === null) return fail('LEAF_BOOK_NOT_ISSUED', { book: bookId });
  return book.isClosed ? fail('LEAF_BOOK_CLOSED', { book: bookId }) : ok(book);
}

/** LB5: what was passed over is looked for whenever somebody counts. */
async function findMissing(held: HeldOffice, bookId: string): Promise<void> {
  const { writer, officeId } = held;
  for (const found of await leavesPassedOver(writer, { officeId, bookId })) {
    await openOfficeCase(held, found);
  }
}

function mayCount(book: LeafBookRow, nextLeaf: number): Result<null> {
  const { bookId, firstLeaf, lastLeaf } = book;
  if (nextLeaf < firstLeaf || nextLeaf > lastLeaf + 1) {
    return fail('INPUT_INVALID', { field: 'nextLeaf' });
  }
  if (nextLeaf >= book.nextLeaf) return ok(null);
  return fail('LEAF_COUNT_BACK', { book: bookId, leaf: book.nextLeaf - 1 });
}

/** Within an act that holds the office. */
export async function countLeaves(
  held: HeldOffice,
  of: { readonly bookId: string; readonly nextLeaf: number; readonly staffId: string },
): Promise<Result<null>> {
  const book = await openBook(held, of.bookId);
  if (!book.ok) return book;
  const counted = mayCount(book.value, of.nextLeaf);
  if (!counted.ok) return counted;
  await record(held, { kind: 'leaf_book.counted', body: of });
  await findMissing(held, of.bookId);
  return ok(null);
}

export const countBook = (
  context: ServerContext,
  officeId: string,
  of: { readonly bookId: string; readonly nextLeaf: number; readonly staffId: string },
): Promise<Result<null>> => actAtOffice(context, officeId, (held) => countLeaves(held, of));

/** LB2: to somebody of the roster, or back; counted by whoever gives it. */
export const handBook = (
  context: ServerContext,
  officeId: string,
  of: {
    readonly bookId: string;
    readonly custodian: string | null;
    readonly nextLeaf: number;
    readonly staffId: string;
  },
): Promise<Result<null>> =>
  actAtOffice(context, officeId, async (held) => {
    const book = await openBook(held, of.bookId);
    if (!book.ok) return book;
    const { custodian } = of;
    const roster = await staffOf(held.writer, officeId);
    if (custodian !== null && !roster.some(({ staffId }) => staffId === custodian)) {
      return fail('CUSTODIAN_UNKNOWN', { staff: custodian });
    }
    const counted = mayCount(book.value, of.nextLeaf);
    if (!counted.ok) return counted;
    await record(held, { kind: 'leaf_book.handed', body: of });
    await findMissing(held, of.bookId);
    return ok(null);
  });

/** LB1: a number is used once, in whichever office. */
export async function issueBook(
  context: ServerContext,
  officeId: string,
  of: {
    readonly bookId: string;
    readonly firstLeaf: number;
    readonly lastLeaf: number;
    readonly staffId: string;
  },
): Promise<Result<null>> {
  const { bookId, firstLeaf, lastLeaf } = of;
  if ((await officeById(context.database.read, officeId)) === null) return fail('NOT_FOUND');
  const isOwn = isBookId(bookId) && bookId.startsWith(`${officeId}-`);
  if (!isOwn || firstLeaf < 1 || lastLeaf < firstLeaf || lastLeaf > MAX_LEAF) {
    return fail('INPUT_INVALID', { field: isOwn ? 'lastLeaf' : 'bookId' });
  }
  return actAtOffice(context, officeId, async (held) => {
    if (await isBookKnown(held.writer, bookId)) return fail('LEAF_BOOK_KNOWN', { book: bookId });
    await record(held, { kind: 'leaf_book.issued', body: of });
    return ok(null);
  });
}

/** LB1: full, lost or given back; what is missing in it stays a case. */
export const closeBook = (
  context: ServerContext,
  officeId: string,
  of: { readonly bookId: string; readonly words: string; readonly staffId: string },
): Promise<Result<null>> =>
  actAtOffice(context, officeId, async (held) => {
    const book = await openBook(held, of.bookId);
    if (!book.ok) return book;
    await findMissing(held, of.bookId);
    await record(held, { kind: 'leaf_book.closed', body: of });
    return ok(null);
  });
