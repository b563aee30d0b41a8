/** Tariffs as they were signed. A version is written once and never changed. */
import { toHex } from '#domain/bytes.ts';
import type { Hash } from '#domain/ids.ts';
import type { Reader, Writer } from './database.ts';
import { hashBytes } from './entries.ts';

export interface TariffRecord {
  readonly tariffId: string;
  readonly version: number;
  /** SHA-256 of the payload. */
  readonly hash: Hash;
  readonly document: string;
  readonly validFrom: number;
  readonly validTo: number | null;
}

interface RawTariff {
  readonly tariff_id: string;
  readonly version: number;
  readonly hash: Uint8Array;
  readonly document: string;
  readonly valid_from: number;
  readonly valid_to: number | null;
}

const readTariff = (row: RawTariff): TariffRecord => ({
  tariffId: row.tariff_id,
  version: row.version,
  hash: toHex(row.hash) as Hash,
  document: row.document,
  validFrom: row.valid_from,
  validTo: row.valid_to,
});

const COLUMNS = 'tariff_id, version, hash, document, valid_from, valid_to';

export async function allTariffs(reader: Reader): Promise<readonly TariffRecord[]> {
  const rows = await reader.rows<RawTariff>(
    `SELECT ${COLUMNS} FROM tariff ORDER BY tariff_id, version`,
  );
  return rows.map(readTariff);
}

export async function tariffVersion(
  reader: Reader,
  of: { readonly tariffId: string; readonly version: number },
): Promise<TariffRecord | null> {
  const [row] = await reader.rows<RawTariff>(
    `SELECT ${COLUMNS} FROM tariff WHERE tariff_id = ? AND version = ?`,
    [of.tariffId, of.version],
  );
  return row === undefined ? null : readTariff(row);
}

export async function insertTariff(
  writer: Writer,
  tariff: TariffRecord,
  publishedAt: number,
): Promise<void> {
  await writer.run(`INSERT INTO tariff (${COLUMNS}, published_at) VALUES (?,?,?,?,?,?,?)`, [
    tariff.tariffId,
    tariff.version,
    hashBytes(tariff.hash),
    tariff.document,
    tariff.validFrom,
    tariff.validTo,
    publishedAt,
  ]);
}
