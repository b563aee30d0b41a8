/**
 * The gateway's evidence in the office's books: whenever a charge's state moves, what the gateway holds
 * of it more or less than the books say is one fact of the office's chain, in the same transaction; and
 * whether it is still waited for.
 */
import { openOrder } from '#domain/payments/machine.ts';
import { paymentPosition } from '#domain/payments/position.ts';
import type { Collection } from '#domain/payments/types.ts';
import { subtract } from '#domain/money.ts';
import type { ServerContext } from '#server/context.ts';
import type { Writer } from '#server/store/database.ts';
import { recordFact } from '#server/store/office-chain.ts';
import { bookedPosition, keepAwaiting } from '#server/store/upi-booked.ts';

export async function bookPayment(
  context: ServerContext,
  writer: Writer,
  of: { readonly officeId: string; readonly counterId: string; readonly next: Collection },
): Promise<void> {
  const { officeId, counterId, next } = of;
  const { chargeId, amountPaise, settledBy } = next;
  const at = context.now();
  const isAwaiting = settledBy === null && openOrder(next) !== null;
  await keepAwaiting(writer, { officeId, chargeId, counterId, amountPaise, isAwaiting, at });
  const now = paymentPosition(next);
  const booked = await bookedPosition(writer, { officeId, chargeId });
  const upiPaise = subtract(now.upiPaise, booked.upiPaise);
  const owedPaise = subtract(now.owedPaise, booked.owedPaise);
  if (upiPaise === 0 && owedPaise === 0) return;
  const body = { counterId, chargeId, upiPaise, owedPaise };
  const fact = { kind: 'payment.moved', body } as const;
  await recordFact(context, writer, { officeId, at, fact });
}
