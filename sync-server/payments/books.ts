/**
 * Pulls the gateway's books by cursor, again for days that may still change: its reconciliation, what it
 * paid out, and all that is in each settlement that arrived. Matches nothing itself.
 */
import { ok, type Result } from '#domain/result.ts';
import { DAY_MS, instant, type Instant } from '#domain/time.ts';
import type { ServerContext } from '#server/context.ts';
import type { Writer } from '#server/store/database.ts';
import { forgetMessages, keepBookEvent, notePull } from '#server/store/gateway-books.ts';
import {
  keepSettlement,
  markSettlementRead,
  unreadSettlements,
} from '#server/store/settlements.ts';
import type { BookEvent, Gateway } from './gateway.ts';
import { bookSettlements } from './settle.ts';

/** T+5 for what is late, and the settlement's own days. */
const DAYS_BACK = 10;
const MAX_PAGES = 10_000;
const SETTLEMENTS_AT_ONCE = 500;
/** Twice as old as the oldest webhook that is taken (U17). */
const FORGET_AFTER_MS = 4 * 3_600_000;

type Page<T> = Result<{ readonly rows: readonly T[]; readonly cursor: string | null }>;

/** Page by page, each kept before the next is asked for. Answers how many rows there were. */
async function pull<T>(
  context: ServerContext,
  of: {
    readonly fetch: (cursor: string | null) => Promise<Page<T>>;
    readonly keep: (writer: Writer, row: T) => Promise<void>;
  },
): Promise<Result<number>> {
  let cursor: string | null = null;
  let read = 0;
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const fetched: Page<T> = await of.fetch(cursor);
    if (!fetched.ok) return fetched;
    const { rows } = fetched.value;
    const kept = await context.database.transact(async (writer) => {
      for (const row of rows) await of.keep(writer, row);
    });
    if (!kept.ok) return kept;
    read += rows.length;
    cursor = fetched.value.cursor;
    if (cursor === null) break;
  }
  return ok(read);
}

class Pull {
  readonly #context: ServerContext;
  readonly #gateway: Gateway;
  readonly #to: Instant;

  constructor(context: ServerContext, gateway: Gateway) {
    this.#context = context;
    this.#gateway = gateway;
    this.#to = context.now();
  }

  readonly #keepEvent = (writer: Writer, event: BookEvent): Promise<void> =>
    keepBookEvent(writer, { ...event, at: this.#to });

  movements(): Promise<Result<number>> {
    const from = instant(this.#to - DAYS_BACK * DAY_MS);
    return pull(this.#context, {
      fetch: async (cursor) => {
        const page = await this.#gateway.books({ from, to: this.#to, cursor });
        return page.ok ? ok({ rows: page.value.events, cursor: page.value.cursor }) : page;
      },
      keep: this.#keepEvent,
    });
  }

  settlements(): Promise<Result<number>> {
    const from = instant(this.#to - DAYS_BACK * DAY_MS);
    return pull(this.#context, {
      fetch: async (cursor) => {
        const page = await this.#gateway.settlements({ from, to: this.#to, cursor });
        return page.ok ? ok({ rows: page.value.settlements, cursor: page.value.cursor }) : page;
      },
      keep: (writer, row) => keepSettlement(writer, { ...row, at: this.#to }),
    });
  }

  /** Also what happened before the days that are read again. */
  async inSettlements(): Promise<Result<number>> {
    const { database } = this.#context;
    let read = 0;
    for (const of of await unreadSettlements(database.read, SETTLEMENTS_AT_ONCE)) {
      const { settlementId, utr } = of;
      const pulled = await pull(this.#context, {
        fetch: async (cursor) => {
          const page = await this.#gateway.settlementBooks({ utr, cursor });
          return page.ok ? ok({ rows: page.value.events, cursor: page.value.cursor }) : page;
        },
        // Asked for by its reference: all of them are in it, whether or not each row says so.
        keep: (writer, event) => this.#keepEvent(writer, { ...event, settlementId, utr }),
      });
      if (!pulled.ok) return pulled;
      await database.transact((writer) => markSettlementRead(writer, of));
      read += pulled.value;
    }
    return ok(read);
  }

  async done(): Promise<void> {
    await this.#context.database.transact(async (writer) => {
      await notePull(writer, this.#to);
      await forgetMessages(writer, this.#to - FORGET_AFTER_MS);
    });
  }
}

/** Answers how many movements were read. Safe to repeat and to break off at any page. */
export async function pullBooks(context: ServerContext, gateway: Gateway): Promise<Result<number>> {
  const pulling = new Pull(context, gateway);
  const movements = await pulling.movements();
  if (!movements.ok) return movements;
  for (const step of [() => pulling.settlements(), () => pulling.inSettlements()]) {
    const done = await step();
    if (!done.ok) return done;
  }
  await bookSettlements(context);
  await pulling.done();
  return movements;
}
