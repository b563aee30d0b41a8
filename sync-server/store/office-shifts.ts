/** Shifts as rows: one each, made when it was opened and changed by what became of it. */
import { hashBytes, type CounterKey } from './entries.ts';
import { paise, type Paise } from '#domain/money.ts';
import { instant, type Instant, type IsoDate } from '#domain/time.ts';
import type { Hash } from '#domain/ids.ts';
import { toHex } from '#domain/bytes.ts';
import type { ShiftNews } from '#server/books/shift-news.ts';
import type { Reader, Writer } from './database.ts';

type NewsOf<What extends ShiftNews['what']> = Extract<ShiftNews, { what: What }>;

const WHERE = 'WHERE office_id = ? AND counter_id = ? AND shift_id = ?';

/** The first opening counts: a second one of the same name is nonsense. */
async function open(writer: Writer, officeId: string, news: NewsOf<'opened'>): Promise<void> {
  await writer.run(
    'INSERT INTO office_shift (office_id, counter_id, shift_id, business_date, staff_id, ' +
      'opened_seq, opened_at, float_paise, personal_paise, taken_over_from, sealed) ' +
      'VALUES (?,?,?,?,?,?,?,?,?,?,0) ON DUPLICATE KEY UPDATE shift_id = shift_id',
    [
      officeId,
      news.counterId,
      news.shiftId,
      news.businessDate,
      news.staffId,
      news.seq,
      news.at,
      news.floatPaise,
      news.personalPaise,
      news.takenOverFrom,
    ],
  );
}

async function close(writer: Writer, officeId: string, news: NewsOf<'closed'>): Promise<void> {
  await writer.run(
    'UPDATE office_shift SET sealed = 0, closed_seq = ?, closed_at = ?, closed_hash = ?, ' +
      'z_number = ?, from_seq = ?, counted_paise = ?, expected_paise = ?, variance_paise = ?, ' +
      'reason = ?, receipts = ?, reversals = ?, closed_by = ?, handed_to = ? ' +
      `${WHERE} AND closed_seq IS NULL`,
    [
      news.seq,
      news.at,
      hashBytes(news.hash),
      news.zNumber,
      news.fromSeq,
      news.countedPaise,
      news.expectedPaise,
      news.variancePaise,
      news.reason,
      news.receipts,
      news.reversals,
      news.closedBy,
      news.handedTo,
      officeId,
      news.counterId,
      news.shiftId,
    ],
  );
}

export async function putShiftNews(
  writer: Writer,
  officeId: string,
  all: readonly ShiftNews[],
): Promise<void> {
  for (const news of all) {
    if (news.what === 'opened') await open(writer, officeId, news);
    else if (news.what === 'closed') await close(writer, officeId, news);
    else {
      await writer.run(`UPDATE office_shift SET sealed = ? ${WHERE} AND closed_seq IS NULL`, [
        news.what === 'sealed' ? 1 : 0,
        officeId,
        news.counterId,
        news.shiftId,
      ]);
    }
  }
}

export interface ShiftClose {
  readonly seq: number;
  readonly at: Instant;
  readonly hash: Hash;
  readonly zNumber: number | null;
  readonly fromSeq: number | null;
  readonly countedPaise: Paise;
  readonly expectedPaise: Paise;
  /** Counted less expected. */
  readonly variancePaise: Paise;
  readonly reason: string | null;
  readonly receipts: number;
  readonly reversals: number;
  readonly closedBy: string | null;
  readonly handedTo: string | null;
}

export interface ShiftRecord extends CounterKey {
  readonly shiftId: string;
  readonly businessDate: IsoDate;
  readonly staffId: string;
  readonly openedSeq: number;
  readonly openedAt: Instant;
  readonly floatPaise: Paise;
  readonly personalPaise: Paise;
  readonly takenOverFrom: string | null;
  readonly isSealed: boolean;
  readonly closed: ShiftClose | null;
}

interface RawShift {
  readonly office_id: string;
  readonly counter_id: string;
  readonly shift_id: string;
  readonly business_date: IsoDate;
  readonly staff_id: string;
  readonly opened_seq: number;
  readonly opened_at: number;
  readonly float_paise: number;
  readonly personal_paise: number;
  readonly taken_over_from: string | null;
  readonly sealed: number;
  readonly closed_seq: number | null;
  readonly closed_at: number | null;
  readonly closed_hash: Uint8Array | null;
  readonly z_number: number | null;
  readonly from_seq: number | null;
  readonly counted_paise: number | null;
  readonly expected_paise: number | null;
  readonly variance_paise: number | null;
  readonly reason: string | null;
  readonly receipts: number | null;
  readonly reversals: number | null;
  readonly closed_by: string | null;
  readonly handed_to: string | null;
}

function readClose(row: RawShift): ShiftClose | null {
  if (row.closed_seq === null) return null;
  return {
    seq: row.closed_seq,
    at: instant(row.closed_at ?? 0),
    hash: toHex(row.closed_hash ?? new Uint8Array()) as Hash,
    zNumber: row.z_number,
    fromSeq: row.from_seq,
    countedPaise: paise(row.counted_paise ?? 0),
    expectedPaise: paise(row.expected_paise ?? 0),
    variancePaise: paise(row.variance_paise ?? 0),
    reason: row.reason,
    receipts: row.receipts ?? 0,
    reversals: row.reversals ?? 0,
    closedBy: row.closed_by,
    handedTo: row.handed_to,
  };
}

const readShift = (row: RawShift): ShiftRecord => ({
  officeId: row.office_id,
  counterId: row.counter_id,
  shiftId: row.shift_id,
  businessDate: row.business_date,
  staffId: row.staff_id,
  openedSeq: row.opened_seq,
  openedAt: instant(row.opened_at),
  floatPaise: paise(row.float_paise),
  personalPaise: paise(row.personal_paise),
  takenOverFrom: row.taken_over_from,
  isSealed: row.sealed !== 0,
  closed: readClose(row),
});

const SELECT = 'SELECT * FROM office_shift WHERE office_id = ?';
const ORDER = 'ORDER BY counter_id, opened_seq';

export async function shiftsOfDay(
  reader: Reader,
  officeId: string,
  date: IsoDate,
): Promise<readonly ShiftRecord[]> {
  const rows = await reader.rows<RawShift>(`${SELECT} AND business_date = ? ${ORDER}`, [
    officeId,
    date,
  ]);
  return rows.map(readShift);
}

/** Of any day. */
export async function openShifts(
  reader: Reader,
  officeId: string,
): Promise<readonly ShiftRecord[]> {
  const rows = await reader.rows<RawShift>(`${SELECT} AND closed_seq IS NULL ${ORDER}`, [officeId]);
  return rows.map(readShift);
}

/** Who gave their drawers to these, and before them, as far as the drawers have come. */
export async function givers(
  reader: Reader,
  officeId: string,
  of: readonly ShiftRecord[],
): Promise<readonly ShiftRecord[]> {
  const found: ShiftRecord[] = [];
  let next = of.flatMap((it) => (it.takenOverFrom === null ? [] : [it]));
  while (next.length > 0) {
    const before: ShiftRecord[] = [];
    for (const { counterId, takenOverFrom } of next) {
      const rows = await reader.rows<RawShift>(`${SELECT} AND counter_id = ? AND shift_id = ?`, [
        officeId,
        counterId,
        takenOverFrom,
      ]);
      before.push(...rows.map(readShift));
    }
    const fresh = before.filter((it) => !found.some((known) => known.shiftId === it.shiftId));
    found.push(...fresh);
    next = fresh.filter(({ takenOverFrom }) => takenOverFrom !== null);
  }
  return found;
}

export async function shiftById(
  reader: Reader,
  of: { readonly officeId: string; readonly shiftId: string },
): Promise<ShiftRecord | null> {
  const [row] = await reader.rows<RawShift>(
    `${SELECT} AND counter_id = ? AND shift_id = ?`,
    // `KA-BLR-01-C3-S7` is of `KA-BLR-01-C3`.
    [of.officeId, of.shiftId.slice(0, of.shiftId.lastIndexOf('-')), of.shiftId],
  );
  return row === undefined ? null : readShift(row);
}
