/** How much of each charge by UPI is in the office's books. */
import { paise, ZERO, type Paise } from '#domain/money.ts';
import type { PaymentPosition } from '#domain/payments/position.ts';
import type { Reader, Writer } from './database.ts';
import type { ChargeKey } from './payments.ts';

export async function bookedPosition(reader: Reader, of: ChargeKey): Promise<PaymentPosition> {
  const [row] = await reader.rows<{ upi: number; owed: number }>(
    'SELECT upi_paise AS upi, owed_paise AS owed FROM upi_booked ' +
      'WHERE office_id = ? AND charge_id = ?',
    [of.officeId, of.chargeId],
  );
  return row === undefined
    ? { upiPaise: ZERO, owedPaise: ZERO }
    : { upiPaise: paise(row.upi), owedPaise: paise(row.owed) };
}

export async function moveBookedPosition(
  writer: Writer,
  of: ChargeKey & { readonly upiPaise: Paise; readonly owedPaise: Paise },
): Promise<void> {
  await writer.run(
    'INSERT INTO upi_booked (office_id, charge_id, upi_paise, owed_paise) VALUES (?,?,?,?) ' +
      'ON DUPLICATE KEY UPDATE upi_paise = upi_paise + VALUES(upi_paise), ' +
      'owed_paise = owed_paise + VALUES(owed_paise)',
    [of.officeId, of.chargeId, of.upiPaise, of.owedPaise],
  );
}
