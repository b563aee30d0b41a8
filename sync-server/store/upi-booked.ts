/** How much of each charge by UPI is in the office's books, and what is asked for and not paid. */
import type { AwaitedPayment } from '#domain/day/document.ts';
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

/** Asked for, and neither paid nor given up: kept while that is so. */
export async function keepAwaiting(
  writer: Writer,
  of: ChargeKey & {
    readonly counterId: string;
    readonly amountPaise: Paise;
    readonly isAwaiting: boolean;
    readonly at: number;
  },
): Promise<void> {
  const { officeId, chargeId, counterId, amountPaise, at } = of;
  if (of.isAwaiting) {
    await writer.run(
      'INSERT INTO upi_awaiting (office_id, charge_id, counter_id, amount_paise, since) ' +
        'VALUES (?,?,?,?,?) ON DUPLICATE KEY UPDATE charge_id = charge_id',
      [officeId, chargeId, counterId, amountPaise, at],
    );
    return;
  }
  await writer.run('DELETE FROM upi_awaiting WHERE office_id = ? AND charge_id = ?', [
    officeId,
    chargeId,
  ]);
}

export async function awaitedPayments(
  reader: Reader,
  officeId: string,
): Promise<readonly (AwaitedPayment & { readonly since: number })[]> {
  const rows = await reader.rows<Omit<AwaitedPayment, 'amountPaise'> & Since>(
    'SELECT counter_id AS counterId, charge_id AS chargeId, amount_paise AS amount, since ' +
      'FROM upi_awaiting WHERE office_id = ? ORDER BY since, charge_id',
    [officeId],
  );
  return rows.map(({ amount, ...row }) => ({ ...row, amountPaise: paise(amount) }));
}

interface Since {
  readonly amount: number;
  readonly since: number;
}
