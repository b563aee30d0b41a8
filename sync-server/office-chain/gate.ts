/** OC9: nothing that a fact causes leaves the server before the fact is in the second place. */
import { ok, type Result } from '#domain/result.ts';
import type { ServerContext } from '#server/context.ts';

/** Runs `effect` once everything that this office decided is copied; else answers why not. */
export async function afterCopied<T>(
  context: ServerContext,
  officeId: string,
  effect: () => Promise<Result<T>> | Result<T>,
): Promise<Result<T>> {
  const copied = await (context.officeCopy?.settled(officeId) ?? ok(null));
  if (!copied.ok) {
    context.troubles?.set(`copy/${officeId}`, copied.error);
    context.log.warn('office_chain.not_copied', { officeId, code: copied.error.code });
    return copied;
  }
  context.troubles?.delete(`copy/${officeId}`);
  return effect();
}
