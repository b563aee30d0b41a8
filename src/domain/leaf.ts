/**
 * Leaves of contingency books: numbered slips that HQ printed, written by hand while there is no power
 * or no counter, and keyed afterwards. A leaf is named by its book and its number in it.
 */

/** `KA-BLR-01-B3`: the third book of an office. */
const BOOK = /^[A-Z]{2}-[A-Z0-9]{2,6}-\d{2,4}-B\d{1,4}$/;
const LEAF = /^(?:(?<book>[A-Z0-9-]{8,24})|(?<short>B\d{1,4}))[/ ](?<number>\d{1,6})$/;

export const MAX_LEAF = 999_999;

export interface LeafRef {
  readonly bookId: string;
  /** As printed on the leaf. */
  readonly leafNumber: number;
}

export const isBookId = (text: string): boolean => BOOK.test(text);

/** `KA-BLR-01-B3/0117`, as it is printed. */
export const leafText = ({ bookId, leafNumber }: LeafRef): string =>
  `${bookId}/${String(leafNumber).padStart(4, '0')}`;

/** Reads what is printed on a leaf, whole or from the book's own number on: `B3/117`. */
export function parseLeaf(text: string, officeId: string): LeafRef | null {
  const { book, short, number } = LEAF.exec(text.trim().toUpperCase())?.groups ?? {};
  const bookId = book ?? `${officeId}-${short ?? ''}`;
  const leafNumber = Number(number ?? 0);
  return isBookId(bookId) && leafNumber > 0 ? { bookId, leafNumber } : null;
}
