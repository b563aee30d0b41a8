/** Remittances to the treasury as rows: prepared by one, told as remitted by another. */
import { linesTotal } from '#domain/deposits/deposit.ts';
import { instant, type IsoDate } from '#domain/time.ts';
import type { OfficeFactBody } from '#protocol/office-chain.ts';
import type { RemittanceRow } from '#server/api/office-cash-contract.ts';
import type { Reader, Writer } from './database.ts';
import { inWords } from './deposits.ts';

type Prepared = OfficeFactBody<'remittance.prepared'>;

interface RawRemittance {
  readonly remittance_id: string;
  readonly state: RemittanceRow['state'];
  readonly prepared: string;
  readonly prepared_at: number;
  readonly challan_number: string | null;
  readonly realised_on: IsoDate | null;
  readonly ended_by: string | null;
}

function readRemittance(row: RawRemittance): RemittanceRow {
  const { lines, treasury, staffId } = JSON.parse(row.prepared) as Prepared;
  const amountPaise = linesTotal(lines);
  return {
    remittanceId: row.remittance_id,
    state: row.state,
    lines,
    amountPaise,
    inWords: inWords(amountPaise),
    treasury,
    preparedBy: staffId,
    preparedAt: instant(row.prepared_at),
    challanNumber: row.challan_number,
    realisedOn: row.realised_on,
    remittedBy: row.state === 'remitted' ? row.ended_by : null,
  };
}

const SELECT = 'SELECT * FROM remittance WHERE office_id = ?';

/** Those that wait first, then the newest. */
export async function remittancesOf(
  reader: Reader,
  officeId: string,
): Promise<readonly RemittanceRow[]> {
  const rows = await reader.rows<RawRemittance>(
    `${SELECT} ORDER BY state = 'prepared' DESC, prepared_at DESC`,
    [officeId],
  );
  return rows.map(readRemittance);
}

export async function remittanceById(
  reader: Reader,
  of: { readonly officeId: string; readonly remittanceId: string },
): Promise<RemittanceRow | null> {
  const [row] = await reader.rows<RawRemittance>(`${SELECT} AND remittance_id = ?`, [
    of.officeId,
    of.remittanceId,
  ]);
  return row === undefined ? null : readRemittance(row);
}

interface Told {
  readonly officeId: string;
  readonly at: number;
}

export async function applyRemittancePrepared(
  writer: Writer,
  { officeId, at }: Told,
  body: Prepared,
): Promise<void> {
  await writer.run(
    'INSERT INTO remittance (office_id, remittance_id, state, prepared, prepared_at) ' +
      "VALUES (?,?,'prepared',?,?)",
    [officeId, body.remittanceId, JSON.stringify(body), at],
  );
}

export async function applyRemittanceEnd(
  writer: Writer,
  { officeId, at }: Told,
  body: {
    readonly remittanceId: string;
    readonly state: 'remitted' | 'withdrawn';
    readonly challanNumber?: string;
    readonly realisedOn?: IsoDate;
    readonly staffId: string;
  },
): Promise<void> {
  await writer.run(
    'UPDATE remittance SET state = ?, challan_number = ?, realised_on = ?, ended_by = ?, ' +
      'ended_at = ? WHERE office_id = ? AND remittance_id = ?',
    [
      body.state,
      body.challanNumber ?? null,
      body.realisedOn ?? null,
      body.staffId,
      at,
      officeId,
      body.remittanceId,
    ],
  );
}
