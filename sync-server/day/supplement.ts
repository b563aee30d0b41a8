/**
 * DC10: what arrived for a day after it was closed, as a numbered and signed supplement. Made once all
 * of the day's shifts are closed, and HQ has what each of its counters says it has or nothing more came
 * for a while; where the books say what the document said, there is nothing to add.
 */
import type { DayDocument } from '#domain/day/document.ts';
import { isSettledState } from '#domain/day/counter-state.ts';
import { deltasOf, isSameDay } from '#domain/day/deltas.ts';
import { assert, ok, type Result } from '#domain/result.ts';
import type { IsoDate } from '#domain/time.ts';
import { decodeOfficeEntry, officeFactOf } from '#protocol/office-chain.ts';
import type { ServerContext } from '#server/context.ts';
import { afterCopied } from '#server/office-chain/gate.ts';
import type { Reader } from '#server/store/database.ts';
import { lockOfficeChain, officeEntryAt, recordFact } from '#server/store/office-chain.ts';
import { lockDay, settleLate } from '#server/store/office-days.ts';
import { makeDay } from './make-day.ts';

/** Nobody comes back to an open shift after so long: what is known of it is told. */
const ABANDONED_MS = 6 * 3_600_000;
/** A counter has more by its own word, or has not been heard: its line may be a bad one. */
const QUIET_MS = 60_000;

/** More of this day may be on its way. */
function isStillComing({ shifts, counters }: DayDocument, quietMs: number): boolean {
  if (shifts.some(({ closedAt }) => closedAt === null)) return quietMs < ABANDONED_MS;
  return quietMs < QUIET_MS && counters.some(({ state }) => !isSettledState(state));
}

/** The document that an entry of the chain holds. */
export async function documentAt(
  reader: Reader,
  officeId: string,
  seq: number,
): Promise<DayDocument> {
  const stored = await officeEntryAt(reader, officeId, seq);
  const entry = decodeOfficeEntry(stored?.text ?? '');
  const fact = entry.ok ? officeFactOf(entry.value) : null;
  const isOne = fact?.kind === 'day.closed' || fact?.kind === 'day.supplemented';
  assert(isOne, `entry ${seq} of ${officeId} is a day's document`);
  return fact.body.document;
}

/** Answers whether a supplement was made. */
export async function supplementDay(
  context: ServerContext,
  of: { readonly officeId: string; readonly date: IsoDate },
): Promise<Result<boolean>> {
  const { officeId, date } = of;
  const done = await context.database.transact(async (writer) => {
    await lockOfficeChain(writer, officeId);
    const at = context.now();
    const day = await lockDay(writer, officeId, { date, at });
    const { documentSeq, revision, closedRevision, supplements } = day;
    if (documentSeq === null || closedRevision === null || revision <= closedRevision) return false;
    const before = await documentAt(writer, officeId, documentSeq);
    const { safeCount, leaves: leafCounts, counters } = before;
    const explanations = counters.flatMap(({ counterId, explanation }) =>
      explanation === null ? [] : [{ counterId, ...explanation }],
    );
    const said = { explanations, safeCount, leafCounts };
    const document = await makeDay(writer, { officeId, date, at, said });
    if (isStillComing(document, at - day.changedAt)) return false;
    if (isSameDay(document, before)) {
      await settleLate(writer, { officeId, date }, revision);
      return false;
    }
    const body = {
      number: supplements + 1,
      follows: documentSeq,
      deltas: deltasOf(document, before),
      document,
    };
    await recordFact(context, writer, {
      officeId,
      at,
      fact: { kind: 'day.supplemented', body },
    });
    return true;
  });
  if (!done.ok || !done.value) return done;
  const copied = await afterCopied(context, officeId, () => ok(true));
  context.changes.tell({ officeId, counterId: '', seq: 0 });
  return copied;
}
