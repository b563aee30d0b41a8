/**
 * Making and publishing a day's root: made once in one transaction with its leaves, then written to
 * the witness's folder and every office's chain, then told. Safe to repeat at any point.
 * docs/spec/transparency.md.
 */
import { fail, ok, type Result } from '#domain/result.ts';
import { addDays, istDate, type IsoDate } from '#domain/time.ts';
import { parseJson, parseSignedDocument, payloadHash } from '#protocol/signed.ts';
import { inLeafOrder, signRoot, type DailyRoot } from '#protocol/transparency.ts';
import type { ServerContext } from '#server/context.ts';
import { tellOffices } from '#server/office-chain/tell.ts';
import {
  claimDay,
  keepHeads,
  lastRoot,
  markPublished,
  putRoot,
  unpublishedRoots,
  type RootRow,
} from '#server/store/roots.ts';
import type { Writer } from '#server/store/database.ts';
import { writeWitness } from './witness.ts';

async function make(context: ServerContext, writer: Writer, date: IsoDate): Promise<void> {
  const previous = await lastRoot(writer);
  if (previous !== null && previous.date >= date) return;
  const createdAt = context.now();
  if (!(await claimDay(writer, date, createdAt))) return;
  const leaves = inLeafOrder(await keepHeads(writer, date));
  const digest = context.crypto.sha256;
  const document = signRoot(
    {
      date,
      createdAt,
      leaves,
      previous:
        previous === null ? null : { date: previous.date, documentHash: previous.documentHash },
    },
    { signer: context.keys.server, digest },
  );
  const signed = parseSignedDocument(document);
  const payload = signed.ok ? signed.value.payload : '';
  await putRoot(writer, { date, document, documentHash: payloadHash(payload, digest) });
}

async function publishRoot(context: ServerContext, row: RootRow): Promise<Result<null>> {
  const { date, document, documentHash } = row;
  const folder = context.officeCopy?.folder;
  if (folder !== undefined) {
    const written = writeWitness(folder, { date, document });
    if (!written.ok) return written;
  }
  const signed = parseSignedDocument(document);
  if (!signed.ok) return fail('ROOT_NOT_MADE', { date });
  const { previous } = parseJson(signed.value.payload) as DailyRoot;
  const told = await tellOffices(context, {
    fact: { kind: 'root.published', body: { date, documentHash } },
    content: { type: 'root', date, documentHash, previous, document },
    subject: date,
  });
  if (!told.ok) return told;
  const at = context.now();
  const marked = await context.database.transact((writer) => markPublished(writer, date, at));
  return marked.ok ? ok(null) : marked;
}

/** The root of yesterday in India, where it is not made yet; and what was made but not told. */
export async function bringRootsUpToDate(context: ServerContext): Promise<Result<null>> {
  const date = addDays(istDate(context.now()), -1);
  const made = await context.database.transact((writer) => make(context, writer, date));
  if (!made.ok) return made;
  for (const row of await unpublishedRoots(context.database.read)) {
    const published = await publishRoot(context, row);
    if (!published.ok) return published;
    context.log.info('root.published', { date: row.date });
  }
  return ok(null);
}
