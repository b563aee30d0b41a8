/** RS2, RS3: the approval of a refund, and its way back. docs/spec/refunds.md. */
import type { Instant } from '#domain/time.ts';
import type { OfficeFact } from '#protocol/office-chain.ts';
import type { RefundRow } from '#server/api/contract.ts';
import type { Writer } from '#server/store/database.ts';
import { keepEffect } from '#server/store/outbox.ts';
import { nextSanctionNumber, upiChargeOf } from '#server/store/sanctions.ts';

/** The fact; what came by UPI is sent back by the payment desk, which finds it in the outbox. */
export async function approveRefund(
  writer: Writer,
  of: { readonly refund: RefundRow; readonly staffId: string; readonly at: Instant },
): Promise<OfficeFact> {
  const { refund, staffId, at } = of;
  const { officeId, refundId, receiptNumber, amountPaise } = refund;
  const sanctionNumber = await nextSanctionNumber(writer, { officeId, at });
  const chargeId = await upiChargeOf(writer, { officeId, receiptNumber });
  if (chargeId !== null) {
    const body = { officeId, refundId, chargeId };
    await keepEffect(writer, { key: `upi.sanction/${refundId}`, kind: 'upi.sanction', body, at });
  }
  return { kind: 'refund.approved', body: { refundId, staffId, amountPaise, sanctionNumber } };
}
