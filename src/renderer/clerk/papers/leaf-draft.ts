/** What is typed from a leaf, and what it means. Pure. */
import type { StaffId } from '#domain/ids.ts';
import { parseLeaf, type LeafRef } from '#domain/leaf.ts';
import { parseRupees, type Paise } from '#domain/money.ts';
import { instant, startOfDay, type Instant } from '#domain/time.ts';
import { dateOfDigits } from '#renderer/clerk/item/facts-typed.ts';
import { digitsOnly } from '#renderer/keys/digits.ts';

export interface LeafDraft {
  readonly leaf: string;
  readonly day: string;
  readonly time: string;
  readonly writer: string;
  readonly collected: string;
}

export const EMPTY_LEAF: LeafDraft = { leaf: '', day: '', time: '', writer: '', collected: '' };

const MINUTE_MS = 60_000;

/** `14:35` of `1435`, growing as the digits are typed. */
export const showTimeDigits = (digits: string): string =>
  [digits.slice(0, 2), digits.slice(2, 4)].filter((part) => part !== '').join(':');

/** Null where there is no such day or minute. */
export function writtenAtOf({ day, time }: LeafDraft): Instant | null {
  const date = dateOfDigits(day);
  const digits = digitsOnly(time);
  const [hours, minutes] = [Number(digits.slice(0, 2)), Number(digits.slice(2, 4))];
  if (date === null || digits.length !== 4 || hours > 23 || minutes > 59) return null;
  return instant(startOfDay(date) + (hours * 60 + minutes) * MINUTE_MS);
}

export interface ReadLeaf {
  readonly leaf: LeafRef;
  readonly writtenAt: Instant;
  readonly writtenBy: StaffId;
  readonly collectedPaise: Paise;
}

/** The field that is wrong or missing, in their order; null where all can be read. */
export function leafProblem(draft: LeafDraft, officeId: string): string | null {
  if (parseLeaf(draft.leaf, officeId) === null) return 'leaf-number';
  if (dateOfDigits(draft.day) === null) return 'leaf-day';
  if (writtenAtOf(draft) === null) return 'leaf-time';
  if (draft.writer === '') return 'leaf-writer';
  return parseRupees(draft.collected) === null ? 'leaf-collected' : null;
}

export function readLeaf(draft: LeafDraft, officeId: string): ReadLeaf | null {
  const leaf = parseLeaf(draft.leaf, officeId);
  const writtenAt = writtenAtOf(draft);
  const collectedPaise = parseRupees(draft.collected);
  if (leaf === null || writtenAt === null || collectedPaise === null || draft.writer === '') {
    return null;
  }
  return { leaf, writtenAt, writtenBy: draft.writer as StaffId, collectedPaise };
}

/** The next leaf of the same book, by the same writer: its number is to be compared with the paper. */
export function nextLeaf(draft: LeafDraft, officeId: string): LeafDraft {
  const leaf = parseLeaf(draft.leaf, officeId);
  const book = leaf?.bookId.slice(officeId.length + 1) ?? '';
  const next = leaf === null ? '' : `${book}/${leaf.leafNumber + 1}`;
  return { ...draft, leaf: next, time: '', collected: '' };
}
