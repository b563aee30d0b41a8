/**
 * What stored entries say of their counter's own life: another key, its end. True at HQ in the
 * transaction that stores them (K21, J18), and facts of the office's chain (OC7).
 */
import { toHex } from '#domain/bytes.ts';
import type { Hash, KeyId } from '#domain/ids.ts';
import type { BatchHeader, VerifiedEntry } from '#protocol/batch.ts';
import type { ServerContext } from '#server/context.ts';
import { rotateTo } from '#server/store/counter-keys.ts';
import type { Writer } from '#server/store/database.ts';
import { counterById } from '#server/store/fleet.ts';
import { recordFact } from '#server/store/office-chain.ts';

interface Life {
  readonly header: BatchHeader;
  /** Those that are new. */
  readonly entries: readonly VerifiedEntry[];
  readonly at: number;
}

/** Bodies are judged later: one that names no key of ours changes nothing. */
async function rotate(context: ServerContext, writer: Writer, of: Life): Promise<void> {
  const { header, at } = of;
  const { officeId, counterId } = header;
  for (const { seq, entry } of of.entries) {
    const named = entry?.kind === 'key.rotated' ? entry.body['keyId'] : null;
    if (typeof named !== 'string') continue;
    const keyId = named as KeyId;
    if (!(await rotateTo(writer, header, { keyId, atSeq: seq }))) continue;
    const certificate = (await counterById(writer, header))?.certificate ?? new Uint8Array();
    const certificateHash = toHex(context.crypto.sha256(certificate)) as Hash;
    const fact = {
      kind: 'counter.key_rotated',
      body: { counterId, keyId, certificateHash },
    } as const;
    await recordFact(context, writer, { officeId, at, fact });
  }
}

export async function followLife(context: ServerContext, writer: Writer, of: Life): Promise<void> {
  await rotate(context, writer, of);
  const { officeId, counterId } = of.header;
  const end = of.entries.find(({ entry }) => entry?.kind === 'counter.retired');
  if (end === undefined) return;
  const body = { counterId, seq: end.seq, headHash: end.hash };
  const fact = { kind: 'counter.retired', body } as const;
  await recordFact(context, writer, { officeId, at: of.at, fact });
}
