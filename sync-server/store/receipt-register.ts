/** Receipts of one shift: a range of its counter's journal, which the charges are keyed by. */
import type { Texts } from '#domain/language.ts';
import { paise, type Paise } from '#domain/money.ts';
import { instant } from '#domain/time.ts';
import type { ReceiptPage } from '#server/api/office-registers-contract.ts';
import type { Reader } from './database.ts';
import type { CounterKey } from './entries.ts';

export interface ShiftRange extends CounterKey {
  readonly fromSeq: number;
  readonly toSeq: number;
}

const RANGE = 'c.office_id = ? AND c.counter_id = ? AND c.seq BETWEEN ? AND ?';

export interface Series {
  readonly counterId: string;
  /** Counter and financial year: `KA-BLR-01-C3/2627`. */
  readonly name: string;
  readonly first: string;
  readonly last: string;
  readonly used: number;
  readonly cancelled: number;
  readonly netPaise: Paise;
}

export async function seriesOfShift(reader: Reader, of: ShiftRange): Promise<readonly Series[]> {
  const rows = await reader.rows<Omit<Series, 'netPaise' | 'counterId'> & { readonly net: number }>(
    "SELECT SUBSTRING_INDEX(c.receipt_number, '/', 2) AS name, MIN(c.receipt_number) AS first, " +
      'MAX(c.receipt_number) AS last, COUNT(*) AS used, ' +
      'SUM(CASE WHEN c.reversed_seq IS NULL THEN 0 ELSE 1 END) AS cancelled, ' +
      'SUM(CASE WHEN c.reversed_seq IS NULL THEN c.total_paise ELSE 0 END) AS net ' +
      `FROM charge c WHERE ${RANGE} GROUP BY name`,
    [of.officeId, of.counterId, of.fromSeq, of.toSeq],
  );
  const { counterId } = of;
  return rows.map(({ net, ...row }) => ({ ...row, counterId, netPaise: paise(net) }));
}

interface RawReceipt {
  readonly seq: number;
  readonly receiptNumber: string;
  readonly serviceCode: string;
  readonly en: string | null;
  readonly hi: string | null;
  readonly tenderKind: string;
  readonly total: number;
  readonly issuedAt: number;
  readonly staffId: string | null;
  readonly reversedSeq: number | null;
}

export async function receiptsOfShift(
  reader: Reader,
  of: ShiftRange,
  page: { readonly after: number; readonly limit: number },
): Promise<ReceiptPage['rows']> {
  const rows = await reader.rows<RawReceipt>(
    'SELECT c.seq, c.receipt_number AS receiptNumber, c.service_code AS serviceCode, ' +
      'n.name_en AS en, n.name_hi AS hi, c.tender_kind AS tenderKind, c.total_paise AS total, ' +
      'c.issued_at AS issuedAt, c.staff_id AS staffId, c.reversed_seq AS reversedSeq ' +
      'FROM charge c LEFT JOIN service_name n ON n.service_code = c.service_code ' +
      `WHERE ${RANGE} AND c.seq > ? ORDER BY c.seq LIMIT ${Math.trunc(page.limit)}`,
    [of.officeId, of.counterId, of.fromSeq, of.toSeq, page.after],
  );
  return rows.map(({ en, hi, total, issuedAt, reversedSeq, ...row }) => {
    const serviceTexts: Texts = { en: en ?? row.serviceCode, hi: hi ?? row.serviceCode };
    return {
      ...row,
      serviceTexts,
      totalPaise: paise(total),
      issuedAt: instant(issuedAt),
      isReversed: reversedSeq !== null,
    };
  });
}
