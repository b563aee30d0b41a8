/**
 * Money on branches that lost: receipts and reversals that some copy of a counter signed beside the
 * chain that HQ holds. It is in nobody's figures, and not forgotten: it stands in suspense until a
 * person decides.
 */
import { hash } from 'node:crypto';

import { z } from 'zod';

import { toHex } from '#domain/bytes.ts';
import { isTrainingCounter, type CounterId, type Hash } from '#domain/ids.ts';
import { MAX_PAISE, paise, type Paise } from '#domain/money.ts';
import type { VerifiedEntry } from '#protocol/batch.ts';
import type { SuspenseRow } from '#server/api/contract.ts';
import type { Reader, Writer } from './database.ts';
import { hashBytes, type CounterKey } from './entries.ts';

const amount = z.number().int().min(0).max(MAX_PAISE);
const receipt = z.looseObject({ receiptNumber: z.string().max(40), totalPaise: amount });
const reversal = z.looseObject({ receiptNumber: z.string().max(40), amountPaise: amount });

interface Moved {
  readonly receiptNumber: string;
  readonly amountPaise: number;
}

/** What an entry says of money: a receipt adds, a reversal takes away. */
function movedBy({ entry }: VerifiedEntry): Moved | null {
  if (entry?.kind === 'receipt.issued') {
    const body = receipt.safeParse(entry.body);
    if (!body.success) return null;
    return { receiptNumber: body.data.receiptNumber, amountPaise: body.data.totalPaise };
  }
  if (entry?.kind !== 'charge.reversed') return null;
  const body = reversal.safeParse(entry.body);
  if (!body.success) return null;
  return { receiptNumber: body.data.receiptNumber, amountPaise: 0 - body.data.amountPaise };
}

/** Each entry once, however often its branch is sent, in whatever pieces. */
export async function holdInSuspense(
  writer: Writer,
  of: CounterKey & {
    readonly branchHead: Hash;
    /** Those that are not in the chain that HQ holds. */
    readonly entries: readonly VerifiedEntry[];
    readonly at: number;
  },
): Promise<void> {
  if (isTrainingCounter(of.counterId as CounterId)) return;
  for (const entry of of.entries) {
    const moved = movedBy(entry);
    if (moved === null) continue;
    await writer.run(
      'INSERT INTO suspense (office_id, counter_id, entry_hash, seq, branch_head, kind, ' +
        'receipt_number, amount_paise, held_at) VALUES (?,?,?,?,?,?,?,?,?) ' +
        'ON DUPLICATE KEY UPDATE entry_hash = entry_hash',
      [
        of.officeId,
        of.counterId,
        hashBytes(entry.hash),
        entry.seq,
        hashBytes(of.branchHead),
        entry.entry?.kind ?? '',
        moved.receiptNumber,
        moved.amountPaise,
        of.at,
      ],
    );
  }
}

/** All that nobody has decided about. */
export async function suspenseTotal(reader: Reader): Promise<Paise> {
  const [row] = await reader.rows<{ total: number | null }>(
    'SELECT SUM(amount_paise) AS total FROM suspense WHERE decided_at IS NULL',
  );
  return paise(row?.total ?? 0);
}

export async function suspenseOfBranch(
  reader: Reader,
  of: CounterKey & { readonly branchHead: Hash },
): Promise<readonly SuspenseRow[]> {
  const rows = await reader.rows<Omit<SuspenseRow, 'amountPaise'> & { amountPaise: number }>(
    'SELECT seq, kind, receipt_number AS receiptNumber, amount_paise AS amountPaise, decision ' +
      'FROM suspense WHERE office_id = ? AND counter_id = ? AND branch_head = ? ORDER BY seq',
    [of.officeId, of.counterId, hashBytes(of.branchHead)],
  );
  return rows.map((row) => ({ ...row, amountPaise: paise(row.amountPaise) }));
}

export interface QuarantinedBranch extends CounterKey {
  readonly branchHead: Hash;
  readonly reason: string;
  readonly receivedAt: number;
  /** The batch as it came. */
  readonly body: string;
}

/** The branch that a case is about: cases are named by their counter, kind and branch. */
export async function branchOfCase(
  reader: Reader,
  of: { readonly officeId: string; readonly counterId: string; readonly caseId: string },
): Promise<QuarantinedBranch | null> {
  const { officeId, counterId } = of;
  const heads = await reader.rows<{ head: Uint8Array; reason: string }>(
    'SELECT head_hash AS head, reason FROM quarantine WHERE office_id = ? AND counter_id = ?',
    [officeId, counterId],
  );
  const found = heads.find(({ head, reason }) => {
    const name = `${counterId}\n${reason}\n${toHex(head)}`;
    return hash('sha256', name, 'hex').slice(0, 32) === of.caseId;
  });
  if (found === undefined) return null;
  const [row] = await reader.rows<{ receivedAt: number; body: string }>(
    'SELECT received_at AS receivedAt, body FROM quarantine ' +
      'WHERE office_id = ? AND counter_id = ? AND head_hash = ? LIMIT 1',
    [officeId, counterId, found.head],
  );
  if (row === undefined) return null;
  const branchHead = toHex(found.head) as Hash;
  return { officeId, counterId, branchHead, reason: found.reason, ...row };
}
