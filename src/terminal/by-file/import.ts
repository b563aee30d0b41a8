/**
 * What HQ put on a stick for this counter: acknowledgements and pages of the feed, believed exactly
 * as if they had come over the line. A file that is damaged or not ours is named and passed over.
 */
import type { ErrorCode } from '#domain/errors.ts';
import { fail, ok, type Result } from '#domain/result.ts';
import { readFeed, type Feed } from '#protocol/feed.ts';
import { parseFileName, type FileKind } from '#protocol/file-names.ts';
import type { Exchange } from '#terminal/ports/exchange.ts';
import {
  acceptAcknowledgement,
  type ExchangePorts,
  type SyncIdentity,
} from '#terminal/sync/exchange.ts';
import { acknowledged } from '#terminal/sync/acknowledged.ts';

export interface Imported {
  readonly acknowledgedSeq: number;
  readonly feedItems: number;
  readonly problems: readonly { readonly file: string; readonly code: ErrorCode }[];
}

interface Import extends Pick<ExchangePorts, 'store' | 'crypto'> {
  readonly identity: SyncIdentity;
  readonly exchange: Exchange;
  readonly placeId: string;
  readonly feedCursor: () => number;
  readonly applyFeed: (feed: Feed) => Result<null>;
}

interface Found {
  readonly name: string;
  readonly kind: FileKind;
  readonly at: number;
}

function filesForUs({ exchange, placeId, identity }: Import): Result<readonly Found[]> {
  const names = exchange.list(placeId);
  if (!names.ok) return names;
  const found = names.value.flatMap((name): Found[] => {
    const parsed = parseFileName(name);
    const isOurs = parsed?.counterId === identity.counterId;
    return parsed !== null && isOurs ? [{ name, kind: parsed.kind, at: parsed.at }] : [];
  });
  return ok(found.filter(({ kind }) => kind === 'ack' || kind === 'feed'));
}

/** Disk trouble ends the import; what is wrong with one file is only that file's. */
const ENDS: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'DISK_FULL',
  'DISK_FAILED',
  'JOURNAL_DAMAGED',
  'EXCHANGE_PLACE_MISSING',
  'CHAIN_FORKED',
]);

function takeFeed(of: Import, text: string): Result<number> {
  const { identity, crypto } = of;
  const { counterId, trust } = identity;
  const read = readFeed({ text, counterId, trust, crypto, afterCursor: of.feedCursor() });
  if (!read.ok) return read;
  const applied = of.applyFeed(read.value);
  return applied.ok ? ok(read.value.items.length) : applied;
}

/** Signed by HQ and of another counter: whoever renamed it meant no good, or nothing. */
const problemOf = (code: ErrorCode): ErrorCode =>
  code === 'MESSAGE_UNREADABLE' ? 'FILE_FOREIGN' : code;

/** Pages in the order of their cursors; one from before this counter's cursor is already known. */
function isDue(of: Import, { kind, at }: Found): boolean {
  return kind === 'ack' ? at > acknowledged(of.store.read).seq : at >= of.feedCursor();
}

export function importFromHq(of: Import): Result<Imported> {
  const files = filesForUs(of);
  if (!files.ok) return files;
  if (files.value.length === 0) return fail('EXCHANGE_NOTHING');
  const problems: { file: string; code: ErrorCode }[] = [];
  let feedItems = 0;
  for (const file of files.value.toSorted((a, b) => a.at - b.at)) {
    if (!isDue(of, file)) continue;
    const text = of.exchange.read({ placeId: of.placeId, name: file.name });
    const taken: Result<number | null> = !text.ok
      ? text
      : file.kind === 'ack'
        ? acceptAcknowledgement(of, of.identity, { text: text.value, sentUpTo: null })
        : takeFeed(of, text.value);
    if (taken.ok) feedItems += taken.value ?? 0;
    else if (ENDS.has(taken.error.code)) return taken;
    else problems.push({ file: file.name, code: problemOf(taken.error.code) });
  }
  return ok({ acknowledgedSeq: acknowledged(of.store.read).seq, feedItems, problems });
}
