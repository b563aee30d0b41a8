/**
 * What a change of a charge means outside: facts of the office's chain (OC7), written in the
 * transaction of the change, and news for the counter that asked (U21), which go out after the facts
 * have been copied.
 */
import { hash } from 'node:crypto';

import { openOrder } from '#domain/payments/machine.ts';
import { partOf, settlingSuccess } from '#domain/payments/parts.ts';
import type { Collection, RefundDuty, Success } from '#domain/payments/types.ts';
import type { CounterId } from '#domain/ids.ts';
import { paise } from '#domain/money.ts';
import { ok, type Result } from '#domain/result.ts';
import type { Instant } from '#domain/time.ts';
import type { FeedPayment } from '#protocol/feed.ts';
import type { OfficeFact } from '#protocol/office-chain.ts';
import type { ServerContext } from '#server/context.ts';
import { afterCopied } from '#server/office-chain/gate.ts';
import type { Writer } from '#server/store/database.ts';
import { publish } from '#server/store/feed.ts';
import { recordFact } from '#server/store/office-chain.ts';
import { keepEffect, type TakenEffect } from '#server/store/outbox.ts';

export interface PaymentChange {
  readonly officeId: string;
  readonly counterId: string;
  readonly before: Collection;
  readonly next: Collection;
  readonly at: Instant;
}

type News = Omit<FeedPayment, 'cursor' | 'type' | 'to' | 'chargeId'>;

/** The same duty before; a part by its number, because its payment may have changed (U12). */
const dutyOf = (of: Collection, duty: RefundDuty): RefundDuty | undefined =>
  of.duties.find(
    (it) =>
      partOf(it) === partOf(duty) && (it.part || it.gatewayPaymentId === duty.gatewayPaymentId),
  );

const ENDED: ReadonlySet<string> = new Set(['refunded', 'by_gateway', 'stuck']);

const BACK: ReadonlySet<string> = new Set(['refunded', 'by_gateway']);

/** RS3: a sanction has facts of its own; the last says that the gateway has sent it back. */
function sanctionFacts(duty: RefundDuty, known: RefundDuty | undefined): readonly OfficeFact[] {
  const refundId = duty.part?.sanctionId;
  const isNew = BACK.has(duty.state) && !BACK.has(known?.state ?? '');
  if (!isNew || typeof refundId !== 'string') return [];
  const { amountPaise, orderId } = duty;
  const reference = duty.reference ?? orderId;
  const body = { refundId, staffId: 'server', amountPaise, how: 'upi' as const, reference };
  return [{ kind: 'refund.paid', body }];
}

function factsOf({ counterId, before, next }: PaymentChange): readonly OfficeFact[] {
  const { chargeId } = next;
  const of = ({ orderId, gatewayPaymentId, amountPaise }: Success | RefundDuty) => ({
    counterId,
    chargeId,
    orderId,
    gatewayPaymentId,
    amountPaise,
  });
  const facts: OfficeFact[] = [];
  const success = settlingSuccess(next);
  if (success !== null && settlingSuccess(before)?.gatewayPaymentId !== success.gatewayPaymentId) {
    facts.push({ kind: 'payment.settled', body: of(success) });
  }
  for (const duty of next.duties) {
    const known = dutyOf(before, duty);
    const { reason, state, part } = duty;
    if (reason === 'sanctioned') {
      facts.push(...sanctionFacts(duty, known));
      continue;
    }
    const body = { ...of(duty), ...(part && { receiptNumber: part.receiptNumber }) };
    if (known === undefined) facts.push({ kind: 'payment.refund_owed', body: { ...body, reason } });
    if (ENDED.has(state) && known?.state !== state) {
      facts.push({ kind: 'payment.refund_ended', body: { ...body, state } });
    }
  }
  return facts;
}

/** `ended` only while nothing else of the charge may still be paid. */
function endedOrders({ before, next }: PaymentChange): readonly News[] {
  if (next.settledBy !== null || openOrder(next) !== null) return [];
  const over = next.orders.filter(
    ({ orderId, state }) =>
      (state === 'expired' || state === 'terminated' || state === 'refused') &&
      before.orders.find((it) => it.orderId === orderId)?.state !== state,
  );
  const { amountPaise } = next;
  return over.map(({ orderId }) => ({
    orderId,
    state: 'ended',
    amountPaise,
    gatewayPaymentId: null,
    bankReference: null,
  }));
}

export function newsOf(change: PaymentChange): readonly News[] {
  const { before, next } = change;
  const success = settlingSuccess(next);
  const isNew = success !== null && before.settledBy?.by !== 'upi';
  const paid = isNew ? [{ ...success, state: 'paid' as const }] : [];
  const late = next.duties
    // Of a part the citizen hears with the reversal, or the sanction.
    .filter((duty) => !duty.part && dutyOf(before, duty) === undefined)
    .map(({ orderId, gatewayPaymentId, amountPaise }) => ({
      orderId,
      gatewayPaymentId,
      amountPaise,
      bankReference: null,
      state: 'late' as const,
    }));
  return [...paid, ...late, ...endedOrders(change)];
}

/** In the transaction of the change. */
export async function keepNews(
  context: ServerContext,
  writer: Writer,
  change: PaymentChange,
): Promise<void> {
  const { officeId, counterId, at, next } = change;
  for (const fact of factsOf(change)) await recordFact(context, writer, { officeId, at, fact });
  for (const news of newsOf(change)) {
    const { orderId, state, amountPaise, gatewayPaymentId, bankReference } = news;
    const subject = [next.chargeId, orderId, state, gatewayPaymentId ?? ''].join('/');
    const key = `news.payment/${hash('sha256', `${officeId}/${subject}`, 'hex')}`;
    const ids = { officeId, counterId, chargeId: next.chargeId, orderId, state, amountPaise };
    const body = {
      ...ids,
      ...(gatewayPaymentId === null ? {} : { gatewayPaymentId }),
      ...(bankReference === null ? {} : { bankReference }),
    };
    await keepEffect(writer, { key, kind: 'news.payment', body, at });
  }
}

const textOf = (value: string | number | undefined): string | null =>
  value === undefined ? null : String(value);

/** OC9: after the facts are in the second place. Told once, whatever is repeated. */
export async function tellNews(
  context: ServerContext,
  { key, body }: TakenEffect,
): Promise<Result<null>> {
  const officeId = String(body['officeId']);
  return afterCopied(context, officeId, async () => {
    const content = {
      type: 'payment',
      to: String(body['counterId']) as CounterId,
      chargeId: String(body['chargeId']),
      orderId: String(body['orderId']),
      state: body['state'] as FeedPayment['state'],
      amountPaise: paise(Number(body['amountPaise'])),
      gatewayPaymentId: textOf(body['gatewayPaymentId']),
      bankReference: textOf(body['bankReference']),
    } as const;
    const told = await context.database.transact((writer) =>
      publish(writer, officeId, { content, subject: key, at: context.now() }),
    );
    if (!told.ok) return told;
    context.changes.published();
    return ok(null);
  });
}
