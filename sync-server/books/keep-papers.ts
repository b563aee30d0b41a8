/**
 * Leaves and cheques of a run as rows, and what is wrong with them: a leaf keyed twice, of no book of
 * the office, with more collected than its fee, or passed over when its counter closed a shift.
 */
import type { Finding } from '#server/ingest/judge.ts';
import type { Writer } from '#server/store/database.ts';
import type { CounterKey } from '#server/store/entries.ts';
import { addInstrumentReceipt, putInstrument } from '#server/store/instruments.ts';
import { booksKeyedAt, leafBook, useLeaf } from '#server/store/leaf-books.ts';

import type { BookRun } from './book-run.ts';
import type { LeafUse } from './papers.ts';

export interface KeptPapers {
  readonly findings: Finding[];
  /** Subjects of leaves that were missing before, maybe, and are not now. */
  readonly found: string[];
}

async function keepLeaf(writer: Writer, of: CounterKey, use: LeafUse): Promise<Finding[]> {
  const { officeId, counterId } = of;
  const { bookId, leaf, seq, kind, totalPaise: amountPaise, excessPaise } = use;
  const subject = `${bookId}/${leaf}`;
  const found: Finding[] = [];
  const book = await leafBook(writer, { officeId, bookId });
  if (book === null || leaf < book.firstLeaf || leaf > book.lastLeaf) {
    found.push({ kind: 'leaf_unknown', subject, details: { seq, bookId, leaf } });
  }
  const row = { officeId, counterId, bookId, leaf, seq, kind, amountPaise };
  if (!(await useLeaf(writer, row))) {
    found.push({ kind: 'leaf_twice', subject: seq, details: { seq, bookId, leaf } });
  }
  if (excessPaise > 0) {
    found.push({ kind: 'leaf_excess', subject, details: { seq, bookId, leaf, excessPaise } });
  }
  return found;
}

/** LB5: below a leaf that was used, and neither keyed nor spoilt itself. */
export async function leavesPassedOver(
  writer: Writer,
  of: { readonly officeId: string; readonly bookId: string },
): Promise<readonly Finding[]> {
  const book = await leafBook(writer, of);
  const { bookId } = of;
  return (book?.missing ?? []).map((leaf) => ({
    counterId: of.officeId,
    kind: 'leaf_missing',
    subject: `${bookId}/${leaf}`,
    details: { bookId, leaf },
  }));
}

export async function keepPapers(
  writer: Writer,
  of: CounterKey,
  run: BookRun,
): Promise<KeptPapers> {
  const kept: KeptPapers = { findings: [], found: [] };
  for (const paper of run.papers) {
    if (paper.what === 'leaf') {
      kept.findings.push(...(await keepLeaf(writer, of, paper)));
      kept.found.push(`${paper.bookId}/${paper.leaf}`);
    } else if (paper.what === 'instrument') await putInstrument(writer, { ...of, ...paper });
    else await addInstrumentReceipt(writer, { ...of, ...paper });
  }
  if (!run.shifts.some(({ what }) => what === 'closed')) return kept;
  for (const bookId of await booksKeyedAt(writer, of)) {
    const missing = await leavesPassedOver(writer, { officeId: of.officeId, bookId });
    kept.findings.push(...missing);
  }
  return kept;
}
