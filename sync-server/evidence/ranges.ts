/**
 * Which entries a subject needs: from the quote to the receipt (and its reversal), from a shift's
 * opening to its close, a day's shifts, a range, or what a case is about. Each run goes on to where the counter's own
 * signature covers all of it, and where it is near, to a head that a published root holds.
 */
import { decodeEntry, type AnyEntry } from '#domain/journal/chain.ts';
import { fail, ok, type Result } from '#domain/result.ts';
import type { EvidenceSubject } from '#protocol/evidence-bundle.ts';
import type { CaseRow } from '#server/api/contract.ts';
import { caseById } from '#server/store/cases.ts';
import type { Reader } from '#server/store/database.ts';
import { readHeadRow, type CounterKey, type HeadRow } from '#server/store/entries.ts';
import { firstRootAfter } from '#server/store/roots.ts';
import { batchEndAt } from '#server/store/batch-heads.ts';
import { nextSigned, quotesBefore, shiftEntries, type EntryText } from '#server/store/evidence.ts';
import { entryAt, receiptByNumber } from '#server/store/receipts.ts';

export interface SeqRange {
  readonly fromSeq: number;
  readonly toSeq: number;
}

/** What a counter's journal is asked for. */
export type CounterSubject = Exclude<EvidenceSubject, { readonly kind: 'office' }>;

/** A busy counter's month; more is asked for in parts. */
export const MAX_EVIDENCE_ENTRIES = 50_000;

/** A day of a busy counter: so much is added to a run to reach a published head. */
const REACH_ENTRIES = 2_000;

const NOTHING = fail('EVIDENCE_NOTHING');

const entryOf = ({ text }: { readonly text: string }): AnyEntry | null => {
  const decoded = decodeEntry(text);
  return decoded.ok ? decoded.value : null;
};

async function receiptRanges(
  reader: Reader,
  of: CounterKey,
  receiptNumber: string,
): Promise<Result<readonly SeqRange[]>> {
  const place = await receiptByNumber(reader, of, receiptNumber);
  const row = place === null ? null : await entryAt(reader, of, place.seq);
  const receipt = row === null ? null : entryOf(row);
  if (place === null || receipt === null) return NOTHING;
  const quotes = await quotesBefore(reader, of, place.seq);
  const quote = quotes.find(
    (candidate) => entryOf(candidate)?.body['quoteId'] === receipt.body['quoteId'],
  );
  const charged = { fromSeq: quote?.seq ?? place.seq, toSeq: place.seq };
  const { reversedSeq } = place;
  return ok(
    reversedSeq === null ? [charged] : [charged, { fromSeq: reversedSeq, toSeq: reversedSeq }],
  );
}

interface Shift extends SeqRange {
  readonly shiftId: string;
  readonly businessDate: string;
}

/** Shifts as opened, each up to its close, the next opening or the head. */
function shiftsOf(rows: readonly EntryText[], headSeq: number): readonly Shift[] {
  const shifts: Shift[] = [];
  for (const [index, row] of rows.entries()) {
    const entry = row.kind === 'shift.opened' ? entryOf(row) : null;
    if (entry === null) continue;
    const next = rows[index + 1];
    const toSeq = next === undefined ? headSeq : next.seq - (next.kind === 'shift.opened' ? 1 : 0);
    shifts.push({
      shiftId: String(entry.body['shiftId']),
      businessDate: entry.businessDate,
      fromSeq: row.seq,
      toSeq,
    });
  }
  return shifts;
}

/** The entries that a case names, from the one before them on; none where it names no place. */
function placesOf({ kind, details }: CaseRow, head: HeadRow): readonly SeqRange[] {
  const [seq, firstSeq, lastSeq] = ['seq', 'firstSeq', 'lastSeq'].map((name) => details[name]);
  const isBranch = kind === 'fork' || kind === 'chain_broken';
  const from = typeof seq === 'number' ? seq : firstSeq;
  if (typeof from !== 'number') return [];
  const to = isBranch && typeof lastSeq === 'number' ? Math.max(from, lastSeq) : from;
  const run = { fromSeq: Math.max(1, from - 1), toSeq: Math.min(to, head.seq) };
  return run.fromSeq > run.toSeq ? [] : [run];
}

async function caseRanges(
  reader: Reader,
  of: CounterKey & { readonly caseId: string },
  head: HeadRow,
): Promise<Result<readonly SeqRange[]>> {
  const found = await caseById(reader, of);
  if (found?.counterId !== of.counterId) return fail('CASE_UNKNOWN');
  const { receiptNumber } = found.details;
  if (typeof receiptNumber !== 'string') return ok(placesOf(found, head));
  const receipt = await receiptRanges(reader, of, receiptNumber);
  return receipt.ok ? receipt : ok(placesOf(found, head));
}

async function wanted(
  reader: Reader,
  of: CounterKey,
  about: CounterSubject,
): Promise<Result<readonly SeqRange[]>> {
  const head = await readHeadRow(reader, of);
  if (head === null) return fail('COUNTER_UNKNOWN', { counter: of.counterId });
  if (about.kind === 'receipt') return receiptRanges(reader, of, about.receiptNumber);
  if (about.kind === 'case') return caseRanges(reader, { ...of, caseId: about.caseId }, head);
  if (about.kind === 'range') {
    const { fromSeq, toSeq } = about;
    if (fromSeq > toSeq) return fail('INPUT_INVALID', { field: 'toSeq' });
    return fromSeq > head.seq ? NOTHING : ok([{ fromSeq, toSeq: Math.min(toSeq, head.seq) }]);
  }
  const shifts = shiftsOf(await shiftEntries(reader, of), head.seq).filter((shift) =>
    about.kind === 'shift'
      ? shift.shiftId === about.shiftId
      : shift.businessDate === about.businessDate,
  );
  const [first, last] = [shifts[0], shifts.at(-1)];
  if (first === undefined || last === undefined) return NOTHING;
  return ok([{ fromSeq: first.fromSeq, toSeq: last.toSeq }]);
}

/** Runs that touch or overlap become one. */
function joined(ranges: readonly SeqRange[]): readonly SeqRange[] {
  const runs: SeqRange[] = [];
  for (const range of ranges) {
    const last = runs.at(-1);
    if (last !== undefined && range.fromSeq <= last.toSeq + 1) {
      runs[runs.length - 1] = { ...last, toSeq: Math.max(last.toSeq, range.toSeq) };
    } else runs.push(range);
  }
  return runs;
}

/** The nearest published head, else the nearest signature that covers `seq`, else `seq` itself. */
async function coveredTo(reader: Reader, of: CounterKey, seq: number): Promise<number> {
  const published = (await firstRootAfter(reader, { counterId: of.counterId, seq }))?.seq ?? null;
  if (published !== null && published - seq < REACH_ENTRIES) return published;
  const ends = [await nextSigned(reader, of, seq), await batchEndAt(reader, of, seq)];
  const near = ends.filter((end) => end !== null && end - seq < MAX_EVIDENCE_ENTRIES);
  return near.length === 0 ? seq : Math.min(...near.map((end) => end ?? seq));
}

/** EVIDENCE_NOTHING, CASE_UNKNOWN, COUNTER_UNKNOWN, INPUT_INVALID, or the runs in ascending order. */
export async function evidenceRanges(
  reader: Reader,
  of: CounterKey,
  about: CounterSubject,
): Promise<Result<readonly SeqRange[]>> {
  const found = await wanted(reader, of, about);
  if (!found.ok) return found;
  const covered: SeqRange[] = [];
  for (const { fromSeq, toSeq } of found.value) {
    covered.push({ fromSeq, toSeq: await coveredTo(reader, of, toSeq) });
  }
  const runs = joined(covered);
  const count = runs.reduce((sum, run) => sum + run.toSeq - run.fromSeq + 1, 0);
  return count > MAX_EVIDENCE_ENTRIES ? fail('INPUT_INVALID', { field: 'range' }) : ok(runs);
}
