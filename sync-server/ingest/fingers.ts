/**
 * What counters of one office tell each other of fingerprints, passed on by HQ, which can open none of
 * it: sealed templates, their deletion, sealing keys, sealed keys (FP29, FP30, FP32).
 */
import { z } from 'zod';

import { isCounterId, type CounterId } from '#domain/ids.ts';
import { isFeedContent, type FeedContent } from '#protocol/feed.ts';
import { parseSealOffer } from '#protocol/seal-offer.ts';
import { parseJson } from '#protocol/signed.ts';
import type { Writer } from '#server/store/database.ts';
import type { CounterKey, EntryRow } from '#server/store/entries.ts';
import { dropOlder, publish } from '#server/store/feed.ts';
import { forgetTemplates, keepTemplates } from '#server/store/fingers.ts';
import { privateText } from '#server/store/messages.ts';

const enrolmentId = z.string().regex(/^[0-9a-f]{32}$/);
const kept = z.looseObject({
  enrolmentId,
  sealed: z.looseObject({ ref: z.string().regex(/^[0-9a-f]{32}$/) }),
});
const forgotten = z.looseObject({ enrolmentId });
const offered = z.looseObject({ document: z.string() });
const shared = z.looseObject({
  to: z.custom<CounterId>((v) => typeof v === 'string' && isCounterId(v)),
  keyId: z.string(),
  wrapped: z.string(),
});

interface Telling {
  readonly content: FeedContent;
  readonly subject: string;
}

const bodyOf = (row: EntryRow): unknown => {
  const entry = parseJson(row.text);
  return typeof entry === 'object' && entry !== null && 'body' in entry ? entry.body : null;
};

async function aboutTemplates(
  writer: Writer,
  of: CounterKey,
  row: EntryRow,
): Promise<Telling | null> {
  const body = kept.safeParse(bodyOf(row));
  if (!body.success) return null;
  const { enrolmentId: id, sealed } = body.data;
  const isKept = await keepTemplates(writer, { ...of, enrolmentId: id, ref: sealed.ref });
  const text = isKept ? await privateText(writer, { ...of, ref: sealed.ref }) : null;
  if (text === null) return null;
  return { content: { type: 'template', enrolmentId: id, text }, subject: id };
}

async function aboutForgetting(
  writer: Writer,
  of: CounterKey,
  row: EntryRow,
): Promise<Telling | null> {
  const body = forgotten.safeParse(bodyOf(row));
  if (!body.success) return null;
  const { enrolmentId: id } = body.data;
  await forgetTemplates(writer, { ...of, enrolmentId: id });
  return { content: { type: 'template', enrolmentId: id, text: null }, subject: id };
}

/** Only a counter's own offer, of its own office. */
function aboutOffer(of: CounterKey, row: EntryRow): Telling | null {
  const body = offered.safeParse(bodyOf(row));
  const offer = body.success ? parseSealOffer(body.data.document) : null;
  if (!body.success || offer?.counterId !== of.counterId) return null;
  return { content: { type: 'seal.offer', document: body.data.document }, subject: of.counterId };
}

function aboutShare(of: CounterKey, row: EntryRow): Telling | null {
  const body = shared.safeParse(bodyOf(row));
  if (!body.success || !body.data.to.startsWith(`${of.officeId}-`)) return null;
  const { to, keyId, wrapped } = body.data;
  const from = of.counterId as CounterId;
  const content = { type: 'seal.share', from, to, keyId, wrapped } as const;
  return { content, subject: `${to}/${keyId}` };
}

async function tellingOf(writer: Writer, of: CounterKey, row: EntryRow): Promise<Telling | null> {
  switch (row.kind) {
    case 'finger.enrolled':
    case 'finger.updated':
      return aboutTemplates(writer, of, row);
    case 'finger.forgotten':
      return aboutForgetting(writer, of, row);
    case 'seal.offered':
      return aboutOffer(of, row);
    case 'seal.shared':
      return aboutShare(of, row);
    default:
      return null;
  }
}

/** In the projector's transaction: each entry is passed on once. */
export async function passOnFingers(
  writer: Writer,
  of: CounterKey,
  run: { readonly rows: readonly EntryRow[]; readonly at: number },
): Promise<void> {
  for (const row of run.rows) {
    const telling = await tellingOf(writer, of, row);
    // What no counter could read is kept in the journal and told to nobody.
    if (telling === null || !isFeedContent(telling.content)) continue;
    const { content, subject } = telling;
    const cursor = await publish(writer, of.officeId, { content, subject, at: run.at });
    if (cursor !== null && content.type === 'template') {
      await dropOlder(writer, of.officeId, { type: content.type, subject, before: cursor });
    }
  }
}
