/** First lines of stored batches with the counter's signature: they cover what no entry's own does. */
import type { Reader, Writer } from './database.ts';
import type { CounterKey } from './entries.ts';

export interface BatchHead {
  /** The exact text (B3). */
  readonly header: string;
  /** base64url (B6). */
  readonly signature: string;
}

/** Once for each place at which a batch ended. */
export async function putBatchHead(
  writer: Writer,
  of: CounterKey & { readonly lastSeq: number },
  { header, signature }: BatchHead,
): Promise<void> {
  await writer.run(
    'INSERT INTO batch_head (office_id, counter_id, last_seq, header, signature) ' +
      'VALUES (?,?,?,?,?) ON DUPLICATE KEY UPDATE last_seq = last_seq',
    [of.officeId, of.counterId, of.lastSeq, header, signature],
  );
}

/** Where the batch ended that brought the entry `seq`; null for those that came before heads were kept. */
export async function batchEndAt(
  reader: Reader,
  of: CounterKey,
  seq: number,
): Promise<number | null> {
  const [row] = await reader.rows<{ lastSeq: number }>(
    'SELECT last_seq AS lastSeq FROM batch_head ' +
      'WHERE office_id = ? AND counter_id = ? AND last_seq >= ? ORDER BY last_seq LIMIT 1',
    [of.officeId, of.counterId, seq],
  );
  return row?.lastSeq ?? null;
}

/** The last head of a run: its signature covers the run up to where its batch ended. */
export async function lastBatchHead(
  reader: Reader,
  of: CounterKey,
  range: { readonly fromSeq: number; readonly toSeq: number },
): Promise<BatchHead | null> {
  const [row] = await reader.rows<BatchHead>(
    'SELECT header, signature FROM batch_head WHERE office_id = ? AND counter_id = ? ' +
      'AND last_seq BETWEEN ? AND ? ORDER BY last_seq DESC LIMIT 1',
    [of.officeId, of.counterId, range.fromSeq, range.toSeq],
  );
  return row ?? null;
}
