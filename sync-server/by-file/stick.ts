/**
 * A stick at HQ: batches are taken as if they had come over the line and acknowledged beside, and
 * each counter that asked is given its feed. Taking a stick twice changes nothing. Rules: BF1 to BF8
 * of docs/spec/by-file.md.
 */
import { readdir } from 'node:fs/promises';

import type { ErrorCode } from '#domain/errors.ts';
import { fail, ok, type Result } from '#domain/result.ts';
import { fromBase64Url } from '#protocol/encoding.ts';
import { isAskSigned, parseAsk, type Ask } from '#protocol/ask.ts';
import {
  acknowledgementFile,
  feedFile,
  parseFileName,
  type FileKind,
} from '#protocol/file-names.ts';
import { parseSignedDocument } from '#protocol/signed.ts';
import type { ServerContext } from '#server/context.ts';
import { signedFeed } from '#server/ingest/feed.ts';
import { ingest } from '#server/ingest/ingest.ts';
import { keysOfCounter } from '#server/store/counter-keys.ts';
import { counterById, type CounterRecord } from '#server/store/fleet.ts';
import { packText, readText, writeBytes } from './files.ts';

export interface StickReport {
  /** Files that were used, or written. */
  readonly done: number;
  readonly problems: readonly { readonly file: string; readonly code: ErrorCode }[];
}

/** A stick holds a year of a large office in fewer. */
const MAX_FILES = 100_000;

async function filesOf(folder: string, kind: FileKind): Promise<readonly string[]> {
  const names = (await readdir(folder)).slice(0, MAX_FILES);
  const found = names.flatMap((name) => {
    const parsed = parseFileName(name);
    return parsed?.kind === kind ? [{ name, ...parsed }] : [];
  });
  return found
    .toSorted((a, b) => a.counterId.localeCompare(b.counterId) || a.at - b.at)
    .map(({ name }) => name);
}

/** BF3: the counter's own signature is in the batch; the file's name proves nothing. */
async function takeBatch(
  context: ServerContext,
  folder: string,
  name: string,
): Promise<Result<null>> {
  const text = await readText(folder, name, context.keys.sealing);
  if (!text.ok) return text;
  const taken = await ingest(context, text.value);
  if (!taken.ok) return taken;
  const { counterId, acknowledgement } = taken.value;
  const document = parseSignedDocument(acknowledgement);
  const { seq } = document.ok
    ? (JSON.parse(document.value.payload) as { seq: number })
    : { seq: 0 };
  await writeBytes(folder, acknowledgementFile(counterId, seq), await packText(acknowledgement));
  return ok(null);
}

/** The counter that signed it, with any key that it has had. */
async function askedBy(
  context: ServerContext,
  text: string,
): Promise<Result<{ readonly ask: Ask; readonly counter: CounterRecord }>> {
  const ask = parseAsk(text);
  if (!ask.ok) return ask;
  const counter = await counterById(context.database.read, ask.value);
  if (counter === null) return fail('COUNTER_UNKNOWN', { counter: ask.value.counterId });
  const keys = await keysOfCounter(context.database.read, counter);
  const publicKey = keys.get(ask.value.keyId);
  const isTheirs =
    publicKey !== undefined && isAskSigned({ text, publicKey, crypto: context.crypto });
  return isTheirs ? ok({ ask: ask.value, counter }) : fail('SIGNATURE_WRONG');
}

/** BF12: a page that nobody but the counter that asked can read. */
async function writeSealedPage(
  { keys }: ServerContext,
  of: { readonly folder: string; readonly name: string; readonly ask: Ask; readonly page: string },
): Promise<Result<null>> {
  const receiver = fromBase64Url(of.ask.sealKey) ?? new Uint8Array();
  const sealed = keys.sealing?.seal(receiver, await packText(of.page)) ?? null;
  if (sealed === null) return fail('SEAL_KEY_MISSING');
  await writeBytes(of.folder, of.name, sealed);
  return ok(null);
}

/** BF6: every page that the counter does not have yet. */
async function giveFeed(
  context: ServerContext,
  folder: string,
  name: string,
): Promise<Result<null>> {
  const text = await readText(folder, name, null);
  if (!text.ok) return text;
  const asked = await askedBy(context, text.value);
  if (!asked.ok) return asked;
  const { ask, counter } = asked.value;
  let { cursor } = ask;
  for (;;) {
    const page = await signedFeed(context, { counter, cursor });
    const file = feedFile(counter.counterId, cursor);
    if (!page.ok) return page;
    const written = await writeSealedPage(context, { folder, name: file, ask, page: page.value });
    if (!written.ok) return written;
    const document = parseSignedDocument(page.value);
    if (!document.ok) return document;
    const { nextCursor, hasMore } = JSON.parse(document.value.payload) as {
      nextCursor: number;
      hasMore: boolean;
    };
    if (!hasMore) return ok(null);
    cursor = nextCursor;
  }
}

async function eachFile(
  names: readonly string[],
  work: (name: string) => Promise<Result<null>>,
): Promise<StickReport> {
  const problems: { file: string; code: ErrorCode }[] = [];
  let done = 0;
  for (const file of names) {
    const worked = await work(file);
    if (worked.ok) done += 1;
    else problems.push({ file, code: worked.error.code });
  }
  return { done, problems };
}

/** Takes every batch, in order; writes an acknowledgement beside each. */
export const takeStick = async (context: ServerContext, folder: string): Promise<StickReport> =>
  eachFile(await filesOf(folder, 'batch'), (name) => takeBatch(context, folder, name));

/** Gives every counter that asked its feed. */
export const giveStick = async (context: ServerContext, folder: string): Promise<StickReport> =>
  eachFile(await filesOf(folder, 'ask'), (name) => giveFeed(context, folder, name));
