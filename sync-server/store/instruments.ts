/** Cheques and demand drafts as rows: the register of what counters took, and what the bank did. */
import { paise } from '#domain/money.ts';
import { addMonths } from '#domain/tariff/derive.ts';
import { instant, isoDate, type IsoDate } from '#domain/time.ts';
import type { FeedContent } from '#protocol/feed.ts';
import type { OfficeFactBody } from '#protocol/office-chain.ts';
import type { ChequeRow } from '#server/api/office-registers-contract.ts';
import type { Instrument } from '#server/books/papers.ts';
import type { Reader, Writer } from './database.ts';
import { inWords } from './deposits.ts';
import type { CounterKey } from './entries.ts';
import { keepEffect } from './outbox.ts';

/** How long a cheque may be paid after its date. */
export const VALID_MONTHS = 3;

interface RawInstrument {
  readonly instrument_id: string;
  readonly counter_id: string;
  readonly body: string;
  readonly amount_paise: number;
  readonly received_at: number;
  readonly received_by: string;
  readonly state: ChequeRow['state'];
  readonly bank_reference: string | null;
  readonly ended_on: IsoDate | null;
  readonly ended_by: string | null;
  readonly reason: ChequeRow['reason'];
  readonly receipts: string;
}

function readInstrument(row: RawInstrument): ChequeRow {
  const { instrument, number, bank, drawnOn } = JSON.parse(row.body) as Instrument['body'];
  const amountPaise = paise(row.amount_paise);
  return {
    instrumentId: row.instrument_id,
    counterId: row.counter_id,
    instrument,
    number,
    bank,
    drawnOn,
    amountPaise,
    inWords: inWords(amountPaise),
    receivedAt: instant(row.received_at),
    receivedBy: row.received_by,
    validUntil: addMonths(isoDate(drawnOn), VALID_MONTHS),
    state: row.state,
    bankReference: row.bank_reference,
    endedOn: row.ended_on,
    endedBy: row.ended_by,
    reason: row.reason,
    receipts: row.receipts === '' ? [] : row.receipts.split('\n'),
  };
}

const SELECT = 'SELECT * FROM instrument WHERE office_id = ?';
const MAX_ROWS = 200;

export async function instrumentsOf(
  reader: Reader,
  officeId: string,
  month: string | null,
): Promise<readonly ChequeRow[]> {
  const rows =
    month === null
      ? await reader.rows<RawInstrument>(
          `${SELECT} ORDER BY state = 'received' DESC, received_at DESC LIMIT ${MAX_ROWS}`,
          [officeId],
        )
      : await reader.rows<RawInstrument>(
          `${SELECT} AND received_on BETWEEN ? AND ? ORDER BY received_at, instrument_id`,
          [officeId, `${month}-01`, `${month}-31`],
        );
  return rows.map(readInstrument);
}

export async function instrumentById(
  reader: Reader,
  of: { readonly officeId: string; readonly instrumentId: string },
): Promise<ChequeRow | null> {
  const [row] = await reader.rows<RawInstrument>(`${SELECT} AND instrument_id = ?`, [
    of.officeId,
    of.instrumentId,
  ]);
  return row === undefined ? null : readInstrument(row);
}

export async function putInstrument(writer: Writer, of: CounterKey & Instrument): Promise<void> {
  await writer.run(
    'INSERT INTO instrument (office_id, instrument_id, counter_id, seq, body, amount_paise, ' +
      'received_at, received_on, received_by, state, receipts) ' +
      "VALUES (?,?,?,?,?,?,?,?,?,'received','') ON DUPLICATE KEY UPDATE seq = seq",
    [
      of.officeId,
      of.body.instrumentId,
      of.counterId,
      of.seq,
      JSON.stringify(of.body),
      of.body.totalPaise,
      of.at,
      of.businessDate,
      of.staffId,
    ],
  );
}

/** A receipt that its counter made of it since. */
export async function addInstrumentReceipt(
  writer: Writer,
  of: CounterKey & { readonly quoteId: string; readonly receiptNumber: string },
): Promise<void> {
  await writer.run(
    "UPDATE instrument SET receipts = IF(receipts = '', ?, CONCAT(receipts, '\n', ?)) " +
      'WHERE office_id = ? AND counter_id = ? AND body LIKE ?',
    [of.receiptNumber, of.receiptNumber, of.officeId, of.counterId, `%"${of.quoteId}"%`],
  );
}

/** What its own counter is told. */
export const instrumentItem = (of: ChequeRow): FeedContent | null =>
  of.state === 'received' || of.endedOn === null
    ? null
    : {
        type: 'instrument',
        to: of.counterId as never,
        instrumentId: of.instrumentId,
        state: of.state,
        totalPaise: of.amountPaise,
        date: of.endedOn,
        bankReference: of.bankReference,
        reason: of.reason,
      };

interface ChequeFact {
  readonly officeId: string;
  readonly at: number;
  readonly seq: number;
}

async function end(
  writer: Writer,
  of: ChequeFact & { readonly instrumentId: string },
  to: {
    readonly state: 'realised' | 'dishonoured';
    readonly on: IsoDate;
    readonly by: string;
    readonly bankReference: string | null;
    readonly reason: string | null;
  },
): Promise<void> {
  const { officeId, instrumentId, at, seq } = of;
  await writer.run(
    'UPDATE instrument SET state = ?, ended_on = ?, ended_by = ?, bank_reference = ?, reason = ? ' +
      'WHERE office_id = ? AND instrument_id = ?',
    [to.state, to.on, to.by, to.bankReference, to.reason, officeId, instrumentId],
  );
  const body = { officeId, instrumentId };
  const key = `desk.instrument/${officeId}/${seq}`;
  await keepEffect(writer, { key, kind: 'desk.instrument', body, at });
}

export const applyRealised = (
  writer: Writer,
  of: ChequeFact,
  body: OfficeFactBody<'cheque.realised'>,
): Promise<void> =>
  end(
    writer,
    { ...of, instrumentId: body.instrumentId },
    {
      state: 'realised',
      on: body.realisedOn,
      by: body.staffId,
      bankReference: body.bankReference,
      reason: null,
    },
  );

export const applyDishonoured = (
  writer: Writer,
  of: ChequeFact,
  body: OfficeFactBody<'cheque.dishonoured'>,
): Promise<void> =>
  end(
    writer,
    { ...of, instrumentId: body.instrumentId },
    {
      state: 'dishonoured',
      on: body.returnedOn,
      by: body.staffId,
      bankReference: null,
      reason: body.reason,
    },
  );
