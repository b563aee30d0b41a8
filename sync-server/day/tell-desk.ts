/**
 * What an office's desk decided, told to its counters (OC9): a book of leaves as it stands, what the bank
 * did with a cheque. Once for each decision, whatever is repeated; the item is made when it is sent, so
 * that the newest standing goes out last.
 */
import { ok, type Result } from '#domain/result.ts';
import type { FeedContent } from '#protocol/feed.ts';
import type { ServerContext } from '#server/context.ts';
import { afterCopied } from '#server/office-chain/gate.ts';
import { publish } from '#server/store/feed.ts';
import { instrumentById, instrumentItem } from '#server/store/instruments.ts';
import { leafBook, leafBookItem } from '#server/store/leaf-books.ts';
import type { TakenEffect } from '#server/store/outbox.ts';

interface News {
  readonly content: FeedContent;
  readonly subject: string;
}

async function newsOf(
  { database }: ServerContext,
  officeId: string,
  { kind, body }: TakenEffect,
): Promise<News | null> {
  if (kind === 'desk.leaf_book') {
    const bookId = String(body['bookId']);
    const book = await leafBook(database.read, { officeId, bookId });
    return book === null ? null : { content: leafBookItem(book), subject: bookId };
  }
  const instrumentId = String(body['instrumentId']);
  const found = await instrumentById(database.read, { officeId, instrumentId });
  const content = found === null ? null : instrumentItem(found);
  return content === null ? null : { content, subject: instrumentId };
}

export async function tellDeskNews(
  context: ServerContext,
  effect: TakenEffect,
): Promise<Result<null>> {
  const officeId = String(effect.body['officeId']);
  return afterCopied(context, officeId, async () => {
    const news = await newsOf(context, officeId, effect);
    if (news === null) return ok(null);
    const told = await context.database.transact((writer) =>
      publish(writer, officeId, { ...news, at: context.now() }),
    );
    if (!told.ok) return told;
    context.changes.published();
    return ok(null);
  });
}
