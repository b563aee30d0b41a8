/** Calls to citizens as rows: one for each quote, when it is due, how it went, what was answered. */
import { hash, randomBytes } from 'node:crypto';

import type { CitizenAnswer } from '#domain/messages/call-script.ts';
import type { Reader, SqlValue, Writer } from './database.ts';
import type { CounterKey } from './entries.ts';

export type CallState =
  | 'planned'
  | 'due'
  | 'dialling'
  | 'ringing'
  | 'answered'
  | 'suppressed'
  | 'failed';

export interface CallRow extends CounterKey {
  readonly callId: string;
  readonly quoteId: string;
  readonly quoteSeq: number;
  /** Null while the quote has become no charge. */
  readonly receiptSeq: number | null;
  readonly ref: string;
  readonly salt: Uint8Array;
  /** 0 to 99, drawn when it was planned. */
  readonly draw: number;
  readonly state: CallState;
  readonly reason: string | null;
  readonly dueAt: number;
  readonly attempt: number;
  readonly begunAt: number | null;
  readonly vendorId: string | null;
  readonly answer: CitizenAnswer | null;
  readonly caseId: string | null;
}

export interface CallKey {
  readonly officeId: string;
  readonly callId: string;
}

const SELECT =
  'SELECT office_id AS officeId, call_id AS callId, counter_id AS counterId, ' +
  'quote_id AS quoteId, quote_seq AS quoteSeq, receipt_seq AS receiptSeq, ref, salt, draw, state, ' +
  'reason, due_at AS dueAt, attempt, begun_at AS begunAt, vendor_id AS vendorId, answer, ' +
  'case_id AS caseId FROM citizen_call';

/** Where a quote is and under which reference its citizen is kept; null for one that nobody planned. */
export async function placeOfQuote(
  reader: Reader,
  of: CounterKey & { readonly quoteId: string },
): Promise<{ readonly seq: number; readonly ref: string } | null> {
  const [row] = await reader.rows<{ seq: number; ref: string }>(
    'SELECT quote_seq AS seq, ref FROM citizen_call ' +
      'WHERE office_id = ? AND counter_id = ? AND quote_id = ?',
    [of.officeId, of.counterId, of.quoteId],
  );
  return row ?? null;
}

/** A random id, so that nobody can tell from it whom the call was about. */
export async function planCall(
  writer: Writer,
  of: CounterKey & {
    readonly quoteId: string;
    readonly quoteSeq: number;
    readonly ref: string;
    readonly draw: number;
    readonly dueAt: number;
    /** Null: it will be made. */
    readonly suppressed: string | null;
  },
): Promise<void> {
  await writer.run(
    'INSERT INTO citizen_call (office_id, call_id, counter_id, quote_id, quote_seq, ref, salt, ' +
      'draw, state, reason, due_at, attempt) VALUES (?,?,?,?,?,?,?,?,?,?,?,0) ' +
      'ON DUPLICATE KEY UPDATE call_id = call_id',
    [
      of.officeId,
      randomBytes(16).toString('hex'),
      of.counterId,
      of.quoteId,
      of.quoteSeq,
      of.ref,
      randomBytes(32),
      of.draw,
      of.suppressed === null ? 'planned' : 'suppressed',
      of.suppressed,
      of.dueAt,
    ],
  );
}

export async function noteReceipt(
  writer: Writer,
  of: CounterKey & {
    readonly quoteId: string;
    readonly seq: number;
    readonly digits: string;
    /** A call that is still planned need not wait for its quote's end. */
    readonly dueAt: number;
  },
): Promise<void> {
  await writer.run(
    "UPDATE citizen_call SET due_at = IF(state = 'planned' AND attempt = 0, LEAST(due_at, ?), " +
      'due_at), receipt_seq = ? WHERE office_id = ? AND counter_id = ? AND quote_id = ?',
    [of.dueAt, of.seq, of.officeId, of.counterId, of.quoteId],
  );
  await writer.run(
    'INSERT INTO receipt_digits (office_id, counter_id, seq, digits) VALUES (?,?,?,?) ' +
      'ON DUPLICATE KEY UPDATE seq = seq',
    [of.officeId, of.counterId, of.seq, of.digits],
  );
}

export const receiptsByDigits = (
  reader: Reader,
  digits: string,
  limit: number,
): Promise<readonly (CounterKey & { readonly seq: number })[]> =>
  reader.rows<CounterKey & { readonly seq: number }>(
    'SELECT office_id AS officeId, counter_id AS counterId, seq FROM receipt_digits ' +
      `WHERE digits = ? ORDER BY office_id, counter_id, seq LIMIT ${Math.trunc(limit)}`,
    [digits],
  );

/** Whose time has come, held by the transaction. */
export const callsDue = (writer: Writer, now: number, limit: number): Promise<readonly CallRow[]> =>
  writer.rows<CallRow>(
    `${SELECT} WHERE state = 'planned' AND due_at <= ? ORDER BY due_at, call_id ` +
      `LIMIT ${Math.trunc(limit)} FOR UPDATE`,
    [now],
  );

export async function callById(reader: Reader, of: CallKey): Promise<CallRow | null> {
  const [row] = await reader.rows<CallRow>(`${SELECT} WHERE office_id = ? AND call_id = ?`, [
    of.officeId,
    of.callId,
  ]);
  return row ?? null;
}

/** The call that a receipt was planned for, by its counter and its digits. */
export async function callOfReceipt(
  reader: Reader,
  of: { readonly counterId: string; readonly digits: string },
): Promise<CallRow | null> {
  const [row] = await reader.rows<CallRow>(
    `${SELECT} c WHERE EXISTS (SELECT 1 FROM receipt_digits d WHERE d.digits = ? ` +
      'AND d.counter_id = ? AND d.office_id = c.office_id AND d.counter_id = c.counter_id ' +
      'AND d.seq = c.receipt_seq) LIMIT 1',
    [of.digits, of.counterId],
  );
  return row ?? null;
}

export async function lockCall(writer: Writer, of: CallKey): Promise<CallRow | null> {
  const [row] = await writer.rows<CallRow>(
    `${SELECT} WHERE office_id = ? AND call_id = ? FOR UPDATE`,
    [of.officeId, of.callId],
  );
  return row ?? null;
}

interface Change {
  readonly state?: CallState;
  readonly reason?: string | null;
  readonly dueAt?: number;
  readonly attempt?: number;
  readonly begunAt?: number;
  readonly vendorId?: string | null;
  readonly numberHash?: Uint8Array;
  readonly recording?: string;
  readonly caseId?: string;
  readonly toldAt?: number;
}

const COLUMN: Readonly<Record<keyof Change, string>> = {
  state: 'state',
  reason: 'reason',
  dueAt: 'due_at',
  attempt: 'attempt',
  begunAt: 'begun_at',
  vendorId: 'vendor_id',
  numberHash: 'number_hash',
  recording: 'recording',
  caseId: 'case_id',
  toldAt: 'told_at',
};

export async function changeCall(writer: Writer, of: CallKey, to: Change): Promise<void> {
  const names = Object.keys(to) as (keyof Change)[];
  const values = names.map((name): SqlValue => to[name] ?? null);
  await writer.run(
    `UPDATE citizen_call SET ${names.map((name) => `${COLUMN[name]} = ?`).join(', ')} ` +
      'WHERE office_id = ? AND call_id = ?',
    [...values, of.officeId, of.callId],
  );
}

/** The first answer is the one that counts. */
export async function answerCallRow(
  writer: Writer,
  of: CallKey & {
    readonly answer: CitizenAnswer;
    readonly channel: 'call' | 'counter';
    readonly at: number;
  },
): Promise<void> {
  await writer.run(
    "UPDATE citizen_call SET state = 'answered', answer = ?, channel = ?, answered_at = ? " +
      'WHERE office_id = ? AND call_id = ? AND answer IS NULL',
    [of.answer, of.channel, of.at, of.officeId, of.callId],
  );
}

/** Whether this number was called about something else since then. */
export async function wasCalled(
  reader: Reader,
  of: CallKey & { readonly numberHash: Uint8Array; readonly since: number },
): Promise<boolean> {
  const rows = await reader.rows(
    'SELECT 1 FROM citizen_call WHERE number_hash = ? AND begun_at > ? ' +
      'AND NOT (office_id = ? AND call_id = ?) LIMIT 1',
    [of.numberHash, of.since, of.officeId, of.callId],
  );
  return rows.length > 0;
}

export interface EndedCase extends CallKey {
  readonly resolution: string | null;
}

/** Cases that ended, whose citizen has not been told. */
export const endedCases = (writer: Writer, limit: number): Promise<readonly EndedCase[]> =>
  writer.rows<EndedCase>(
    'SELECT c.office_id AS officeId, c.call_id AS callId, w.resolution FROM citizen_call c ' +
      'JOIN case_file f ON f.office_id = c.office_id AND f.case_id = c.case_id ' +
      'LEFT JOIN case_work w ON w.office_id = c.office_id AND w.case_id = c.case_id ' +
      'WHERE c.case_id IS NOT NULL AND c.told_at IS NULL AND f.closed_at IS NOT NULL ' +
      `LIMIT ${Math.trunc(limit)}`,
  );

/** What the office chain holds of whom it was about: nothing without the salt. */
export const subjectDigest = (of: Pick<CallRow, 'salt' | 'quoteId'>): string =>
  hash('sha256', Buffer.concat([of.salt, Buffer.from(of.quoteId)]), 'hex');
