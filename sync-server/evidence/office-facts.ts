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

/** Chooses facts as they pass: about the counter and the runs, then whatever follows from them. */
function chooser(of: CounterKey, runs: readonly SeqRange[]): (row: OfficeRow) => boolean {
  const followed = new Set<unknown>();
  return ({ text }) => {
    const decoded = decodeOfficeEntry(text);
    if (!decoded.ok) return false;
    const { body } = decoded.value;
    const id = field(body, 'caseId') ?? field(body, 'refundId');
    if (id !== undefined && followed.has(id)) return true;
    if (field(body, 'counterId') !== of.counterId) return false;
    const place = placeOf(decoded.value);
    const isNear =
      typeof place !== 'number' ||
      runs.some(({ fromSeq, toSeq }) => place >= fromSeq && place <= toSeq);
    if (isNear && id !== undefined) followed.add(id);
    return isNear;
  };
}

export async function officeFactsAbout(
  reader: Reader,
  of: CounterKey,
  runs: readonly SeqRange[],
): Promise<readonly OfficeRow[]> {
  const isAbout = chooser(of, runs);
  const chosen: OfficeRow[] = [];
  let seq = 0;
  for (;;) {
    const page = await officeEntriesAfter(reader, of.officeId, { seq, limit: PAGE });
    chosen.push(...page.filter(isAbout));
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) return chosen;
    seq = last.seq;
  }
}
