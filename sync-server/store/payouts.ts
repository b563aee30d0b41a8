/** Transfers to the treasury as rows, made by the facts of the office's chain, and what is left to send. */
import type { DepositLine } from '#domain/deposits/deposit.ts';
import { paise, type Paise } from '#domain/money.ts';
import { holdsMoney, PAYOUT_STATES, type PayoutState } from '#domain/payments/payout.ts';
import { unreachable } from '#domain/result.ts';
import { instant, type Instant } from '#domain/time.ts';
import type { OfficeFact } from '#protocol/office-chain.ts';
import type { Reader, Writer } from './database.ts';

export interface PayoutKey {
  readonly officeId: string;
  readonly payoutId: string;
}

export interface StoredPayout extends PayoutKey {
  readonly amountPaise: Paise;
  readonly lines: readonly DepositLine[];
  readonly state: PayoutState;
  readonly orderedBy: string;
  readonly approvedBy: string | null;
  readonly orderedAt: Instant;
  readonly approvedAt: Instant | null;
  readonly bankReference: string | null;
  /** What the bank answered last, where that was no answer to the question. */
  readonly trouble: string | null;
}

interface RawPayout extends PayoutKey {
  readonly amount: number;
  readonly orderedLines: string;
  readonly state: PayoutState;
  readonly orderedBy: string;
  readonly approvedBy: string | null;
  readonly orderedAt: number;
  readonly approvedAt: number | null;
  readonly bankReference: string | null;
  readonly trouble: string | null;
}

const SELECT =
  'SELECT office_id AS officeId, payout_id AS payoutId, amount_paise AS amount, ' +
  'ordered_lines AS orderedLines, state, ordered_by AS orderedBy, approved_by AS approvedBy, ' +
  'ordered_at AS orderedAt, approved_at AS approvedAt, bank_reference AS bankReference, trouble ' +
  'FROM payout';

const LIVE = `(${PAYOUT_STATES.filter(holdsMoney)
  .map((state) => `'${state}'`)
  .join(',')})`;
const MAX_ROWS = 200;

const read = ({
  amount,
  orderedLines,
  orderedAt,
  approvedAt,
  ...row
}: RawPayout): StoredPayout => ({
  ...row,
  amountPaise: paise(amount),
  lines: JSON.parse(orderedLines) as readonly DepositLine[],
  orderedAt: instant(orderedAt),
  approvedAt: approvedAt === null ? null : instant(approvedAt),
});

/** Those that wait for somebody first, then the newest. */
export async function payoutRows(reader: Reader): Promise<readonly StoredPayout[]> {
  const rows = await reader.rows<RawPayout>(
    `${SELECT} ORDER BY state = 'ordered' DESC, ordered_at DESC, payout_id DESC LIMIT ${MAX_ROWS}`,
  );
  return rows.map(read);
}

async function payoutById(
  reader: Reader,
  of: PayoutKey,
  lock: '' | ' FOR UPDATE',
): Promise<StoredPayout | null> {
  const [row] = await reader.rows<RawPayout>(
    `${SELECT} WHERE office_id = ? AND payout_id = ?${lock}`,
    [of.officeId, of.payoutId],
  );
  return row === undefined ? null : read(row);
}

/** For a decision: nobody else decides before this transaction ends. */
export const lockPayout = (writer: Writer, of: PayoutKey): Promise<StoredPayout | null> =>
  payoutById(writer, of, ' FOR UPDATE');

export async function countPayouts(reader: Reader, officeId: string): Promise<number> {
  const [row] = await reader.rows<{ n: number }>(
    'SELECT COUNT(*) AS n FROM payout WHERE office_id = ?',
    [officeId],
  );
  return row?.n ?? 0;
}

/** What holds an office's money: sent on, or on its way to be. */
export async function livePayouts(
  reader: Reader,
  officeId: string,
): Promise<readonly StoredPayout[]> {
  const rows = await reader.rows<RawPayout>(
    `${SELECT} WHERE office_id = ? AND state IN ${LIVE} ORDER BY payout_id`,
    [officeId],
  );
  return rows.map(read);
}

/** Offices of whose settled money not all was sent on. */
export async function officesToRemit(reader: Reader, limit: number): Promise<readonly string[]> {
  const rows = await reader.rows<{ officeId: string }>(
    'SELECT a.officeId FROM (SELECT office_id AS officeId, ' +
      'SUM(gross_paise - refunded_paise - fee_paise) AS net FROM settlement_arrival ' +
      'WHERE returned_at IS NULL GROUP BY office_id) a LEFT JOIN (' +
      `SELECT office_id, SUM(amount_paise) AS gone FROM payout WHERE state IN ${LIVE} ` +
      'GROUP BY office_id) p ON p.office_id = a.officeId WHERE a.net <> COALESCE(p.gone, 0) ' +
      `ORDER BY a.net - COALESCE(p.gone, 0) DESC, a.officeId LIMIT ${Math.trunc(limit)}`,
  );
  return rows.map(({ officeId }) => officeId);
}

/** The bank is asked about these; each is put off, so that another server does not ask too. */
export async function takeQuestions(
  writer: Writer,
  of: { readonly now: number; readonly holdMs: number; readonly limit: number },
): Promise<readonly StoredPayout[]> {
  const due = await writer.rows<RawPayout>(
    `${SELECT} WHERE ask_at <= ? ORDER BY ask_at LIMIT ${Math.trunc(of.limit)} FOR UPDATE`,
    [of.now],
  );
  for (const row of due) await askAt(writer, row, instant(of.now + of.holdMs));
  return due.map(read);
}

export const askAt = (writer: Writer, of: PayoutKey, at: Instant | null): Promise<number> =>
  writer.run('UPDATE payout SET ask_at = ? WHERE office_id = ? AND payout_id = ?', [
    at,
    of.officeId,
    of.payoutId,
  ]);

/** PO4: a webhook spoke of it. Only what is asked about at all. */
export const askNow = (
  writer: Writer,
  of: { readonly transferId: string; readonly at: Instant },
): Promise<number> =>
  writer.run(
    "UPDATE payout SET ask_at = ? WHERE REPLACE(payout_id, '-', '_') = ? AND ask_at IS NOT NULL",
    [of.at, of.transferId],
  );

export const noteTrouble = (
  writer: Writer,
  of: PayoutKey,
  trouble: string | null,
): Promise<number> =>
  writer.run('UPDATE payout SET trouble = ? WHERE office_id = ? AND payout_id = ?', [
    trouble === null ? null : trouble.slice(0, 200),
    of.officeId,
    of.payoutId,
  ]);

/** Sent, and nothing more is known: no fact, because nothing was decided. */
export const markSent = (writer: Writer, of: PayoutKey): Promise<number> =>
  writer.run(
    "UPDATE payout SET state = 'sent' WHERE office_id = ? AND payout_id = ? AND state = 'approved'",
    [of.officeId, of.payoutId],
  );

type PayoutFact = Extract<OfficeFact, { kind: `payout.${string}` }>;

export async function applyPayout(
  writer: Writer,
  of: { readonly officeId: string; readonly at: Instant; readonly fact: PayoutFact },
): Promise<void> {
  const { officeId, at, fact } = of;
  const { payoutId } = fact.body;
  switch (fact.kind) {
    case 'payout.ordered': {
      const { amountPaise, lines, staffId } = fact.body;
      await writer.run(
        'INSERT INTO payout (office_id, payout_id, amount_paise, ordered_lines, state, ordered_by, ' +
          "ordered_at) VALUES (?,?,?,?,'ordered',?,?) ON DUPLICATE KEY UPDATE payout_id = payout_id",
        [officeId, payoutId, amountPaise, JSON.stringify(lines), staffId, at],
      );
      return;
    }
    case 'payout.approved':
      await writer.run(
        "UPDATE payout SET state = 'approved', approved_by = ?, approved_at = ?, ask_at = ? " +
          "WHERE office_id = ? AND payout_id = ? AND state = 'ordered'",
        [fact.body.staffId, at, at, officeId, payoutId],
      );
      return;
    case 'payout.withdrawn':
      await writer.run(
        "UPDATE payout SET state = 'withdrawn' " +
          "WHERE office_id = ? AND payout_id = ? AND state = 'ordered'",
        [officeId, payoutId],
      );
      return;
    case 'payout.ended':
      await writer.run(
        'UPDATE payout SET state = ?, bank_reference = COALESCE(?, bank_reference), trouble = ? ' +
          'WHERE office_id = ? AND payout_id = ?',
        [fact.body.state, fact.body.reference, fact.body.reason ?? null, officeId, payoutId],
      );
      return;
    default:
      return unreachable(fact);
  }
}
