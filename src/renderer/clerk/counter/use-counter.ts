/**
 * What the clerk can do, each as one function: it tells the reducer, or asks the terminal and tells
 * the reducer how that ended. One command at a time: a second Enter finds the first still going.
 */
import { useEffect, useMemo, useReducer, useRef, type Dispatch } from 'react';

import type { CommandAnswer, TerminalConnection } from '#contract/answers.ts';
import type { CommandInput, CommandName } from '#contract/commands.ts';
import type { ClerkSnapshot } from '#contract/snapshot.ts';
import type { LapseReason } from '#domain/journal/kinds.ts';
import type { Language } from '#domain/language.ts';
import type { Result } from '#domain/result.ts';
import {
  CITIZEN_FIELDS,
  citizenOf,
  citizenProblem,
} from '#renderer/clerk/citizen/citizen-draft.ts';
import {
  askedOf,
  isLooking,
  needsManager,
  type ItemAction,
} from '#renderer/clerk/item/item-state.ts';
import { readCash } from '#renderer/clerk/tender/cash.ts';

import {
  counterReducer,
  GIVEN_FIELD,
  isBegun,
  SEARCH_FIELD,
  startCounter,
  type CounterAction,
  type CounterState,
} from './counter-state.ts';
import type { Offer } from './search-rows.ts';

export type Run = <N extends CommandName>(
  name: N,
  input: CommandInput<N>,
) => Promise<Result<CommandAnswer<N>> | null>;

/** Runs one command at a time and shows how it ended. Null: another one is still going. */
function useRun(connection: TerminalConnection, dispatch: Dispatch<CounterAction>): Run {
  const busy = useRef(false);
  return useMemo(
    () => async (name, input) => {
      if (busy.current) return null;
      busy.current = true;
      dispatch({ type: 'started', command: name });
      const answer = await connection.execute(name, input);
      busy.current = false;
      dispatch({ type: 'ended', failure: answer.ok ? null : answer.error });
      return answer;
    },
    [connection, dispatch],
  );
}

export interface Counter {
  readonly state: CounterState;
  readonly dispatch: Dispatch<CounterAction>;
  readonly dispatchItem: Dispatch<ItemAction>;
  readonly run: Run;
}

export function useCounter(options: {
  readonly connection: TerminalConnection;
  readonly snapshot: ClerkSnapshot;
  readonly language: Language;
  readonly initial?: CounterState;
}): Counter {
  const { connection, snapshot, language, initial } = options;
  const [state, dispatch] = useReducer(counterReducer, initial ?? startCounter(language));
  useEffect(() => dispatch({ type: 'snapshot', snapshot }), [snapshot]);
  const dispatchItem = useMemo(
    () => (action: ItemAction) => dispatch({ type: 'item', action }),
    [dispatch],
  );
  return { state, dispatch, dispatchItem, run: useRun(connection, dispatch) };
}

export interface Moment {
  readonly counter: Counter;
  readonly snapshot: ClerkSnapshot;
  readonly offers: readonly Offer[];
  readonly expired: boolean;
}

export async function choose(counter: Counter, serviceCode: string): Promise<void> {
  const answer = await counter.run('describeService', { serviceCode });
  if (answer?.ok === true) counter.dispatchItem({ type: 'chosen', service: answer.value });
}

export async function pick({ counter, offers }: Moment, index: number): Promise<void> {
  const offer = offers[index];
  if (offer === undefined) return;
  if (offer.kind === 'aside') counter.dispatch({ type: 'takenUp', index: offer.index });
  else if (offer.kind === 'held') await counter.run('resume', { visitId: offer.visit.visitId });
  else await choose(counter, offer.service.serviceCode);
}

/** The field that has the focus, or the one that should. */
function focusedField(state: CounterState): string {
  const active = document.activeElement;
  const field = active instanceof HTMLElement ? active.dataset['field'] : undefined;
  return field ?? state.focus.field;
}

function nextFact({ state, dispatch, dispatchItem }: Counter): void {
  const asked = askedOf(state.item);
  const at = asked.facts.findIndex((fact) => `fact-${fact.name}` === focusedField(state));
  const problemAt = asked.problem === null ? -1 : asked.facts.indexOf(asked.problem.fact);
  if (problemAt !== -1 && problemAt <= at) {
    dispatchItem({ type: 'problemsShown' });
    dispatch({ type: 'went', step: 'facts', field: `fact-${asked.facts[problemAt]?.name}` });
    return;
  }
  const next = asked.facts[at + 1];
  if (next === undefined) dispatch({ type: 'went', step: 'citizen', field: 'citizen-payer' });
  else dispatch({ type: 'went', step: 'facts', field: `fact-${next.name}` });
}

type Approved = NonNullable<CommandInput<'quote'>['approval']>;
type QuoteAnswer = Result<CommandAnswer<'quote'>> | null;

/** Shows where something is missing, or asks for the quote: of a waiver only with its approval. */
export async function quote(counter: Counter, approval?: Approved): Promise<QuoteAnswer> {
  const { state, dispatch } = counter;
  const { service } = state.item;
  const missing = citizenProblem(state.citizen);
  if (missing !== null) {
    dispatch({ type: 'citizenProblemsShown', field: missing });
    return null;
  }
  const citizen = citizenOf(state.citizen);
  const asked = askedOf(state.item);
  if (service === null || citizen === null) return null;
  if (asked.problem !== null) {
    const field = `fact-${asked.problem.fact.name}`;
    counter.dispatchItem({ type: 'problemsShown' });
    dispatch({ type: 'went', step: 'facts', field });
    return null;
  }
  if (approval === undefined && needsManager(state.item)) {
    dispatch({ type: 'task', task: 'approve' });
    return null;
  }
  const input = { serviceCode: service.serviceCode, facts: asked.values, citizen };
  const answer = await counter.run(
    'quote',
    approval === undefined ? input : { ...input, approval },
  );
  // The tariff may ask for a manager where the preview did not know it yet.
  const needed = answer?.ok === false && answer.error.code === 'APPROVAL_NEEDED';
  if (needed) dispatch({ type: 'task', task: 'approve' });
  return answer;
}

async function nextCitizenField(counter: Counter): Promise<void> {
  const { state, dispatch } = counter;
  const at = CITIZEN_FIELDS.findIndex((name) => `citizen-${name}` === focusedField(state));
  const next = CITIZEN_FIELDS[at + 1];
  if (next === undefined || at === -1) await quote(counter);
  else dispatch({ type: 'went', step: 'citizen', field: `citizen-${next}` });
}

/** A quote whose time is over: it ends as expired, and the same is asked for again. */
async function quoteAgain(moment: Moment): Promise<void> {
  const { counter, snapshot } = moment;
  const [ended] = snapshot.visit?.quotes ?? [];
  if (ended === undefined || !canQuoteAgain(moment)) return;
  counter.dispatch({ type: 'requoteWanted' });
  await counter.run('lapse', { quoteId: ended.quoteId, reason: 'expired' });
}

export const canQuoteAgain = ({ counter, snapshot }: Moment): boolean =>
  counter.state.quoted !== null && snapshot.visit?.quotes.length === 1;

/** A quote whose time is over is quoted again before anybody is asked who they are. */
export const awaitsIdentity = ({ snapshot, expired }: Moment): boolean =>
  snapshot.visit?.identity?.state === 'needed' && !expired;

/** Whether a UPI payment is waited for: then no cash is being typed. */
export const upiWaits = ({ counter, snapshot }: Moment): boolean => {
  const state = snapshot.visit?.upi?.state;
  return state !== undefined && state !== 'failed' && !counter.state.cashInstead;
};

/** F4: the code goes, cash is taken; what comes by UPI all the same is known to HQ. */
export async function toCash(moment: Moment): Promise<void> {
  const { counter, snapshot } = moment;
  const { visit } = snapshot;
  if (visit === null) return;
  const isHiding = upiWaits(moment);
  counter.dispatch({ type: 'wayChosen', way: 'cash' });
  if (isHiding) await counter.run('stopUpi', { visitId: visit.visitId });
}

/** F6: a code for the visit, or the same one again; with nobody here, a slip is looked up. */
export async function payByUpi(moment: Moment): Promise<void> {
  const { counter, snapshot } = moment;
  const { visit, upi } = snapshot;
  if (visit === null) {
    if (upi !== undefined) counter.dispatch({ type: 'task', task: 'findUpi' });
    return;
  }
  if (moment.expired && !upiWaits(moment)) return;
  counter.dispatch({ type: 'wayChosen', way: 'upi' });
  await counter.run('payByUpi', { visitId: visit.visitId });
}

/** F3: a cheque or draft, where the office takes them and nothing else is wanted first. */
export function payByInstrument(moment: Moment): void {
  const { counter, snapshot } = moment;
  const { state, dispatch } = counter;
  const isAccepted = (snapshot.papers?.accepted ?? null) !== null;
  const isPayable = (snapshot.visit?.totalPaise ?? 0) > 0 && state.step === 'tender';
  const isFree = state.task === null && !moment.expired && !awaitsIdentity(moment);
  if (isAccepted && isPayable && isFree) dispatch({ type: 'task', task: 'instrument' });
}

/** F5: a link by SMS; the citizen goes with a slip, and the next one is served. */
export async function payByLink(moment: Moment): Promise<void> {
  const { counter, snapshot, expired } = moment;
  const { visit } = snapshot;
  const isTendering = visit !== null && counter.state.step === 'tender';
  if (!isTendering || expired || upiWaits(moment) || counter.state.pending !== null) return;
  if (visit.mobile === null || visit.contact !== undefined) return;
  await counter.run('payByLink', { visitId: visit.visitId });
}

export async function setUpiAside({ counter, snapshot }: Moment): Promise<void> {
  const { visit } = snapshot;
  if (visit !== null) await counter.run('setUpiAside', { visitId: visit.visitId });
}

export async function take(moment: Moment): Promise<void> {
  const { counter, snapshot } = moment;
  const { visit } = snapshot;
  if (visit === null) return;
  if (moment.expired) {
    await quoteAgain(moment);
    return;
  }
  // Enter waits with the citizen; F4 takes cash instead.
  if (upiWaits(moment)) return;
  const cash = readCash(counter.state.givenText, visit.totalPaise);
  if (cash.state !== 'enough') counter.dispatch({ type: 'shortShown' });
  else await counter.run('takeCash', { visitId: visit.visitId, givenPaise: cash.givenPaise });
}

/** Enter: on to the next thing. */
export async function goOn(moment: Moment): Promise<void> {
  const { counter } = moment;
  switch (counter.state.step) {
    case 'service':
      if (isLooking(counter.state.item)) counter.dispatchItem({ type: 'firstWanted' });
      else await pick(moment, counter.state.item.highlighted);
      return;
    case 'facts':
      nextFact(counter);
      return;
    case 'citizen':
      await nextCitizenField(counter);
      return;
    case 'tender':
      await take(moment);
      return;
    default:
      counter.state.step satisfies never;
  }
}

/** Esc: one step back. A quote that would end without money asks why. */
export function goBack({ counter, snapshot }: Moment): void {
  const { state, dispatch, dispatchItem } = counter;
  if (snapshot.capture !== undefined) {
    // A finger that is being taken ends first; an outcome was read.
    void counter.run('cancelCapture', {});
    if (snapshot.capture.outcome === null) return;
  }
  const firstFact = askedOf(state.item).facts[0];
  const wanted = state.task === 'count' ? (snapshot.drawer?.countWanted ?? null) : null;
  // Asked for at an idle moment and left: that it was put off is written down.
  if (wanted !== null) void counter.run('putOffCount', { countId: wanted.countId });
  if (state.task === 'askCitizen' && snapshot.ask !== undefined) void counter.run('endAsk', {});
  if (state.task !== null) dispatch({ type: 'task', task: null });
  else if (state.step === 'tender') dispatch({ type: 'task', task: 'lapse' });
  else if (state.step === 'citizen' && firstFact !== undefined) {
    dispatch({ type: 'went', step: 'facts', field: `fact-${firstFact.name}` });
  } else if (state.step !== 'service') {
    dispatchItem({ type: 'unchosen' });
    dispatch({ type: 'went', step: 'service', field: SEARCH_FIELD });
  } else if (state.item.query !== '') dispatchItem({ type: 'cleared' });
  else if (snapshot.visit !== null) dispatch({ type: 'went', step: 'tender', field: GIVEN_FIELD });
}

/** `/`: another service; with a quote open, for the same citizen. */
export function find({ counter }: Moment): void {
  counter.dispatchItem({ type: 'cleared' });
  counter.dispatch({ type: 'went', step: 'service', field: SEARCH_FIELD });
}

/** F2: the next citizen. What was begun is held, never discarded. */
export async function next({ counter, snapshot }: Moment): Promise<void> {
  if (snapshot.visit !== null) await counter.run('hold', {});
  else if (isBegun(counter.state)) counter.dispatch({ type: 'putAside' });
  else find({ counter, snapshot, offers: [], expired: false });
}

/** F8: the oldest paper that did not come out; one that may have come out is asked about first. */
export async function printAgain({ counter, snapshot }: Moment): Promise<void> {
  const waiting = snapshot.printJobs.find((job) => job.status === 'failed');
  if (waiting !== undefined) await counter.run('printAgain', { jobId: waiting.jobId });
  else counter.dispatch({ type: 'task', task: 'print' });
}

export async function lapse(
  { counter, snapshot }: Moment,
  options: { readonly reason: LapseReason; readonly all: boolean },
): Promise<void> {
  const quotes = snapshot.visit?.quotes ?? [];
  for (const { quoteId } of options.all ? quotes.toReversed() : quotes.slice(-1)) {
    // One after the other: each is an entry of its own, and a failure ends the row.
    const answer = await counter.run('lapse', { quoteId, reason: options.reason });
    if (answer?.ok !== true) return;
  }
  counter.dispatch({ type: 'task', task: null });
}
