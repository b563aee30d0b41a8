/** The counter, HQ's machine and the gateway together, in hundreds of orders of events. */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { openUpiCounter } from './desk.ts';
import { World, type Step } from './world.ts';

const COMMON: readonly Step[] = ['quote', 'upi', 'scan', 'bank', 'hq_asks', 'wait'];
const OTHER: readonly Step[] = [
  'stop',
  'cash',
  'lapse',
  'aside',
  'fails',
  'auto',
  'expire',
  'hq_reads',
  'hq_works',
  'line_down',
  'line_up',
  'restart',
];
const step = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...COMMON) },
  { weight: 2, arbitrary: fc.constantFrom(...OTHER) },
);

test('P5 P6 U9 U21 U22 what citizens are out of pocket is what their receipts say', async () => {
  const reached = new Set<string>();
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 8, maxLength: 40 }), async (steps) => {
      const world = new World((await openUpiCounter()).counter);
      for (const each of steps) await world.step(each);
      await world.calm();
      const receipts = world.counter.bodies('receipt.issued');
      const quotes = receipts.map(({ quoteId }) => quoteId);
      expect(new Set(quotes).size).toBe(quotes.length);
      expect(world.cashPaise() + world.gateway.heldPaise()).toBe(world.receiptsPaise());
      expect(world.gateway.neverTooMuch()).toBe(true);
      for (const kind of receipts) reached.add(`receipt ${String(kind['tenderKind'])}`);
      for (const each of world.reached) reached.add(each);
    }),
    { numRuns: 100, seed: 20_261_124 },
  );
  expect([...reached]).toEqual(
    expect.arrayContaining([
      'news ended',
      'news late',
      'news paid',
      'receipt cash',
      'receipt upi',
      'setUpiAside ok',
      'stopUpi ok',
    ]),
  );
}, 240_000);
