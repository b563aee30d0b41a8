/**
 * An act at an office: what it comes to is decided while the office's chain is held, its facts are one
 * transaction, and they are in the second place before it is answered (OC9).
 */
import type { Result } from '#domain/result.ts';
import type { Instant } from '#domain/time.ts';
import type { OfficeFact } from '#protocol/office-chain.ts';
import type { ServerContext } from '#server/context.ts';
import { openCase, type CaseKind, type CaseToOpen } from '#server/store/cases.ts';
import type { Writer } from '#server/store/database.ts';
import { lockOfficeChain, recordFact } from '#server/store/office-chain.ts';
import { afterCopied } from './gate.ts';

/** The office's chain, held. */
export interface HeldOffice {
  readonly context: ServerContext;
  readonly writer: Writer;
  readonly officeId: string;
  readonly at: Instant;
}

/** Answers its place in the chain. */
export const record = ({ context, writer, officeId, at }: HeldOffice, fact: OfficeFact) =>
  recordFact(context, writer, { officeId, at, fact });

/** A case of the office itself, not of one of its counters. */
export async function openOfficeCase(
  { context, writer, officeId, at }: HeldOffice,
  of: Pick<CaseToOpen, 'subject' | 'details'> & { readonly kind: CaseKind },
): Promise<void> {
  await openCase(context, writer, { officeId, counterId: officeId, openedAt: at, ...of });
}

export async function actAtOffice<T>(
  context: ServerContext,
  officeId: string,
  act: (held: HeldOffice) => Promise<Result<T>>,
): Promise<Result<T>> {
  const done = await context.database.transact(async (writer) => {
    await lockOfficeChain(writer, officeId);
    return act({ context, writer, officeId, at: context.now() });
  });
  if (!done.ok) return done;
  const answer = done.value;
  if (!answer.ok) return answer;
  const told = await afterCopied(context, officeId, () => answer);
  context.changes.tell({ officeId, counterId: '', seq: 0 });
  return told;
}
