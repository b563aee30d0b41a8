/**
 * Entries onto a stick: the same signed batches that go over the line, one a file, from the last
 * acknowledged entry on, sealed for HQ, and what this counter asks of HQ's feed. Writing them twice
 * changes nothing.
 */
import { fail, ok, type Result } from '#domain/result.ts';
import type { Hash } from '#domain/ids.ts';
import { signAsk } from '#protocol/ask.ts';
import { toBase64Url } from '#protocol/encoding.ts';
import { askFile, batchFile, sealedBatchFile } from '#protocol/file-names.ts';
import type { CounterSettings } from '#terminal/settings.ts';
import { feedCursor, sealingKey } from '#terminal/settings.ts';
import { acknowledged } from '#terminal/sync/acknowledged.ts';
import { nextBatch, type OutgoingSource } from '#terminal/sync/outgoing.ts';
import type { Exchange } from '#terminal/ports/exchange.ts';
import type { Clock, Signer } from '#terminal/ports/system.ts';
import type { StoreReader } from '#terminal/ports/journal-store.ts';

export interface Exported {
  readonly files: number;
  readonly fromSeq: number;
  readonly toSeq: number;
}

interface Batches {
  readonly source: OutgoingSource;
  readonly signer: Signer;
  readonly identity: Pick<CounterSettings, 'officeId' | 'counterId'>;
  readonly after: { readonly seq: number; readonly hash: Hash };
  readonly exchange: Exchange;
  readonly placeId: string;
  /** HQ's key, where personal records go with the entries; absent where none do. */
  readonly sealTo?: Uint8Array;
}

/** Everything in `source` that follows `after`; stops at the first file that cannot be written. */
export function exportBatches(of: Batches): Result<Exported> {
  const { exchange, placeId, identity, sealTo } = of;
  const nameOf = sealTo === undefined ? batchFile : sealedBatchFile;
  const seal = sealTo === undefined ? {} : { sealTo };
  let { after } = of;
  let files = 0;
  for (;;) {
    const batch = nextBatch({ ...of, after });
    if (batch === null) break;
    const name = nameOf(identity.counterId, batch.firstSeq, batch.lastSeq);
    const written = exchange.write({ placeId, name, text: batch.text, ...seal });
    if (!written.ok) return written;
    files += 1;
    after = { seq: batch.lastSeq, hash: batch.headHash };
  }
  return ok({ files, fromSeq: of.after.seq + 1, toSeq: after.seq });
}

export function exportForHq(of: {
  readonly store: StoreReader;
  readonly clock: Clock;
  readonly signer: Signer;
  readonly identity: Pick<CounterSettings, 'officeId' | 'counterId'>;
  readonly exchange: Exchange;
  readonly placeId: string;
}): Result<Exported> {
  const { store, signer, identity, exchange, placeId } = of;
  const sealTo = sealingKey(store);
  if (sealTo === null) return fail('SEAL_KEY_MISSING');
  const after = acknowledged(store);
  const ask = signAsk(
    {
      officeId: identity.officeId,
      counterId: identity.counterId,
      cursor: feedCursor(store),
      acknowledgedSeq: after.seq,
      sealKey: toBase64Url(exchange.sealKey),
      at: of.clock.now(),
    },
    signer,
  );
  const asked = exchange.write({ placeId, name: askFile(identity.counterId), text: ask });
  if (!asked.ok) return asked;
  return exportBatches({ source: store, signer, identity, after, exchange, placeId, sealTo });
}
