/**
 * HQ's leave for a counter to pay another's slip for change (CA14): a fact of the office's chain, then
 * the copy, then the owner is told and the payer answered. Once a slip: asked again it is the same.
 */
import { randomBytes } from 'node:crypto';

import { isCounterId, officeOfCounter, type CounterId } from '#domain/ids.ts';
import { fail, ok, type Failure, type Result } from '#domain/result.ts';
import { formatIstTime } from '#domain/time.ts';
import { signSlipGrant } from '#protocol/slip-grant.ts';
import type { ServerContext } from '#server/context.ts';
import { afterCopied } from '#server/office-chain/gate.ts';
import type { Writer } from '#server/store/database.ts';
import { publish } from '#server/store/feed.ts';
import type { CounterRecord } from '#server/store/fleet.ts';
import { lockOfficeChain, recordFact } from '#server/store/office-chain.ts';
import { slipById, type SlipRow } from '#server/store/slips.ts';

interface Leave {
  readonly slip: SlipRow;
  readonly grantId: string;
}

/** Why it is not to be paid here; null where it is. */
function refusal(slip: SlipRow, payer: string): Failure | null {
  const { slipId, givenAt, owner, owedSeq } = slip;
  if (givenAt !== null) {
    return fail('CHANGE_SLIP_PAID', { slip: slipId, at: formatIstTime(givenAt) }).error;
  }
  if (slip.payer !== null && slip.payer !== payer) {
    return fail('CHANGE_SLIP_ELSEWHERE', { slip: slipId, counter: slip.payer }).error;
  }
  if (owedSeq === null)
    return fail('CHANGE_SLIP_NOT_HEARD', { slip: slipId, counter: owner }).error;
  return null;
}

/** Under the office's lock: two counters that ask at once are answered one after the other. */
async function decide(
  context: ServerContext,
  writer: Writer,
  of: { readonly counter: CounterRecord; readonly slipId: string },
): Promise<Result<Leave>> {
  const { counter, slipId } = of;
  const { officeId, counterId: payer } = counter;
  const owner = slipId.slice(0, slipId.lastIndexOf('-'));
  if (!isCounterId(owner) || officeOfCounter(owner) !== officeId) {
    return fail('CHANGE_SLIP_UNKNOWN', { slip: slipId });
  }
  await lockOfficeChain(writer, officeId);
  const slip = await slipById(writer, { officeId, slipId });
  if (slip === null) return fail('CHANGE_SLIP_NOT_HEARD', { slip: slipId, counter: owner });
  const refused = refusal(slip, payer);
  if (refused !== null) return { ok: false, error: refused };
  if (slip.grantId !== null) return ok({ slip, grantId: slip.grantId });
  const grantId = randomBytes(16).toString('hex');
  const { amountPaise } = slip;
  const body = { grantId, slipId, counterId: owner, payer, amountPaise };
  const at = context.now();
  await recordFact(context, writer, { officeId, at, fact: { kind: 'slip.granted', body } });
  return ok({ slip, grantId });
}

/** Answers the signed leave. CHANGE_SLIP_* where there is none. */
export async function grantSlip(
  context: ServerContext,
  counter: CounterRecord,
  slipId: string,
): Promise<Result<string>> {
  const { database, keys } = context;
  const { officeId, counterId: payer } = counter;
  const decided = await database.transact((writer) => decide(context, writer, { counter, slipId }));
  if (!decided.ok) return decided;
  if (!decided.value.ok) return decided.value;
  const { slip, grantId } = decided.value.value;
  const { amountPaise } = slip;
  const owner = slip.owner as CounterId;
  const about = { grantId, slipId, owner, payer, amountPaise };
  return afterCopied(context, officeId, async () => {
    const at = context.now();
    const content = { type: 'slip', ...about } as const;
    const told = await database.transact((writer) =>
      publish(writer, officeId, { content, subject: slipId, at }),
    );
    if (!told.ok) return told;
    return ok(signSlipGrant({ officeId, ...about, at }, keys.server));
  });
}
