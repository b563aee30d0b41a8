/** What a manager has written for the preparation of a day, and what of it is whole. */
import type { CashCount } from '#domain/cash.ts';
import type {
  DayDocument,
  Explanation,
  ExplanationReason,
  LeafCount,
} from '#domain/day/document.ts';
import type { CloseStep, DayClosing, PrepareDay } from '#server/api/office-contract.ts';
import type { LeafBookRow } from '#server/api/office-registers-contract.ts';

export interface Draft {
  readonly explained: Readonly<Record<string, { reason: ExplanationReason | ''; words: string }>>;
  /** As typed, by book. */
  readonly leaves: Readonly<Record<string, string>>;
  /** Null where the safe is not counted. */
  readonly safe: CashCount | null;
}

const LEAST_SAID = 3;

export const UNSAID = { reason: '', words: '' } as const;

/** What the maker wrote before stays, where the day is prepared again. */
export const emptyDraft = ({ prepared }: DayClosing): Draft => ({
  explained: Object.fromEntries(
    (prepared?.explanations ?? []).map(({ counterId, ...said }) => [counterId, said]),
  ),
  leaves: {},
  safe: null,
});

/** Counters that are not complete; a counter is named once, whatever is wrong with it. */
export const toExplain = ({ steps }: DayClosing): readonly string[] => {
  const items = steps.find(({ step }) => step === 'counters')?.items ?? [];
  return [...new Set(items.flatMap(({ counterId }) => (counterId === null ? [] : [counterId])))];
};

export const booksOut = ({ leafBooks }: DayClosing): readonly LeafBookRow[] =>
  leafBooks.filter(({ isClosed }) => !isClosed);

function explanationOf(draft: Draft, counterId: string): Explanation | null {
  const { reason, words } = draft.explained[counterId] ?? UNSAID;
  return reason === '' || words.trim().length < LEAST_SAID
    ? null
    : { counterId, reason, words: words.trim() };
}

export const isLeafWrong = (book: LeafBookRow, typed: string): boolean =>
  typed !== '' && (Number(typed) < book.nextLeaf || Number(typed) > book.lastLeaf + 1);

function leafCountOf(draft: Draft, book: LeafBookRow): LeafCount | null {
  const typed = draft.leaves[book.bookId] ?? '';
  if (typed === '' || isLeafWrong(book, typed)) return null;
  return { bookId: book.bookId, nextLeaf: Number(typed) };
}

const present = <T>(items: readonly (T | null)[]): readonly T[] =>
  items.filter((item) => item !== null);

/** Without the PIN; null while something is missing. */
export function preparationOf(closing: DayClosing, draft: Draft): Omit<PrepareDay, 'pin'> | null {
  const counters = toExplain(closing);
  const explanations = present(counters.map((counterId) => explanationOf(draft, counterId)));
  const books = booksOut(closing);
  const leafCounts = present(books.map((book) => leafCountOf(draft, book)));
  if (explanations.length < counters.length || leafCounts.length < books.length) return null;
  return {
    revision: closing.revision,
    explanations,
    leafCounts,
    ...(draft.safe === null ? {} : { safeCount: draft.safe }),
  };
}

/** The document with what is written so far, as it will be signed. */
export function documentWith(
  document: DayDocument,
  of: { readonly closing: DayClosing; readonly draft: Draft },
): DayDocument {
  const { closing, draft } = of;
  const leaves = present(booksOut(closing).map((book) => leafCountOf(draft, book)));
  const counters = document.counters.map((counter) => {
    const said = explanationOf(draft, counter.counterId);
    return said === null
      ? counter
      : { ...counter, explanation: { reason: said.reason, words: said.words } };
  });
  return { ...document, counters, leaves };
}

/** Whether the maker has something to write in a step. */
export function asks({ step }: CloseStep, closing: DayClosing): boolean {
  if (step === 'counters') return toExplain(closing).length > 0;
  return step === 'safe' || (step === 'leaves' && booksOut(closing).length > 0);
}
