/** What HQ decided about the entries of a bundle: facts of the office's chain, as they were signed. */
import { decodeOfficeEntry, type OfficeEntry } from '#protocol/office-chain.ts';
import type { Reader } from '#server/store/database.ts';
import type { CounterKey } from '#server/store/entries.ts';
import { officeEntriesAfter, type OfficeRow } from '#server/store/office-chain.ts';
import type { SeqRange } from './ranges.ts';

const PAGE = 500;

const field = (of: unknown, name: string): unknown =>
  typeof of === 'object' && of !== null ? (of as Record<string, unknown>)[name] : undefined;

/** The place in the counter's journal that a fact is about, where it is about one. */
const placeOf = ({ body }: OfficeEntry): unknown =>
  field(body, 'seq') ?? field(field(body, 'details'), 'seq');

/** What facts are chosen by: whose, near which entries, and of which charges and case. */
export interface FactsWanted extends CounterKey {
  readonly runs: readonly SeqRange[];
  /** Charges that the entries ask to be paid by UPI. */
  readonly chargeIds: ReadonlySet<string>;
  /** Null: of no case in particular. */
  readonly caseId: string | null;
}

/** A payment is near where its charge is asked for in the entries; other facts, by their place. */
function isNear(entry: OfficeEntry, { runs, chargeIds }: FactsWanted): boolean {
  const chargeId = field(entry.body, 'chargeId');
  if (typeof chargeId === 'string') return chargeIds.has(chargeId);
  const place = placeOf(entry);
  if (typeof place !== 'number') return entry.kind.startsWith('counter.');
  return runs.some(({ fromSeq, toSeq }) => place >= fromSeq && place <= toSeq);
}

/** Chooses facts as they pass: about the counter and the runs, then whatever follows from them. */
function chooser(of: FactsWanted): (row: OfficeRow) => boolean {
  const followed = new Set<unknown>(of.caseId === null ? [] : [of.caseId]);
  return ({ text }) => {
    const decoded = decodeOfficeEntry(text);
    if (!decoded.ok) return false;
    const { body } = decoded.value;
    const id = field(body, 'caseId') ?? field(body, 'refundId');
    if (id !== undefined && followed.has(id)) return true;
    if (field(body, 'counterId') !== of.counterId) return false;
    const isChosen = isNear(decoded.value, of);
    if (isChosen && id !== undefined) followed.add(id);
    return isChosen;
  };
}

/** The office's chain, page by page. */
export async function officeFacts(
  reader: Reader,
  officeId: string,
  isWanted: (row: OfficeRow) => boolean,
): Promise<readonly OfficeRow[]> {
  const chosen: OfficeRow[] = [];
  let seq = 0;
  for (;;) {
    const page = await officeEntriesAfter(reader, officeId, { seq, limit: PAGE });
    chosen.push(...page.filter(isWanted));
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) return chosen;
    seq = last.seq;
  }
}

export const officeFactsAbout = (reader: Reader, of: FactsWanted): Promise<readonly OfficeRow[]> =>
  officeFacts(reader, of.officeId, chooser(of));
