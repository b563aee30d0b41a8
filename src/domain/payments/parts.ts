/**
 * Money of the payment that settled a charge, sent back for one of its receipts: because the journal
 * took the receipt back, or because two people sanctioned it. The payment goes on paying the rest.
 * U22, U25 of docs/spec/payments.md.
 */
import { subtract, sum, ZERO, type Paise } from '#domain/money.ts';
import { fail, ok, type Result } from '#domain/result.ts';
import type { Instant } from '#domain/time.ts';
import type { Collection, DutyPart, Effect, RefundDuty, Step, Success } from './types.ts';

export const partOf = (duty: RefundDuty): number => duty.part?.nth ?? 0;

export const settlingSuccess = ({ settledBy, successes }: Collection): Success | null =>
  settledBy?.by === 'upi'
    ? (successes.find((it) => it.gatewayPaymentId === settledBy.gatewayPaymentId) ?? null)
    : null;

const total = (duties: readonly RefundDuty[]): Paise =>
  sum(duties.map(({ amountPaise }) => amountPaise));

/** What went or goes back of a payment in parts. */
export const partsPaise = (of: Collection, gatewayPaymentId: string): Paise =>
  total(of.duties.filter((it) => it.part && it.gatewayPaymentId === gatewayPaymentId));

/** All that had paid the charge is on its way back. */
export function isGivenBack(of: Collection): boolean {
  const success = settlingSuccess(of);
  return success !== null && partsPaise(of, success.gatewayPaymentId) === success.amountPaise;
}

/** What of a receipt is still to be had: never more than its payment holds. */
function leftOf(
  of: Collection,
  success: Success,
  receipt: { readonly receiptNumber: string; readonly receiptPaise: Paise },
): Paise {
  const { receiptNumber, receiptPaise } = receipt;
  const gone = total(of.duties.filter((it) => it.part?.receiptNumber === receiptNumber));
  const ofReceipt = subtract(receiptPaise, gone);
  const ofPayment = subtract(success.amountPaise, partsPaise(of, success.gatewayPaymentId));
  const least = ofReceipt < ofPayment ? ofReceipt : ofPayment;
  return least > 0 ? least : ZERO;
}

function owePart(
  of: Collection,
  success: Success,
  duty: {
    readonly amountPaise: Paise;
    readonly since: Instant;
    readonly part: Omit<DutyPart, 'nth'>;
  },
): Step {
  const { gatewayPaymentId, orderId } = success;
  const nth = of.duties.filter(({ part }) => part).length + 1;
  const reason = duty.part.sanctionId === null ? 'charge_reversed' : 'sanctioned';
  const state = 'owed';
  const part = { nth, ...duty.part };
  const whole: RefundDuty = { gatewayPaymentId, orderId, ...duty, reason, state, attempt: 1, part };
  const effect: Effect = { kind: 'refund', orderId, gatewayPaymentId, attempt: 1, part: nth };
  return { next: { ...of, duties: [...of.duties, whole] }, effects: [effect] };
}

const nothing = (next: Collection): Step => ({ next, effects: [] });

/** U22: the receipt as a whole, less what a sanction gave back before. Cash is the drawer's matter. */
export function reverseReceipt(
  of: Collection,
  event: { readonly at: Instant; readonly receiptNumber: string; readonly amountPaise: Paise },
): Step {
  const { at: since, receiptNumber } = event;
  const success = settlingSuccess(of);
  const isSaid = of.duties.some(
    ({ part }) => part?.receiptNumber === receiptNumber && part.sanctionId === null,
  );
  if (success === null || isSaid) return nothing(of);
  const amountPaise = leftOf(of, success, { receiptNumber, receiptPaise: event.amountPaise });
  if (amountPaise === 0) return nothing(of);
  return owePart(of, success, { amountPaise, since, part: { receiptNumber, sanctionId: null } });
}

/** U25: once for each sanction; REFUND_REMAINDER where so much is not to be had any more. */
export function sanctionRefund(
  of: Collection,
  event: {
    readonly at: Instant;
    readonly sanctionId: string;
    readonly receiptNumber: string;
    readonly receiptPaise: Paise;
    readonly amountPaise: Paise;
  },
): Result<Step> {
  const { at: since, sanctionId, receiptNumber, amountPaise } = event;
  if (of.duties.some(({ part }) => part?.sanctionId === sanctionId)) return ok(nothing(of));
  const success = settlingSuccess(of);
  const left = success === null ? ZERO : leftOf(of, success, event);
  if (success === null || amountPaise <= 0 || amountPaise > left) return fail('REFUND_REMAINDER');
  return ok(owePart(of, success, { amountPaise, since, part: { receiptNumber, sanctionId } }));
}
