import { describe, expect, it } from 'vitest';

import {
  counterReducer,
  startCounter,
  type CounterAction,
  type CounterState,
} from '#renderer/clerk/counter/counter-state.ts';
import { isLooking } from '#renderer/clerk/item/item-state.ts';
import { offersOf } from '#renderer/clerk/counter/search-rows.ts';
import { fail } from '#domain/result.ts';
import { paid, quote, readyClerk, service, SERVICES, visit } from '#renderer/gallery/fixtures.ts';

const EMPTY = readyClerk();
const QUOTED = readyClerk({ visit: visit() });

const run = (from: CounterState, ...actions: readonly CounterAction[]): CounterState =>
  actions.reduce(counterReducer, from);
const start = run(startCounter('en'), { type: 'snapshot', snapshot: EMPTY });
const chosen: CounterAction = { type: 'item', action: { type: 'chosen', service: service('LL') } };
const typed: CounterAction = {
  type: 'item',
  action: { type: 'factTyped', fact: 'classes', text: '2' },
};
const payer: CounterAction = { type: 'citizenTyped', field: 'payer', text: 'Sunita' };
const begun = run(start, chosen, typed, payer);
const quoted = run(begun, { type: 'snapshot', snapshot: QUOTED });

describe('one line of thought', () => {
  it('goes from the service to its first fact', () => {
    const state = run(start, chosen);
    expect([state.step, state.focus.field]).toEqual(['facts', 'fact-classes']);
  });

  it('goes to the tender when the terminal shows the quote, not when it answers', () => {
    expect(run(begun, { type: 'ended', failure: null }).step).toBe('facts');
    expect([quoted.step, quoted.focus.field]).toEqual(['tender', 'given']);
    expect(quoted.item.service).toBeNull();
  });

  it('keeps the citizen for another service of the same visit, and asks for whom anew', () => {
    expect(quoted.citizen).toMatchObject({ payer: 'Sunita Devi Chaudhary', beneficiary: '' });
    const two = readyClerk({ visit: visit([quote(412), quote(413)]) });
    const adding = run(quoted, { type: 'went', step: 'service', field: 'service' }, chosen);
    expect(run(adding, { type: 'snapshot', snapshot: two }).step).toBe('tender');
  });

  it('P2 celebrates only a payment that the terminal shows, and only a new one', () => {
    const done = readyClerk({ paid: paid({}) });
    const after = run(quoted, { type: 'snapshot', snapshot: done });
    expect([after.celebrating, after.step, after.givenText]).toEqual([true, 'service', '']);
    const again = run(after, { type: 'celebrated' }, { type: 'snapshot', snapshot: done });
    expect(again.celebrating).toBe(false);
    const opened = run(startCounter('en'), { type: 'snapshot', snapshot: done });
    expect(opened.celebrating).toBe(false);
  });

  it('stays where it is when a snapshot changes something else', () => {
    const busy = run(quoted, { type: 'givenTyped', text: '1000' });
    const offline = readyClerk({
      visit: visit(),
      sync: { state: 'offline', toSend: 3, lastAcknowledgedAt: null, failure: null },
    });
    expect(run(busy, { type: 'snapshot', snapshot: offline })).toMatchObject({
      step: 'tender',
      givenText: '1000',
      focus: busy.focus,
    });
  });

  it('shows a failure until something is typed', () => {
    const failure = fail('CASH_SHORT', { missing: '50.00' }).error;
    const failed = run(quoted, { type: 'ended', failure });
    expect(failed.failure).toEqual(failure);
    expect(run(failed, { type: 'givenTyped', text: '1' }).failure).toBeNull();
  });
});

describe('CA9 a count that is wanted', () => {
  const countWanted = { countId: 'KA-BLR-01-C3-N1', reason: 'surprise', orderedAt: 0 } as never;
  const drawer = { ...EMPTY.drawer, countWanted } as never;
  const wanted: CounterAction = { type: 'snapshot', snapshot: readyClerk({ drawer }) };
  const left: CounterAction = { type: 'task', task: null };

  it('opens by itself where nobody is served', () => {
    expect(run(start, wanted).task).toBe('count');
  });

  it('waits for the citizen: begun, looked for, quoted or being celebrated', () => {
    expect(run(begun, wanted).task).toBeNull();
    const looking: CounterAction = { type: 'item', action: { type: 'queryTyped', query: 'l' } };
    expect(run(start, looking, wanted).task).toBeNull();
    const withQuote = readyClerk({ drawer, visit: visit() });
    const busy = run(quoted, { type: 'snapshot', snapshot: withQuote });
    expect(busy.task).toBeNull();
    const done = readyClerk({ drawer, paid: paid({}) });
    const celebrating = run(busy, { type: 'snapshot', snapshot: done });
    expect([celebrating.celebrating, celebrating.task]).toEqual([true, null]);
    expect(run(celebrating, { type: 'celebrated' }).task).toBe('count');
  });

  it('P11 put off it does not come back until the next citizen has gone', () => {
    const off = run(start, wanted, left);
    expect([off.task, off.countPutOff]).toEqual([null, true]);
    expect(run(off, wanted).task).toBeNull();
    const withQuote = readyClerk({ drawer, visit: visit() });
    const next = run(off, { type: 'snapshot', snapshot: withQuote }, wanted);
    expect(next.task).toBe('count');
  });

  it('once it is taken nothing asks any more', () => {
    const taken = run(start, wanted, left, { type: 'snapshot', snapshot: EMPTY });
    expect(taken.task).toBeNull();
  });
});

describe('nothing is lost', () => {
  it('F2 puts a charge aside that was not quoted, and takes it up as it was', () => {
    const aside = run(begun, { type: 'putAside' });
    expect(aside.item.service).toBeNull();
    expect(offersOf(aside, EMPTY)).toEqual([{ kind: 'aside', index: 0 }]);
    const back = run(aside, { type: 'takenUp', index: 0 });
    expect(back.item).toEqual(begun.item);
    expect(back.citizen).toEqual(begun.citizen);
    expect(back.asideBefore).toEqual([]);
  });

  it('quotes again what ran out, with the same facts and citizen', () => {
    const again = run(quoted, { type: 'requoteWanted' }, { type: 'snapshot', snapshot: EMPTY });
    expect(again.step).toBe('citizen');
    expect(again.item).toEqual(begun.item);
    expect(again.citizen).toEqual(begun.citizen);
  });

  it('offers the same service again, then what is held; with a quote open only the first', () => {
    const held = [
      {
        visitId: visit().visitId,
        payer: 'Ramesh',
        serviceTexts: service('LL').texts,
        totalPaise: visit().totalPaise,
      },
    ];
    const next = run(quoted, { type: 'snapshot', snapshot: EMPTY });
    const kinds = (snapshot: typeof EMPTY) => offersOf(next, snapshot).map(({ kind }) => kind);
    expect(kinds(readyClerk({ held }))).toEqual(['again', 'held']);
    expect(kinds(readyClerk({ held, visit: visit() }))).toEqual(['again']);
  });
});

describe('finding', () => {
  const query = (text: string): CounterAction => ({
    type: 'item',
    action: { type: 'queryTyped', query: text },
  });
  const found = (text: string): CounterAction => ({
    type: 'item',
    action: { type: 'found', query: text, found: SERVICES },
  });
  const enter: CounterAction = { type: 'item', action: { type: 'firstWanted' } };

  it('takes the first service when it comes, where Enter came before it', () => {
    const asked = run(start, query('l'), found('l'), query('ll'));
    expect(isLooking(asked.item)).toBe(true);
    const waiting = run(asked, enter);
    expect(waiting.item.taking).toBeNull();
    const taken = run(waiting, found('l'), found('ll'));
    expect(taken.item.taking).toEqual(SERVICES[0]);
    expect(isLooking(taken.item)).toBe(false);
    expect(run(taken, chosen).item.taking).toBeNull();
  });

  it('takes nothing where nobody asked, where more was typed, or where nothing was found', () => {
    expect(run(start, query('ll'), found('ll')).item.taking).toBeNull();
    expect(run(start, query('ll'), enter, query('llx'), found('llx')).item.taking).toBeNull();
    const none: CounterAction = { type: 'item', action: { type: 'found', query: 'x', found: [] } };
    expect(run(start, query('x'), enter, none).item).toMatchObject({
      taking: null,
      firstWanted: false,
    });
  });

  it('drops an answer to what was typed before', () => {
    expect(run(start, query('l'), query('ll'), found('l')).item.found).toBeNull();
  });

  it('asks for a fact that only the terminal knew to be needed', () => {
    const failure = fail('FACT_MISSING', { fact: 'classes' }).error;
    const state = run(begun, { type: 'item', action: { type: 'previewFailed', failure } });
    expect(state.item.demanded).toEqual(['classes']);
  });
});

describe('who the citizen is', () => {
  const NEEDED = { state: 'needed', way: null, reason: null, failedTries: 0 } as const;
  const waits = readyClerk({ visit: { ...visit(), identity: NEEDED } });
  const known = readyClerk({
    visit: { ...visit(), identity: { ...NEEDED, state: 'verified', way: 'finger' } },
  });
  const asked = run(begun, { type: 'snapshot', snapshot: waits });

  it('FP2 is asked for before money, and money follows when the terminal knows it', () => {
    expect([asked.step, asked.focus.field]).toEqual(['tender', 'finger-reference']);
    const other = run(asked, { type: 'task', task: 'fallBack' });
    const after = run(other, { type: 'snapshot', snapshot: known });
    expect([after.step, after.focus.field, after.task]).toEqual(['tender', 'given', null]);
  });

  it('P10 the number of one citizen is not kept for the next', () => {
    const named = run(asked, { type: 'referenceTyped', text: 'KA-7001/26' });
    expect(named.reference).toBe('KA-7001/26');
    expect(run(named, { type: 'snapshot', snapshot: EMPTY }).reference).toBe('');
  });
});
