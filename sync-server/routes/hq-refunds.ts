/**
 * A refund that a person at HQ asks for: a whole receipt, by its number, with a reason. The amount is
 * the journal's. What follows are the steps of every refund. docs/spec/refunds.md.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';

import { decodeEntry } from '#domain/journal/chain.ts';
import { fail, ok, type Result } from '#domain/result.ts';
import type { OfficeFact } from '#protocol/office-chain.ts';
import type { ServerContext } from '#server/context.ts';
import { receiptBody } from '#server/messages/charge.ts';
import type { Writer } from '#server/store/database.ts';
import { entryAt } from '#server/store/receipts.ts';
import { refundById, refundIdOf } from '#server/store/refunds.ts';
import { officeOfReceipt, receiptToRefund } from '#server/store/sanctions.ts';
import { answerFailure } from './answers.ts';
import { carryOut } from './hq-acts.ts';
import { BOTH_ROLES, proof, type StaffDesk } from './staff-desk.ts';

const BODY_LIMIT = 4_096;
const askBody = z.strictObject({
  ...proof,
  receiptNumber: z
    .string()
    .trim()
    .toUpperCase()
    .regex(/^[\w/-]{8,40}$/),
  reason: z.string().trim().min(3).max(500),
});

interface Asked extends z.infer<typeof askBody> {
  readonly officeId: string;
}

/** RS1: the facts of asking for it, or why it may not be asked for. */
async function ask(writer: Writer, of: Asked): Promise<Result<readonly OfficeFact[]>> {
  const { officeId, receiptNumber, reason, staffId } = of;
  const receipt = await receiptToRefund(writer, { officeId, receiptNumber });
  if (receipt === null) return fail('RECEIPT_NOT_HELD', { receipt: receiptNumber });
  if (receipt.isReversed) return fail('ALREADY_REVERSED', { receipt: receiptNumber });
  const { counterId, seq, totalPaise } = receipt;
  const refundId = refundIdOf({ officeId, counterId, seq });
  const held = await refundById(writer, { officeId, refundId });
  if (held !== null) return fail('REFUND_STATE', { state: held.state });
  const row = await entryAt(writer, { officeId, counterId }, seq);
  const entry = row === null ? null : decodeEntry(row.text);
  const body = entry?.ok === true ? receiptBody.safeParse(entry.value.body) : null;
  if (body?.success !== true) return fail('RECEIPT_NOT_HELD', { receipt: receiptNumber });
  if (totalPaise === 0) return fail('REFUND_REMAINDER');
  return ok([
    {
      kind: 'refund.proposed',
      body: {
        refundId,
        counterId,
        seq,
        receiptNumber,
        citizenRef: body.data.citizen.ref,
        chargedPaise: totalPaise,
        expectedPaise: 0,
        amountPaise: totalPaise,
        basis: 'sanction',
        staffId,
        reason,
      },
    },
    { kind: 'refund.endorsed', body: { refundId, staffId } },
  ]);
}

export function installHqRefunds(
  app: FastifyInstance,
  { context, desk }: { readonly context: ServerContext; readonly desk: StaffDesk },
): void {
  const answer = async (request: FastifyRequest, reply: FastifyReply) => {
    const body = askBody.safeParse(request.body);
    if (!body.success) {
      const field = String(body.error.issues[0]?.path[0]);
      return answerFailure(reply, { code: 'INPUT_INVALID', details: { field } });
    }
    const staff = await desk.identify(body.data, BOTH_ROLES);
    if (!staff.ok) return answerFailure(reply, staff.error);
    const { receiptNumber: receipt } = body.data;
    const officeId = await officeOfReceipt(context.database.read, receipt);
    if (officeId === null)
      return answerFailure(reply, { code: 'RECEIPT_NOT_HELD', details: { receipt } });
    const done = await carryOut(context, officeId, (writer) =>
      ask(writer, { ...body.data, officeId }),
    );
    if (!done.ok) return answerFailure(reply, done.error);
    context.changes.tell({ officeId, counterId: '', seq: 0 });
    return reply.code(204).send();
  };
  app.post('/hq/api/refunds/request', { bodyLimit: BODY_LIMIT }, answer);
}
