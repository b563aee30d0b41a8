/** Pulls the gateway's books by cursor, again for days that may still change, and matches nothing itself. */
import { ok, type Result } from '#domain/result.ts';
import { DAY_MS, instant } from '#domain/time.ts';
import type { ServerContext } from '#server/context.ts';
import { forgetMessages, keepBookEvent } from '#server/store/gateway-books.ts';
import type { Gateway } from './gateway.ts';

/** T+5 for what is late, and the settlement's own days. */
const DAYS_BACK = 10;
const MAX_PAGES = 10_000;
/** Twice as old as the oldest webhook that is taken (U17). */
const FORGET_AFTER_MS = 4 * 3_600_000;

/** Answers how many movements were read. Safe to repeat and to break off at any page. */
export async function pullBooks(context: ServerContext, gateway: Gateway): Promise<Result<number>> {
  const to = context.now();
  const from = instant(to - DAYS_BACK * DAY_MS);
  let cursor: string | null = null;
  let read = 0;
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const books: Awaited<ReturnType<Gateway['books']>> = await gateway.books({ from, to, cursor });
    if (!books.ok) return books;
    const { events } = books.value;
    const kept = await context.database.transact(async (writer) => {
      for (const event of events) await keepBookEvent(writer, { ...event, at: to });
    });
    if (!kept.ok) return kept;
    read += events.length;
    cursor = books.value.cursor;
    if (cursor === null) break;
  }
  await context.database.transact((writer) => forgetMessages(writer, to - FORGET_AFTER_MS));
  return ok(read);
}
