/**
 * Who may prepare and who may close an office's day, and what stands in the way. Pure.
 * docs/spec/day-close.md.
 */
import { fail, ok, type Failure, type Result } from '#domain/result.ts';
import { startOfDay, type Instant, type IsoDate } from '#domain/time.ts';
import type { DayCounter, DayShift, Explanation, LeafCount } from './document.ts';
import { isSettledState } from './counter-state.ts';

const MINUTE_MS = 60_000;

/** What stands of a day when somebody acts on it. */
export interface DayStanding {
  readonly date: IsoDate;
  readonly state: 'open' | 'prepared' | 'closed';
  readonly revision: number;
  readonly prepared: { readonly staffId: string; readonly revision: number } | null;
}

/** DC7: when a day that nobody closed closes itself. */
export const cutOffAt = (date: IsoDate, minutes: number): Instant =>
  (startOfDay(date) + minutes * MINUTE_MS) as Instant;

/** DC4, DC9: the day has come, is not closed, and no earlier one is open. */
export function mayPrepare(
  day: DayStanding,
  of: { readonly today: IsoDate; readonly earlierOpen: IsoDate | null },
): Failure | null {
  if (day.state === 'closed') return { code: 'DAY_CLOSED', details: { date: day.date } };
  if (day.date > of.today) return { code: 'DAY_NOT_YET', details: { date: day.date } };
  if (of.earlierOpen === null) return null;
  return { code: 'DAY_BEFORE_OPEN', details: { date: of.earlierOpen } };
}

/** DC4: each counter that is not complete is explained, once, and no other. */
export function mayExplain(
  counters: readonly DayCounter[],
  explanations: readonly Explanation[],
): Result<null> {
  const open = counters.filter(({ state }) => !isSettledState(state));
  const said = new Set(explanations.map(({ counterId }) => counterId));
  const missing = open.find(({ counterId }) => !said.has(counterId));
  if (missing !== undefined) return fail('DAY_NOT_EXPLAINED', { counter: missing.counterId });
  const isEach = explanations.every(({ counterId }) =>
    open.some((counter) => counter.counterId === counterId),
  );
  return isEach && said.size === explanations.length
    ? ok(null)
    : fail('INPUT_INVALID', { field: 'explanations' });
}

/** Every book of leaves that is out is counted, and none twice. */
export function mayCountLeaves(
  books: readonly {
    readonly bookId: string;
    readonly firstLeaf: number;
    readonly lastLeaf: number;
  }[],
  counts: readonly LeafCount[],
): Result<null> {
  const missing = books.find(({ bookId }) => !counts.some((count) => count.bookId === bookId));
  if (missing !== undefined) return fail('LEAVES_NOT_COUNTED', { book: missing.bookId });
  const isRight = counts.every(({ bookId, nextLeaf }) => {
    const book = books.find((it) => it.bookId === bookId);
    return book !== undefined && nextLeaf >= book.firstLeaf && nextLeaf <= book.lastLeaf + 1;
  });
  const isOnce = new Set(counts.map(({ bookId }) => bookId)).size === counts.length;
  return isRight && isOnce ? ok(null) : fail('INPUT_INVALID', { field: 'leafCounts' });
}

export type Closer =
  | { readonly from: 'office'; readonly staffId: string; readonly isOnlyManager: boolean }
  | { readonly from: 'hq'; readonly staffId: string };

/**
 * DC5, DC6: another person than who prepared it, with no shift that day; where there is one manager,
 * they themselves, and HQ looks at it later.
 */
export function mayClose(
  day: DayStanding,
  of: { readonly closer: Closer; readonly shifts: readonly Pick<DayShift, 'staffId'>[] },
): Result<'two' | 'one'> {
  const { date, prepared, revision } = day;
  if (day.state === 'closed') return fail('DAY_CLOSED', { date });
  if (prepared === null) return fail('DAY_NOT_PREPARED', { date });
  if (prepared.revision !== revision) return fail('DAY_CHANGED', { date });
  const { closer } = of;
  const { staffId } = closer;
  const isOther = staffId !== prepared.staffId;
  const hadShift = of.shifts.some((shift) => shift.staffId === staffId);
  if (isOther && !hadShift) return ok('two');
  const isAlone = closer.from === 'office' && closer.isOnlyManager;
  return isAlone ? ok('one') : fail(isOther ? 'CHECKER_HAD_SHIFT' : 'SECOND_PERSON_NEEDED');
}
