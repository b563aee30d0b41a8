/** The next batch of this journal as it leaves the counter, over the line or on a stick. */
import type { Hash } from '#domain/ids.ts';
import type { StoredEntry } from '#domain/journal/kinds.ts';
import { buildBatch, MAX_BATCH_BYTES, MAX_BATCH_ENTRIES } from '#protocol/batch.ts';
import type { PrivateRecord } from '#terminal/ports/journal-store.ts';
import type { Signer } from '#terminal/ports/system.ts';

/** Characters of a batch's texts; bytes are at most three times as many. */
const TARGET_CHARS = MAX_BATCH_BYTES / 4;

/** As many entries as fit; at least one. */
function fit(entries: readonly StoredEntry[]): readonly StoredEntry[] {
  let chars = 0;
  const end = entries.findIndex(({ text }, index) => {
    chars += text.length;
    return index > 0 && chars > TARGET_CHARS;
  });
  return end < 0 ? entries : entries.slice(0, end);
}

export interface OutgoingSource {
  entries(fromSeq: number, limit: number): readonly StoredEntry[];
  privateRecords(fromSeq: number, toSeq: number): readonly PrivateRecord[];
}

export interface Outgoing {
  readonly text: string;
  readonly firstSeq: number;
  readonly lastSeq: number;
  readonly headHash: Hash;
}

/** What follows `after`, up to a whole batch; null where nothing does. */
export function nextBatch(of: {
  readonly source: OutgoingSource;
  readonly signer: Signer;
  readonly identity: { readonly officeId: string; readonly counterId: string };
  readonly after: { readonly seq: number; readonly hash: Hash };
}): Outgoing | null {
  const { source, signer, after } = of;
  const entries = fit(source.entries(after.seq + 1, MAX_BATCH_ENTRIES));
  const last = entries.at(-1);
  if (last === undefined) return null;
  const { officeId, counterId } = of.identity;
  const privateLines = source.privateRecords(after.seq + 1, last.seq);
  const prevHash = after.hash;
  const text = buildBatch({ officeId, counterId, prevHash, entries, privateLines, signer });
  return { text, firstSeq: after.seq + 1, lastSeq: last.seq, headHash: last.hash };
}
