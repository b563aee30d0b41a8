/**
 * The machine against a gateway and citizens that do anything in any order, with answers lost, old
 * and doubled, and workers that die between two steps: at the end every rupee is accounted for.
 */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { paise } from '#domain/money.ts';
import { instant } from '#domain/time.ts';
import { DUE, PaymentWorld, type ReceiptName } from './payment-world.ts';

const small = fc.nat({ max: 3 });
const receipt = fc.constantFrom<ReceiptName>('first', 'second');
const AMOUNTS = [paise(1), paise(2_000), paise(35_050), paise(60_000)] as const;
const command = fc.oneof(
  { weight: 3, arbitrary: fc.constant({ do: 'request' } as const) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('work' as const), dies: fc.boolean() }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('scan' as const), order: small }) },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('settle' as const),
      order: small,
      index: small,
      works: fc.boolean(),
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('ask' as const), order: small }) },
  { weight: 5, arbitrary: fc.record({ do: fc.constant('answer' as const), which: small }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('expire' as const), order: small }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('auto' as const), order: small, pick: small }),
  },
  { weight: 1, arbitrary: fc.constant({ do: 'cash' } as const) },
  { weight: 1, arbitrary: fc.constant({ do: 'leave' } as const) },
  { weight: 1, arbitrary: fc.constant({ do: 'lapse' } as const) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('reverse' as const), receipt }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('sanction' as const), receipt, amount: small }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('wait' as const), minutes: small }) },
  { weight: 1, arbitrary: fc.constant({ do: 'wrong_amount' } as const) },
);
type Command = typeof command extends fc.Arbitrary<infer T> ? T : never;

function run(world: PaymentWorld, it: Command): void {
  world.now += 1_000;
  const { gateway } = world;
  const idOf = (n: number): string => `O${n % Math.max(1, world.collection.orders.length)}`;
  const at = instant(world.now);
  switch (it.do) {
    case 'request':
      return world.request();
    case 'work':
      return world.work(it.dies);
    case 'scan':
      return gateway.scan(idOf(it.order), DUE);
    case 'wrong_amount':
      if (gateway.orders.get('O0')?.payments.length === 0) gateway.scan('O0', paise(DUE - 1));
      return;
    case 'settle':
      return gateway.settle(idOf(it.order), it);
    case 'ask': {
      const evidence = gateway.evidence(idOf(it.order), at);
      if (evidence !== null) world.answers.push(evidence);
      return;
    }
    case 'answer': {
      // Any of the answers under way, and it may come again.
      const evidence = world.answers[it.which % Math.max(1, world.answers.length)];
      if (evidence !== undefined) world.event({ kind: 'observed', evidence });
      return;
    }
    case 'expire':
      return gateway.end(idOf(it.order), 'expired');
    case 'auto':
      return gateway.autoRefund(idOf(it.order), it.pick);
    case 'cash':
      return world.takeCash();
    case 'leave':
      return void world.event({ kind: 'given_up', at });
    case 'lapse':
      return void world.event({ kind: 'lapsed', at });
    case 'reverse':
      return world.reverse(it.receipt);
    case 'sanction':
      return void world.sanction(it.receipt, AMOUNTS[it.amount] ?? DUE);
    case 'wait':
      world.now += it.minutes * 60_000;
      return void world.event({ kind: 'time_passed', at: instant(world.now) });
  }
}

/** Failed once: the gateway sent back the wrong amount, and then the right one came on that order. */
const WRONG_AMOUNT_WENT_BACK: Command[] = [
  { do: 'request' },
  { do: 'work', dies: false },
  { do: 'wrong_amount' },
  { do: 'leave' },
  { do: 'settle', order: 0, index: 0, works: true },
  { do: 'scan', order: 0 },
  { do: 'settle', order: 0, index: 1, works: true },
  { do: 'auto', order: 0, pick: 0 },
];

const PAID_THEN_SANCTIONED_AND_REVERSED: Command[] = [
  { do: 'request' },
  { do: 'work', dies: false },
  { do: 'scan', order: 0 },
  { do: 'settle', order: 0, index: 0, works: true },
  { do: 'ask', order: 0 },
  { do: 'answer', which: 0 },
  { do: 'sanction', receipt: 'first', amount: 1 },
  { do: 'reverse', receipt: 'first' },
];

test('P6 U1–U14 U22 U25 no double charge, no lost money, every late success back exactly once', () => {
  const reached = new Set<string>();
  fc.assert(
    fc.property(fc.array(command, { minLength: 5, maxLength: 60 }), (commands) => {
      const world = new PaymentWorld();
      for (const it of commands) run(world, it);
      world.calm();
      world.settled();
      const { settledBy, duties, orders } = world.collection;
      for (const { state } of orders) reached.add(`order ${state}`);
      for (const { state, reason } of duties) reached.add(`${reason} ${state}`);
      reached.add(`settled ${settledBy?.by ?? 'not'}`);
    }),
    {
      numRuns: 8_000,
      seed: 20_261_123,
      examples: [[WRONG_AMOUNT_WENT_BACK], [PAID_THEN_SANCTIONED_AND_REVERSED]],
    },
  );
  // The interleavings were of use: they came everywhere that a healthy gateway lets them come.
  expect([...reached].sort()).toEqual(
    expect.arrayContaining([
      'amount_differs refunded',
      'charge_reversed refunded',
      'charge_settled refunded',
      'given_up refunded',
      'sanctioned refunded',
      'order expired',
      'order late',
      'order paid',
      'order terminated',
      'second_success by_gateway',
      'settled cash',
      'settled given_up',
      'settled not',
      'settled upi',
    ]),
  );
}, 60_000);
