/**
 * Keeps what counters say of slips for change (CA14), and finds what should not be: one that was paid
 * twice, or at another counter without HQ's leave.
 */
import { z } from 'zod';

import { isTrainingCounter, type CounterId } from '#domain/ids.ts';
import type { AnyEntry } from '#domain/journal/chain.ts';
import { MAX_PAISE } from '#domain/money.ts';
import type { Writer } from '#server/store/database.ts';
import type { CounterKey } from '#server/store/entries.ts';
import { putGivenSlip, putOwedSlip, slipById, type SlipRow } from '#server/store/slips.ts';
import type { Finding } from './judge.ts';

const slip = {
  slipId: z.string().min(3).max(45),
  amountPaise: z.number().int().min(1).max(MAX_PAISE),
};
const owedBody = z.looseObject(slip);
const givenBody = z.looseObject({ ...slip, grantId: z.string().length(32).optional() });
type Given = z.infer<typeof givenBody>;

const isOwnSlip = (slipId: string, counterId: string): boolean =>
  slipId.startsWith(`${counterId}-O`);

/** One's own needs nobody's leave; what was owed before HQ kept slips is not known to it. */
function isAllowed(known: SlipRow | null, of: CounterKey, given: Given): boolean {
  if (known !== null && known.amountPaise !== given.amountPaise) return false;
  if (isOwnSlip(given.slipId, of.counterId)) return given.grantId === undefined;
  return known?.payer === of.counterId && known.grantId === given.grantId;
}

async function noteGiven(
  writer: Writer,
  of: CounterKey,
  { entry, given }: { readonly entry: AnyEntry; readonly given: Given },
): Promise<Finding[]> {
  const { slipId } = given;
  const { seq } = entry;
  const known = await slipById(writer, { officeId: of.officeId, slipId });
  const isSame = known?.givenBy === of.counterId && known.givenSeq === seq;
  if (known?.givenSeq !== undefined && known.givenSeq !== null && !isSame) {
    const details = { seq, slipId, firstBy: known.givenBy ?? '', firstSeq: known.givenSeq };
    return [{ kind: 'slip_paid_twice', subject: seq, details }];
  }
  await putGivenSlip(writer, { ...of, slipId, seq, at: entry.wallTimeMs });
  if (isAllowed(known, of, given)) return [];
  const details = { seq, slipId, amountPaise: given.amountPaise };
  return [{ kind: 'slip_without_leave', subject: seq, details }];
}

export async function noteSlips(
  writer: Writer,
  of: CounterKey,
  entries: readonly AnyEntry[],
): Promise<readonly Finding[]> {
  if (isTrainingCounter(of.counterId as CounterId)) return [];
  const { officeId, counterId } = of;
  const key = { officeId, counterId };
  const findings: Finding[] = [];
  for (const entry of entries) {
    const { kind, seq, body } = entry;
    const owed = kind === 'change.owed' ? owedBody.safeParse(body).data : undefined;
    const given = kind === 'change.given' ? givenBody.safeParse(body).data : undefined;
    // A slip of another counter's number is nobody's to owe.
    const isOwn = owed !== undefined && isOwnSlip(owed.slipId, counterId);
    if (isOwn) await putOwedSlip(writer, { ...key, ...owed, seq });
    if (given !== undefined) findings.push(...(await noteGiven(writer, key, { entry, given })));
  }
  return findings;
}
