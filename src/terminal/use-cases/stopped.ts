/**
 * What may be done at a counter that stands still: take what is good of its journal to a stick, and
 * put the journal aside so that HQ's one-time code makes this device a counter anew (J20, J21).
 */
import type { CommandAnswer } from '#contract/answers.ts';
import type { CommandInput } from '#contract/commands.ts';
import { GENESIS_HASH, type CounterId, type OfficeId } from '#domain/ids.ts';
import { decodeEntry } from '#domain/journal/chain.ts';
import { fail, ok, type Result } from '#domain/result.ts';
import { exportBatches } from '#terminal/by-file/export.ts';
import type { Context } from '#terminal/context.ts';
import { keysOf } from '#terminal/journal-check.ts';
import { findGoodRun, type GoodRun } from '#terminal/journal/good-run.ts';
import type { ChainPlace, Custody, Remains } from '#terminal/ports/custody.ts';
import { StoreFault } from '#terminal/ports/journal-store.ts';
import { isShut, mayStartAnew } from '#terminal/shut.ts';
import { acknowledged } from '#terminal/sync/acknowledged.ts';

interface Whose {
  readonly officeId: OfficeId;
  readonly counterId: CounterId;
}

const NOWHERE: ChainPlace = { seq: 0, hash: GENESIS_HASH };

/** The mark beside the journal, else the settings, else what the first entry says of itself. */
function whose(context: Context, custody: Custody): Whose | null {
  const known = custody.mark() ?? context.counter();
  if (known !== null) return { officeId: known.officeId, counterId: known.counterId };
  const remains = custody.remains();
  try {
    for (const each of remains) {
      const first = each.entry(1);
      const entry = first === undefined ? null : decodeEntry(first.text);
      if (entry?.ok === true) {
        const { officeId, counterId } = entry.value;
        return { officeId: officeId as OfficeId, counterId };
      }
    }
    return null;
  } finally {
    for (const each of remains) each.close();
  }
}

function lastAcknowledged(context: Context, custody: Custody): ChainPlace {
  const marked = custody.mark()?.acknowledged ?? NOWHERE;
  try {
    const { seq, hash } = acknowledged(context.ports.store.read);
    return seq > marked.seq ? { seq, hash } : marked;
  } catch (error) {
    if (!(error instanceof StoreFault)) throw error;
    return marked;
  }
}

interface Best {
  readonly remains: Remains;
  readonly run: GoodRun;
}

/** Of the journal and its second copy, the one whose good run reaches further. */
function bestOf(
  context: Context,
  all: readonly Remains[],
  of: { readonly after: ChainPlace; readonly identity: Whose },
): Best | null {
  const { crypto } = context.ports;
  const keys = keysOf(context);
  let best: Best | null = null;
  for (const remains of all) {
    const run = findGoodRun({ remains, crypto, keys, ...of });
    if (best === null || run.toSeq > best.run.toSeq) best = { remains, run };
  }
  return best;
}

export function saveGood(
  context: Context,
  { placeId }: CommandInput<'saveGood'>,
): Result<CommandAnswer<'saveGood'>> {
  const { custody, exchange, signer } = context.ports;
  const { stopped } = context.memory;
  if (stopped === null || isShut(stopped)) return fail('COUNTER_RUNS');
  if (custody === undefined || exchange === undefined) return fail('EXCHANGE_PLACE_MISSING');
  const identity = whose(context, custody);
  if (identity === null) return fail('EXCHANGE_NOTHING');
  const after = lastAcknowledged(context, custody);
  const all = custody.remains();
  try {
    const best = bestOf(context, all, { after, identity });
    if (best === null) return fail('EXCHANGE_NOTHING');
    const { remains, run } = best;
    const { toSeq } = run;
    const saved = exportBatches({
      source: {
        entries: (from, limit) => rangeOf(remains, from, Math.min(toSeq, from + limit - 1)),
        // Entries alone: what belongs to people stays on this disk, for HQ to fetch (P10).
        privateRecords: () => [],
      },
      signer,
      identity,
      after,
      exchange,
      placeId,
    });
    return saved.ok
      ? ok({ ...saved.value, from: remains.name, fault: run.fault?.code ?? null })
      : saved;
  } finally {
    for (const each of all) each.close();
  }
}

function rangeOf(remains: Remains, fromSeq: number, toSeq: number) {
  const entries = [];
  for (let seq = fromSeq; seq <= toSeq; seq += 1) {
    const entry = remains.entry(seq);
    if (entry === undefined) break;
    entries.push(entry);
  }
  return entries;
}

/** The service ends and is started again: whatever kept the journal shut may be put right by now. */
export function openAgain(context: Context): Result<null> {
  const { restart } = context.ports;
  const { stopped } = context.memory;
  if (stopped === null || !isShut(stopped) || restart === undefined) return fail('COUNTER_RUNS');
  restart();
  return ok(null);
}

/** Durable when this answers; the service then ends and is started again with an empty journal. */
export function startAnew(context: Context): Result<null> {
  const { custody, restart, log } = context.ports;
  const { stopped } = context.memory;
  if (stopped === null || !mayStartAnew(stopped)) return fail('COUNTER_RUNS');
  if (custody === undefined || restart === undefined) return fail('COUNTER_RUNS');
  const identity = whose(context, custody);
  if (identity === null) return fail('JOURNAL_DAMAGED', { cause: 'COUNTER' });
  const head = lastAcknowledged(context, custody);
  const aside = custody.setAside({ counterId: identity.counterId, head });
  if (!aside.ok) return aside;
  log.warn('counter.set_aside', { counterId: identity.counterId, seq: head.seq });
  restart();
  return ok(null);
}
