/**
 * Judgement, apart from storing: follows each counter's journal behind the ingest, makes HQ's
 * figures of it and opens cases. Its place in each journal is a row, moved in the same transaction
 * as the figures, so that any number of servers may run it and any of them may die.
 */
import { verify } from 'node:crypto';

import { decodeEntry } from '#domain/journal/chain.ts';
import { keepRun } from '#server/books/keep-run.ts';
import type { ServerContext } from '#server/context.ts';
import { noteIdentities } from '#server/judgement/note-identities.ts';
import { publicKeyObject } from '#server/keys/node-crypto.ts';
import { lockBooked, moveBooked } from '#server/store/books.ts';
import { caseIdOf, closeCaseBy, openCase } from '#server/store/cases.ts';
import { isDatabaseGone, type Writer } from '#server/store/database.ts';
import { entriesAfter, type CounterKey, type EntryRow } from '#server/store/entries.ts';
import { keysOfCounter } from '#server/store/counter-keys.ts';
import { counterById, type CounterRecord } from '#server/store/fleet.ts';
import {
  countersBehind,
  insertCharges,
  insertHappenings,
  lockProjected,
  markReversed,
  moveProjected,
  numbersTwice,
} from '#server/store/projection.ts';
import { noteUpi } from '#server/store/upi-facts.ts';
import { passOnFingers } from './fingers.ts';
import { judgeRun, type Finding, type Judgement } from './judge.ts';
import { noteSlips } from './note-slips.ts';

const RUN = 500;
const SWEEP_EVERY_MS = 5_000;
const SWEEP_COUNTERS = 1_000;
/** A batch of so many entries is one of many: the counter was away and sends what it has. */
const BACKLOG_ENTRIES = 500;
/** Its judging waits for a pause of so long, so that storing does not share the machine with it. */
const PAUSE_MS = 500;
const LONGEST_WAIT_MS = 10_000;

/** In the thread pool: a tenth of a millisecond each would stall the event loop. */
const isSigned = (publicKey: Uint8Array, message: Uint8Array, bytes: Uint8Array) =>
  new Promise<boolean>((resolve) => {
    if (bytes.length !== 64) resolve(false);
    else {
      verify(null, message, publicKeyObject(publicKey), bytes, (error, answer) =>
        resolve(error === null && answer),
      );
    }
  });

/** By id; most counters have had one key only. */
async function keysFor(
  writer: Writer,
  counter: CounterRecord,
  judgement: Judgement,
): Promise<ReadonlyMap<string, Uint8Array>> {
  const isOne = judgement.signed.every(({ keyId }) => keyId === counter.keyId);
  return isOne ? new Map([[counter.keyId, counter.publicKey]]) : keysOfCounter(writer, counter);
}

async function wrongSignatures(
  keys: ReadonlyMap<string, Uint8Array>,
  judgement: Judgement,
): Promise<Finding[]> {
  const checked = await Promise.all(
    judgement.signed.map(async ({ row, keyId, message, bytes }) => {
      const publicKey = keys.get(keyId);
      const isRight = publicKey !== undefined && (await isSigned(publicKey, message, bytes));
      return isRight ? null : row.seq;
    }),
  );
  return checked
    .filter((seq) => seq !== null)
    .map((seq) => ({ kind: 'entry_signature_wrong', subject: seq, details: { seq } }));
}

async function writeFigures(
  writer: Writer,
  of: CounterKey,
  judgement: Judgement,
): Promise<Finding[]> {
  const findings: Finding[] = [];
  await insertCharges(writer, of, judgement.charges);
  await insertHappenings(writer, of, judgement.happenings);
  for (const { seq, receiptNumber } of judgement.reversals) {
    const marked = await markReversed(writer, of, { seq, receiptNumber });
    if (marked !== 1) {
      const details = { seq, receiptNumber, receipts: marked };
      findings.push({ kind: 'reversal_without_receipt', subject: seq, details });
    }
  }
  const [first, last] = [judgement.charges[0], judgement.charges.at(-1)];
  if (first === undefined || last === undefined) return findings;
  const range = { fromSeq: first.seq, toSeq: last.seq };
  for (const { receiptNumber, seq } of await numbersTwice(writer, of, range)) {
    const details = { receiptNumber, seq };
    findings.push({ kind: 'receipt_number_twice', subject: seq, details });
  }
  return findings;
}

interface Progress {
  readonly seq: number;
  readonly hasMore: boolean;
}

async function openCases(
  context: ServerContext,
  writer: Writer,
  of: CounterKey & { readonly findings: readonly Finding[] },
): Promise<void> {
  const { officeId } = of;
  for (const { kind, subject, details, counterId = of.counterId } of of.findings) {
    const about = { officeId, counterId, kind, subject, details };
    await openCase(context, writer, { ...about, openedAt: context.now() });
    context.log.warn('case.opened', { kind, counterId, subject });
  }
}

/** LB5: whatever was passed over, and has been keyed since. */
async function closeFound(
  context: ServerContext,
  writer: Writer,
  of: { readonly officeId: string; readonly found: readonly string[] },
): Promise<void> {
  const { officeId } = of;
  for (const subject of of.found) {
    const caseId = caseIdOf({ counterId: officeId, kind: 'leaf_missing', subject });
    const reason = 'The leaf was keyed afterwards';
    const how = { resolution: 'explained', reason, staffId: 'server', at: context.now() };
    await closeCaseBy(context, writer, { officeId, caseId, ...how });
  }
}

async function judgeRows(
  context: ServerContext,
  writer: Writer,
  of: {
    readonly counter: CounterRecord;
    readonly before: EntryRow | null;
    readonly rows: readonly EntryRow[];
  },
): Promise<void> {
  const { counter, rows } = of;
  const judgement = judgeRun(counter, of);
  const { officeId, counterId } = counter;
  const at = context.now();
  const figures = await writeFigures(writer, counter, judgement);
  const kept = await keepRun(writer, counter, { entries: judgement.entries, at });
  const findings = [
    ...judgement.findings,
    ...(await wrongSignatures(await keysFor(writer, counter, judgement), judgement)),
    ...figures,
    ...kept.findings,
    ...(await noteSlips(
      writer,
      counter,
      judgement.entries.map(({ entry }) => entry),
    )),
    ...(await noteIdentities(writer, counter, rows)),
  ];
  await passOnFingers(writer, counter, { rows, at });
  await noteUpi(writer, counter, { sayings: judgement.upi, at });
  await closeFound(context, writer, { officeId, found: kept.found });
  await openCases(context, writer, { officeId, counterId, findings });
}

/** Of an installation that is older than its books: they come after what was projected before. */
async function catchBooksUp(
  context: ServerContext,
  writer: Writer,
  of: CounterKey & { readonly booked: number; readonly projected: number },
): Promise<Progress> {
  const { officeId, counterId, booked, projected } = of;
  const limit = Math.min(RUN, projected - booked);
  const rows = await entriesAfter(writer, of, { afterSeq: booked, limit });
  const entries = rows.flatMap(({ text, hash, receivedAt }) => {
    const entry = decodeEntry(text);
    const isOwn = entry.ok && entry.value.counterId === counterId;
    return isOwn ? [{ entry: entry.value, hash, receivedAt }] : [];
  });
  const { findings, found } = await keepRun(writer, of, { entries, at: context.now() });
  await closeFound(context, writer, { officeId, found });
  await openCases(context, writer, { officeId, counterId, findings });
  await moveBooked(writer, of, booked + limit);
  return { seq: projected, hasMore: true };
}

async function projectRun(
  context: ServerContext,
  writer: Writer,
  of: CounterKey,
): Promise<Progress | null> {
  const done = await lockProjected(writer, of);
  const booked = done === null ? null : await lockBooked(writer, of);
  const counter = done === null ? null : await counterById(writer, of);
  if (done === null || booked === null || counter === null) return null;
  if (booked < done) return catchBooksUp(context, writer, { ...of, booked, projected: done });
  const from = { afterSeq: Math.max(done - 1, 0), limit: RUN + 1 };
  const read = await entriesAfter(writer, of, from);
  const before = read.find(({ seq }) => seq === done) ?? null;
  const rows = read.filter(({ seq }) => seq > done).slice(0, RUN);
  const last = rows.at(-1);
  if (last === undefined) return null;
  await judgeRows(context, writer, { counter, before, rows });
  await moveProjected(writer, of, last.seq);
  await moveBooked(writer, of, last.seq);
  return { seq: last.seq, hasMore: rows.length === RUN };
}

/** Brings one counter's figures up to its journal. Answers false where the database is away. */
export async function projectCounter(context: ServerContext, of: CounterKey): Promise<boolean> {
  for (;;) {
    const run = await context.database.transact((writer) => projectRun(context, writer, of));
    if (!run.ok) return false;
    if (run.value === null) return true;
    context.changes.tell({ officeId: of.officeId, counterId: of.counterId, seq: run.value.seq });
    if (!run.value.hasMore) return true;
  }
}

/** A counter that is sending its backlog. */
interface Sending {
  readonly sinceMs: number;
  readonly timer: NodeJS.Timeout;
}

/** Works through counters one after the other, as they are named and on every sweep. */
export class Projector {
  readonly #context: ServerContext;
  readonly #waiting = new Map<string, CounterKey>();
  readonly #sending = new Map<string, Sending>();
  #working: Promise<void> | null = null;
  #timer: NodeJS.Timeout | null = null;
  #stopped = false;

  constructor(context: ServerContext) {
    this.#context = context;
  }

  start(): void {
    this.#timer = setInterval(() => void this.sweep(), SWEEP_EVERY_MS);
    this.#timer.unref();
    void this.sweep();
  }

  nudge(of: CounterKey): void {
    clearTimeout(this.#sending.get(of.counterId)?.timer);
    this.#sending.delete(of.counterId);
    this.#waiting.set(of.counterId, { officeId: of.officeId, counterId: of.counterId });
    if (!this.#stopped) this.#working ??= this.#work();
  }

  /** `entries` of this counter were stored just now. */
  stored(of: CounterKey, entries: number): void {
    const before = this.#sending.get(of.counterId);
    const nowMs = performance.now();
    const sinceMs = before?.sinceMs ?? nowMs;
    const leftMs = sinceMs + LONGEST_WAIT_MS - nowMs;
    if (this.#stopped || entries < BACKLOG_ENTRIES || leftMs <= 0) {
      this.nudge(of);
      return;
    }
    clearTimeout(before?.timer);
    const timer = setTimeout(() => this.nudge(of), Math.min(PAUSE_MS, leftMs));
    timer.unref();
    this.#sending.set(of.counterId, { sinceMs, timer });
  }

  /** What another server stored, or this one before it died. */
  async sweep(): Promise<void> {
    try {
      for (const of of await countersBehind(this.#context.database.read, SWEEP_COUNTERS)) {
        if (!this.#sending.has(of.counterId)) this.nudge(of);
      }
    } catch (error) {
      if (!isDatabaseGone(error)) throw error;
    }
  }

  /** Until nothing waits. */
  async settled(): Promise<void> {
    while (this.#working !== null) await this.#working;
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    if (this.#timer !== null) clearInterval(this.#timer);
    for (const { timer } of this.#sending.values()) clearTimeout(timer);
    this.#sending.clear();
    this.#waiting.clear();
    await this.settled();
  }

  /** A fault of ours in judging one counter must not stop the storing for all the others. */
  async #project(of: CounterKey): Promise<void> {
    try {
      await projectCounter(this.#context, of);
    } catch (error) {
      const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
      this.#context.log.warn('projector.fault', { counterId: of.counterId, stack });
    }
  }

  async #work(): Promise<void> {
    try {
      let next = this.#waiting.values().next();
      while (next.done !== true) {
        this.#waiting.delete(next.value.counterId);
        await this.#project(next.value);
        next = this.#waiting.values().next();
      }
    } finally {
      this.#working = null;
    }
  }
}
