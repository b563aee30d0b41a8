/** Messages to citizens as rows: what is to be said, to whom by reference, and how it went. */
import { hash } from 'node:crypto';

import type { E164 } from '#domain/messages/phone.ts';
import type { SmsTemplate } from '#domain/messages/sms.ts';
import type { Reader, Writer } from './database.ts';
import type { CounterKey } from './entries.ts';
import { keepEffect } from './outbox.ts';

export type MessageState = 'due' | 'sending' | 'sent' | 'delivered' | 'failed' | 'suppressed';

export interface MessageRow extends CounterKey {
  readonly messageId: string;
  /** The private record with the number. */
  readonly ref: string;
  readonly template: SmsTemplate;
  readonly fill: readonly string[];
  readonly state: MessageState;
  readonly reason: string | null;
  readonly vendorId: string | null;
  readonly attempt: number;
  readonly begunAt: number | null;
}

/** The same thing said twice has the same id. */
export const messageIdOf = (of: {
  readonly counterId: string;
  readonly template: SmsTemplate;
  readonly subject: string;
}): string => hash('sha256', `${of.counterId}\n${of.template}\n${of.subject}`, 'hex').slice(0, 32);

export interface MessageToKeep extends CounterKey {
  readonly ref: string;
  readonly template: SmsTemplate;
  readonly subject: string;
  readonly fill: readonly string[];
  readonly at: number;
}

export const effectOfMessage = (officeId: string, messageId: string, attempt: number) => ({
  key: `message.sms/${messageId}/${attempt}`,
  kind: 'message.sms',
  body: { officeId, messageId, attempt },
});

/** With its effect, in the caller's transaction; once. */
export async function keepMessage(writer: Writer, of: MessageToKeep): Promise<string> {
  const messageId = messageIdOf(of);
  await writer.run(
    'INSERT INTO message (office_id, message_id, counter_id, ref, template, fill, state, attempt, ' +
      "created_at, changed_at) VALUES (?,?,?,?,?,?,'due',1,?,?) " +
      'ON DUPLICATE KEY UPDATE message_id = message_id',
    [
      of.officeId,
      messageId,
      of.counterId,
      of.ref,
      of.template,
      JSON.stringify(of.fill),
      of.at,
      of.at,
    ],
  );
  await keepEffect(writer, { ...effectOfMessage(of.officeId, messageId, 1), at: of.at });
  return messageId;
}

const SELECT =
  'SELECT office_id AS officeId, message_id AS messageId, counter_id AS counterId, ref, template, ' +
  'fill, state, reason, vendor_id AS vendorId, attempt, begun_at AS begunAt FROM message';

export async function messageById(
  reader: Reader,
  of: { readonly officeId: string; readonly messageId: string },
): Promise<MessageRow | null> {
  const [row] = await reader.rows<Omit<MessageRow, 'fill'> & { fill: string }>(
    `${SELECT} WHERE office_id = ? AND message_id = ?`,
    [of.officeId, of.messageId],
  );
  return row === undefined ? null : { ...row, fill: JSON.parse(row.fill) as readonly string[] };
}

type Change = Partial<Pick<MessageRow, 'state' | 'reason' | 'vendorId' | 'attempt' | 'begunAt'>>;

const COLUMN: Readonly<Record<keyof Change, string>> = {
  state: 'state',
  reason: 'reason',
  vendorId: 'vendor_id',
  attempt: 'attempt',
  begunAt: 'begun_at',
};

/** Changes it where it is still in one of the states `from`. Answers whether it was. */
export async function moveMessage(
  writer: Writer,
  of: { readonly officeId: string; readonly messageId: string; readonly at: number },
  step: { readonly from: readonly MessageState[]; readonly to: Change },
): Promise<boolean> {
  const names = Object.keys(step.to) as (keyof Change)[];
  const set = [...names.map((name) => `${COLUMN[name]} = ?`), 'changed_at = ?'];
  const states = step.from.map(() => '?').join(',');
  const changed = await writer.run(
    `UPDATE message SET ${set.join(', ')} ` +
      `WHERE office_id = ? AND message_id = ? AND state IN (${states})`,
    [...names.map((name) => step.to[name] ?? null), of.at, of.officeId, of.messageId, ...step.from],
  );
  return changed === 1;
}

export type Standing = 'opted_out' | 'invalid';

/** Numbers are looked up, never listed: their digest is enough. */
export const numberHash = (number: E164): Uint8Array =>
  hash('sha256', `raseed/number/1\0${number}`, 'buffer');

export async function standingOf(reader: Reader, number: E164): Promise<Standing | null> {
  const [row] = await reader.rows<{ standing: Standing }>(
    'SELECT standing FROM number_standing WHERE number_hash = ?',
    [numberHash(number)],
  );
  return row?.standing ?? null;
}

export async function putStanding(
  writer: Writer,
  of: { readonly number: E164; readonly standing: Standing | null; readonly at: number },
): Promise<void> {
  const key = numberHash(of.number);
  if (of.standing === null) {
    await writer.run('DELETE FROM number_standing WHERE number_hash = ?', [key]);
    return;
  }
  await writer.run(
    'INSERT INTO number_standing (number_hash, standing, at) VALUES (?,?,?) ' +
      'ON DUPLICATE KEY UPDATE standing = VALUES(standing), at = VALUES(at)',
    [key, of.standing, of.at],
  );
}

/** The text under a private record's reference; null where it has not come, or is erased. */
export async function privateText(
  reader: Reader,
  of: CounterKey & { readonly ref: string },
): Promise<string | null> {
  const [row] = await reader.rows<{ text: string }>(
    'SELECT text FROM private_record WHERE office_id = ? AND counter_id = ? AND ref = ?',
    [of.officeId, of.counterId, of.ref],
  );
  return row?.text ?? null;
}

/** Journals that hold entries which nobody has read for citizens. */
export const journalsAhead = (reader: Reader, limit: number): Promise<readonly CounterKey[]> =>
  reader.rows<CounterKey>(
    'SELECT h.office_id AS officeId, h.counter_id AS counterId FROM counter_head h ' +
      'LEFT JOIN message_progress p ON p.office_id = h.office_id AND p.counter_id = h.counter_id ' +
      `WHERE h.seq > COALESCE(p.seq, 0) LIMIT ${Math.trunc(limit)}`,
  );

/** Holds the counter's place, made where it is new. */
export async function lockMessageProgress(writer: Writer, of: CounterKey): Promise<number> {
  await writer.run(
    'INSERT INTO message_progress (office_id, counter_id, seq) VALUES (?,?,0) ' +
      'ON DUPLICATE KEY UPDATE seq = seq',
    [of.officeId, of.counterId],
  );
  const [row] = await writer.rows<{ seq: number }>(
    'SELECT seq FROM message_progress WHERE office_id = ? AND counter_id = ? FOR UPDATE',
    [of.officeId, of.counterId],
  );
  return row?.seq ?? 0;
}

export async function moveMessageProgress(
  writer: Writer,
  of: CounterKey,
  seq: number,
): Promise<void> {
  await writer.run('UPDATE message_progress SET seq = ? WHERE office_id = ? AND counter_id = ?', [
    seq,
    of.officeId,
    of.counterId,
  ]);
}
