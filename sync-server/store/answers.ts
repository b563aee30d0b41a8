/** Figures of calls, links and failed messages for HQ. docs/spec/messages.md, M13. */
import type {
  AnswerRow,
  LinkStateRow,
  MessageFailureRow,
  RevealedAnswer,
} from '#server/api/answers-contract.ts';
import type { Collection } from '#domain/payments/types.ts';
import { paise } from '#domain/money.ts';
import { instant, type Instant } from '#domain/time.ts';
import { linkState } from '#server/payments/link-state.ts';
import type { CallKey } from './citizen-calls.ts';
import type { Reader } from './database.ts';
import { allOffices } from './fleet.ts';

/** Fewer answers than these would point at a person. */
const LEAST_SHOWN = 5;
const MAX_ROWS = 200;

interface RawAnswers {
  readonly officeId: string;
  readonly quotes: number;
  readonly noPhone: number;
  readonly refused: number;
  readonly noAnswer: number;
  readonly exact: number;
  readonly more: number;
  readonly noReceipt: number;
}

const COUNTED =
  'SELECT office_id AS officeId, COUNT(*) AS quotes, ' +
  "SUM(reason <=> 'no_phone') AS noPhone, SUM(reason <=> 'refused') AS refused, " +
  "SUM(answer <=> 'no_answer') AS noAnswer, SUM(answer <=> 'exact') AS exact, " +
  "SUM(answer <=> 'more') AS more, SUM(answer <=> 'no_receipt') AS noReceipt " +
  'FROM citizen_call WHERE due_at >= ? GROUP BY office_id ORDER BY office_id';

export async function answersByOffice(
  reader: Reader,
  since: Instant,
): Promise<readonly AnswerRow[]> {
  const names = new Map<string, AnswerRow['name']>();
  for (const { officeId, name } of await allOffices(reader)) names.set(officeId, name);
  const rows = await reader.rows<RawAnswers>(COUNTED, [since]);
  return rows.map(({ exact, more, noReceipt, ...row }) => {
    const answered = exact + more + noReceipt;
    const isShown = answered >= LEAST_SHOWN;
    return {
      ...row,
      name: names.get(row.officeId) ?? { en: row.officeId, hi: row.officeId },
      answered,
      exact: isShown ? exact : null,
      more: isShown ? more : null,
      noReceipt: isShown ? noReceipt : null,
    };
  });
}

export async function newestLinks(reader: Reader, now: Instant): Promise<readonly LinkStateRow[]> {
  const rows = await reader.rows<
    Omit<LinkStateRow, 'state' | 'amountPaise'> & { readonly state: string }
  >(
    'SELECT l.order_id AS orderId, l.office_id AS officeId, l.counter_id AS counterId, ' +
      'l.created_at AS createdAt, l.expires_at AS expiresAt, c.state FROM payment_link l ' +
      'JOIN upi_collection c ON c.office_id = l.office_id AND c.charge_id = l.charge_id ' +
      `ORDER BY l.created_at DESC LIMIT ${MAX_ROWS}`,
  );
  return rows.map(({ state, ...row }) => {
    const collection = JSON.parse(state) as Collection;
    const amountPaise = paise(collection.amountPaise);
    return { ...row, amountPaise, state: linkState(collection, row.orderId, now) };
  });
}

/** Messages and calls that did not get through; who wanted none is no failure. */
export async function messageFailures(reader: Reader): Promise<readonly MessageFailureRow[]> {
  const rows = await reader.rows<MessageFailureRow>(
    'SELECT message_id AS id, office_id AS officeId, counter_id AS counterId, template AS what, ' +
      'state, reason, attempt, changed_at AS at FROM message ' +
      "WHERE state = 'failed' OR (state = 'suppressed' AND reason <> 'NO_CONTACT') " +
      'UNION ALL SELECT call_id, office_id, counter_id, ' +
      "'call', state, reason, attempt, due_at FROM citizen_call WHERE state = 'failed' " +
      "OR (state = 'suppressed' AND reason IN ('NUMBER_INVALID', 'NUMBER_OPTED_OUT')) " +
      `ORDER BY at DESC LIMIT ${MAX_ROWS}`,
  );
  return rows.map((row) => ({ ...row, at: instant(row.at) }));
}

export async function answerSubject(reader: Reader, of: CallKey): Promise<RevealedAnswer | null> {
  const [row] = await reader.rows<RevealedAnswer>(
    'SELECT c.quote_id AS quoteId, h.receipt_number AS receiptNumber, c.answer, c.recording ' +
      'FROM citizen_call c LEFT JOIN charge h ON h.office_id = c.office_id ' +
      'AND h.counter_id = c.counter_id AND h.seq = c.receipt_seq ' +
      'WHERE c.office_id = ? AND c.call_id = ?',
    [of.officeId, of.callId],
  );
  return row ?? null;
}
