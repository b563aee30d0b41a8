/**
 * The clerk's side of a charge: where they are in the one line of thought (service, facts, citizen,
 * tender) and what they are typing. Pure. What is true is the terminal's snapshot; a change in it
 * moves the clerk on, never the answer to a command.
 */
import type { ServiceFound } from '#contract/answers.ts';
import type { CommandName } from '#contract/commands.ts';
import type { ClerkSnapshot } from '#contract/snapshot.ts';
import type { VisitId } from '#domain/ids.ts';
import type { Language } from '#domain/language.ts';
import type { Failure } from '#domain/result.ts';
import {
  citizenOfVisit,
  emptyCitizen,
  typeCitizen,
  type CitizenDraft,
  type CitizenField,
} from '#renderer/clerk/citizen/citizen-draft.ts';
import {
  askedOf,
  EMPTY_ITEM,
  itemReducer,
  type ItemAction,
  type ItemState,
} from '#renderer/clerk/item/item-state.ts';
import { cleanAmount } from '#renderer/clerk/tender/cash.ts';
import type { FocusTarget } from '#renderer/ui/focus.ts';

export type Step = 'service' | 'facts' | 'citizen' | 'tender';

export type TaskName =
  | 'more'
  | 'lapse'
  | 'approve'
  | 'print'
  | 'xReport'
  | 'noSale'
  | 'reverse'
  | 'correct'
  | 'closeShift'
  | 'findUpi'
  | 'askCitizen'
  | 'cash'
  | 'drop'
  | 'exchange'
  | 'oweChange'
  | 'giveChange'
  | 'refuseNote'
  | 'seal'
  | 'handOver'
  | 'count'
  | 'certify'
  | 'papers'
  | 'keyLeaf'
  | 'spoilLeaf'
  | 'register'
  | 'instrument'
  | 'thisCounter'
  | 'fallBack'
  | 'fingers'
  | 'help';

/** A charge that was begun and not yet quoted, put aside by F2. */
export interface PutAside {
  readonly item: ItemState;
  readonly citizen: CitizenDraft;
}

/** What of the snapshot was seen: a difference is an event. */
interface Seen {
  readonly visitId: VisitId | null;
  readonly quotes: number;
  readonly paidVisitId: VisitId | null;
  /** Money waits until the citizen has shown who they are. */
  readonly identityNeeded: boolean;
  /** Somebody wants the drawer counted. */
  readonly countWanted: boolean;
}

export interface CounterState {
  readonly step: Step;
  readonly focus: FocusTarget;
  readonly item: ItemState;
  readonly citizen: CitizenDraft;
  readonly givenText: string;
  /** The office's number for the citizen, where their finger is asked for. */
  readonly reference: string;
  readonly task: TaskName | null;
  readonly pending: CommandName | null;
  readonly failure: Failure | null;
  readonly showCitizenProblems: boolean;
  readonly showShort: boolean;
  /** Cash after all: shown at once, before the terminal has hidden the code. */
  readonly cashInstead: boolean;
  /** The full-width PAID. */
  readonly celebrating: boolean;
  readonly seen: Seen | null;
  readonly lastService: ServiceFound | null;
  readonly asideBefore: readonly PutAside[];
  /** What the last quote was made of, so that it can be quoted again when its time is over. */
  readonly quoted: PutAside | null;
  readonly requoting: boolean;
  /** The count that is wanted was put off: it is asked for again after the next citizen. */
  readonly countPutOff: boolean;
}

export type CounterAction =
  | { readonly type: 'snapshot'; readonly snapshot: ClerkSnapshot }
  | { readonly type: 'item'; readonly action: ItemAction }
  | { readonly type: 'went'; readonly step: Step; readonly field: string }
  | { readonly type: 'citizenTyped'; readonly field: CitizenField; readonly text: string }
  | { readonly type: 'citizenProblemsShown'; readonly field: CitizenField }
  | { readonly type: 'givenTyped'; readonly text: string }
  | { readonly type: 'referenceTyped'; readonly text: string }
  | { readonly type: 'shortShown' }
  | { readonly type: 'wayChosen'; readonly way: 'cash' | 'upi' }
  | { readonly type: 'task'; readonly task: TaskName | null }
  | { readonly type: 'started'; readonly command: CommandName }
  | { readonly type: 'ended'; readonly failure: Failure | null }
  | { readonly type: 'putAside' }
  | { readonly type: 'takenUp'; readonly index: number }
  | { readonly type: 'requoteWanted' }
  | { readonly type: 'celebrated' };

export const SEARCH_FIELD = 'service';
export const GIVEN_FIELD = 'given';
export const REFERENCE_FIELD = 'finger-reference';

export const startCounter = (language: Language): CounterState => ({
  step: 'service',
  focus: { field: SEARCH_FIELD, turn: 0 },
  item: EMPTY_ITEM,
  citizen: emptyCitizen(language),
  givenText: '',
  reference: '',
  task: null,
  pending: null,
  failure: null,
  showCitizenProblems: false,
  showShort: false,
  cashInstead: false,
  celebrating: false,
  seen: null,
  lastService: null,
  asideBefore: [],
  quoted: null,
  requoting: false,
  countPutOff: false,
});

const turnTo = (state: CounterState, field: string): FocusTarget => ({
  field,
  turn: state.focus.turn + 1,
});

const goTo = (state: CounterState, step: Step, field: string): CounterState => ({
  ...state,
  step,
  focus: turnTo(state, field),
  failure: null,
});

/** A clean counter for the next citizen. The language stays: neighbours often share it. */
const nextCitizen = (state: CounterState): CounterState => ({
  ...goTo(state, 'service', SEARCH_FIELD),
  item: EMPTY_ITEM,
  citizen: emptyCitizen(state.citizen.language),
  givenText: '',
  reference: '',
  showCitizenProblems: false,
  showShort: false,
});

const needsIdentity = (snapshot: ClerkSnapshot): boolean =>
  snapshot.visit?.identity?.state === 'needed';

function quoteArrived(state: CounterState, snapshot: ClerkSnapshot): CounterState {
  const { item, citizen } = state;
  const remembered =
    item.service === null
      ? { quoted: null }
      : { lastService: item.service, quoted: { item, citizen } };
  const visit = snapshot.visit;
  return {
    ...goTo(state, 'tender', needsIdentity(snapshot) ? REFERENCE_FIELD : GIVEN_FIELD),
    ...remembered,
    item: EMPTY_ITEM,
    citizen: visit === null ? state.citizen : citizenOfVisit(visit),
    givenText: '',
    task: null,
    showShort: false,
    cashInstead: false,
  };
}

function visitGone(state: CounterState): CounterState {
  const clean = nextCitizen({ ...state, requoting: false, countPutOff: false });
  if (!state.requoting || state.quoted === null) return clean;
  return { ...goTo(clean, 'citizen', 'citizen-mobile'), ...state.quoted };
}

function snapshotArrived(state: CounterState, snapshot: ClerkSnapshot): CounterState {
  const before = state.seen;
  const seen: Seen = {
    visitId: snapshot.visit?.visitId ?? null,
    quotes: snapshot.visit?.quotes.length ?? 0,
    paidVisitId: snapshot.paid?.visitId ?? null,
    identityNeeded: needsIdentity(snapshot),
    countWanted: (snapshot.drawer?.countWanted ?? null) !== null,
  };
  let next: CounterState = { ...state, seen };
  const sameVisit = before?.visitId === seen.visitId;
  if (seen.visitId !== null && (!sameVisit || (before?.quotes ?? 0) < seen.quotes)) {
    next = quoteArrived(next, snapshot);
  }
  const shown = before?.identityNeeded === true && !seen.identityNeeded;
  if (seen.visitId !== null && sameVisit && shown) {
    next = { ...goTo(next, 'tender', GIVEN_FIELD), task: null };
  }
  if (seen.visitId === null && before !== null && before.visitId !== null) next = visitGone(next);
  // A payment that is confirmed while another citizen is served does not take the screen.
  const isServed = snapshot.paid?.upi === undefined || before?.visitId === seen.paidVisitId;
  const isNew = seen.paidVisitId !== null && before?.paidVisitId !== seen.paidVisitId;
  if (before !== null && isNew && isServed) {
    next = { ...next, celebrating: true, task: null };
  }
  return next;
}

function itemChanged(state: CounterState, action: ItemAction): CounterState {
  const next = { ...state, item: itemReducer(state.item, action) };
  if (action.type === 'chosen') {
    const first = askedOf(next.item).facts[0];
    return first === undefined
      ? goTo(next, 'citizen', 'citizen-payer')
      : goTo(next, 'facts', `fact-${first.name}`);
  }
  return action.type === 'queryTyped' || action.type === 'factTyped'
    ? { ...next, failure: null }
    : next;
}

export const isBegun = (state: CounterState): boolean =>
  state.item.service !== null || state.citizen.payer.trim() !== '';

function takenUp(state: CounterState, index: number): CounterState {
  const aside = state.asideBefore[index];
  if (aside === undefined) return state;
  const step = aside.item.service === null ? 'service' : 'facts';
  const fact = askedOf(aside.item).facts[0];
  const field = fact === undefined ? SEARCH_FIELD : `fact-${fact.name}`;
  return {
    ...goTo(state, fact === undefined ? 'service' : step, field),
    ...aside,
    asideBefore: state.asideBefore.filter((_, at) => at !== index),
  };
}

/** A task that opens takes the focus itself; one that closes gives it back. */
function taskChosen(state: CounterState, task: TaskName | null): CounterState {
  const focus = task === null ? turnTo(state, state.focus.field) : state.focus;
  const isLeft = task === null && state.task === 'count' && state.seen?.countWanted === true;
  return { ...state, task, failure: null, focus, countPutOff: state.countPutOff || isLeft };
}

/** CA9: with no citizen here and nothing begun, a count that is wanted is asked for. */
function askForCount(state: CounterState): CounterState {
  const { seen, task, celebrating, pending, countPutOff, item } = state;
  if (seen?.countWanted !== true || countPutOff || task !== null) return state;
  const isIdle = seen.visitId === null && !isBegun(state) && item.query === '';
  return isIdle && !celebrating && pending === null ? { ...state, task: 'count' } : state;
}

export const counterReducer = (state: CounterState, action: CounterAction): CounterState =>
  askForCount(reduce(state, action));

function reduce(state: CounterState, action: CounterAction): CounterState {
  switch (action.type) {
    case 'snapshot':
      return snapshotArrived(state, action.snapshot);
    case 'item':
      return itemChanged(state, action.action);
    case 'went':
      return goTo(state, action.step, action.field);
    case 'citizenTyped': {
      const citizen = typeCitizen(state.citizen, action.field, action.text);
      return { ...state, citizen, failure: null, showCitizenProblems: false };
    }
    case 'citizenProblemsShown':
      return {
        ...goTo(state, 'citizen', `citizen-${action.field}`),
        showCitizenProblems: true,
      };
    case 'givenTyped':
      return { ...state, givenText: cleanAmount(action.text), showShort: false, failure: null };
    case 'referenceTyped':
      return { ...state, reference: action.text, failure: null };
    case 'wayChosen': {
      const cashInstead = action.way === 'cash';
      return { ...goTo(state, 'tender', GIVEN_FIELD), cashInstead };
    }
    case 'shortShown':
      return { ...state, showShort: true };
    case 'task':
      return taskChosen(state, action.task);
    case 'started':
      return { ...state, pending: action.command, failure: null };
    case 'ended':
      return { ...state, pending: null, failure: action.failure };
    case 'putAside': {
      const aside = { item: state.item, citizen: state.citizen };
      return { ...nextCitizen(state), asideBefore: [...state.asideBefore, aside] };
    }
    case 'takenUp':
      return takenUp(state, action.index);
    case 'requoteWanted':
      return { ...state, requoting: true };
    case 'celebrated':
      return { ...state, celebrating: false, focus: turnTo(state, state.focus.field) };
    default:
      return action satisfies never;
  }
}
