/**
 * What was lost with a counter's disk, rebuilt from citizens' receipts as far as they come in: each QR
 * is signed by the counter and bears its running total, so that the highest one proves how much was
 * charged in all, also by receipts that nobody brings (LD1 to LD4 of docs/spec/lost-disk.md).
 */
import { decodeEntry } from '#domain/journal/chain.ts';
import { ZERO, type Paise } from '#domain/money.ts';
import { fail, ok, type Result } from '#domain/result.ts';
import { decodeReceiptQr, verifyReceiptQr } from '#protocol/receipt-qr.ts';
import type { Trust } from '#protocol/trust.ts';
import type { ServerContext } from '#server/context.ts';
import { successorOf } from '#server/store/counter-keys.ts';
import type { Reader } from '#server/store/database.ts';
import { readHeadRow, type CounterKey } from '#server/store/entries.ts';
import { entryAt } from '#server/store/receipts.ts';

export type Remembered = 'kept' | 'held' | 'not_lost';

/**
 * Keeps a receipt of a counter whose journal was put aside, where HQ does not hold its entry. `held`:
 * it does; `not_lost`: the counter lives and will send it itself.
 */
export async function rememberByQr(
  context: ServerContext,
  of: { readonly trust: Trust; readonly qr: string },
): Promise<Result<Remembered>> {
  const { database, crypto } = context;
  const scanned = decodeReceiptQr(of.qr);
  if (!scanned.ok) return scanned;
  const { standing, counterId, receipt } = verifyReceiptQr({
    scanned: scanned.value,
    trust: of.trust,
    crypto,
  });
  if (standing !== 'valid' || counterId === null) return fail('SIGNATURE_WRONG');
  const key = { officeId: counterId.slice(0, counterId.lastIndexOf('-')), counterId };
  const head = await readHeadRow(database.read, key);
  if (head === null) return fail('COUNTER_UNKNOWN', { counter: counterId });
  if (head.seq >= receipt.seq) return ok('held');
  if ((await successorOf(database.read, key)) === null) return ok('not_lost');
  const { seq, receiptNumber, totalPaise, grossChargedPaise, issuedAt } = receipt;
  const kept = await database.transact((writer) =>
    writer.run(
      'INSERT INTO receipt_by_qr (office_id, counter_id, seq, receipt_number, total_paise, ' +
        'gross_charged_paise, issued_at, qr, first_seen_at) VALUES (?,?,?,?,?,?,?,?,?) ' +
        'ON DUPLICATE KEY UPDATE seq = seq',
      [
        key.officeId,
        counterId,
        seq,
        receiptNumber,
        totalPaise,
        grossChargedPaise,
        issuedAt,
        scanned.value.bytes,
        context.now(),
      ],
    ),
  );
  return kept.ok ? ok('kept') : kept;
}

export interface LostReceipt {
  readonly seq: number;
  readonly receiptNumber: string;
  readonly totalPaise: Paise;
  readonly grossChargedPaise: Paise;
  readonly issuedAt: number;
}

export interface LostRange {
  /** The last entry that HQ holds. */
  readonly heldSeq: number;
  /** Known by their QR alone, in order. */
  readonly receipts: readonly LostReceipt[];
  /** Their sum. */
  readonly knownPaise: Paise;
  /** Charged after the last held entry and up to the highest QR, proven by its running total. */
  readonly provenPaise: Paise;
  /** Proven and not known: receipts that nobody has brought yet. */
  readonly missingPaise: Paise;
}

async function heldGross(reader: Reader, of: CounterKey, seq: number): Promise<number> {
  const row = seq === 0 ? null : await entryAt(reader, of, seq);
  const decoded = row === null ? null : decodeEntry(row.text);
  return decoded?.ok === true ? decoded.value.grossChargedPaise : 0;
}

/** What is known of the range that a counter's disk took with it. */
export async function lostRange(reader: Reader, of: CounterKey): Promise<LostRange> {
  const heldSeq = (await readHeadRow(reader, of))?.seq ?? 0;
  const rows = await reader.rows<{
    seq: number;
    receipt_number: string;
    total_paise: Paise;
    gross_charged_paise: Paise;
    issued_at: number;
  }>(
    'SELECT seq, receipt_number, total_paise, gross_charged_paise, issued_at FROM receipt_by_qr ' +
      'WHERE office_id = ? AND counter_id = ? AND seq > ? ORDER BY seq',
    [of.officeId, of.counterId, heldSeq],
  );
  const receipts = rows.map((row) => ({
    seq: row.seq,
    receiptNumber: row.receipt_number,
    totalPaise: row.total_paise,
    grossChargedPaise: row.gross_charged_paise,
    issuedAt: row.issued_at,
  }));
  const highest = receipts.at(-1)?.grossChargedPaise ?? ZERO;
  const proven = receipts.length === 0 ? 0 : highest - (await heldGross(reader, of, heldSeq));
  const known = receipts.reduce((sum, { totalPaise }) => sum + totalPaise, 0);
  return {
    heldSeq,
    receipts,
    knownPaise: known as Paise,
    provenPaise: proven as Paise,
    missingPaise: (proven - known) as Paise,
  };
}
