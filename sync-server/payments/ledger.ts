/**
 * Moving a charge's state in the database: what the machine answers and what it wants done are one
 * transaction. Everything that happens to a charge comes through here.
 */
import { hash } from 'node:crypto';

import type { Paise } from '#domain/money.ts';
import { applyPayment, newCollection } from '#domain/payments/machine.ts';
import { nextPollAt } from '#domain/payments/polling.ts';
import type { Collection, Effect, PaymentEvent } from '#domain/payments/types.ts';
import { fail, type Result } from '#domain/result.ts';
import type { ServerContext } from '#server/context.ts';
import type { Writer } from '#server/store/database.ts';
import { keepEffect } from '#server/store/outbox.ts';
import {
  lockCollection,
  lockKnown,
  writeCollection,
  type ChargeKey,
} from '#server/store/payments.ts';

export interface ChargeToPay extends ChargeKey {
  readonly counterId: string;
  readonly amountPaise: Paise;
}

/** U13: the same order and attempt make the same id, at most 40 characters. */
export const refundIdOf = (orderId: string, attempt: number): string =>
  `R${hash('sha256', `raseed/refund/1\0${orderId}`, 'hex').slice(0, 32)}-${attempt}`;

async function keep(
  writer: Writer,
  effect: Effect,
  of: ChargeKey & { readonly at: number },
): Promise<void> {
  const { officeId, chargeId, at } = of;
  const charge = { officeId, chargeId };
  if (effect.kind === 'terminate_order') {
    const { orderId } = effect;
    const body = { ...charge, orderId };
    await keepEffect(writer, { key: `upi.terminate/${orderId}`, kind: 'upi.terminate', body, at });
  }
  if (effect.kind === 'refund') {
    const { orderId, attempt } = effect;
    const body = { ...charge, orderId, attempt };
    const key = `upi.refund/${refundIdOf(orderId, attempt)}`;
    await keepEffect(writer, { key, kind: 'upi.refund', body, at });
  }
}

export class PaymentLedger {
  readonly #context: ServerContext;

  constructor(context: ServerContext) {
    this.#context = context;
  }

  async #move(
    writer: Writer,
    of: ChargeKey & { readonly before: Collection },
    event: PaymentEvent,
  ): Promise<Result<Collection>> {
    const { officeId, chargeId, before } = of;
    const step = applyPayment(before, event);
    if (!step.ok) return step;
    const at = this.#context.now();
    const { next, effects } = step.value;
    const pollAt = nextPollAt(next, at);
    await writeCollection(writer, { officeId, chargeId, next, pollAt });
    for (const effect of effects) await keep(writer, effect, { officeId, chargeId, at });
    for (const effect of effects) {
      if (effect.kind === 'look') {
        this.#context.log.warn('upi.look', { officeId, chargeId, why: effect.why });
      }
    }
    return { ok: true, value: next };
  }

  /** Of a charge that may be new here. */
  async begin(of: ChargeToPay, event: PaymentEvent): Promise<Result<Collection>> {
    const done = await this.#context.database.transact(async (writer) => {
      const fresh = newCollection(of.chargeId, of.amountPaise);
      const before = await lockCollection(writer, { ...of, fresh });
      if (before.amountPaise !== of.amountPaise) {
        return fail('UPI_QUOTE_REFUSED', { problem: 'another amount' });
      }
      return this.#move(writer, { ...of, before }, event);
    });
    return done.ok ? done.value : done;
  }

  /** UPI_ORDER_UNKNOWN where nothing was ever asked for this charge. */
  async apply(of: ChargeKey, event: PaymentEvent): Promise<Result<Collection>> {
    const done = await this.#context.database.transact(async (writer) => {
      const before = await lockKnown(writer, of);
      return before === null
        ? fail('UPI_ORDER_UNKNOWN')
        : this.#move(writer, { ...of, before }, event);
    });
    return done.ok ? done.value : done;
  }
}
