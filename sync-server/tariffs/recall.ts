/**
 * Recalling a published tariff: nobody quotes by it any more, every office is told, and what was
 * charged by it is priced again. Safe to repeat.
 */
import { fail, ok, type Result } from '#domain/result.ts';
import type { ServerContext } from '#server/context.ts';
import { tellOffices } from '#server/office-chain/tell.ts';
import { allRecalls, putBookChange, putRecall } from '#server/store/judgement.ts';
import { tariffVersion } from '#server/store/tariffs.ts';

export interface Recall {
  readonly tariffId: string;
  readonly version: number;
  /** In words: it stands in every office's chain. */
  readonly reason: string;
  readonly staffId: string;
}

function tell(context: ServerContext, recall: Recall): Promise<Result<null>> {
  const { tariffId, version, reason, staffId } = recall;
  return tellOffices(context, {
    fact: { kind: 'tariff.recalled', body: { tariffId, version, reason, staffId } },
    content: { type: 'tariff.recalled', tariffId, version },
    subject: `${tariffId}@${version}`,
  });
}

export async function recallTariff(context: ServerContext, recall: Recall): Promise<Result<null>> {
  const { tariffId, version } = recall;
  const { database } = context;
  if ((await tariffVersion(database.read, recall)) === null) {
    return fail('TARIFF_UNKNOWN', { tariff: tariffId, version });
  }
  const at = context.now();
  const kept = await database.transact(async (writer) => {
    const { reason, staffId } = recall;
    await putRecall(writer, { tariffId, version, recalledAt: at, reason, staffId });
    await putBookChange(writer, { tariffId, version, kind: 'recalled', at });
  });
  if (!kept.ok) return kept;
  return tell(context, recall);
}

/** At the start: offices that a server which died did not tell any more. */
export async function resumeRecalls(context: ServerContext): Promise<Result<null>> {
  for (const recall of await allRecalls(context.database.read)) {
    const told = await tell(context, recall);
    if (!told.ok) return told;
  }
  return ok(null);
}
