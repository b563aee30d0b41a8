/** Payments by UPI that the gateway has not settled, by the day of their receipts. */
import { paise, type Paise } from '#domain/money.ts';
import type { IsoDate } from '#domain/time.ts';
import type { Reader } from './database.ts';

export interface UnsettledDay {
  readonly date: IsoDate;
  readonly payments: number;
  readonly grossPaise: Paise;
}

/** Paid by UPI and in no settlement yet, by the day of the receipt. */
export async function unsettledDays(
  reader: Reader,
  of: { readonly officeId: string; readonly from: IsoDate },
): Promise<readonly UnsettledDay[]> {
  const rows = await reader.rows<{ date: IsoDate; payments: number; gross: number }>(
    'SELECT x.date, COUNT(*) AS payments, SUM(x.amount) AS gross FROM (' +
      'SELECT s.gateway_payment_id, s.amount_paise AS amount, MIN(c.business_date) AS date ' +
      'FROM upi_success s JOIN upi_charge_quote q ON q.office_id = s.office_id ' +
      'AND q.charge_id = s.charge_id JOIN charge c ON c.office_id = q.office_id ' +
      'AND c.receipt_number = q.receipt_number ' +
      "AND c.counter_id = SUBSTRING_INDEX(q.receipt_number, '/', 1) " +
      'WHERE s.office_id = ? AND c.business_date >= ? AND NOT EXISTS (' +
      'SELECT 1 FROM gateway_event e WHERE e.order_id = s.order_id ' +
      'AND e.gateway_payment_id = s.gateway_payment_id AND e.settlement_id IS NOT NULL) ' +
      'GROUP BY s.gateway_payment_id, s.amount_paise) x GROUP BY x.date ORDER BY x.date',
    [of.officeId, of.from],
  );
  return rows.map(({ date, payments, gross }) => ({ date, payments, grossPaise: paise(gross) }));
}
