/** How far HQ has acknowledged this journal, kept beside it. The end state of an entry is here. */
import { z } from 'zod';

import { GENESIS_HASH, isHash, type Hash } from '#domain/ids.ts';
import { ok, type Result } from '#domain/result.ts';
import type { Instant } from '#domain/time.ts';
import type { JournalStore, StoreReader } from '#terminal/ports/journal-store.ts';

const SETTING = 'sync-acknowledged';

const shape = z.object({
  seq: z.number().int().min(0),
  hash: z.custom<Hash>((v) => typeof v === 'string' && isHash(v)),
  at: z.custom<Instant>((v) => typeof v === 'number' && Number.isSafeInteger(v)).nullable(),
});
/** `at`: when HQ received it, by HQ's clock; null before the first. */
export type Acknowledged = z.infer<typeof shape>;

const NOTHING: Acknowledged = { seq: 0, hash: GENESIS_HASH, at: null };

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** What cannot be read counts as nothing acknowledged: it is only sent again. */
export function acknowledged(store: StoreReader): Acknowledged {
  const read = shape.safeParse(parse(store.setting(SETTING) ?? ''));
  return read.success ? read.data : NOTHING;
}

export const keepAcknowledged = (store: JournalStore, to: Acknowledged): Result<null> =>
  store.transact((writer) => {
    writer.putSetting(SETTING, JSON.stringify(to));
    return ok(null);
  });

/** The hash of the entry at `seq`; the genesis hash at 0, null where there is none. */
export const hashAt = (store: StoreReader, seq: number): Hash | null =>
  seq === 0 ? GENESIS_HASH : (store.entry(seq)?.hash ?? null);

export const lastSeq = (store: StoreReader): number => store.lastEntry()?.seq ?? 0;
