/** Deposits and remittances as rows: what was prepared as it was signed, and what became of it. */
import { amountInWords } from '#domain/words.ts';
import type { DepositAct } from '#domain/day/document.ts';
import { bankReference, type Deposit, type DepositState } from '#domain/deposits/deposit.ts';
import type { Texts } from '#domain/language.ts';
import { paise, type Paise } from '#domain/money.ts';
import { instant, type Instant, type IsoDate } from '#domain/time.ts';
import type { OfficeFactBody } from '#protocol/office-chain.ts';
import type { DepositRow } from '#server/api/office-cash-contract.ts';
import type { Reader, SqlValue, Writer } from './database.ts';

export type PreparedDeposit = OfficeFactBody<'deposit.prepared'>;

interface RawDeposit {
  readonly office_id: string;
  readonly deposit_id: string;
  readonly state: DepositState;
  readonly amount_paise: number;
  readonly prepared: string;
  readonly prepared_at: number;
  readonly prepared_on: IsoDate;
  readonly carrier: string | null;
  readonly witness: string | null;
  readonly let_go_by: string | null;
  readonly carried_at: number | null;
  readonly carried_on: IsoDate | null;
  readonly accepted_paise: number | null;
  readonly bank_reference: string | null;
  readonly realised_on: IsoDate | null;
  readonly words: string | null;
  readonly ended_by: string | null;
  readonly ended_at: number | null;
  readonly ended_on: IsoDate | null;
}

export interface DepositRecord extends DepositRow {
  readonly officeId: string;
  /** The days in whose books it stands. */
  readonly preparedOn: IsoDate;
  readonly carriedOn: IsoDate | null;
  readonly endedOn: IsoDate | null;
}

const instantOrNull = (value: number | null): Instant | null =>
  value === null ? null : instant(value);

export const inWords = (amountPaise: Paise): Texts => ({
  en: amountInWords(amountPaise, 'en'),
  hi: amountInWords(amountPaise, 'hi'),
});

function readDeposit(row: RawDeposit): DepositRecord {
  const { staffId, warnings, ...prepared } = JSON.parse(row.prepared) as PreparedDeposit;
  return {
    ...prepared,
    officeId: row.office_id,
    state: row.state,
    inWords: inWords(prepared.amountPaise),
    preparedBy: staffId,
    preparedAt: instant(row.prepared_at),
    preparedOn: row.prepared_on,
    carrier: row.carrier,
    witness: row.witness,
    letGoBy: row.let_go_by,
    carriedAt: instantOrNull(row.carried_at),
    carriedOn: row.carried_on,
    bankReference: row.bank_reference,
    realisedOn: row.realised_on,
    acceptedPaise: row.accepted_paise === null ? null : paise(row.accepted_paise),
    words: row.words,
    endedBy: row.ended_by,
    endedAt: instantOrNull(row.ended_at),
    endedOn: row.ended_on,
    warnings: warnings.map((code) => ({ code })),
  };
}

const SELECT = 'SELECT * FROM deposit';

export async function depositById(
  reader: Reader,
  of: { readonly officeId: string; readonly depositId: string },
): Promise<DepositRecord | null> {
  const [row] = await reader.rows<RawDeposit>(`${SELECT} WHERE office_id = ? AND deposit_id = ?`, [
    of.officeId,
    of.depositId,
  ]);
  return row === undefined ? null : readDeposit(row);
}

/** As the domain's rules ask for it. */
export const standing = (of: DepositRecord): Deposit => ({
  depositId: of.depositId,
  state: of.state,
  amountPaise: of.amountPaise,
  preparedBy: of.preparedBy,
  carriedOn: of.carriedOn,
  carrier: of.carrier,
});

const MAX_ROWS = 200;

/** On their way first, then the newest. */
export async function depositsOf(
  reader: Reader,
  officeId: string,
  state: DepositState | null,
): Promise<readonly DepositRecord[]> {
  const only = state === null ? '' : 'AND state = ? ';
  const rows = await reader.rows<RawDeposit>(
    `${SELECT} WHERE office_id = ? ${only}ORDER BY state IN ('prepared', 'carried') DESC, ` +
      `prepared_at DESC, deposit_id DESC LIMIT ${MAX_ROWS}`,
    state === null ? [officeId] : [officeId, state],
  );
  return rows.map(readDeposit);
}

/** Of which something was done in the books of these days. */
export async function depositsBetween(
  reader: Reader,
  officeId: string,
  of: { readonly from: IsoDate; readonly until: IsoDate },
): Promise<readonly DepositRecord[]> {
  const { from, until } = of;
  const rows = await reader.rows<RawDeposit>(
    `${SELECT} WHERE office_id = ? AND (prepared_on BETWEEN ? AND ? ` +
      'OR carried_on BETWEEN ? AND ? OR ended_on BETWEEN ? AND ?) ORDER BY deposit_id',
    [officeId, from, until, from, until, from, until],
  );
  return rows.map(readDeposit);
}

/** Everywhere, those that have not ended: the oldest due first. */
export async function outstandingDeposits(reader: Reader): Promise<readonly DepositRecord[]> {
  const rows = await reader.rows<RawDeposit>(
    `${SELECT} WHERE state IN ('prepared', 'carried') ORDER BY due_on, office_id, deposit_id ` +
      'LIMIT 1000',
  );
  return rows.map(readDeposit);
}

/** DE1: of every deposit that was not brought back. */
export async function depositedLines(
  reader: Reader,
  officeId: string,
): Promise<readonly { readonly account: string; readonly amountPaise: Paise }[]> {
  const rows = await reader.rows<{ prepared: string }>(
    "SELECT prepared FROM deposit WHERE office_id = ? AND state <> 'returned'",
    [officeId],
  );
  return rows.flatMap(({ prepared }) => (JSON.parse(prepared) as PreparedDeposit).lines);
}

/** In bags that are filled and have not left. */
export async function preparedPaise(reader: Reader, officeId: string): Promise<Paise> {
  const [row] = await reader.rows<{ total: number | null }>(
    "SELECT SUM(amount_paise) AS total FROM deposit WHERE office_id = ? AND state = 'prepared'",
    [officeId],
  );
  return paise(row?.total ?? 0);
}

export async function isBagUnderWay(
  reader: Reader,
  officeId: string,
  bagNumber: string,
): Promise<boolean> {
  const rows = await reader.rows(
    "SELECT 1 FROM deposit WHERE office_id = ? AND state IN ('prepared', 'carried') " +
      'AND bag_number = ? LIMIT 1',
    [officeId, bagNumber],
  );
  return rows.length > 0;
}

const bankKey = (branchCode: string, reference: string): string =>
  `${branchCode}/${bankReference(reference)}`;

/** DE8: whichever office it stands at. */
export async function isReferenceUsed(
  reader: Reader,
  of: { readonly branchCode: string; readonly reference: string },
): Promise<boolean> {
  const rows = await reader.rows('SELECT 1 FROM deposit WHERE bank_key = ? LIMIT 1', [
    bankKey(of.branchCode, of.reference),
  ]);
  return rows.length > 0;
}

export async function nextNumber(
  reader: Reader,
  table: 'deposit' | 'remittance',
  officeId: string,
): Promise<number> {
  const [row] = await reader.rows<{ n: number }>(
    `SELECT COUNT(*) AS n FROM ${table} WHERE office_id = ?`,
    [officeId],
  );
  return (row?.n ?? 0) + 1;
}

/** DC8: what was done about deposits on a day of the books. */
export async function depositActsOn(
  reader: Reader,
  officeId: string,
  date: IsoDate,
): Promise<readonly DepositAct[]> {
  const rows = await reader.rows<RawDeposit>(
    `${SELECT} WHERE office_id = ? AND (prepared_on = ? OR carried_on = ? OR ended_on = ?) ` +
      'ORDER BY deposit_id',
    [officeId, date, date, date],
  );
  return rows
    .map(readDeposit)
    .flatMap((it) => actsOf(it, date))
    .toSorted((a, b) => a.at - b.at);
}

function actsOf(it: DepositRecord, date: IsoDate): readonly DepositAct[] {
  const { depositId, amountPaise, bagNumber } = it;
  const of = { depositId, amountPaise, bagNumber, bankReference: null };
  const acts: DepositAct[] = [];
  if (it.preparedOn === date) {
    acts.push({ ...of, act: 'prepared', at: it.preparedAt, staffId: it.preparedBy });
  }
  if (it.carriedOn === date && it.carriedAt !== null) {
    acts.push({ ...of, act: 'carried', at: it.carriedAt, staffId: it.letGoBy ?? '' });
  }
  if (it.endedOn === date && it.endedAt !== null && it.state !== 'prepared') {
    const act = it.state === 'accepted' ? 'accepted' : 'returned';
    const { bankReference: reference, endedBy, endedAt: at } = it;
    acts.push({ ...of, act, at, staffId: endedBy ?? '', bankReference: reference });
  }
  return acts;
}

export interface CashFact {
  readonly officeId: string;
  readonly at: Instant;
  /** The day in whose books it stands. */
  readonly bookDate: IsoDate;
}

async function change(
  writer: Writer,
  of: { readonly officeId: string; readonly depositId: string },
  set: Readonly<Record<string, SqlValue>>,
): Promise<void> {
  const columns = Object.keys(set).map((column) => `${column} = ?`);
  await writer.run(
    `UPDATE deposit SET ${columns.join(', ')} WHERE office_id = ? AND deposit_id = ?`,
    [...Object.values(set), of.officeId, of.depositId],
  );
}

export async function applyDepositPrepared(
  writer: Writer,
  { officeId, at, bookDate }: CashFact,
  body: PreparedDeposit,
): Promise<void> {
  await writer.run(
    'INSERT INTO deposit (office_id, deposit_id, state, amount_paise, bag_number, due_on, ' +
      "prepared, prepared_at, prepared_on) VALUES (?,?,'prepared',?,?,?,?,?,?)",
    [
      officeId,
      body.depositId,
      body.amountPaise,
      body.bagNumber,
      body.dueOn,
      JSON.stringify(body),
      at,
      bookDate,
    ],
  );
}

export const applyDepositCarried = (
  writer: Writer,
  { officeId, at, bookDate }: CashFact,
  { depositId, carrier, witness, staffId }: OfficeFactBody<'deposit.carried'>,
): Promise<void> =>
  change(
    writer,
    { officeId, depositId },
    {
      state: 'carried',
      carrier,
      witness,
      let_go_by: staffId,
      carried_at: at,
      carried_on: bookDate,
    },
  );

export async function applyDepositAccepted(
  writer: Writer,
  { officeId, at, bookDate }: CashFact,
  body: OfficeFactBody<'deposit.accepted'>,
): Promise<void> {
  const { depositId } = body;
  const found = await depositById(writer, { officeId, depositId });
  await change(
    writer,
    { officeId, depositId },
    {
      state: 'accepted',
      accepted_paise: body.acceptedPaise,
      bank_reference: body.bankReference,
      bank_key: bankKey(found?.branch.code ?? '', body.bankReference),
      realised_on: body.realisedOn,
      words: body.words,
      ended_by: body.staffId,
      ended_at: at,
      ended_on: bookDate,
    },
  );
}

export const applyDepositReturned = (
  writer: Writer,
  { officeId, at, bookDate }: CashFact,
  { depositId, words, staffId }: OfficeFactBody<'deposit.returned'>,
): Promise<void> =>
  change(
    writer,
    { officeId, depositId },
    { state: 'returned', words, ended_by: staffId, ended_at: at, ended_on: bookDate },
  );
