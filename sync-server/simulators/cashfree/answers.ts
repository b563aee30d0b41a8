/** The books in the vendor's words: order, payment, refund, reconciliation rows and webhook bodies. */
import { createHmac } from 'node:crypto';

import type { GetAllSettlementsResponseDataInner } from 'cashfree-pg';

import { feeOf, netOf, taxOf } from './ledger.ts';
import type {
  SimLedger,
  SimNews,
  SimOrder,
  SimPayment,
  SimRefund,
  SimSettlement,
} from './ledger.ts';

/** The account that every code of this gateway pays into. */
export const SIM_PAYEE = 'raseed.trial@simulated';

export const rupees = (amountPaise: number): number => amountPaise / 100;
export const time = (ms: number): string =>
  new Date(ms + 19_800_000).toISOString().replace(/\.\d+Z$/, '+05:30');

export const orderAnswer = (order: SimOrder) => ({
  cf_order_id: order.cfId,
  order_id: order.id,
  entity: 'order',
  order_currency: 'INR',
  order_amount: rupees(order.amountPaise),
  order_status: order.status,
  payment_session_id: order.sessionId,
  order_expiry_time: time(order.expiresAt),
  order_note: null,
  created_at: time(order.createdAt),
});

const bankReference = (payment: SimPayment): string => payment.id.slice(-12).padStart(12, '2');

export const paymentAnswer = (order: SimOrder, payment: SimPayment) => ({
  cf_payment_id: payment.id,
  order_id: order.id,
  entity: 'payment',
  error_details: null,
  is_captured: payment.status === 'SUCCESS',
  order_amount: rupees(order.amountPaise),
  payment_group: 'upi',
  payment_currency: 'INR',
  payment_amount: rupees(payment.amountPaise),
  payment_time: time(payment.at),
  payment_completion_time: time(payment.at),
  payment_status: payment.status,
  payment_message: null,
  bank_reference: payment.status === 'SUCCESS' ? bankReference(payment) : null,
});

export const refundAnswer = (order: SimOrder, refund: SimRefund) => ({
  cf_payment_id: refund.paymentId,
  cf_refund_id: refund.cfId,
  order_id: order.id,
  refund_id: refund.id ?? `auto_${refund.cfId}`,
  entity: 'refund',
  refund_amount: rupees(refund.amountPaise),
  refund_currency: 'INR',
  refund_note: null,
  refund_status: refund.status,
  refund_arn: refund.status === 'SUCCESS' ? `ARN${refund.cfId}` : null,
  refund_charge: 0,
  refund_type: refund.id === null ? 'PAYMENT_AUTO_REFUND' : 'MERCHANT_INITIATED',
  created_at: time(refund.at),
  processed_at: time(refund.at),
});

/** The text inside the code. */
export function upiText(order: SimOrder): string {
  const amount = `${Math.trunc(order.amountPaise / 100)}.${String(order.amountPaise % 100).padStart(2, '0')}`;
  return `upi://pay?pa=${SIM_PAYEE}&pn=Trial%20Office&tr=${order.cfId}&am=${amount}&cu=INR&mode=15`;
}

/** One row for each movement of money, in the order in which it happened; failures stand there too. */
export function reconRows(ledger: SimLedger) {
  const details = (id: string | null) => ({
    cf_settlement_id: id ?? '',
    utr: ledger.settlements.find((it) => it.id === id)?.utr ?? null,
  });
  return [...ledger.orders.values()].flatMap((order) => {
    const event = (event_type: string, of: { amount: number; id: string; status: string }) => ({
      event_id: of.id,
      event_type,
      event_amount: rupees(of.status === 'SUCCESS' ? of.amount : 0),
      event_currency: 'INR',
      event_status: of.status,
      sale_type: event_type === 'PAYMENT' ? 'CREDIT' : 'DEBIT',
      entity: 'recon',
    });
    const order_details = { order_id: order.id, order_amount: rupees(order.amountPaise) };
    const payments = order.payments
      .filter((it) => it.status !== 'PENDING')
      .map((it) => {
        const { id, amountPaise: amount } = it;
        const status = it.status === 'SUCCESS' ? 'SUCCESS' : 'FAILED';
        const row = {
          event_details: event('PAYMENT', { amount, id, status }),
          order_details,
          payment_details: {
            cf_payment_id: id,
            bank_reference: bankReference(it),
            payment_service_charge: rupees(feeOf(amount)),
            payment_service_tax: rupees(taxOf(amount)),
          },
          settlement_details: details(it.settlementId),
        };
        return { at: it.at, row };
      });
    const back = order.refunds.map((it) => ({
      at: it.at,
      row: {
        event_details: event('REFUND', { amount: it.amountPaise, id: it.cfId, status: it.status }),
        order_details,
        // The payment's own fee stands here again.
        payment_details: {
          cf_payment_id: it.paymentId,
          payment_service_charge: rupees(feeOf(order.amountPaise)),
        },
        refund_details: { refund_id: it.id ?? 'null,', refund_arn: `ARN${it.cfId}` },
        settlement_details: details(it.settlementId),
      },
    }));
    return [...payments, ...back];
  });
}

/** As the vendor's library has it: its own document still shows another form here. */
export const settlementAnswer = (of: SimSettlement): GetAllSettlementsResponseDataInner => ({
  cf_settlement_id: of.id,
  status: of.status,
  ...(of.status === 'SUCCESS' ? { settlement_utr: of.utr } : {}),
  settlement_initiated_on: time(of.at),
  settlement_processed_on: time(of.at),
  payment_amount: rupees(of.grossPaise),
  pg_service_charge: rupees(of.feePaise),
  pg_service_tax: rupees(of.taxPaise),
  adjustment: rupees(-of.refundedPaise),
  settlement_charge: 0,
  settlement_tax: 0,
  amount_settled: rupees(netOf(of)),
  settlement_type: 'STANDARD',
});

const PAYMENT_TYPE = {
  SUCCESS: 'PAYMENT_SUCCESS_WEBHOOK',
  FAILED: 'PAYMENT_FAILED_WEBHOOK',
  USER_DROPPED: 'PAYMENT_USER_DROPPED_WEBHOOK',
  // Seen: a payment under way, sent under the type of success.
  PENDING: 'PAYMENT_SUCCESS_WEBHOOK',
} as const;

/** Written by hand where a number has more digits than a double keeps. */
export function webhookBody(news: SimNews, nowMs: number): string {
  const event_time = time(nowMs);
  if (news.kind === 'settlement') {
    const { id, utr, status, grossPaise, feePaise, taxPaise } = news.settlement;
    const settled = rupees(netOf(news.settlement)).toFixed(2);
    return (
      `{"data":{"settlement":{"settlement_id":${id},"utr":${utr},"status":"${status}",` +
      `"payment_amount":${rupees(grossPaise).toFixed(2)},"amount_settled":${settled},` +
      `"service_charge":${rupees(feePaise).toFixed(2)},"service_tax":${rupees(taxPaise).toFixed(2)}}},` +
      `"event_time":"${event_time}","type":"SETTLEMENT_${news.event}"}`
    );
  }
  const { order } = news;
  if (news.kind === 'payment') {
    const payment = paymentAnswer(order, news.payment);
    const { order_id, order_amount, order_currency } = { ...orderAnswer(order) };
    const data = { order: { order_id, order_amount, order_currency }, payment };
    return JSON.stringify({ data, event_time, type: PAYMENT_TYPE[news.payment.status] });
  }
  const refund = refundAnswer(order, news.refund);
  return news.refund.id === null
    ? JSON.stringify({
        data: { auto_refund: { ...refund, refund_id: undefined } },
        event_time,
        type: 'AUTO_REFUND_STATUS_WEBHOOK',
      })
    : JSON.stringify({ data: { refund }, event_time, type: 'REFUND_STATUS_WEBHOOK' });
}

export const signWebhook = (secret: string, timestamp: string, body: string): string =>
  createHmac('sha256', secret).update(timestamp).update(body).digest('base64');
