/** What a day's document lists beside money: services charged, and events one by one. */
import { paise, type Paise } from '#domain/money.ts';
import { instant, type Instant, type IsoDate } from '#domain/time.ts';
import type { DayEvent } from '#server/books/day-events.ts';
import type { ServiceCharge } from '#server/books/services.ts';
import type { Reader, SqlValue, Writer } from './database.ts';
import type { CounterKey } from './entries.ts';
import { insertMany } from './many.ts';

const addServices = insertMany(
  'day_service',
  [
    'office_id',
    'business_date',
    'counter_id',
    'service_code',
    'tender',
    'receipts',
    'charged_paise',
    'reversals',
    'reversed_paise',
  ],
  ' ON DUPLICATE KEY UPDATE receipts = receipts + VALUES(receipts), ' +
    'charged_paise = charged_paise + VALUES(charged_paise), ' +
    'reversals = reversals + VALUES(reversals), ' +
    'reversed_paise = reversed_paise + VALUES(reversed_paise)',
);

export interface ServiceLine {
  readonly businessDate: IsoDate;
  readonly serviceCode: string;
  readonly tender: string;
  readonly receipts: number;
  readonly chargedPaise: Paise;
  readonly reversals: number;
  readonly reversedPaise: Paise;
}

type Charged = Pick<ServiceLine, 'serviceCode' | 'tender'>;

const UNKNOWN: Charged = { serviceCode: '', tender: 'cash' };

/** By receipt number: what the run itself charged, else what the charges say. */
async function chargedBefore(
  reader: Reader,
  of: CounterKey,
  all: readonly ServiceCharge[],
): Promise<ReadonlyMap<string, Charged>> {
  const known = new Map<string, Charged>();
  for (const it of all) {
    if (it.what === 'charged') known.set(it.receiptNumber, it);
  }
  for (const { what, receiptNumber } of all) {
    if (what === 'charged' || known.has(receiptNumber)) continue;
    const [row] = await reader.rows<Charged>(
      'SELECT service_code AS serviceCode, tender_kind AS tender FROM charge ' +
        'WHERE office_id = ? AND counter_id = ? AND receipt_number = ? ORDER BY seq LIMIT 1',
      [of.officeId, of.counterId, receiptNumber],
    );
    known.set(receiptNumber, row ?? UNKNOWN);
  }
  return known;
}

export async function addToServices(
  writer: Writer,
  of: CounterKey,
  all: readonly ServiceCharge[],
): Promise<void> {
  const charged = await chargedBefore(writer, of, all);
  const lines = new Map<string, ServiceLine>();
  for (const it of all) {
    const { serviceCode, tender } = charged.get(it.receiptNumber) ?? UNKNOWN;
    const key = [it.businessDate, serviceCode, tender].join('\n');
    const was = lines.get(key);
    const isCharge = it.what === 'charged';
    lines.set(key, {
      businessDate: it.businessDate,
      serviceCode,
      tender,
      receipts: (was?.receipts ?? 0) + (isCharge ? 1 : 0),
      chargedPaise: paise((was?.chargedPaise ?? 0) + (isCharge ? it.amountPaise : 0)),
      reversals: (was?.reversals ?? 0) + (isCharge ? 0 : 1),
      reversedPaise: paise((was?.reversedPaise ?? 0) + (isCharge ? 0 : it.amountPaise)),
    });
  }
  await addServices(
    writer,
    [...lines.values()].flatMap((it): SqlValue[] => [
      of.officeId,
      it.businessDate,
      of.counterId,
      it.serviceCode,
      it.tender,
      it.receipts,
      it.chargedPaise,
      it.reversals,
      it.reversedPaise,
    ]),
  );
}

export async function servicesOfDay(
  reader: Reader,
  officeId: string,
  date: IsoDate,
): Promise<readonly (ServiceLine & { readonly counterId: string })[]> {
  const rows = await reader.rows<ServiceLine & { readonly counterId: string }>(
    'SELECT business_date AS businessDate, counter_id AS counterId, service_code AS serviceCode, ' +
      'tender, receipts, charged_paise AS chargedPaise, reversals, ' +
      'reversed_paise AS reversedPaise FROM day_service ' +
      'WHERE office_id = ? AND business_date = ?',
    [officeId, date],
  );
  return rows;
}

const insertEvents = insertMany('day_event', [
  'office_id',
  'business_date',
  'counter_id',
  'seq',
  'kind',
  'shift_id',
  'staff_id',
  'at',
  'amount_paise',
  'body',
]);

export const putDayEvents = (
  writer: Writer,
  officeId: string,
  events: readonly DayEvent[],
): Promise<void> =>
  insertEvents(
    writer,
    events.flatMap((it): SqlValue[] => [
      officeId,
      it.businessDate,
      it.counterId,
      it.seq,
      it.kind,
      it.shiftId,
      it.staffId,
      it.at,
      it.amountPaise,
      it.body,
    ]),
  );

export interface ListedEvent extends Omit<DayEvent, 'body'> {
  readonly at: Instant;
  readonly body: Readonly<Record<string, unknown>>;
}

type RawEvent = Omit<DayEvent, 'at' | 'amountPaise'> & {
  readonly at: number;
  readonly amountPaise: number;
};

export async function eventsOfDay(
  reader: Reader,
  officeId: string,
  date: IsoDate,
): Promise<readonly ListedEvent[]> {
  const rows = await reader.rows<RawEvent>(
    'SELECT business_date AS businessDate, counter_id AS counterId, seq, kind, ' +
      'shift_id AS shiftId, staff_id AS staffId, at, amount_paise AS amountPaise, body ' +
      'FROM day_event WHERE office_id = ? AND business_date = ? ORDER BY counter_id, seq',
    [officeId, date],
  );
  return rows.map((row) => ({
    ...row,
    at: instant(row.at),
    amountPaise: paise(row.amountPaise),
    body: JSON.parse(row.body) as Record<string, unknown>,
  }));
}

/**
 * Counters at which a count was ordered and is not taken, and since when. An order of a shift that has
 * ended is done with: the close counted.
 */
export async function countsWanted(
  reader: Reader,
  officeId: string,
): Promise<ReadonlyMap<string, Instant>> {
  const rows = await reader.rows<{ counterId: string; at: number }>(
    'SELECT o.counter_id AS counterId, MIN(o.at) AS at FROM office_shift s JOIN day_event o ' +
      'ON o.office_id = s.office_id AND o.business_date = s.business_date ' +
      'AND o.counter_id = s.counter_id AND o.shift_id = s.shift_id ' +
      "AND o.kind = 'count.ordered' WHERE s.office_id = ? AND s.closed_seq IS NULL " +
      'AND NOT EXISTS (SELECT 1 FROM day_event t WHERE t.office_id = o.office_id ' +
      'AND t.business_date = o.business_date AND t.counter_id = o.counter_id ' +
      "AND t.shift_id = o.shift_id AND t.kind = 'count.taken' AND t.seq > o.seq) " +
      'GROUP BY o.counter_id',
    [officeId],
  );
  return new Map(rows.map(({ counterId, at }) => [counterId, instant(at)]));
}
