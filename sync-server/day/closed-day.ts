/** A closed day as it was signed, with everything that was added to it since. */
import { assert, fail, ok, type Result } from '#domain/result.ts';
import type { IsoDate } from '#domain/time.ts';
import { decodeOfficeEntry, officeFactOf, type OfficeFact } from '#protocol/office-chain.ts';
import type { ClosedDay, SignedEntry } from '#server/api/office-contract.ts';
import { dayTotals } from '#server/store/books.ts';
import type { Reader } from '#server/store/database.ts';
import { officeEntryAt } from '#server/store/office-chain.ts';
import { deskSettings } from '#server/store/office-desk.ts';
import { dayRecord } from '#server/store/office-days.ts';
import { openShifts } from '#server/store/office-shifts.ts';
import { dayLine, dayMoney } from './day-line.ts';

interface Signed {
  readonly fact: OfficeFact;
  readonly entry: SignedEntry;
}

async function signedAt(reader: Reader, officeId: string, seq: number): Promise<Signed> {
  const row = await officeEntryAt(reader, officeId, seq);
  const decoded = decodeOfficeEntry(row?.text ?? '');
  const fact = decoded.ok ? officeFactOf(decoded.value) : null;
  assert(row !== null && decoded.ok && fact !== null, `entry ${seq} of ${officeId} can be read`);
  const { hash, signature } = row;
  const { at, keyId } = decoded.value;
  return { fact, entry: { seq, at, hash, signature, keyId } };
}

type Documents = Pick<ClosedDay, 'document' | 'entry' | 'supplements'>;

/** Back from the newest document to the one with which the day was closed. */
async function documentsOf(
  reader: Reader,
  officeId: string,
  newestSeq: number,
): Promise<Documents> {
  const supplements: ClosedDay['supplements'][number][] = [];
  for (let seq = newestSeq; ;) {
    const { fact, entry } = await signedAt(reader, officeId, seq);
    if (fact.kind === 'day.closed') {
      return { document: fact.body.document, entry, supplements: supplements.toReversed() };
    }
    assert(fact.kind === 'day.supplemented', `entry ${seq} of ${officeId} is a day's document`);
    const { number, deltas, document, follows } = fact.body;
    supplements.push({ number, deltas, document, entry });
    seq = follows;
  }
}

async function checkedAt(
  reader: Reader,
  officeId: string,
  seq: number | null,
): Promise<ClosedDay['checked']> {
  if (seq === null) return null;
  const { fact, entry } = await signedAt(reader, officeId, seq);
  assert(fact.kind === 'day.checked', `entry ${seq} of ${officeId} is a check`);
  const { staffId, finding, words } = fact.body;
  return { staffId, at: entry.at, finding, words };
}

/** DAY_NOT_CLOSED; to the office DAY_DRAWER_OPEN where it would tell what a drawer should hold. */
export async function closedDay(
  reader: Reader,
  of: { readonly officeId: string; readonly date: IsoDate; readonly from: 'office' | 'hq' },
): Promise<Result<ClosedDay>> {
  const { officeId, date } = of;
  const record = await dayRecord(reader, officeId, date);
  if (record === null || record.documentSeq === null) return fail('DAY_NOT_CLOSED', { date });
  const open = (await openShifts(reader, officeId)).find((it) => it.businessDate === date);
  if (of.from === 'office' && open !== undefined) {
    return fail('DAY_DRAWER_OPEN', { shift: open.shiftId });
  }
  const money = dayMoney(await dayTotals(reader, officeId, { from: date, until: date }));
  const { cutOffMinutes } = await deskSettings(reader, officeId);
  return ok({
    day: dayLine(date, { record, money, cutOffMinutes }),
    ...(await documentsOf(reader, officeId, record.documentSeq)),
    checked: await checkedAt(reader, officeId, record.checkSeq),
  });
}
