/**
 * Cases: what a person at HQ must look at. A case is named by what it is about, so that the same
 * finding twice is one case.
 */
import { hash } from 'node:crypto';

import type { CaseRow } from '#server/api/contract.ts';
import { instant } from '#domain/time.ts';
import type { CounterKey } from './entries.ts';
import type { Reader, Writer } from './database.ts';

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

/** Answers whether the case is new. */
export async function openCase(writer: Writer, of: CaseToOpen): Promise<boolean> {
  const name = `${of.counterId}\n${of.kind}\n${of.subject}`;
  const touched = await writer.run(
    'INSERT INTO case_file (office_id, case_id, counter_id, kind, opened_at, details) ' +
      'VALUES (?,?,?,?,?,?) ON DUPLICATE KEY UPDATE case_id = case_id',
    [
      of.officeId,
      hash('sha256', name, 'hex').slice(0, 32),
      of.counterId,
      of.kind,
      of.openedAt,
      JSON.stringify(of.details),
    ],
  );
  return touched === 1;
}

const MAX_CASES = 500;

export async function openCases(reader: Reader): Promise<readonly CaseRow[]> {
  const rows = await reader.rows<{
    office_id: string;
    case_id: string;
    counter_id: string;
    kind: string;
    opened_at: number;
    details: string;
  }>(
    'SELECT office_id, case_id, counter_id, kind, opened_at, details FROM case_file ' +
      `WHERE closed_at IS NULL ORDER BY opened_at, case_id LIMIT ${MAX_CASES}`,
  );
  return rows.map((row) => ({
    caseId: row.case_id,
    officeId: row.office_id,
    counterId: row.counter_id,
    kind: row.kind,
    openedAt: instant(row.opened_at),
    details: JSON.parse(row.details) as CaseRow['details'],
  }));
}
