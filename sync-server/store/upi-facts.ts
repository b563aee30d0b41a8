/**
 * U22: what a counter's journal says of charges that were asked for by UPI too. Found while the
 * journal is judged, in that transaction; the payment desk takes it from the outbox, once.
 */
import type { UpiSaying } from '#server/ingest/judge.ts';
import type { Writer } from './database.ts';
import type { CounterKey } from './entries.ts';
import { keepEffect } from './outbox.ts';

interface Known {
  readonly quoteId: string;
  readonly chargeId: string;
}

async function chargesOf(
  writer: Writer,
  officeId: string,
  quoteIds: readonly string[],
): Promise<readonly Known[]> {
  if (quoteIds.length === 0) return [];
  return writer.rows<Known>(
    'SELECT quote_id AS quoteId, charge_id AS chargeId FROM upi_charge_quote ' +
      `WHERE office_id = ? AND quote_id IN (${quoteIds.map(() => '?').join(',')})`,
    [officeId, ...quoteIds],
  );
}

async function keepFact(
  writer: Writer,
  of: CounterKey & { readonly chargeId: string; readonly says: string; readonly at: number },
): Promise<void> {
  const { officeId, chargeId, says, at } = of;
  const body = { officeId, chargeId, says };
  await keepEffect(writer, { key: `upi.fact/${chargeId}/${says}`, kind: 'upi.fact', body, at });
}

async function noteReversal(
  writer: Writer,
  of: CounterKey & {
    readonly receiptNumber: string;
    readonly amountPaise: number;
    readonly at: number;
  },
): Promise<void> {
  const { officeId, receiptNumber, amountPaise, at } = of;
  const rows = await writer.rows<{ chargeId: string }>(
    'SELECT charge_id AS chargeId FROM upi_charge_quote ' +
      'WHERE office_id = ? AND receipt_number = ?',
    [officeId, receiptNumber],
  );
  for (const { chargeId } of rows) {
    const body = { officeId, chargeId, says: 'reversed', receiptNumber, amountPaise };
    // Each receipt of a charge is taken back by itself.
    const key = `upi.fact/${chargeId}/reversed/${receiptNumber}`;
    await keepEffect(writer, { key, kind: 'upi.fact', body, at });
  }
}

export async function noteUpi(
  writer: Writer,
  of: CounterKey,
  said: { readonly sayings: readonly UpiSaying[]; readonly at: number },
): Promise<void> {
  const { officeId } = of;
  const { sayings, at } = said;
  const ended = sayings.filter((each) => 'quoteIds' in each);
  const known = await chargesOf(
    writer,
    officeId,
    ended.flatMap((each) => each.quoteIds),
  );
  for (const { kind, quoteIds } of known.length === 0 ? [] : ended) {
    for (const { quoteId, chargeId } of known) {
      if (quoteIds.includes(quoteId)) await keepFact(writer, { ...of, chargeId, says: kind, at });
    }
  }
  for (const each of sayings) {
    if (each.kind === 'receipt') {
      await writer.run(
        'UPDATE upi_charge_quote SET receipt_number = ? WHERE office_id = ? AND quote_id = ?',
        [each.receiptNumber, officeId, each.quoteId],
      );
    }
    if (each.kind === 'reversed') await noteReversal(writer, { ...of, ...each, at });
  }
}
