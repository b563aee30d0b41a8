/**
 * Whether HQ stands by this counter's own past: once for each daily root, the proof that the counter's
 * head is under it, held against the journal. TR11 of docs/spec/transparency.md.
 */
import type { ErrorCode } from '#domain/errors.ts';
import { ok, type Result } from '#domain/result.ts';
import type { IsoDate } from '#domain/time.ts';
import { parseJson } from '#protocol/signed.ts';
import { verifyHeadProof } from '#protocol/transparency.ts';
import type { Trust } from '#protocol/trust.ts';
import type { Context } from './context.ts';
import { SETTING } from './settings.ts';
import { hashAt } from './sync/acknowledged.ts';
import { complain, headSeen, readSeenRoots, seeOwnHead } from './sync/past.ts';

/** What HQ may say of a day for which it has no such head. */
const ABSENT: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['COUNTER_NOT_IN_ROOT']);
/** The root was told before its page is out: asked again with the next round. */
const LATER: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'ROOT_NOT_MADE',
  'NOT_FOUND',
  'TOO_MANY_REQUESTS',
]);

/** The seq that HQ proves, 0 where it holds nothing of this counter, null where it proves wrong. */
function provenSeq(
  { crypto, store }: Context['ports'],
  of: {
    readonly text: string;
    readonly counterId: string;
    readonly trust: Trust;
    readonly date: IsoDate;
    readonly rootHash: string;
  },
): number | null {
  const verified = verifyHeadProof({ proof: parseJson(of.text), trust: of.trust, crypto });
  if (!verified.ok) return null;
  const { proof, root } = verified.value;
  const isAbout =
    proof.counterId === of.counterId && proof.date === of.date && root.documentHash === of.rootHash;
  const isOwn = seeOwnHead(proof, (seq) => hashAt(store.read, seq)).ok;
  return isAbout && isOwn ? proof.seq : null;
}

function remember(context: Context, date: IsoDate, seq: number | null): Result<null> {
  const before = headSeen(context.ports.store.read)?.seq ?? 0;
  const recorded = context.recorder().record((act) => {
    act.putSetting(SETTING.headSeen, JSON.stringify({ date, seq: Math.max(before, seq ?? 0) }));
    // A head that fell, vanished or is another's: HQ's past is not what it was.
    if (seq === null || seq < before) complain(act, date);
    return ok(null);
  });
  return recorded.ok ? ok(null) : recorded;
}

/** Asks for the proof under the latest root, once. A trouble of the line is tried again later. */
export async function checkOwnHead(context: Context): Promise<Result<null>> {
  const { store, transport } = context.ports;
  const counter = context.counter();
  const last = readSeenRoots(store.read.setting(SETTING.seenRoots)).at(-1);
  const trust = context.trust();
  if (counter === null || trust === null || last === undefined) return ok(null);
  if (transport.ask === undefined) return ok(null);
  const { date, documentHash: rootHash } = last;
  if (context.memory.stopped !== null || headSeen(store.read)?.date === date) return ok(null);
  const { counterId } = counter;
  const path = `/v1/public/proofs/${date}/${counterId}`;
  const answer = await transport.ask({ method: 'GET', path });
  if (context.memory.stopped !== null) return ok(null);
  if (answer.ok) {
    const of = { text: answer.value, counterId, trust, date, rootHash };
    return remember(context, date, provenSeq(context.ports, of));
  }
  if (ABSENT.has(answer.error.code)) return remember(context, date, 0);
  return LATER.has(answer.error.code) ? ok(null) : answer;
}
