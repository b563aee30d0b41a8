/**
 * The way of a batch into the database: read, verify the chain and its one signature, then one
 * transaction that holds the counter's head. Well-signed entries are stored first and judged later
 * (projector.ts). Another branch of a chain is kept aside and never blocks the line.
 */
import { utf8 } from '#domain/bytes.ts';
import type { Hash } from '#domain/ids.ts';
import { hashEntry } from '#domain/journal/chain.ts';
import { fail, ok, unreachable, type Failure, type Result } from '#domain/result.ts';
import { instant, istDate } from '#domain/time.ts';
import { signAcknowledgement, type Acknowledgement } from '#protocol/acknowledgement.ts';
import { parseBatch, verifyBatch, type Batch, type VerifiedBatch } from '#protocol/batch.ts';
import type { ServerContext } from '#server/context.ts';
import { putBatchHead } from '#server/store/batch-heads.ts';
import { openCase } from '#server/store/cases.ts';
import { keyById } from '#server/store/counter-keys.ts';
import type { Writer } from '#server/store/database.ts';
import {
  hasQuarantineRoom,
  heldHashes,
  insertEntries,
  insertPrivate,
  isQuarantinedHead,
  lockHead,
  MAX_QUARANTINED_BATCHES,
  moveHead,
  putQuarantine,
  touchHead,
  type HashRow,
  type HeadRow,
} from '#server/store/entries.ts';
import { holdInSuspense } from '#server/store/suspense.ts';
import { followLife } from './counter-life.ts';
import type { Turns } from './turns.ts';

type Outcome =
  | { readonly kind: 'stored'; readonly receivedAt: number; readonly isNew: boolean }
  | { readonly kind: 'quarantined'; readonly receivedAt: number; readonly atSeq: number }
  | { readonly kind: 'refused'; readonly failure: Failure };

interface Arrival {
  readonly batch: VerifiedBatch;
  readonly text: string;
  readonly receivedAt: number;
}

/** Null where there is no more room: a person is told, and what was kept stays. */
async function quarantine(
  context: ServerContext,
  writer: Writer,
  of: {
    readonly header: Batch['header'];
    readonly text: string;
    readonly receivedAt: number;
    readonly reason: 'fork' | 'chain_broken';
    readonly atSeq: number;
  },
): Promise<number | null> {
  const { officeId, counterId, firstSeq, lastSeq, headHash } = of.header;
  // The signed header names what was signed: whatever else comes with it is kept once.
  const batchHash = context.crypto.sha256(utf8(of.text.slice(0, of.text.indexOf('\n'))));
  if (!(await hasQuarantineRoom(writer, of.header, batchHash))) {
    const about = { officeId, counterId, kind: 'quarantine_full', subject: 0 } as const;
    const details = { batches: MAX_QUARANTINED_BATCHES, firstSeq, lastSeq };
    await openCase(context, writer, { ...about, openedAt: of.receivedAt, details });
    context.log.warn('batch.quarantine_full', { counterId, firstSeq, lastSeq });
    return null;
  }
  const receivedAt = await putQuarantine(writer, {
    officeId,
    counterId,
    firstSeq,
    lastSeq,
    headHash,
    batchHash,
    reason: of.reason,
    receivedAt: of.receivedAt,
    body: of.text,
  });
  await openCase(context, writer, {
    officeId,
    counterId,
    kind: of.reason,
    subject: headHash,
    openedAt: of.receivedAt,
    details: { seq: of.atSeq, firstSeq, lastSeq },
  });
  context.log.warn(`batch.${of.reason}`, { counterId, seq: of.atSeq, firstSeq, lastSeq });
  return receivedAt;
}

/** Where this batch leaves the chain that is held, or null where it does not. */
function forkSeq(
  batch: VerifiedBatch,
  head: HeadRow,
  held: ReadonlyMap<number, HashRow>,
): number | null {
  const { firstSeq, prevHash } = batch.header;
  const other = batch.entries.find(
    ({ seq, hash }) => seq <= head.seq && held.get(seq)?.hash !== hash,
  );
  if (other !== undefined) return other.seq;
  return firstSeq === head.seq + 1 && prevHash !== head.hash ? firstSeq : null;
}

async function appendFresh(
  context: ServerContext,
  writer: Writer,
  of: { readonly arrival: Arrival; readonly head: HeadRow },
): Promise<Outcome> {
  const { arrival, head } = of;
  const { batch, receivedAt, text } = arrival;
  const entries = batch.entries.filter(({ seq }) => seq > head.seq);
  await insertEntries(writer, batch, { entries, receivedAt });
  await putBatchHead(writer, batch.header, {
    header: text.slice(0, text.indexOf('\n')),
    signature: text.slice(text.lastIndexOf('\n') + 1),
  });
  await insertPrivate(writer, batch.header, { lines: batch.privateLines, receivedAt });
  await moveHead(writer, batch.header, {
    seq: batch.header.lastSeq,
    hash: batch.header.headHash,
    receivedAt,
    lastEntryAt: entries.at(-1)?.entry?.wallTimeMs ?? null,
  });
  await followLife(context, writer, { header: batch.header, entries, at: receivedAt });
  for (const ref of batch.wrongPrivateRefs) {
    const { officeId, counterId } = batch.header;
    const about = { officeId, counterId, subject: ref, openedAt: receivedAt };
    const details = { ref, firstSeq: batch.header.firstSeq };
    await openCase(context, writer, { ...about, kind: 'private_digest_wrong', details });
  }
  return { kind: 'stored', receivedAt, isNew: true };
}

async function place(context: ServerContext, writer: Writer, arrival: Arrival): Promise<Outcome> {
  const { batch } = arrival;
  const { header } = batch;
  const head = await lockHead(writer, header);
  if (head === null) {
    const failure: Failure = { code: 'COUNTER_UNKNOWN', details: { counter: header.counterId } };
    return { kind: 'refused', failure };
  }
  if (header.firstSeq > head.seq + 1) {
    if (await isQuarantinedHead(writer, header, header.prevHash)) {
      return setAside(context, writer, arrival, header.firstSeq);
    }
    const details = { expected: head.seq + 1, found: header.firstSeq };
    return { kind: 'refused', failure: { code: 'CHAIN_GAP', details } };
  }
  const isOverlapping = header.firstSeq <= head.seq;
  const range = { fromSeq: header.firstSeq, toSeq: Math.min(header.lastSeq, head.seq) };
  const held = isOverlapping ? await heldHashes(writer, header, range) : new Map();
  const atSeq = forkSeq(batch, head, held);
  if (atSeq !== null) return setAside(context, writer, arrival, atSeq);
  if (header.lastSeq > head.seq) return appendFresh(context, writer, { arrival, head });
  await touchHead(writer, header, arrival.receivedAt);
  const receivedAt = held.get(header.lastSeq)?.receivedAt ?? arrival.receivedAt;
  return { kind: 'stored', receivedAt, isNew: false };
}

async function setAside(
  context: ServerContext,
  writer: Writer,
  arrival: Arrival,
  atSeq: number,
): Promise<Outcome> {
  const { text, receivedAt } = arrival;
  const { header } = arrival.batch;
  const of = { header, text, receivedAt, reason: 'fork', atSeq } as const;
  const { officeId, counterId, headHash: branchHead } = header;
  const entries = arrival.batch.entries.filter(({ seq }) => seq >= atSeq);
  const keptAt = await quarantine(context, writer, of);
  if (keptAt === null) {
    const details = { counter: counterId, batches: MAX_QUARANTINED_BATCHES };
    return { kind: 'refused', failure: { code: 'QUARANTINE_FULL', details } };
  }
  await holdInSuspense(writer, { officeId, counterId, branchHead, entries, at: receivedAt });
  return { kind: 'quarantined', receivedAt: keptAt, atSeq };
}

/**
 * A chain that is broken inside, under a good signature, is evidence: kept, never acknowledged. But
 * only where the last entry is the signed head: else anybody on the line could have changed it.
 */
async function refuseBroken(
  context: ServerContext,
  of: { readonly batch: Batch; readonly text: string; readonly failure: Failure },
): Promise<Result<never>> {
  const { header } = of.batch;
  const last = of.batch.lines.at(-1)?.text ?? '';
  if (hashEntry(last, context.crypto.sha256) !== header.headHash) {
    return { ok: false, error: of.failure };
  }
  const atSeq = Number(of.failure.details?.['seq'] ?? header.firstSeq);
  const receivedAt = context.now();
  const kept = await context.database.transact((writer) =>
    quarantine(context, writer, {
      header,
      text: of.text,
      receivedAt,
      reason: 'chain_broken',
      atSeq,
    }),
  );
  return kept.ok ? { ok: false, error: of.failure } : kept;
}

/** J17: the next key before we have read of it, or the one before for what it still covers. */
async function otherKey(
  context: ServerContext,
  { officeId, counterId, keyId, lastSeq }: Batch['header'],
): Promise<Uint8Array | null> {
  const key = await keyById(context.database.read, keyId);
  const isTheirs = key?.officeId === officeId && key.counterId === counterId;
  return isTheirs && lastSeq <= (key.lastSeq ?? lastSeq) ? key.publicKey : null;
}

/** B11: somebody sends in this counter's name. Told to people once a day, however much comes. */
async function refuseForged(
  context: ServerContext,
  { officeId, counterId, firstSeq, lastSeq }: Batch['header'],
): Promise<Result<never>> {
  const openedAt = context.now();
  const subject = istDate(openedAt);
  const of = { officeId, counterId, kind: 'batch_forged', subject, openedAt } as const;
  const details = { firstSeq, lastSeq };
  const told = await context.database.transact((writer) =>
    openCase(context, writer, { ...of, details }),
  );
  if (told.ok && told.value) context.log.warn('batch.forged', { counterId, firstSeq, lastSeq });
  return fail('SIGNATURE_WRONG');
}

async function verified(context: ServerContext, text: string): Promise<Result<VerifiedBatch>> {
  const batch = parseBatch(text);
  if (!batch.ok) return batch;
  const { header } = batch.value;
  const counter = await context.counters.find(header);
  if (counter === null) return fail('COUNTER_UNKNOWN', { counter: header.counterId });
  const publicKey =
    counter.keyId === header.keyId ? counter.publicKey : await otherKey(context, header);
  if (publicKey === null) return refuseForged(context, header);
  const checked = verifyBatch({ batch: batch.value, publicKey, crypto: context.crypto });
  if (checked.ok) return checked;
  if (checked.error.code === 'SIGNATURE_WRONG') return refuseForged(context, header);
  return refuseBroken(context, { batch: batch.value, text, failure: checked.error });
}

export interface Ingested {
  /** The signed acknowledgement. */
  readonly acknowledgement: string;
  readonly counterId: string;
  readonly officeId: string;
  readonly isNew: boolean;
  readonly entries: number;
}

function acknowledge(
  context: ServerContext,
  batch: VerifiedBatch,
  of: { readonly standing: Acknowledgement['standing']; readonly receivedAt: number },
): string {
  const { counterId, lastSeq, headHash } = batch.header;
  const receivedAt = instant(of.receivedAt);
  const { standing } = of;
  const seq = lastSeq;
  const ack = { counterId, seq, headHash: headHash satisfies Hash, receivedAt, standing };
  return signAcknowledgement(ack, context.keys.server);
}

/** How long a batch waits for one that it may have overtaken on the way. */
const OVERTAKEN_MS = 1_000;

const isGap = (placed: Result<Outcome>): boolean =>
  placed.ok && placed.value.kind === 'refused' && placed.value.failure.code === 'CHAIN_GAP';

/** B10: batches of one counter in the order in which they came; a gap may be filled in a moment. */
async function placeInTurn(
  context: ServerContext,
  arrival: Arrival,
  turns: Turns,
): Promise<Result<Outcome>> {
  const { counterId } = arrival.batch.header;
  const untilMs = performance.now() + OVERTAKEN_MS;
  for (;;) {
    const placed = await turns.take(counterId, () =>
      context.database.transact((writer) => place(context, writer, arrival)),
    );
    if (placed.ok && placed.value.kind === 'stored') turns.moveOn(counterId);
    const leftMs = untilMs - performance.now();
    if (!isGap(placed) || leftMs <= 0) return placed;
    await turns.moved(counterId, leftMs);
  }
}

/** Takes a batch's text (decompressed). Durable when this answers ok. Without `turns` none waits. */
export async function ingest(
  context: ServerContext,
  text: string,
  turns?: Turns,
): Promise<Result<Ingested>> {
  const batch = await verified(context, text);
  if (!batch.ok) return batch;
  const arrival = { batch: batch.value, text, receivedAt: context.now() };
  const placed =
    turns === undefined
      ? await context.database.transact((writer) => place(context, writer, arrival))
      : await placeInTurn(context, arrival, turns);
  if (!placed.ok) return placed;
  const outcome = placed.value;
  const { counterId, officeId } = batch.value.header;
  if (batch.value.entries.some(({ entry }) => entry?.kind === 'key.rotated')) {
    context.counters.forget(batch.value.header);
  }
  switch (outcome.kind) {
    case 'refused':
      return { ok: false, error: outcome.failure };
    case 'quarantined':
    case 'stored': {
      const { kind: standing, receivedAt } = outcome;
      const acknowledgement = acknowledge(context, batch.value, { standing, receivedAt });
      const isNew = outcome.kind === 'stored' && outcome.isNew;
      const entries = batch.value.entries.length;
      return ok({ acknowledgement, counterId, officeId, isNew, entries });
    }
    default:
      return unreachable(outcome);
  }
}
