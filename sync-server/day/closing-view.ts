/** The closing of a day step by step: what is done, what stands in the way, and who can take it away. */
import { isSettledState } from '#domain/day/counter-state.ts';
import type { DayCounter, DayDocument } from '#domain/day/document.ts';
import { mayClose, type Closer } from '#domain/day/rules.ts';
import { ZERO } from '#domain/money.ts';
import type { Failure } from '#domain/result.ts';
import { startOfDay, type Instant, type IsoDate } from '#domain/time.ts';
import type {
  CloseItem,
  CloseStep,
  CloseStepName,
  DayClosing,
  Unblocker,
} from '#server/api/office-contract.ts';
import type { LeafBookRow } from '#server/api/office-registers-contract.ts';
import type { Reader } from '#server/store/database.ts';
import { booksOut } from '#server/store/leaf-books.ts';
import { deskSettings } from '#server/store/office-desk.ts';
import { dayRecord, openDaysBefore, type DayRecord } from '#server/store/office-days.ts';
import { dayLine, dayMoney } from './day-line.ts';
import { documentOf, NOTHING_SAID } from './make-day.ts';
import { prepareBlock } from './close-day.ts';
import { documentAt } from './supplement.ts';
import { countedRows, readDay, type DayFacts } from './read-day.ts';

const ITEM: CloseItem = {
  subject: '',
  counterId: null,
  staffId: null,
  since: null,
  amountPaise: null,
  state: null,
  missingEntries: null,
  unblock: [],
};

const item = (of: Partial<CloseItem> & { readonly subject: string }): CloseItem => ({
  ...ITEM,
  ...of,
});

const step = (
  name: CloseStepName,
  state: CloseStep['state'],
  items: readonly CloseItem[] = [],
): CloseStep => ({ step: name, state, items });

const WHO: Readonly<Record<DayCounter['state'], readonly Unblocker[]>> = {
  complete: [],
  unused: [],
  open_shift: ['clerk_closes', 'manager_closes_for_absent', 'explain'],
  behind: ['counter_connects', 'explain'],
};

function counterItems(facts: DayFacts): readonly CloseItem[] {
  return facts.counters
    .filter(({ state }) => !isSettledState(state))
    .map(({ counterId, state, missingEntries, lastHeardAt }) => {
      const shift = facts.shifts.find((it) => it.counterId === counterId && it.closedAt === null);
      return item({
        subject: counterId,
        counterId,
        staffId: shift?.staffId ?? null,
        since: shift?.openedAt ?? lastHeardAt,
        state,
        missingEntries,
        unblock: WHO[state],
      });
    });
}

function varianceItems({ shifts }: DayFacts): readonly CloseItem[] {
  return shifts
    .filter(({ variancePaise }) => (variancePaise ?? 0) !== 0)
    .map(({ shiftId, counterId, staffId, closedAt, variancePaise }) =>
      item({ subject: shiftId, counterId, staffId, since: closedAt, amountPaise: variancePaise }),
    );
}

/** What the maker's signature covers already is done; what is new since is not. */
function countersStep(facts: DayFacts, record: DayRecord | null): CloseStep {
  const items = counterItems(facts);
  const explained = new Set(record?.prepared?.explanations.map(({ counterId }) => counterId));
  const isSaid = record?.prepared?.revision === record?.revision;
  const left = items.filter(({ subject }) => !isSaid || !explained.has(subject));
  if (items.length === 0) return step('counters', 'done');
  return step('counters', left.length === 0 ? 'done' : 'blocks', items);
}

interface Seen {
  readonly facts: DayFacts;
  readonly record: DayRecord | null;
  readonly document: DayDocument;
  readonly earlier: readonly IsoDate[];
  readonly leafBooks: readonly LeafBookRow[];
  readonly mayPrepare: Failure | null;
}

function preparation({ record, mayPrepare }: Seen): CloseStep {
  const prepared = record?.prepared ?? null;
  if (record?.state === 'closed') return step('prepare', 'done');
  if (prepared !== null && prepared.revision === record?.revision) return step('prepare', 'done');
  const isAgain = prepared !== null;
  const items = [
    item({
      subject: isAgain ? 'DAY_CHANGED' : '',
      staffId: prepared?.staffId ?? null,
      since: prepared?.at ?? null,
      unblock: ['prepare'],
    }),
  ];
  return step('prepare', mayPrepare === null ? 'next' : 'later', items);
}

function checking({ record }: Seen, isOnePerson: boolean): CloseStep {
  if (record?.state === 'closed') {
    const isWaiting = record.check === 'waiting';
    const items = [item({ subject: record.date, unblock: ['hq_approver'] })];
    return isWaiting ? step('check', 'note', items) : step('check', 'done');
  }
  const isReady = record?.prepared?.revision === record?.revision && record?.prepared !== null;
  const unblock: readonly Unblocker[] = isOnePerson
    ? ['prepare', 'hq_approver']
    : ['another_manager', 'hq_approver'];
  return step('check', record !== null && isReady ? 'next' : 'later', [
    item({ subject: record?.date ?? '', unblock }),
  ]);
}

function stepsOf(seen: Seen, isOnePerson: boolean): readonly CloseStep[] {
  const { facts, record, document, earlier, leafBooks } = seen;
  const isClosed = record?.state === 'closed';
  const notes = (name: CloseStepName, items: readonly CloseItem[]): CloseStep =>
    step(name, items.length === 0 ? 'done' : 'note', items);
  const { asked, paidPaise } = document.awaitingUpi;
  const awaited = asked.map(({ chargeId: subject, counterId, amountPaise }) =>
    item({ subject, counterId, amountPaise }),
  );
  const paid = paidPaise === 0 ? [] : [item({ subject: '', amountPaise: paidPaise })];
  const earlierItems = earlier.map((date) =>
    item({ subject: date, since: startOfDay(date), unblock: ['close_earlier_day'] }),
  );
  const books = leafBooks.map(({ bookId, custodian }) =>
    item({ subject: bookId, staffId: custodian, unblock: ['count_leaves'] }),
  );
  const safe = record?.prepared?.safeCount ?? null;
  const differs = safe === null || safe.differencePaise === 0 ? ZERO : safe.differencePaise;
  return [
    step('earlier_days', earlier.length === 0 || isClosed ? 'done' : 'blocks', earlierItems),
    countersStep(facts, record),
    notes('awaiting_upi', [...awaited, ...paid]),
    notes('variances', varianceItems(facts)),
    notes('leaves', books),
    notes('safe', differs === 0 ? [] : [item({ subject: facts.officeId, amountPaise: differs })]),
    preparation(seen),
    checking(seen, isOnePerson),
  ];
}

/** What blocks comes first; the order is otherwise that of the work. */
const blocksFirst = (steps: readonly CloseStep[]): readonly CloseStep[] => [
  ...steps.filter(({ state }) => state === 'blocks'),
  ...steps.filter(({ state }) => state !== 'blocks'),
];

export async function dayClosing(
  reader: Reader,
  of: {
    readonly officeId: string;
    readonly date: IsoDate;
    readonly now: Instant;
    readonly closer: Closer;
    readonly isOnePerson: boolean;
  },
): Promise<DayClosing> {
  const { officeId, date, now, closer, isOnePerson } = of;
  const facts = await readDay(reader, of);
  const record = await dayRecord(reader, officeId, date);
  const { cutOffMinutes } = await deskSettings(reader, officeId);
  const { explanations, safeCount, leafCounts } = record?.prepared ?? NOTHING_SAID;
  const said = { explanations, safeCount, leafCounts };
  const signedSeq = record?.documentSeq ?? null;
  const document =
    signedSeq === null
      ? await documentOf(reader, facts, { at: now, said })
      : await documentAt(reader, officeId, signedSeq);
  const standing = record ?? { date, state: 'open' as const, revision: 0, prepared: null };
  const mayPrepare = await prepareBlock(reader, { ...standing, officeId }, now);
  const close = mayClose(standing, { closer, shifts: facts.shifts });
  const leafBooks = await booksOut(reader, officeId);
  const earlier = await openDaysBefore(reader, officeId, date);
  const seen = { facts, record, document, earlier, leafBooks, mayPrepare };
  const isBlind = facts.shifts.some(({ closedAt }) => closedAt === null);
  const money = dayMoney(countedRows(facts));
  const { prepared } = standing;
  return {
    now,
    day: dayLine(date, { record, money, cutOffMinutes }),
    revision: standing.revision,
    steps: blocksFirst(stepsOf(seen, isOnePerson)),
    document: isBlind ? null : document,
    mayPrepare,
    mayClose: close.ok ? null : close.error,
    isOnePerson,
    prepared,
    leafBooks,
  };
}
