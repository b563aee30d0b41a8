/** RS4: whose receipt is paid back by sanction hears of it by SMS, once. docs/spec/refunds.md. */
import { paise } from '#domain/money.ts';
import type { ServerContext } from '#server/context.ts';
import { keepMessage } from '#server/store/messages.ts';
import { markSanctionTold, untoldSanctions } from '#server/store/sanctions.ts';
import { chargeAt, inRupees } from './charge.ts';

const AT_ONCE = 50;

/** Answers how many were told. */
export async function tellSanctions(context: ServerContext): Promise<number> {
  const at = context.now();
  const told = await context.database.transact(async (writer) => {
    const untold = await untoldSanctions(writer, AT_ONCE);
    for (const it of untold) {
      const { officeId, counterId, refundId, ref } = it;
      await markSanctionTold(writer, { officeId, refundId, at });
      const charge = await chargeAt(writer, it);
      if (charge === null) continue;
      const { office, language, complaintNumber } = charge;
      const amount = inRupees(paise(it.amountPaise));
      const receipt = [it.receiptNumber, office[language], amount];
      const fill = [...receipt, it.sanctionNumber, complaintNumber];
      const about = { officeId, counterId, ref, template: 'refund', subject: refundId } as const;
      await keepMessage(writer, { ...about, fill, at });
    }
    return untold.length;
  });
  return told.ok ? told.value : 0;
}
