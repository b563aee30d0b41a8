/**
 * Every order of events, not a sample of them: all that can happen to a charge with two orders and
 * two payments is tried from every state it can be in, breadth first, so many steps deep. From each
 * state all comes to rest, and every rupee is accounted for.
 */
import { expect, test } from 'vitest';

import { paise } from '#domain/money.ts';
import { instant } from '#domain/time.ts';
import { DUE, PaymentWorld, RECEIPTS } from './payment-world.ts';

const MAX_ORDERS = 2;
const MAX_PAYMENTS = 2;
const DEPTH = 6;
const ROUNDS_TO_REST = 6;
/** Past the end of an order and the grace after it. */
const SILENCE_MS = 600_000;

type Act = (world: PaymentWorld) => void;

function ordersAt(world: PaymentWorld): Act[] {
  const acts: Act[] = [];
  let payments = 0;
  for (const order of world.gateway.orders.values()) payments += order.payments.length;
  for (const [id, { payments: its, status }] of world.gateway.orders) {
    if (payments < MAX_PAYMENTS) acts.push(({ gateway }) => gateway.scan(id, DUE));
    if (status === 'active') acts.push(({ gateway }) => gateway.end(id, 'expired'));
    acts.push((it) => it.observe(id));
    if (world.answers.length === 0) acts.push((it) => remember(it, id));
    for (const [index, payment] of its.entries()) {
      if (payment.status === 'success') continue;
      acts.push(({ gateway }) => gateway.settle(id, { index, works: true }));
      if (payment.status === 'failed') continue;
      acts.push(({ gateway }) => gateway.settle(id, { index, works: false }));
    }
    if (its.filter((it) => it.status === 'success').length < 2) continue;
    acts.push(({ gateway }) => gateway.autoRefund(id, 0));
    acts.push(({ gateway }) => gateway.autoRefund(id, 1));
  }
  return acts;
}

/** An answer that comes late: asked for before every other. */
function remember(world: PaymentWorld, orderId: string): void {
  const evidence = world.gateway.evidence(orderId, instant(world.now - 1));
  if (evidence !== null) world.answers.push(evidence);
}

const ALWAYS: readonly Act[] = [
  (world) => world.takeCash(),
  (world) => void world.event({ kind: 'given_up', at: instant(world.now) }),
  (world) => void world.event({ kind: 'lapsed', at: instant(world.now) }),
  (world) => void world.event({ kind: 'time_passed', at: instant(world.now + SILENCE_MS) }),
  (world) => world.reverse('first'),
  (world) => world.reverse('second'),
  (world) => void world.sanction('first', paise(2_000)),
  (world) => void world.sanction('second', RECEIPTS.second),
];

function actsOf(world: PaymentWorld): readonly Act[] {
  const acts = [...ALWAYS, ...ordersAt(world)];
  if (world.collection.orders.length < MAX_ORDERS) acts.push((it) => it.request());
  if (world.outbox.length > 0)
    acts.push(...[true, false].map((dies) => (it: PaymentWorld) => it.work(dies)));
  const [late] = world.answers;
  if (late !== undefined) acts.push((it) => void it.event({ kind: 'observed', evidence: late }));
  return acts;
}

const keyOf = (world: PaymentWorld): string =>
  JSON.stringify([
    world.collection,
    [...world.gateway.orders.values()],
    world.outbox,
    world.answers,
    world.cashPaise,
    world.told.length,
    [...world.reversed].sort(),
  ]);

/** Further and further into the story, so that its end is explored as deep as its beginning. */
function beginnings(): PaymentWorld[] {
  const fresh = new PaymentWorld();
  const awaiting = fresh.copy();
  awaiting.request();
  awaiting.work(false);
  const paid = awaiting.copy();
  paid.gateway.scan('O0', DUE);
  paid.gateway.settle('O0', { index: 0, works: true });
  paid.observe('O0');
  const paidTwice = paid.copy();
  paidTwice.gateway.scan('O0', DUE);
  paidTwice.gateway.settle('O0', { index: 1, works: true });
  paidTwice.observe('O0');
  return [fresh, awaiting, paid, paidTwice];
}

class Explored {
  readonly #seen = new Set<string>();
  readonly reached = new Set<string>();
  steps = 0;

  get states(): number {
    return this.#seen.size;
  }

  /** Null where that was reached before. */
  take(world: PaymentWorld, act: Act): PaymentWorld | null {
    const after = world.copy();
    act(after);
    this.steps += 1;
    const key = keyOf(after);
    if (this.#seen.has(key)) return null;
    this.#seen.add(key);
    this.#rest(after.copy());
    return after;
  }

  #rest(world: PaymentWorld): void {
    for (const { state } of world.collection.orders) this.reached.add(state);
    for (const { state } of world.collection.duties) this.reached.add(state);
    world.calm(ROUNDS_TO_REST);
    world.settled();
  }
}

test('P6 U1–U14 U22 U25 every order of events to its depth: no double charge, no lost money', () => {
  const explored = new Explored();
  let frontier: readonly PaymentWorld[] = beginnings();
  for (let depth = 0; depth < DEPTH; depth += 1) {
    frontier = frontier.flatMap((world) =>
      actsOf(world).flatMap((act) => explored.take(world, act) ?? []),
    );
  }
  // The exploration is as wide as it was meant to be, and came everywhere.
  expect(explored.states).toBeGreaterThan(15_000);
  expect([...explored.reached].sort()).toEqual([
    'awaiting',
    'by_gateway',
    'expired',
    'late',
    'owed',
    'paid',
    'refunded',
    'requested',
    'sent',
    'terminated',
    'unknown',
    'waiting',
  ]);
}, 120_000);
