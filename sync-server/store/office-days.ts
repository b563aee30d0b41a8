/**
 * Days of offices as rows: how often what their document says has changed, who prepared, closed and
 * checked them, and where their documents stand in the office's chain.
 */
import { assert } from '#domain/result.ts';
import { instant, type Instant, type IsoDate } from '#domain/time.ts';
import type { OfficeFactBody } from '#protocol/office-chain.ts';
import type { Reader, SqlValue, Writer } from './database.ts';

export type DayStateName = 'open' | 'prepared' | 'closed';
export type ClosedHow = 'two' | 'one' | 'cut_off';
export type CheckState = 'done' | 'waiting' | 'disputed';

/** What the maker signed. */
export type Preparation = Omit<OfficeFactBody<'day.prepared'>, 'date'> & { readonly at: Instant };

export interface DayRecord {
  readonly officeId: string;
  readonly date: IsoDate;
  readonly revision: number;
  readonly state: DayStateName;
  readonly prepared: Preparation | null;
  readonly closedRevision: number | null;
  readonly how: ClosedHow | null;
  readonly maker: string | null;
  readonly checker: string | null;
  readonly check: CheckState | null;
  /** Where HQ's look at it stands in the chain. */
  readonly checkSeq: number | null;
  readonly closedAt: Instant | null;
  readonly supplements: number;
  /** Of the newest document in the office's chain. */
  readonly documentSeq: number | null;
  readonly changedAt: Instant;
}

export interface RawDay {
  readonly office_id: string;
  readonly business_date: IsoDate;
  readonly revision: number;
  readonly state: DayStateName;
  readonly prepared: string | null;
  readonly closed_revision: number | null;
  readonly closed_how: ClosedHow | null;
  readonly maker: string | null;
  readonly checker: string | null;
  readonly check_state: CheckState | null;
  readonly check_seq: number | null;
  readonly closed_at: number | null;
  readonly supplements: number;
  readonly document_seq: number | null;
  readonly changed_at: number;
}

export const readDay = (row: RawDay): DayRecord => ({
  officeId: row.office_id,
  date: row.business_date,
  revision: row.revision,
  state: row.state,
  prepared: row.prepared === null ? null : (JSON.parse(row.prepared) as Preparation),
  closedRevision: row.closed_revision,
  how: row.closed_how,
  maker: row.maker,
  checker: row.checker,
  check: row.check_state,
  checkSeq: row.check_seq,
  closedAt: row.closed_at === null ? null : instant(row.closed_at),
  supplements: row.supplements,
  documentSeq: row.document_seq,
  changedAt: instant(row.changed_at),
});

const SELECT = 'SELECT * FROM office_day';
const ONE = `${SELECT} WHERE office_id = ? AND business_date = ?`;

/** The day's document says another thing from now on; held until the transaction ends. */
export async function touchDay(
  writer: Writer,
  officeId: string,
  of: { readonly date: IsoDate; readonly at: number },
): Promise<void> {
  await writer.run(
    'INSERT INTO office_day (office_id, business_date, revision, state, supplements, late, ' +
      "changed_at) VALUES (?,?,1,'open',0,0,?) ON DUPLICATE KEY UPDATE revision = revision + 1, " +
      "late = IF(state = 'closed', 1, 0), changed_at = VALUES(changed_at)",
    [officeId, of.date, of.at],
  );
}

/** Holds the day until the transaction ends; its row is made where nothing happened yet. */
export async function lockDay(
  writer: Writer,
  officeId: string,
  of: { readonly date: IsoDate; readonly at: number },
): Promise<DayRecord> {
  await writer.run(
    'INSERT INTO office_day (office_id, business_date, revision, state, supplements, late, ' +
      "changed_at) VALUES (?,?,0,'open',0,0,?) ON DUPLICATE KEY UPDATE office_id = office_id",
    [officeId, of.date, of.at],
  );
  const [row] = await writer.rows<RawDay>(`${ONE} FOR UPDATE`, [officeId, of.date]);
  assert(row !== undefined, 'a day that was just made is there');
  return readDay(row);
}

export async function dayRecord(
  reader: Reader,
  officeId: string,
  date: IsoDate,
): Promise<DayRecord | null> {
  const [row] = await reader.rows<RawDay>(ONE, [officeId, date]);
  return row === undefined ? null : readDay(row);
}

/** Newest first. */
export async function daysOfOffice(
  reader: Reader,
  officeId: string,
  of: { readonly from: IsoDate; readonly until: IsoDate },
): Promise<readonly DayRecord[]> {
  const rows = await reader.rows<RawDay>(
    `${SELECT} WHERE office_id = ? AND business_date BETWEEN ? AND ? ORDER BY business_date DESC`,
    [officeId, of.from, of.until],
  );
  return rows.map(readDay);
}

/** Days of an office that nobody has closed, before `date`, oldest first. */
export async function openDaysBefore(
  reader: Reader,
  officeId: string,
  date: IsoDate,
): Promise<readonly IsoDate[]> {
  const rows = await reader.rows<{ date: IsoDate }>(
    'SELECT business_date AS date FROM office_day WHERE office_id = ? AND business_date < ? ' +
      "AND state IN ('open', 'prepared') ORDER BY business_date",
    [officeId, date],
  );
  return rows.map((row) => row.date);
}

/** HQ has to look at them, or did and did not agree. */
export async function daysToCheck(reader: Reader, officeId: string): Promise<readonly DayRecord[]> {
  const rows = await reader.rows<RawDay>(
    `${SELECT} WHERE office_id = ? AND check_state IN ('waiting', 'disputed') ` +
      'ORDER BY business_date LIMIT 100',
    [officeId],
  );
  return rows.map(readDay);
}

interface DayName {
  readonly officeId: string;
  readonly date: IsoDate;
}

const NAME = 'SELECT office_id AS officeId, business_date AS date FROM office_day';

/** DC7: not closed, of before `date`; whether their time has come their offices say. */
export const openDays = (reader: Reader, date: IsoDate, limit: number) =>
  reader.rows<DayName>(
    `${NAME} WHERE state IN ('open', 'prepared') AND business_date < ? ` +
      `ORDER BY business_date, office_id LIMIT ${Math.trunc(limit)}`,
    [date],
  );

/** DC10: closed, and changed since; quiet from `before` on. */
export const lateDays = (reader: Reader, before: number, limit: number) =>
  reader.rows<DayName>(
    `${NAME} WHERE late = 1 AND changed_at <= ? ` +
      `ORDER BY business_date, office_id LIMIT ${Math.trunc(limit)}`,
    [before],
  );

async function change(
  writer: Writer,
  of: DayName,
  set: Readonly<Record<string, SqlValue>>,
): Promise<void> {
  const columns = Object.keys(set).map((column) => `${column} = ?`);
  await writer.run(
    `UPDATE office_day SET ${columns.join(', ')} WHERE office_id = ? AND business_date = ?`,
    [...Object.values(set), of.officeId, of.date],
  );
}

/** Looked at, and its document says what it said. */
export const settleLate = (writer: Writer, of: DayName, revision: number): Promise<void> =>
  change(writer, of, { late: 0, closed_revision: revision });

interface DayFact {
  readonly officeId: string;
  readonly at: Instant;
  readonly seq: number;
}

export async function applyPrepared(
  writer: Writer,
  of: DayFact,
  { date, ...prepared }: OfficeFactBody<'day.prepared'>,
): Promise<void> {
  const { officeId, at } = of;
  await lockDay(writer, officeId, { date, at });
  const text = JSON.stringify({ ...prepared, at });
  await change(writer, { officeId, date }, { state: 'prepared', prepared: text });
}

export async function applyClosed(
  writer: Writer,
  of: DayFact,
  body: OfficeFactBody<'day.closed'>,
): Promise<void> {
  const { officeId, at, seq } = of;
  const { date } = body.document;
  const { revision } = await lockDay(writer, officeId, { date, at });
  await change(
    writer,
    { officeId, date },
    {
      state: 'closed',
      closed_revision: revision,
      closed_how: body.how,
      maker: body.maker,
      checker: body.checker,
      check_state: body.how === 'two' ? 'done' : 'waiting',
      closed_at: at,
      document_seq: seq,
      late: 0,
    },
  );
}

export async function applySupplemented(
  writer: Writer,
  of: DayFact,
  body: OfficeFactBody<'day.supplemented'>,
): Promise<void> {
  const { officeId, at, seq } = of;
  const { date } = body.document;
  const { revision } = await lockDay(writer, officeId, { date, at });
  const set = { supplements: body.number, document_seq: seq, closed_revision: revision, late: 0 };
  await change(writer, { officeId, date }, set);
}

export const applyChecked = (
  writer: Writer,
  { officeId, seq }: DayFact,
  { date, finding }: OfficeFactBody<'day.checked'>,
): Promise<void> =>
  change(
    writer,
    { officeId, date },
    { check_state: finding === 'agreed' ? 'done' : 'disputed', check_seq: seq },
  );
