/** Slips for change as rows: who owes, who may pay, who paid. One row a slip of an office. */
import { paise, type Paise } from '#domain/money.ts';
import { instant, type Instant } from '#domain/time.ts';
import type { OfficeFactBody } from '#protocol/office-chain.ts';
import type { Reader, Writer } from './database.ts';
import type { CounterKey } from './entries.ts';

export interface SlipRow {
  readonly slipId: string;
  readonly owner: string;
  readonly amountPaise: Paise;
  /** Null where the owner's entry has not come in. */
  readonly owedSeq: number | null;
  readonly grantId: string | null;
  readonly payer: string | null;
  readonly givenBy: string | null;
  readonly givenSeq: number | null;
  readonly givenAt: Instant | null;
}

interface RawSlip extends Omit<SlipRow, 'amountPaise' | 'givenAt'> {
  readonly amountPaise: number;
  readonly givenAt: number | null;
}

const SELECT =
  'SELECT slip_id AS slipId, owner, amount_paise AS amountPaise, owed_seq AS owedSeq, ' +
  'grant_id AS grantId, payer, given_by AS givenBy, given_seq AS givenSeq, given_at AS givenAt ' +
  'FROM change_slip WHERE office_id = ? AND slip_id = ?';

export async function slipById(
  reader: Reader,
  of: { readonly officeId: string; readonly slipId: string },
): Promise<SlipRow | null> {
  const [row] = await reader.rows<RawSlip>(SELECT, [of.officeId, of.slipId]);
  if (row === undefined) return null;
  const { amountPaise, givenAt, ...rest } = row;
  return {
    ...rest,
    amountPaise: paise(amountPaise),
    givenAt: givenAt === null ? null : instant(givenAt),
  };
}

/** The owner's word; a leave that was given back from a copy may be there before it. */
export async function putOwedSlip(
  writer: Writer,
  of: CounterKey & { readonly slipId: string; readonly amountPaise: number; readonly seq: number },
): Promise<void> {
  await writer.run(
    'INSERT INTO change_slip (office_id, slip_id, owner, amount_paise, owed_seq) ' +
      'VALUES (?,?,?,?,?) ON DUPLICATE KEY UPDATE owed_seq = VALUES(owed_seq)',
    [of.officeId, of.slipId, of.counterId, of.amountPaise, of.seq],
  );
}

export async function putGivenSlip(
  writer: Writer,
  of: CounterKey & { readonly slipId: string; readonly seq: number; readonly at: number },
): Promise<void> {
  await writer.run(
    'UPDATE change_slip SET given_by = ?, given_seq = ?, given_at = ? ' +
      'WHERE office_id = ? AND slip_id = ?',
    [of.counterId, of.seq, of.at, of.officeId, of.slipId],
  );
}

/** What `slip.granted` changes. */
export async function putGrant(
  writer: Writer,
  officeId: string,
  body: OfficeFactBody<'slip.granted'>,
): Promise<void> {
  const { slipId, counterId, amountPaise, grantId, payer } = body;
  await writer.run(
    'INSERT INTO change_slip (office_id, slip_id, owner, amount_paise) VALUES (?,?,?,?) ' +
      'ON DUPLICATE KEY UPDATE slip_id = slip_id',
    [officeId, slipId, counterId, amountPaise],
  );
  await writer.run(
    'UPDATE change_slip SET grant_id = ?, payer = ? WHERE office_id = ? AND slip_id = ?',
    [grantId, payer, officeId, slipId],
  );
}
