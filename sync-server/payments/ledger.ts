/**
 * Moving a charge's state in the database: what the machine answers and what it wants done are one
 * transaction. Everything that happens to a charge comes through here.
 */
import { hash } from 'node:crypto';

import type { Paise } from '#domain/money.ts';
import { applyPayment, newCollection } from '#domain/payments/machine.ts';
import { nextPollAt } from '#domain/payments/polling.ts';
import type { Collection, Effect, PaymentEvent } from '#domain/payments/types.ts';
import type { QuoteId } from '#domain/ids.ts';
import { fail, ok, type Result } from '#domain/result.ts';
import type { ServerContext } from '#server/context.ts';
import type { Writer } from '#server/store/database.ts';
import { openCase } from '#server/store/cases.ts';
import { keepEffect } from '#server/store/outbox.ts';
import {
  counterOfCharge,
  keepChargeQuotes,
  lockCollection,
  lockKnown,
  overlapping,
  writeCollection,
  type ChargeKey,
} from '#server/store/payments.ts';
import { bookPayment } from './book-payment.ts';
import { keepNews, type PaymentChange } from './news.ts';

export interface ChargeToPay extends ChargeKey {
  readonly counterId: string;
  readonly quoteIds: readonly QuoteId[];
  readonly amountPaise: Paise;
}

/** U13: the same order, part and attempt make the same id, at most 40 characters. */
export function refundIdOf(of: {
  readonly orderId: string;
  /** 0: the whole payment. */
  readonly part: number;
  readonly attempt: number;
}): string {
  const stem = hash('sha256', `raseed/refund/1\0${of.orderId}`, 'hex').slice(0, 32);
  return `R${stem}${of.part === 0 ? '' : `p${of.part}`}-${of.attempt}`;
}

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
    const { orderId, attempt, part } = effect;
    const body = { ...charge, orderId, attempt, part };
    const key = `upi.refund/${refundIdOf(effect)}`;
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
    of: ChargeKey & { readonly before: Collection; readonly counterId: string },
    event: PaymentEvent,
  ): Promise<Result<Collection>> {
    const { officeId, counterId, chargeId, before } = of;
    const step = applyPayment(before, event);
    if (!step.ok) return step;
    const at = this.#context.now();
    const { next, effects } = step.value;
    const pollAt = nextPollAt(next, at);
    await writeCollection(writer, { officeId, chargeId, next, pollAt, at });
    for (const effect of effects) await keep(writer, effect, { officeId, chargeId, at });
    const change = { officeId, counterId, before, next, at };
    await keepNews(this.#context, writer, change);
    await bookPayment(this.#context, writer, change);
    for (const effect of effects) {
      if (effect.kind === 'look') await this.#look(writer, { ...change, effect });
    }
    return { ok: true, value: next };
  }

  /** A person must look: a case, once for each payment. */
  async #look(
    writer: Writer,
    of: PaymentChange & { readonly effect: Extract<Effect, { kind: 'look' }> },
  ): Promise<void> {
    const { officeId, counterId, at, next } = of;
    const { why, gatewayPaymentId } = of.effect;
    const { chargeId, amountPaise } = next;
    this.#context.log.warn('upi.look', { officeId, chargeId, why });
    await openCase(this.#context, writer, {
      officeId,
      counterId,
      kind: 'upi_needs_person',
      subject: `${gatewayPaymentId}/${why}`,
      openedAt: at,
      details: { chargeId, gatewayPaymentId, why, amountPaise },
    });
  }

  /** Their orders may still be paid; what comes by them then goes back: one charge is asked for. */
  async #endOverlapping(writer: Writer, of: ChargeToPay): Promise<Result<null>> {
    const { counterId } = of;
    for (const other of await overlapping(writer, of)) {
      const before = await lockKnown(writer, other);
      if (before === null) continue;
      if (before.settledBy !== null && before.settledBy.by !== 'given_up') {
        return fail('UPI_CHARGE_SETTLED', { by: before.settledBy.by });
      }
      const event = { kind: 'given_up', at: this.#context.now() } as const;
      const moved = await this.#move(writer, { ...other, before, counterId }, event);
      if (!moved.ok) return moved;
    }
    return ok(null);
  }

  /** Of a charge that may be new here. */
  async begin(of: ChargeToPay, event: PaymentEvent): Promise<Result<Collection>> {
    const done = await this.#context.database.transact(async (writer) => {
      const fresh = newCollection(of.chargeId, of.amountPaise);
      const before = await lockCollection(writer, { ...of, fresh });
      if (before.amountPaise !== of.amountPaise) {
        return fail('UPI_QUOTE_REFUSED', { problem: 'another amount' });
      }
      await keepChargeQuotes(writer, of);
      const ended = await this.#endOverlapping(writer, of);
      if (!ended.ok) return ended;
      return this.#move(writer, { ...of, before }, event);
    });
    return done.ok ? done.value : done;
  }

  /** UPI_ORDER_UNKNOWN where nothing was ever asked for this charge. */
  async apply(of: ChargeKey, event: PaymentEvent): Promise<Result<Collection>> {
    const done = await this.#context.database.transact(async (writer) => {
      const before = await lockKnown(writer, of);
      const counterId = await counterOfCharge(writer, of);
      return before === null || counterId === null
        ? fail('UPI_ORDER_UNKNOWN')
        : this.#move(writer, { ...of, before, counterId }, event);
    });
    return done.ok ? done.value : done;
  }
}
