/** The feed and the head, signed for the one counter that asked. */
import { signHead } from '#protocol/acknowledgement.ts';
import { MAX_FEED_ITEMS, signFeed, type FeedItem } from '#protocol/feed.ts';
import type { ServerContext } from '#server/context.ts';
import { openCase } from '#server/store/cases.ts';
import { readHeadRow } from '#server/store/entries.ts';
import { feedAfter, feedCursorOf } from '#server/store/feed.ts';
import type { CounterRecord } from '#server/store/fleet.ts';
import { fail, ok, type Result } from '#domain/result.ts';

/** A page ends where its items' texts pass this; one item always goes. */
const PAGE_CHARS = 2_000_000;

function fitPage(items: readonly FeedItem[]): readonly FeedItem[] {
  let chars = 0;
  const end = items.findIndex((item, index) => {
    chars += JSON.stringify(item).length;
    return index > 0 && chars > PAGE_CHARS;
  });
  return end < 0 ? items : items.slice(0, end);
}

/** F13: a counter that was told more than there is proves that this server lost news. */
async function wentBack(
  context: ServerContext,
  { counter, cursor }: { readonly counter: CounterRecord; readonly cursor: number },
): Promise<Result<never> | null> {
  const { officeId, counterId } = counter;
  const last = await feedCursorOf(context.database.read, officeId);
  if (cursor <= last) return null;
  context.log.warn('feed.went_back', { counterId, cursor, last });
  const opened = await context.database.transact((writer) =>
    openCase(context, writer, {
      officeId,
      counterId,
      kind: 'server_went_back',
      subject: `feed/${last}`,
      openedAt: context.now(),
      details: { feedCursor: last, toldCursor: cursor },
    }),
  );
  return opened.ok ? fail('FEED_WENT_BACK', { cursor: last }) : opened;
}

/** FEED_WENT_BACK, or the page as it was signed. */
export async function signedFeed(
  context: ServerContext,
  of: { readonly counter: CounterRecord; readonly cursor: number },
): Promise<Result<string>> {
  const back = await wentBack(context, of);
  if (back !== null) return back;
  const { officeId, counterId } = of.counter;
  const found = await feedAfter(context.database.read, officeId, {
    cursor: of.cursor,
    limit: MAX_FEED_ITEMS + 1,
  });
  const items = fitPage(found.slice(0, MAX_FEED_ITEMS));
  const page = {
    officeId,
    counterId,
    afterCursor: of.cursor,
    nextCursor: items.at(-1)?.cursor ?? of.cursor,
    hasMore: items.length < found.length,
    serverTime: context.now(),
    items,
  };
  return ok(signFeed(page, context.keys.server));
}

/** A counter that holds an acknowledgement beyond the head proves that this server lost entries. */
async function noticeLoss(
  context: ServerContext,
  of: { readonly counter: CounterRecord; readonly seq: number; readonly acknowledgedSeq: number },
): Promise<void> {
  const { officeId, counterId } = of.counter;
  const { seq, acknowledgedSeq } = of;
  if (acknowledgedSeq <= seq) return;
  context.log.warn('server.went_back', { counterId, seq, acknowledgedSeq });
  await context.database.transact((writer) =>
    openCase(context, writer, {
      officeId,
      counterId,
      kind: 'server_went_back',
      subject: seq,
      openedAt: context.now(),
      details: { seq, acknowledgedSeq },
    }),
  );
}

export async function signedHead(
  context: ServerContext,
  of: { readonly counter: CounterRecord; readonly acknowledgedSeq: number },
): Promise<Result<string>> {
  const { counterId } = of.counter;
  const head = await readHeadRow(context.database.read, of.counter);
  if (head === null) return fail('COUNTER_UNKNOWN', { counter: counterId });
  await noticeLoss(context, { ...of, seq: head.seq });
  const serverTime = context.now();
  const { seq, hash: headHash } = head;
  return ok(signHead({ counterId, seq, headHash, serverTime }, context.keys.server));
}
