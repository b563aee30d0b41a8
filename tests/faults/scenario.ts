/**
 * One morning at a counter: unlock, quote, take cash, print, close the shift, sync. What the counter
 * answered is kept, and afterwards its disk and HQ are looked at: nothing that was answered may be
 * lost, and nothing may be there twice.
 */
import { openJournalStore } from '#adapters/sqlite/journal-store.ts';
import { createNodeCrypto } from '#adapters/system/node-ports.ts';
import type { CommandName } from '#contract/commands.ts';
import { decodeEntry, type AnyEntry } from '#domain/journal/chain.ts';
import { fromBase64Url } from '#protocol/encoding.ts';
import { openCounter } from '#host/counter.ts';
import { verifyChain } from '#terminal/journal/verify.ts';
import { acknowledged } from '#terminal/sync/acknowledged.ts';
import { counterName, OFFICE } from '#tests/simulation/ministry.ts';

import { CLERK, type Beginning, type Host, type Stage } from './host-stage.ts';
import { wait } from './programs.ts';

const COUNTER = counterName(0);
const FLOAT = { 10000: 10, 5000: 10, 1000: 20, 500: 20, 100: 50 };
const CITIZEN = {
  language: 'en',
  payer: 'Asha Rao',
  beneficiary: null,
  applicationRef: 'AP-2026-1182',
  mobile: '9845012345',
};
const ITEM = { serviceCode: 'LL-NEW', facts: { classes: 1 } };
const GIVEN_PAISE = 100_000;
const PATIENCE_MS = 20_000;

export type StepName = CommandName | 'opening' | 'paper' | 'sync' | 'done';

export interface Morning {
  /** Where it ended. */
  readonly reached: StepName;
  /** Answers in the order in which they came: `takeCash ok`, `quote DISK_FULL`. */
  readonly answers: readonly string[];
  readonly receipts: readonly string[];
  readonly isClosed: boolean;
  /** The host was still there at the end, with everything done or refused. */
  readonly isAlive: boolean;
}

type Answer = { ok: boolean; value?: unknown; error?: { code: string } };

/** Null where the host is gone. */
async function ask(host: Host, name: CommandName, input: unknown): Promise<Answer | null> {
  try {
    return (await host.clerk.execute(name, input as never)) as Answer;
  } catch {
    return null;
  }
}

async function until(holds: () => Promise<boolean>): Promise<boolean> {
  const deadline = performance.now() + PATIENCE_MS;
  while (performance.now() < deadline) {
    if (await holds()) return true;
    await wait(25);
  }
  return false;
}

export async function begin(stage: Stage, folder: string): Promise<Beginning> {
  const host = await stage.startHost({ dataFolder: folder });
  if (host === null) throw new Error('the host did not start');
  const { clerk, display } = host;
  await clerk.must('enrol', { code: stage.enrolmentCode });
  await display.must('displayHeartbeat', { width: 1280, height: 800 });
  await clerk.must('signIn', CLERK);
  await clerk.must('openShift', { float: FLOAT, personalCashPaise: 0 as never });
  const { visitId } = await clerk.must('quote', { ...ITEM, citizen: CITIZEN as never });
  await clerk.must('takeCash', { visitId, givenPaise: GIVEN_PAISE as never });
  await until(async () => {
    const { printJobs, sync } = await clerk.snapshot();
    return printJobs.length === 0 && sync.toSend === 0;
  });
  host.child.kill();
  await host.child.ended;
  return { folder, hq: stage.database.image() };
}

/** Runs the morning as far as the host lives and lets it. */
export async function liveThrough(host: Host | null): Promise<Morning> {
  const answers: string[] = [];
  const receipts: string[] = [];
  let isClosed = false;
  const end = (reached: StepName, isAlive = false): Morning => ({
    reached,
    answers,
    receipts,
    isClosed,
    isAlive,
  });
  if (host === null) return end('opening');
  const note = (name: CommandName, answer: Answer): void =>
    void answers.push(`${name} ${answer.ok ? 'ok' : (answer.error?.code ?? '')}`);
  const steps: readonly (readonly [CommandName, unknown])[] = [
    ['unlock', { pin: CLERK.pin }],
    ['quote', { ...ITEM, citizen: CITIZEN }],
    ['takeCash', { visitId: `${COUNTER}-V2`, givenPaise: GIVEN_PAISE }],
    ['closeShift', { count: { 100: 7 }, varianceReason: 'counted' }],
  ];
  for (const [name, input] of steps) {
    const answer = await ask(host, name, input);
    if (answer === null) return end(name);
    note(name, answer);
    if (name === 'takeCash' && answer.ok) {
      receipts.push(...(answer.value as { receiptNumbers: string[] }).receiptNumbers);
    }
    isClosed ||= name === 'closeShift' && answer.ok;
  }
  const { step, isGone } = await settle(host);
  return end(step, !isGone);
}

async function settle(host: Host): Promise<{ readonly step: StepName; readonly isGone: boolean }> {
  let step: StepName = 'paper';
  let isGone = false;
  const isQuiet = await until(async () => {
    try {
      const { printJobs, sync } = await host.clerk.snapshot();
      if (!printJobs.some(({ status }) => status === 'queued')) step = 'sync';
      return step === 'sync' && sync.toSend === 0;
    } catch {
      isGone = true;
      return true;
    }
  });
  return { step: isQuiet && !isGone ? 'done' : step, isGone };
}

export interface Verdict {
  readonly lost: readonly string[];
  readonly doubled: readonly string[];
  readonly broken: readonly string[];
  /** On disk though nobody was told. */
  readonly unanswered: number;
}

function entriesOf(texts: readonly string[]): readonly AnyEntry[] {
  return texts.flatMap((text) => {
    const entry = decodeEntry(text);
    return entry.ok ? [entry.value] : [];
  });
}

/** Reads the disk as it was left: the chain, every signature, and what had been answered. */
function readDisk(folder: string, morning: Morning): Verdict & { readonly entries: number } {
  const opened = openJournalStore({ path: `${folder}/journal.sqlite` });
  if (!opened.ok) {
    const broken = [opened.error.code];
    return { lost: [], doubled: [], broken, unanswered: 0, entries: 0 };
  }
  const { read } = opened.value;
  const entries = entriesOf(read.entries(1, 100_000).map(({ text }) => text));
  const [first] = entries;
  const publicKey = fromBase64Url(String(first?.body['publicKey'])) ?? new Uint8Array();
  const verified = verifyChain({
    store: read,
    crypto: createNodeCrypto(),
    identity: { officeId: OFFICE, counterId: COUNTER },
    keys: new Map(first === undefined ? [] : [[first.keyId, publicKey]]),
  });
  opened.value.close();
  const of = (kind: string): readonly AnyEntry[] => entries.filter((entry) => entry.kind === kind);
  const numbers = of('receipt.issued').map(({ body }) => String(body['receiptNumber']));
  const closes = of('shift.closed').length;
  const lost = morning.receipts.filter((number) => !numbers.includes(number));
  if (morning.isClosed && closes === 0) lost.push('Z');
  const quotes = of('receipt.issued').map(({ body }) => body['quoteId']);
  const doubled: string[] = [];
  if (new Set(numbers).size < numbers.length) doubled.push('receipt number');
  if (new Set(quotes).size < quotes.length) doubled.push('charge');
  if (closes > 1) doubled.push('Z');
  const told = 1 + morning.receipts.length + (morning.isClosed ? 1 : 0);
  const unanswered = numbers.length + closes - told;
  const broken = verified.ok ? [] : [verified.error.code];
  return { lost, doubled, broken, unanswered, entries: entries.length };
}

/** The counter starts again over that disk and syncs: HQ ends with exactly its bytes. */
async function syncAgain(
  stage: Stage,
  of: { readonly folder: string; readonly entries: number },
): Promise<readonly string[]> {
  const { folder } = of;
  const opened = openCounter(stage.config(folder), { restart: () => undefined });
  if (!opened.ok) return [`does not open again: ${opened.error.code}`];
  const counter = opened.value;
  const { terminal } = counter;
  const isSynced = await until(async () => terminal.clerkSnapshot().sync.toSend === 0);
  const trouble = terminal.clerkSnapshot().phase === 'stopped' ? ['stopped after the restart'] : [];
  await counter.close();
  if (!isSynced) return [...trouble, 'does not sync again'];
  const store = openJournalStore({ path: `${folder}/journal.sqlite` });
  if (!store.ok) return [store.error.code];
  const ours = store.value.read.entries(1, 100_000).map(({ text }) => text);
  const believed = acknowledged(store.value.read).seq;
  store.value.close();
  const held = stage.database
    .rows('entry')
    .toSorted((a, b) => Number(a['seq']) - Number(b['seq']))
    .map((row) => String(row['text']));
  // What the counter wrote while it ended goes up the next time.
  const isSame = held.length >= of.entries && held.every((text, at) => text === ours[at]);
  if (isSame && believed === held.length) return trouble;
  return [...trouble, `HQ holds ${held.length} of ${ours.length}, acknowledged ${believed}`];
}

export async function judge(stage: Stage, folder: string, morning: Morning): Promise<Verdict> {
  const { entries, ...verdict } = readDisk(folder, morning);
  if (verdict.broken.length > 0) return verdict;
  return { ...verdict, broken: await syncAgain(stage, { folder, entries }) };
}
