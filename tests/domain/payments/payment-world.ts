/**
 * HQ's machine with a gateway, a citizen and workers around it: everything that may happen to one
 * charge of two receipts, as small steps that can be taken in any order.
 */
import assert from 'node:assert/strict';

import { paise, sum, ZERO, type Paise } from '#domain/money.ts';
import { applyPayment, newCollection } from '#domain/payments/machine.ts';
import { partOf, partsPaise, settlingSuccess } from '#domain/payments/parts.ts';
import { paymentPosition } from '#domain/payments/position.ts';
import { ordersToAsk } from '#domain/payments/polling.ts';
import type { Collection, Effect, OrderEvidence, PaymentEvent } from '#domain/payments/types.ts';
import { instant } from '#domain/time.ts';
import { ModelGateway, refundIdOf } from './model-gateway.ts';

export const RECEIPTS = { first: paise(60_000), second: paise(35_050) } as const;
export type ReceiptName = keyof typeof RECEIPTS;
export const DUE = paise(95_050);
const ORDER_LIFE_MS = 300_000;

export class PaymentWorld {
  gateway = new ModelGateway();
  collection: Collection = newCollection('Q1', DUE);
  /** Moved by whoever explores: nothing here reads it but through instants. */
  now = 1_780_000_000_000;
  cashPaise = 0;
  readonly told: string[] = [];
  readonly outbox: Effect[] = [];
  readonly answers: OrderEvidence[] = [];
  /** Taken back by the journal while a payment paid them. */
  readonly reversed = new Set<ReceiptName>();

  copy(): PaymentWorld {
    const twin = new PaymentWorld();
    twin.gateway = this.gateway.copy();
    twin.collection = this.collection;
    twin.now = this.now;
    twin.cashPaise = this.cashPaise;
    twin.told.push(...this.told);
    twin.outbox.push(...this.outbox);
    twin.answers.push(...this.answers);
    for (const receipt of this.reversed) twin.reversed.add(receipt);
    return twin;
  }

  event(event: PaymentEvent): boolean {
    const step = applyPayment(this.collection, event);
    if (!step.ok) return false;
    this.collection = step.value.next;
    for (const effect of step.value.effects) {
      if (effect.kind === 'tell_paid') this.told.push(effect.orderId);
      else if (effect.kind !== 'look') this.outbox.push(effect);
    }
    this.#invariants();
    return true;
  }

  /** No success without its duty, none with two; never more back than came, of payment or receipt. */
  #invariants(): void {
    const { successes, duties, orders } = this.collection;
    const settling = settlingSuccess(this.collection)?.gatewayPaymentId;
    for (const { gatewayPaymentId, amountPaise } of successes) {
      const its = duties.filter((duty) => duty.gatewayPaymentId === gatewayPaymentId);
      const back = sum(its.map((duty) => duty.amountPaise));
      if (gatewayPaymentId === settling) assert(its.every(({ part }) => part));
      else assert.equal(back, amountPaise);
      assert(back <= amountPaise);
    }
    for (const [receipt, amountPaise] of Object.entries(RECEIPTS)) {
      const parts = duties.filter(({ part }) => part?.receiptNumber === receipt);
      assert(sum(parts.map((duty) => duty.amountPaise)) <= amountPaise);
    }
    const open = orders.filter(({ state }) => state === 'requested' || state === 'awaiting');
    assert(open.length <= 1 && this.told.length <= 1);
  }

  request(): void {
    const orderId = `O${this.collection.orders.length}`;
    const at = instant(this.now);
    const expiresAt = instant(this.now + ORDER_LIFE_MS);
    this.event({ kind: 'requested', orderId, at, expiresAt });
  }

  reverse(receiptNumber: ReceiptName): void {
    if (settlingSuccess(this.collection) !== null) this.reversed.add(receiptNumber);
    const amountPaise = RECEIPTS[receiptNumber];
    this.event({ kind: 'reversed', at: instant(this.now), receiptNumber, amountPaise });
  }

  /** Answers whether so much was still to be had. */
  sanction(receiptNumber: ReceiptName, amountPaise: Paise): boolean {
    const receiptPaise = RECEIPTS[receiptNumber];
    const sanctionId = `S-${receiptNumber}-${amountPaise}`;
    const at = instant(this.now);
    const about = { receiptNumber, receiptPaise, amountPaise };
    return this.event({ kind: 'sanctioned', at, sanctionId, ...about });
  }

  takeCash(): void {
    if (this.collection.settledBy !== null) return;
    this.cashPaise = DUE;
    this.event({ kind: 'cash_taken', at: instant(this.now) });
  }

  /** A worker's step; where it dies, what it did outside is done and the effect comes again. */
  work(dies: boolean): void {
    const effect = this.outbox[0];
    if (effect === undefined) return;
    if (!dies) this.outbox.shift();
    if (effect.kind === 'create_order') {
      this.gateway.create(effect.orderId, DUE);
      if (!dies) this.event({ kind: 'created', orderId: effect.orderId });
    }
    if (effect.kind === 'terminate_order') this.gateway.end(effect.orderId, 'terminated');
    if (effect.kind === 'refund') this.#refund(effect, dies);
  }

  /** As the server does it: ask first, say that it is sent, then send. */
  #refund(effect: Extract<Effect, { kind: 'refund' }>, dies: boolean): void {
    const { orderId, attempt, part } = effect;
    this.observe(orderId);
    const duty = this.collection.duties.find(
      (it) =>
        it.orderId === orderId &&
        it.attempt === attempt &&
        partOf(it) === part &&
        (it.state === 'owed' || it.state === 'sent'),
    );
    if (duty === undefined) return;
    const { gatewayPaymentId, amountPaise } = duty;
    this.event({ kind: 'refund_sent', gatewayPaymentId, part });
    const refundId = refundIdOf(effect);
    if (!dies) this.gateway.refund(orderId, { refundId, amountPaise, works: attempt > 1 });
  }

  observe(orderId: string): void {
    const evidence = this.gateway.evidence(orderId, instant(this.now));
    if (evidence !== null) this.event({ kind: 'observed', evidence });
  }

  /** Everything under way arrives, and the poll goes on as long as the machine asks for it. */
  calm(rounds = 40): void {
    for (let round = 0; round < rounds; round += 1) {
      while (this.outbox.length > 0) this.work(false);
      for (const id of this.gateway.orders.keys()) this.gateway.autoRefund(id, 1);
      this.now += 600_000;
      for (const id of ordersToAsk(this.collection, instant(this.now))) this.observe(id);
    }
  }

  /** Conservation, once all is calm. */
  settled(): void {
    const { settledBy, duties } = this.collection;
    const success = settlingSuccess(this.collection);
    const back = success === null ? ZERO : partsPaise(this.collection, success.gatewayPaymentId);
    const kept = settledBy?.by === 'cash' || success !== null ? DUE - back : 0;
    assert.equal(this.cashPaise + this.gateway.heldPaise(), kept);
    assert(this.gateway.neverTooMuch());
    // P5: what HQ books is what the gateway holds, and what it owes back is with it no more.
    const { upiPaise, owedPaise } = paymentPosition(this.collection);
    const inParts = duties.filter(({ part }) => part);
    assert.equal(upiPaise, this.gateway.heldPaise());
    assert.equal(owedPaise, 0 - sum(inParts.map(({ amountPaise }) => amountPaise)));
    assert(duties.every(({ state }) => state === 'refunded' || state === 'by_gateway'));
    if (success === null) return;
    for (const receipt of this.reversed) {
      const parts = duties.filter(({ part }) => part?.receiptNumber === receipt);
      assert.equal(sum(parts.map(({ amountPaise }) => amountPaise)), RECEIPTS[receipt]);
    }
  }
}
