/**
 * Closing an office's day: prepared by one, closed by another, checked by HQ where nobody else was
 * there, closed by itself where everybody forgot. Each act holds the office's chain and the day, so that
 * one of two wins and the other is told. docs/spec/day-close.md.
 */
import type { CashCount } from '#domain/cash.ts';
import { cashTotal } from '#domain/cash.ts';
import { isSettledState } from '#domain/day/counter-state.ts';
import type { DayDocument, Explanation, LeafCount, SafeCount } from '#domain/day/document.ts';
import {
  mayClose,
  mayCountLeaves,
  mayExplain,
  mayPrepare,
  type Closer,
  type DayStanding,
} from '#domain/day/rules.ts';
import { SAFE } from '#domain/ledger/postings.ts';
import { subtract, sum, ZERO, type Paise } from '#domain/money.ts';
import { fail, ok, type Failure, type Result } from '#domain/result.ts';
import { istDate, type Instant, type IsoDate } from '#domain/time.ts';
import type { ServerContext } from '#server/context.ts';
import { actAtOffice, openOfficeCase, record, type HeldOffice } from '#server/office-chain/act.ts';
import { countLeaves } from '#server/papers/leaf-acts.ts';
import type { Reader } from '#server/store/database.ts';
import { booksOut } from '#server/store/leaf-books.ts';
import { lockDay, openDaysBefore, type DayRecord } from '#server/store/office-days.ts';
import { makeDay, NOTHING_SAID, type SaidByPeople } from './make-day.ts';

export interface DayName {
  readonly officeId: string;
  readonly date: IsoDate;
}

interface Held extends HeldOffice {
  readonly date: IsoDate;
  readonly day: DayRecord;
}

const actOnDay = <T>(
  context: ServerContext,
  { officeId, date }: DayName,
  act: (held: Held) => Promise<Result<T>>,
): Promise<Result<T>> =>
  actAtOffice(context, officeId, async (held) =>
    act({ ...held, date, day: await lockDay(held.writer, officeId, { date, at: held.at }) }),
  );

/** What may be prepared: nothing earlier is open, and the day has come. */
export async function prepareBlock(
  reader: Reader,
  day: DayStanding & { readonly officeId: string },
  at: Instant,
): Promise<Failure | null> {
  const [earlierOpen = null] = await openDaysBefore(reader, day.officeId, day.date);
  return mayPrepare(day, { today: istDate(at), earlierOpen });
}

function countSafe(count: CashCount | undefined, document: DayDocument): SafeCount | null {
  if (count === undefined) return null;
  const countedPaise = cashTotal(count);
  const safe = document.accounts.find(({ account }) => account === SAFE);
  const bookPaise = safe?.closingPaise ?? ZERO;
  return { count, countedPaise, bookPaise, differencePaise: subtract(countedPaise, bookPaise) };
}

export interface Preparing {
  readonly staffId: string;
  readonly revision: number;
  readonly explanations: readonly Explanation[];
  readonly safeCount?: CashCount | undefined;
  readonly leafCounts: readonly LeafCount[];
}

const netOf = (document: DayDocument): Paise =>
  sum(document.byHead.map(({ netPaise }) => netPaise));

async function safeDiffers(held: Held, safe: SafeCount | null): Promise<void> {
  if (safe === null || safe.differencePaise === 0) return;
  const { date, at } = held;
  const { countedPaise, bookPaise, differencePaise } = safe;
  const details = { date, countedPaise, bookPaise, differencePaise };
  await openOfficeCase(held, { kind: 'safe_differs', subject: `${date}/${at}`, details });
}

async function prepare(held: Held, of: Preparing): Promise<Result<null>> {
  const { writer, day, officeId, date, at } = held;
  const blocked = await prepareBlock(writer, day, at);
  if (blocked !== null) return { ok: false, error: blocked };
  if (day.revision !== of.revision) return fail('DAY_CHANGED', { date });
  const document = await makeDay(writer, { officeId, date, at, said: NOTHING_SAID });
  const said = mayExplain(document.counters, of.explanations);
  if (!said.ok) return said;
  const counted = mayCountLeaves(await booksOut(writer, officeId), of.leafCounts);
  if (!counted.ok) return counted;
  for (const { bookId, nextLeaf } of of.leafCounts) {
    const leaves = await countLeaves(held, { bookId, nextLeaf, staffId: of.staffId });
    if (!leaves.ok) return leaves;
  }
  const safeCount = countSafe(of.safeCount, document);
  await safeDiffers(held, safeCount);
  const { revision, staffId } = of;
  await record(held, {
    kind: 'day.prepared',
    body: {
      date,
      revision,
      netPaise: netOf(document),
      explanations: [...of.explanations],
      safeCount,
      leafCounts: [...of.leafCounts],
      staffId,
    },
  });
  return ok(null);
}

/** DC4: DAY_CLOSED, DAY_NOT_YET, DAY_BEFORE_OPEN, DAY_CHANGED, DAY_NOT_EXPLAINED, LEAVES_NOT_COUNTED. */
export const prepareDay = (
  context: ServerContext,
  day: DayName,
  of: Preparing,
): Promise<Result<null>> => actOnDay(context, day, (held) => prepare(held, of));

const saidIn = ({ prepared }: DayRecord): SaidByPeople =>
  prepared === null
    ? NOTHING_SAID
    : {
        explanations: prepared.explanations,
        safeCount: prepared.safeCount,
        leafCounts: prepared.leafCounts,
      };

async function close(
  held: Held,
  of: { readonly revision: number; readonly closer: Closer },
): Promise<Result<null>> {
  const { writer, day, officeId, date, at } = held;
  if (day.state !== 'closed' && day.revision !== of.revision) return fail('DAY_CHANGED', { date });
  const document = await makeDay(writer, { officeId, date, at, said: saidIn(day) });
  const how = mayClose(day, { closer: of.closer, shifts: document.shifts });
  if (!how.ok) return how;
  // A counter may have fallen silent since the maker looked, without a change of the figures.
  const said = mayExplain(
    document.counters,
    saidIn(day).explanations.filter(({ counterId }) =>
      document.counters.some(
        (counter) => counter.counterId === counterId && !isSettledState(counter.state),
      ),
    ),
  );
  if (!said.ok) return fail('DAY_CHANGED', { date });
  const maker = day.prepared?.staffId ?? null;
  const body = { how: how.value, maker, checker: of.closer.staffId, document };
  await record(held, { kind: 'day.closed', body });
  return ok(null);
}

/** DC5, DC6: DAY_CLOSED, DAY_NOT_PREPARED, DAY_CHANGED, SECOND_PERSON_NEEDED, CHECKER_HAD_SHIFT. */
export const closeDay = (
  context: ServerContext,
  day: DayName,
  of: { readonly revision: number; readonly closer: Closer },
): Promise<Result<null>> => actOnDay(context, day, (held) => close(held, of));

/** DC7: whatever is known is the document; nobody has signed it, and HQ must look. */
export const closeByItself = (context: ServerContext, day: DayName): Promise<Result<null>> =>
  actOnDay(context, day, async (held) => {
    const { writer, officeId, date, at } = held;
    if (held.day.state === 'closed') return ok(null);
    const document = await makeDay(writer, { officeId, date, at, said: saidIn(held.day) });
    const maker = held.day.prepared?.staffId ?? null;
    const body = { how: 'cut_off' as const, maker, checker: null, document };
    await record(held, { kind: 'day.closed', body });
    const open = document.counters.filter(({ state }) => !isSettledState(state)).length;
    const details = { date, open, netPaise: netOf(document) };
    await openOfficeCase(held, { kind: 'day_not_closed', subject: date, details });
    return ok(null);
  });

export interface Checking {
  readonly staffId: string;
  readonly finding: 'agreed' | 'disputed';
  readonly words: string;
}

async function check(held: Held, of: Checking): Promise<Result<null>> {
  const { day, date } = held;
  if (day.state !== 'closed' || day.documentSeq === null) return fail('DAY_NOT_CLOSED', { date });
  if (day.check !== 'waiting') return fail('DAY_CHECKED', { date });
  const { staffId, finding, words } = of;
  const body = { date, documentSeq: day.documentSeq, finding, words, staffId };
  await record(held, { kind: 'day.checked', body });
  if (finding === 'disputed') {
    const details = { date, checker: staffId, maker: day.maker ?? '' };
    await openOfficeCase(held, { kind: 'day_disputed', subject: date, details });
  }
  return ok(null);
}

/** DC6: DAY_NOT_CLOSED, DAY_CHECKED. */
export const checkDay = (
  context: ServerContext,
  day: DayName,
  of: Checking,
): Promise<Result<null>> => actOnDay(context, day, (held) => check(held, of));
