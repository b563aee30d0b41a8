/**
 * What a morning left behind: the disk is read as it is (chain, every signature, views against the
 * entries, what had been answered), the counter is opened again over it and synced, and HQ must hold exactly its bytes.
 * Nothing that was answered may be lost, and nothing may be there twice, on paper neither.
 */
import { openJournalStore } from '#adapters/sqlite/journal-store.ts';
import { createNodeCrypto } from '#adapters/system/node-ports.ts';
import { decodeEntry, type AnyEntry } from '#domain/journal/chain.ts';
import { fromBase64Url } from '#protocol/encoding.ts';
import { openCounter } from '#host/counter.ts';
import { verifyChain } from '#terminal/journal/verify.ts';
import { acknowledged } from '#terminal/sync/acknowledged.ts';
import { OFFICE } from '#tests/simulation/ministry.ts';

import type { Stage } from './host-stage.ts';
import { COUNTER, until, type Morning } from './scenario.ts';
import { viewsDiffer } from './views-differ.ts';

export interface Verdict {
  readonly lost: readonly string[];
  readonly doubled: readonly string[];
  readonly broken: readonly string[];
  /** On disk though nobody was told. */
  readonly unanswered: number;
  /** Kinds of entries that speak of trouble. */
  readonly noted: readonly string[];
}

const TROUBLE: ReadonlySet<string> = new Set([
  'clock.jumped',
  'device.fault',
  'disk.low',
  'print.failed',
  'print.unconfirmed',
]);

function entriesOf(texts: readonly string[]): readonly AnyEntry[] {
  return texts.flatMap((text) => {
    const entry = decodeEntry(text);
    return entry.ok ? [entry.value] : [];
  });
}

const MAX_ENTRIES = 100_000;

/** Reads the disk as it was left: chain, signatures, views, and what had been answered. */
function readDisk(folder: string, morning: Morning): Verdict & { readonly entries: number } {
  const opened = openJournalStore({ path: `${folder}/journal.sqlite` });
  if (!opened.ok) {
    const broken = [opened.error.code];
    return { lost: [], doubled: [], broken, unanswered: 0, entries: 0, noted: [] };
  }
  const { read } = opened.value;
  const entries = entriesOf(read.entries(1, MAX_ENTRIES).map(({ text }) => text));
  const [first] = entries;
  const publicKey = fromBase64Url(String(first?.body['publicKey'])) ?? new Uint8Array();
  const verified = verifyChain({
    store: read,
    crypto: createNodeCrypto(),
    identity: { officeId: OFFICE, counterId: COUNTER },
    keys: new Map(first === undefined ? [] : [[first.keyId, publicKey]]),
  });
  const views = verified.ok && viewsDiffer(opened.value) ? ['views are not the entries’'] : [];
  opened.value.close();
  const of = (kind: string): readonly AnyEntry[] => entries.filter((entry) => entry.kind === kind);
  const numbers = of('receipt.issued').map(({ body }) => String(body['receiptNumber']));
  const closed = of('shift.closed').map(({ body }) => body['shiftId']);
  const leaves = of('leaf.keyed').map(({ body }) => JSON.stringify(body['leaf']));
  const toldCloses = [morning.isHandedOver, morning.isClosed].filter(Boolean).length;
  const lost = morning.receipts.filter((number) => !numbers.includes(number));
  if (closed.length < toldCloses) lost.push('Z');
  const quotes = of('receipt.issued').map(({ body }) => body['quoteId']);
  const doubled: string[] = [];
  if (new Set(numbers).size < numbers.length) doubled.push('receipt number');
  if (new Set(quotes).size < quotes.length) doubled.push('charge');
  if (new Set(closed).size < closed.length) doubled.push('Z');
  if (new Set(leaves).size < leaves.length) doubled.push('leaf');
  // One receipt was there before the morning.
  const unanswered = numbers.length + closed.length - 1 - morning.receipts.length - toldCloses;
  const broken = verified.ok ? views : [verified.error.code];
  const noted = [...new Set(entries.map(({ kind }) => kind))].filter((kind) => TROUBLE.has(kind));
  return { lost, doubled, broken, unanswered, noted, entries: entries.length };
}

/**
 * The counter starts again over that disk, prints what waits and syncs. Answers what is wrong. One that
 * found a page that it could not read stands still (J20), and sends what is good.
 */
async function startAgain(
  stage: Stage,
  { folder, morning }: { readonly folder: string; readonly morning: Morning },
): Promise<readonly string[]> {
  const opened = openCounter(stage.config(folder), { restart: () => undefined });
  if (!opened.ok) return [`does not open again: ${opened.error.code}`];
  const { terminal } = opened.value;
  await terminal.printed();
  const isSynced = await until(async () => terminal.clerkSnapshot().sync.toSend === 0);
  const mayStand = morning.trouble.includes('JOURNAL_DAMAGED');
  const isStopped = terminal.clerkSnapshot().phase === 'stopped' && !mayStand;
  await opened.value.close();
  return [
    ...(isStopped ? ['stopped after the restart'] : []),
    ...(isSynced ? [] : ['does not sync again']),
  ];
}

/** HQ's bytes against the counter's, and the papers that came out against those it queued. */
function compare(
  stage: Stage,
  of: { readonly folder: string; readonly entries: number; readonly papers: number },
): Pick<Verdict, 'doubled' | 'broken'> {
  const store = openJournalStore({ path: `${of.folder}/journal.sqlite` });
  if (!store.ok) return { doubled: [], broken: [store.error.code] };
  const ours = store.value.read.entries(1, MAX_ENTRIES).map(({ text }) => text);
  const believed = acknowledged(store.value.read).seq;
  store.value.close();
  const held = stage.database
    .rows('entry')
    .toSorted((a, b) => Number(a['seq']) - Number(b['seq']))
    .map((row) => String(row['text']));
  // What the counter wrote while it ended goes up the next time.
  const isSame = held.length >= of.entries && held.every((text, at) => text === ours[at]);
  const isBelieved = believed === held.length;
  const queued = entriesOf(ours).filter(({ kind }) => kind === 'print.queued').length;
  const heads = `HQ holds ${held.length} of ${ours.length}, acknowledged ${believed}`;
  return {
    doubled: of.papers > queued ? [`${of.papers} papers of ${queued}`] : [],
    broken: isSame && isBelieved ? [] : [heads],
  };
}

/** `papers`: how many had come out of the printer before the counter's first. */
export async function judge(
  stage: Stage,
  of: { readonly folder: string; readonly morning: Morning; readonly papers: number },
): Promise<Verdict> {
  const { folder, morning } = of;
  const { entries, ...found } = readDisk(folder, morning);
  if (found.broken.length > 0) return found;
  const again = await startAgain(stage, { folder, morning });
  const papers = (await stage.papers()) - of.papers;
  const compared = compare(stage, { folder, entries, papers });
  const crash = morning.ended.startsWith('crashed') ? [morning.ended] : [];
  return {
    ...found,
    doubled: [...found.doubled, ...compared.doubled],
    broken: [...crash, ...again, ...compared.broken],
  };
}
