/**
 * Cases: what a person at HQ must look at. A case is named by what it is about, so that the same
 * finding twice is one case.
 */
import { hash } from 'node:crypto';

import type { CaseRow } from '#server/api/contract.ts';
import { instant } from '#domain/time.ts';
import type { CounterKey } from './entries.ts';
import type { Reader, Writer } from './database.ts';
import { lockOfficeChain, recordFact, type OfficeScribe } from './office-chain.ts';

export const CASE_KINDS = [
  'fork',
  'chain_broken',
  'private_digest_wrong',
  'entry_unreadable',
  'entry_of_another_counter',
  'entry_signature_wrong',
  'unknown_kind',
  'total_fell',
  'total_wrong',
  'receipt_number_twice',
  'reversal_without_receipt',
  'server_went_back',
  'receipt_unknown',
  'overcharged',
  'undercharged',
  'charge_differs',
  'quote_wrong',
  'price_unknown',
  'tariff_unknown',
  'receipt_without_quote',
  'citizen_paid_more',
  'citizen_no_receipt',
  'first_entry_wrong',
  'counter_succeeded',
  'past_changed',
  'quarantine_full',
  'upi_needs_person',
  'bypass_rate',
  'shift_date_stated',
  'slip_paid_twice',
  'slip_without_leave',
  'counter_stopped',
  'batch_forged',
  'figures_wrong',
  'drawer_differs',
  'date_ahead',
  'day_not_closed',
  'day_disputed',
  'safe_differs',
  'deposit_differs',
  'deposit_returned',
  'cheque_dishonoured',
  'leaf_missing',
  'leaf_twice',
  'leaf_unknown',
  'leaf_excess',
] as const;
export type CaseKind = (typeof CASE_KINDS)[number];

export interface CaseToOpen extends CounterKey {
  readonly kind: CaseKind;
  /** What it is about within its kind: a seq, a number. */
  readonly subject: string | number;
  readonly openedAt: number;
  /** Never personal data. */
  readonly details: Readonly<Record<string, string | number>>;
}

export const caseIdOf = (of: Pick<CaseToOpen, 'counterId' | 'kind' | 'subject'>): string =>
  hash('sha256', `${of.counterId}\n${of.kind}\n${of.subject}`, 'hex').slice(0, 32);

const isKnown = async (reader: Reader, officeId: string, caseId: string): Promise<boolean> => {
  const rows = await reader.rows(
    'SELECT case_id FROM case_file WHERE office_id = ? AND case_id = ? LIMIT 1',
    [officeId, caseId],
  );
  return rows.length > 0;
};

/** Opens a case as a fact of the office's chain. Answers whether the case is new. */
export async function openCase(
  scribe: OfficeScribe,
  writer: Writer,
  of: CaseToOpen,
): Promise<boolean> {
  const { officeId, counterId, kind, details, openedAt: at } = of;
  const caseId = caseIdOf(of);
  if (await isKnown(writer, officeId, caseId)) return false;
  // Asked again under the lock: two servers may have found the same.
  await lockOfficeChain(writer, officeId);
  if (await isKnown(writer, officeId, caseId)) return false;
  const body = { caseId, counterId, kind, details: { ...details } };
  await recordFact(scribe, writer, { officeId, at, fact: { kind: 'case.opened', body } });
  return true;
}

export interface CaseToClose {
  readonly officeId: string;
  readonly caseId: string;
  readonly resolution: string;
  /** In words, by whoever closes it. */
  readonly reason: string;
  readonly staffId: string;
  readonly at: number;
}

/** Answers whether there was such an open case. */
export async function closeCaseBy(
  scribe: OfficeScribe,
  writer: Writer,
  of: CaseToClose,
): Promise<boolean> {
  const { officeId, at, caseId, resolution, reason, staffId } = of;
  await lockOfficeChain(writer, officeId);
  const open = await writer.rows(
    'SELECT case_id FROM case_file WHERE office_id = ? AND case_id = ? AND closed_at IS NULL',
    [officeId, caseId],
  );
  if (open.length === 0) return false;
  const body = { caseId, resolution, reason, staffId };
  await recordFact(scribe, writer, { officeId, at, fact: { kind: 'case.closed', body } });
  return true;
}

const MAX_CASES = 500;

interface RawCase {
  readonly officeId: string;
  readonly caseId: string;
  readonly counterId: string;
  readonly kind: string;
  readonly openedAt: number;
  readonly details: string;
  readonly assignee: string | null;
  readonly closedAt: number | null;
  readonly resolution: string | null;
  readonly reason: string | null;
  readonly closedBy: string | null;
}

const SELECT =
  'SELECT c.office_id AS officeId, c.case_id AS caseId, c.counter_id AS counterId, c.kind, ' +
  'c.opened_at AS openedAt, c.details, c.closed_at AS closedAt, w.assignee, w.resolution, ' +
  'w.reason, w.closed_by AS closedBy FROM case_file c ' +
  'LEFT JOIN case_work w ON w.office_id = c.office_id AND w.case_id = c.case_id';

const readCase = (row: RawCase): CaseRow => ({
  ...row,
  openedAt: instant(row.openedAt),
  closedAt: row.closedAt === null ? null : instant(row.closedAt),
  details: JSON.parse(row.details) as CaseRow['details'],
});

/** Oldest first. */
export async function openCases(reader: Reader): Promise<readonly CaseRow[]> {
  const rows = await reader.rows<RawCase>(
    `${SELECT} WHERE c.closed_at IS NULL ORDER BY c.opened_at, c.case_id LIMIT ${MAX_CASES}`,
  );
  return rows.map(readCase);
}

/** Of one office, oldest first. */
export async function openCasesOf(reader: Reader, officeId: string): Promise<readonly CaseRow[]> {
  const rows = await reader.rows<RawCase>(
    `${SELECT} WHERE c.office_id = ? AND c.closed_at IS NULL ` +
      `ORDER BY c.opened_at, c.case_id LIMIT ${MAX_CASES}`,
    [officeId],
  );
  return rows.map(readCase);
}

/** Closed last first. */
export async function closedCases(reader: Reader): Promise<readonly CaseRow[]> {
  const rows = await reader.rows<RawCase>(
    `${SELECT} WHERE c.closed_at IS NOT NULL ` +
      `ORDER BY c.closed_at DESC, c.case_id LIMIT ${MAX_CASES}`,
  );
  return rows.map(readCase);
}

export async function caseById(
  reader: Reader,
  of: { readonly officeId: string; readonly caseId: string },
): Promise<CaseRow | null> {
  const [row] = await reader.rows<RawCase>(`${SELECT} WHERE c.office_id = ? AND c.case_id = ?`, [
    of.officeId,
    of.caseId,
  ]);
  return row === undefined ? null : readCase(row);
}
