/**
 * A counter that behaves: enough of one, in memory, to walk through a whole charge by keyboard. It
 * prices the learner's and the duplicate licence; every other service is "not published".
 */
import type { CommandAnswer } from '#contract/answers.ts';
import type { ClerkSnapshot, VisitSnapshot } from '#contract/snapshot.ts';
import type { ReceiptNumber, TenderId, VisitId } from '#domain/ids.ts';
import { cashTotal, changeFor, type CashCount } from '#domain/cash.ts';
import { add, formatPaise, rupees, subtract, sum, ZERO } from '#domain/money.ts';
import { judgeCount, standingCount } from '#domain/recount.ts';
import { fail, ok, type Result } from '#domain/result.ts';
import { instant, isoDate } from '#domain/time.ts';
import { fakeConnection, type FakeConnection, type Script } from '#renderer/connection/fake.ts';

import {
  NOW,
  paid,
  priced,
  pricedDuplicate,
  printJob,
  quote,
  readyClerk,
  service,
  SERVICES,
} from './fixtures.ts';
import { OPENING, QUIET } from './shift-states.ts';

const PIN = '2468';

const NOTHING = ok(null);

const classesOf = (facts: Readonly<Record<string, unknown>>): number | null =>
  typeof facts['classes'] === 'number' ? facts['classes'] : null;

/** What its drawer holds, whatever is done. */
const HELD = rupees(5000);

interface Life {
  snapshot: ClerkSnapshot;
  /** Those of the close that did not agree. */
  counts: readonly CashCount[];
  quotes: number;
  visits: number;
}

const showReversible: CommandAnswer<'checkReceipt'> = {
  verdict: 'genuine_here',
  receiptNumber: 'KA-BLR-01-C3/2627/000042' as ReceiptNumber,
  totalPaise: rupees(950),
  issuedAt: NOW,
  serviceTexts: service('LL').texts,
};

/** Blind, as the counter is: a count that differs is taken again, and two alike stand. */
function closing(life: Life, show: (changes: Partial<ClerkSnapshot>) => void): Script {
  return {
    closeShift: ({ count, varianceReason }) => {
      const countedPaise = cashTotal(count);
      const agrees = countedPaise === HELD;
      const hasReason = varianceReason !== undefined;
      const verdict = judgeCount({ earlier: life.counts, count, agrees, hasReason });
      if (verdict === 'stands') return fail('COUNT_STANDS');
      if (verdict === 'close') {
        life.counts = [];
        show({ phase: 'no_shift', shift: null, opening: OPENING });
        const variancePaise = subtract(countedPaise, HELD);
        return ok({ countedPaise, expectedPaise: HELD, variancePaise });
      }
      if (standingCount(life.counts) === null) life.counts = [...life.counts, count];
      const shown = { counts: life.counts.length, standing: standingCount(life.counts) };
      show({ drawer: { ...QUIET, ...life.snapshot.drawer, closing: shown } });
      return fail(verdict === 'again' ? 'COUNT_AGAIN' : 'VARIANCE_REASON_MISSING');
    },
  };
}

function doors(life: Life, show: (changes: Partial<ClerkSnapshot>) => void): Script {
  const rightPin = (pin: string): Result<null> =>
    pin === PIN ? NOTHING : fail('PIN_WRONG', { seconds: 2 });
  return {
    enrol: () => {
      show({ phase: 'signed_out', staff: null, shift: null });
      return NOTHING;
    },
    signIn: ({ staffId, pin }) => {
      const answer = rightPin(pin);
      const staff = life.snapshot.roster.find((one) => one.staffId === staffId) ?? null;
      if (answer.ok) show({ phase: 'no_shift', staff, shift: null, opening: OPENING });
      return answer;
    },
    signOut: () => {
      show({ phase: 'signed_out', staff: null });
      return NOTHING;
    },
    lock: () => {
      show({ phase: 'locked' });
      return NOTHING;
    },
    unlock: ({ pin }) => {
      const answer = rightPin(pin);
      if (answer.ok) show({ phase: 'ready' });
      return answer;
    },
    testPrint: () => {
      const { opening } = life.snapshot;
      if (opening !== undefined) show({ opening: { ...opening, testPage: 'printed' } });
      return NOTHING;
    },
    openShift: () => {
      show({ phase: 'ready', shift: readyClerk().shift });
      return NOTHING;
    },
    ...closing(life, show),
  };
}

function finding(): Script {
  return {
    findServices: ({ text, language }) => {
      const wanted = text.toLocaleLowerCase();
      return ok(
        SERVICES.filter(
          (one) =>
            one.mnemonic.toLocaleLowerCase().startsWith(wanted) ||
            one.texts[language].toLocaleLowerCase().includes(wanted),
        ),
      );
    },
    describeService: ({ serviceCode }) => ok(service(serviceCode)),
    preview: ({ serviceCode, facts }) => {
      const classes = classesOf(facts);
      if (serviceCode === 'DL-DUP') return ok(pricedDuplicate('waiver' in facts));
      return serviceCode === 'LL' && classes !== null
        ? ok(priced(classes))
        : fail('FEE_NOT_PUBLISHED', { service: serviceCode });
    },
  };
}

function charging(life: Life, show: (changes: Partial<ClerkSnapshot>) => void): Script {
  return {
    quote: ({ serviceCode, facts, citizen, approval }) => {
      if ('waiver' in facts && approval === undefined) return fail('APPROVAL_NEEDED');
      if (approval !== undefined && approval.approverPin !== PIN) {
        return fail('PIN_WRONG', { seconds: 2 });
      }
      life.quotes += 1;
      const before = life.snapshot.visit;
      if (before === null) life.visits += 1;
      const made = {
        ...quote(412 + life.quotes, classesOf(facts) ?? 1),
        ...(serviceCode === 'DL-DUP' ? pricedDuplicate('waiver' in facts) : {}),
        serviceTexts: service(serviceCode).texts,
        validUntil: instant(NOW + 15 * 60_000),
      };
      const quotes = [...(before?.quotes ?? []), made];
      const visit: VisitSnapshot = {
        visitId: before?.visitId ?? (`KA-BLR-01-C3-V${90 + life.visits}` as VisitId),
        language: citizen.language,
        payer: citizen.payer,
        beneficiary: citizen.beneficiary,
        applicationRef: citizen.applicationRef,
        mobile: citizen.mobile,
        quotes,
        totalPaise: sum(quotes.map((one) => one.totalPaise)),
      };
      show({ visit });
      return ok({ visitId: visit.visitId, quote: made });
    },
    lapse: ({ quoteId }) => {
      const rest = life.snapshot.visit?.quotes.filter((one) => one.quoteId !== quoteId) ?? [];
      const { visit } = life.snapshot;
      const totalPaise = sum(rest.map((one) => one.totalPaise));
      show({
        visit: visit === null || rest.length === 0 ? null : { ...visit, quotes: rest, totalPaise },
      });
      return ok({ quoteId });
    },
    takeCash: ({ givenPaise }) => {
      const { visit } = life.snapshot;
      if (visit === null) return fail('VISIT_UNKNOWN', { visit: '' });
      const changePaise = subtract(givenPaise, visit.totalPaise);
      if (changePaise < 0) {
        return fail('CASH_SHORT', { missing: formatPaise(subtract(ZERO, changePaise)) });
      }
      const done = paid({
        visitNumber: 90 + life.visits,
        given: givenPaise,
        total: visit.totalPaise,
        job: printJob('queued'),
      });
      show({ visit: null, paid: done });
      return ok({
        tenderId: 'KA-BLR-01-C3-T1' as TenderId,
        receiptNumbers: done.receipts.map((one) => one.receiptNumber),
        totalPaise: done.totalPaise,
        changePaise,
        change: changeFor(changePaise) ?? {},
      });
    },
  };
}

function holding(life: Life, show: (changes: Partial<ClerkSnapshot>) => void): Script {
  const held = new Map<string, VisitSnapshot>();
  const list = (): ClerkSnapshot['held'] =>
    [...held.values()].map((one) => ({
      visitId: one.visitId,
      payer: one.payer,
      serviceTexts: one.quotes[0]?.serviceTexts ?? service('LL').texts,
      totalPaise: one.totalPaise,
    }));
  return {
    hold: () => {
      const { visit } = life.snapshot;
      if (visit !== null) held.set(visit.visitId, visit);
      show({ visit: null, held: list() });
      return NOTHING;
    },
    resume: ({ visitId }) => {
      const visit = held.get(visitId) ?? null;
      held.delete(visitId);
      show({ visit, held: list() });
      return NOTHING;
    },
  };
}

function onPaper(life: Life, show: (changes: Partial<ClerkSnapshot>) => void): Script {
  return {
    takeInstrument: () => {
      const { visit } = life.snapshot;
      if (visit === null) return fail('VISIT_UNKNOWN', { visit: '' });
      show({ visit: null });
      return ok({ instrumentId: 'KA-BLR-01-C3-I6', totalPaise: visit.totalPaise });
    },
    previewLeaf: ({ facts }) => ok(priced(classesOf(facts) ?? 1)),
    keyLeaf: ({ leaf, facts, collectedPaise, unknownBook }) => {
      const isKnown = leaf.bookId === 'KA-BLR-01-B3' || unknownBook === true;
      if (!isKnown) return fail('LEAF_BOOK_UNKNOWN', { book: leaf.bookId });
      const { totalPaise } = priced(classesOf(facts) ?? 1);
      const rest = subtract(collectedPaise, totalPaise);
      return ok({
        receiptNumber: 'KA-BLR-01-C3/2627/000043' as ReceiptNumber,
        totalPaise,
        excessPaise: rest > 0 ? rest : ZERO,
        shortPaise: rest < 0 ? subtract(ZERO, rest) : ZERO,
      });
    },
    spoilLeaf: () => NOTHING,
    putOffCount: () => NOTHING,
    takeCount: ({ countId, count }) => {
      show({ drawer: { ...QUIET, ...life.snapshot.drawer, countWanted: null } });
      return ok({ countId, countedPaise: cashTotal(count) });
    },
    giveChange: ({ slipId }) => ok({ slipId, givenPaise: rupees(7) }),
  };
}

function rest(): Script {
  return {
    printAgain: () => NOTHING,
    confirmPrinted: () => NOTHING,
    noSale: () => NOTHING,
    displayHeartbeat: () => NOTHING,
    checkReceipt: () => ok(showReversible),
    reverse: ({ approverPin }) =>
      approverPin === PIN
        ? ok({
            receiptNumber: 'KA-BLR-01-C3/2627/000042' as ReceiptNumber,
            paidBackPaise: rupees(950),
            toRefundPaise: ZERO,
          })
        : fail('PIN_WRONG', { seconds: 2 }),
    correct: ({ givenPaise }) =>
      ok({
        tenderId: 'KA-BLR-01-C3-T2' as TenderId,
        receiptNumbers: ['KA-BLR-01-C3/2627/000043' as ReceiptNumber],
        totalPaise: rupees(500),
        changePaise: add(rupees(450), givenPaise),
        change: { 20000: 2, 5000: 1 },
        reversed: 'KA-BLR-01-C3/2627/000042' as ReceiptNumber,
      }),
    xReport: () =>
      ok({
        at: NOW,
        businessDate: isoDate('2026-11-24'),
        quotes: 47,
        lapsed: 5,
        receipts: 41,
        nilReceipts: 2,
        reversals: 1,
        reprints: 1,
        noSales: 0,
        nonCashPaise: rupees(0),
        instruments: 0,
        instrumentsPaise: rupees(0),
      }),
  };
}

export function livingCounter(first: ClerkSnapshot, instead: Script = {}): FakeConnection<'clerk'> {
  const life: Life = { snapshot: first, counts: [], quotes: 0, visits: 1 };
  const show = (changes: Partial<ClerkSnapshot>): void => {
    life.snapshot = { ...life.snapshot, ...changes };
    connection.push(life.snapshot);
  };
  const connection: FakeConnection<'clerk'> = fakeConnection({
    snapshot: first,
    script: {
      ...doors(life, show),
      ...finding(),
      ...charging(life, show),
      ...holding(life, show),
      ...onPaper(life, show),
      ...rest(),
      ...instead,
    },
  });
  return connection;
}
