/** One-time codes as rows: never the code, only its hash (FP23). */
import type { Reader, Writer } from './database.ts';
import type { CounterKey } from './entries.ts';

export interface CodeRow {
  readonly codeHash: Uint8Array;
  readonly messageId: string;
  readonly validUntil: number;
  readonly tries: number;
  readonly usedAt: number | null;
}

interface CodeName extends CounterKey {
  readonly codeId: string;
}

/** When a code was last sent for this visit; null before the first. */
export async function lastSentAt(
  reader: Reader,
  of: CounterKey & { readonly visitId: string },
): Promise<number | null> {
  const [row] = await reader.rows<{ at: number | null }>(
    'SELECT MAX(sent_at) AS at FROM one_time_code ' +
      'WHERE office_id = ? AND counter_id = ? AND visit_id = ?',
    [of.officeId, of.counterId, of.visitId],
  );
  return row?.at ?? null;
}

/** Those that were sent before for this visit stop working. */
export async function insertCode(
  writer: Writer,
  of: CodeName & {
    readonly visitId: string;
    readonly codeHash: Uint8Array;
    readonly messageId: string;
    readonly sentAt: number;
    readonly validUntil: number;
  },
): Promise<void> {
  await writer.run(
    'UPDATE one_time_code SET used_at = ? ' +
      'WHERE office_id = ? AND counter_id = ? AND visit_id = ? AND used_at IS NULL',
    [of.sentAt, of.officeId, of.counterId, of.visitId],
  );
  await writer.run(
    'INSERT INTO one_time_code (office_id, counter_id, code_id, visit_id, code_hash, message_id, ' +
      'sent_at, valid_until, tries, used_at) VALUES (?,?,?,?,?,?,?,?,0,NULL)',
    [
      of.officeId,
      of.counterId,
      of.codeId,
      of.visitId,
      of.codeHash,
      of.messageId,
      of.sentAt,
      of.validUntil,
    ],
  );
}

export async function lockCode(writer: Writer, of: CodeName): Promise<CodeRow | null> {
  const [row] = await writer.rows<CodeRow>(
    'SELECT code_hash AS codeHash, message_id AS messageId, valid_until AS validUntil, tries, ' +
      'used_at AS usedAt FROM one_time_code ' +
      'WHERE office_id = ? AND counter_id = ? AND code_id = ? FOR UPDATE',
    [of.officeId, of.counterId, of.codeId],
  );
  return row ?? null;
}

export async function countTry(
  writer: Writer,
  of: CodeName & { readonly usedAt: number | null },
): Promise<void> {
  await writer.run(
    'UPDATE one_time_code SET tries = tries + 1, used_at = ? ' +
      'WHERE office_id = ? AND counter_id = ? AND code_id = ?',
    [of.usedAt, of.officeId, of.counterId, of.codeId],
  );
}

/** What the message said is nobody's business any more. */
export async function blankMessage(
  writer: Writer,
  of: { readonly officeId: string; readonly messageId: string },
): Promise<void> {
  await writer.run(`UPDATE message SET fill = '["-","-"]' WHERE office_id = ? AND message_id = ?`, [
    of.officeId,
    of.messageId,
  ]);
}
