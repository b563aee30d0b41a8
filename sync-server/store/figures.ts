/** The figures of HQ's page, read from the projection. No personal data is in it. */
import type {
  ChargeRow,
  CounterRow,
  Figures,
  HourTotal,
  ServiceTotal,
} from '#server/api/contract.ts';
import type { Texts } from '#domain/language.ts';
import { paise } from '#domain/money.ts';
import { instant, IST_OFFSET_MS, type IsoDate } from '#domain/time.ts';
import type { Reader, Writer } from './database.ts';

export async function figuresOf(
  reader: Reader,
  businessDate: IsoDate,
  until: number,
): Promise<Figures> {
  const [charges] = await reader.rows<{
    receipts: number;
    total: number | null;
    nil: number | null;
  }>(
    'SELECT COUNT(*) AS receipts, SUM(total_paise) AS total, ' +
      "SUM(CASE WHEN tender_kind = 'nil' THEN 1 ELSE 0 END) AS nil " +
      'FROM charge WHERE business_date = ? AND issued_at <= ?',
    [businessDate, until],
  );
  const happened = await reader.rows<{ kind: string; times: number; total: number | null }>(
    'SELECT kind, COUNT(*) AS times, SUM(amount_paise) AS total FROM happening ' +
      'WHERE business_date = ? AND at <= ? GROUP BY kind',
    [businessDate, until],
  );
  const of = (kind: string) => happened.find((row) => row.kind === kind);
  return {
    receipts: charges?.receipts ?? 0,
    collectedPaise: paise(charges?.total ?? 0),
    nilReceipts: charges?.nil ?? 0,
    reversedPaise: paise(of('charge.reversed')?.total ?? 0),
    quotesWithoutMoney: of('quote.lapsed')?.times ?? 0,
    reprints: of('receipt.reprinted')?.times ?? 0,
  };
}

interface RawCounterRow {
  readonly office_id: string;
  readonly counter_id: string;
  readonly enrolled_at: number | null;
  readonly seq: number;
  readonly received_at: number | null;
  readonly last_entry_at: number | null;
  readonly successor_id: string | null;
}

const instantOrNull = (value: number | null) => (value === null ? null : instant(value));

export async function counterRows(
  reader: Reader,
  businessDate: IsoDate,
): Promise<readonly CounterRow[]> {
  const rows = await reader.rows<RawCounterRow>(
    'SELECT c.office_id, c.counter_id, c.enrolled_at, h.seq, h.received_at, h.last_entry_at, ' +
      's.successor_id FROM counter c JOIN counter_head h ' +
      'ON h.office_id = c.office_id AND h.counter_id = c.counter_id ' +
      'LEFT JOIN counter_succession s ' +
      'ON s.office_id = c.office_id AND s.counter_id = c.counter_id ' +
      'ORDER BY c.office_id, c.counter_id',
  );
  const today = await reader.rows<{ counter_id: string; receipts: number; total: number }>(
    'SELECT counter_id, COUNT(*) AS receipts, SUM(total_paise) AS total FROM charge ' +
      'WHERE business_date = ? GROUP BY counter_id',
    [businessDate],
  );
  const cases = await reader.rows<{ counter_id: string; cases: number }>(
    'SELECT counter_id, COUNT(*) AS cases FROM case_file WHERE closed_at IS NULL ' +
      'GROUP BY counter_id',
  );
  const charged = new Map(today.map((row) => [row.counter_id, row]));
  const open = new Map(cases.map((row) => [row.counter_id, row.cases]));
  return rows.map((row) => ({
    officeId: row.office_id,
    counterId: row.counter_id,
    training: /-T\d+$/.test(row.counter_id),
    enrolledAt: instantOrNull(row.enrolled_at),
    seq: row.seq,
    lastSyncAt: instantOrNull(row.received_at),
    lastEntryAt: instantOrNull(row.last_entry_at),
    todayReceipts: charged.get(row.counter_id)?.receipts ?? 0,
    todayPaise: paise(charged.get(row.counter_id)?.total ?? 0),
    openCases: open.get(row.counter_id) ?? 0,
    successorId: row.successor_id,
  }));
}

export async function openCaseCount(reader: Reader): Promise<number> {
  const [row] = await reader.rows<{ cases: number }>(
    'SELECT COUNT(*) AS cases FROM case_file WHERE closed_at IS NULL',
  );
  return row?.cases ?? 0;
}

interface RawCharge {
  readonly office_id: string;
  readonly counter_id: string;
  readonly seq: number;
  readonly receipt_number: string;
  readonly service_code: string;
  readonly name_en: string | null;
  readonly name_hi: string | null;
  readonly tender_kind: ChargeRow['tenderKind'];
  readonly total_paise: number;
  readonly issued_at: number;
  readonly received_at: number;
  readonly business_date: IsoDate;
  readonly staff_id: string | null;
  readonly reversed_seq: number | null;
}

const namesOf = (row: {
  readonly service_code: string;
  readonly name_en: string | null;
  readonly name_hi: string | null;
}): Texts => ({ en: row.name_en ?? row.service_code, hi: row.name_hi ?? row.service_code });

const chargeRow = (row: RawCharge): ChargeRow => ({
  officeId: row.office_id,
  counterId: row.counter_id,
  seq: row.seq,
  receiptNumber: row.receipt_number,
  serviceCode: row.service_code,
  serviceTexts: namesOf(row),
  tenderKind: row.tender_kind,
  totalPaise: paise(row.total_paise),
  issuedAt: instant(row.issued_at),
  receivedAt: instant(row.received_at),
  businessDate: row.business_date,
  staffId: row.staff_id,
  reversed: row.reversed_seq !== null,
});

export async function chargesOf(
  reader: Reader,
  businessDate: IsoDate,
  limit: number,
): Promise<{ readonly rows: readonly ChargeRow[]; readonly totalRows: number }> {
  const rows = await reader.rows<RawCharge>(
    'SELECT c.*, n.name_en, n.name_hi FROM charge c ' +
      'LEFT JOIN service_name n ON n.service_code = c.service_code ' +
      'WHERE c.business_date = ? ORDER BY c.issued_at DESC, c.counter_id, c.seq DESC ' +
      `LIMIT ${Math.trunc(limit)}`,
    [businessDate],
  );
  const [count] = await reader.rows<{ charges: number }>(
    'SELECT COUNT(*) AS charges FROM charge WHERE business_date = ?',
    [businessDate],
  );
  return { rows: rows.map(chargeRow), totalRows: count?.charges ?? 0 };
}

export async function totalsByService(
  reader: Reader,
  businessDate: IsoDate,
): Promise<readonly ServiceTotal[]> {
  const rows = await reader.rows<{
    service_code: string;
    name_en: string | null;
    name_hi: string | null;
    receipts: number;
    total: number;
  }>(
    'SELECT c.service_code, MAX(n.name_en) AS name_en, MAX(n.name_hi) AS name_hi, ' +
      'COUNT(*) AS receipts, SUM(c.total_paise) AS total FROM charge c ' +
      'LEFT JOIN service_name n ON n.service_code = c.service_code ' +
      'WHERE c.business_date = ? GROUP BY c.service_code ORDER BY total DESC, c.service_code',
    [businessDate],
  );
  return rows.map((row) => ({
    serviceCode: row.service_code,
    serviceTexts: namesOf(row),
    receipts: row.receipts,
    totalPaise: paise(row.total),
  }));
}

const HOUR_MS = 3_600_000;

export async function totalsByHour(
  reader: Reader,
  businessDate: IsoDate,
): Promise<readonly HourTotal[]> {
  const rows = await reader.rows<{ hour_no: number; receipts: number; total: number }>(
    `SELECT FLOOR(MOD(issued_at + ${IST_OFFSET_MS}, 86400000) / ${HOUR_MS}) AS hour_no, ` +
      'COUNT(*) AS receipts, SUM(total_paise) AS total FROM charge ' +
      'WHERE business_date = ? GROUP BY hour_no ORDER BY hour_no',
    [businessDate],
  );
  return rows.map((row) => ({
    hour: row.hour_no,
    receipts: row.receipts,
    totalPaise: paise(row.total),
  }));
}

/** Of the latest published tariff that has the service. */
export async function serviceName(reader: Reader, serviceCode: string): Promise<Texts | null> {
  const [row] = await reader.rows<Texts>(
    'SELECT name_en AS en, name_hi AS hi FROM service_name WHERE service_code = ?',
    [serviceCode],
  );
  return row ?? null;
}

export async function putServiceName(
  writer: Writer,
  serviceCode: string,
  texts: Texts,
): Promise<void> {
  await writer.run(
    'INSERT INTO service_name (service_code, name_en, name_hi) VALUES (?,?,?) ' +
      'ON DUPLICATE KEY UPDATE name_en = VALUES(name_en), name_hi = VALUES(name_hi)',
    [serviceCode, texts.en, texts.hi],
  );
}
