/**
 * Keeps the desk at work while the server runs: rounds one after the other, and hints beside them,
 * so that a citizen who has just paid never waits behind a slow gateway's other answers.
 */
import type { ServerContext } from '#server/context.ts';
import { isDatabaseGone } from '#server/store/database.ts';
import type { PaymentDesk } from './desk.ts';
import type { PayoutDesk } from './payouts.ts';

const EVERY_MS = 1_000;
const SETUP_EVERY_ROUNDS = 5;
const PAYOUTS_EVERY_ROUNDS = 5;
/** An hour. The first time soon after the start. */
const BOOKS_EVERY_ROUNDS = 3_600;
const FIRST_BOOKS_ROUND = 20;
const HINTS_AT_ONCE = 8;

export class PaymentRunner {
  readonly #desk: PaymentDesk;
  readonly #context: ServerContext;
  /** Null where transfers are not set up. */
  readonly #payouts: PayoutDesk | null;
  #timer: NodeJS.Timeout | null = null;
  #work: Promise<void> = Promise.resolve();
  /** Orders that a webhook spoke of, once each however many spoke. */
  readonly #hinted = new Set<string>();
  readonly #asking = new Set<Promise<void>>();
  readonly #beside = new Set<Promise<void>>();
  #rounds = 0;
  #areBooksWanted = false;
  #isPulling = false;
  #isBusy = false;
  #isStopped = false;

  constructor(of: {
    readonly desk: PaymentDesk;
    readonly context: ServerContext;
    readonly payouts: PayoutDesk | null;
  }) {
    this.#desk = of.desk;
    this.#context = of.context;
    this.#payouts = of.payouts;
  }

  /** What is asked of the gateway never stops the server; what is broken is told. */
  async #safely(work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
    } catch (error) {
      const name = error instanceof Error ? `${error.name} ${error.stack ?? ''}` : 'unknown';
      const event = isDatabaseGone(error) ? 'upi.database_gone' : 'server.fault';
      this.#context.log.warn(event, { stack: name });
    }
  }

  /** One round over what is due, after hints and the round under way. */
  round(): Promise<void> {
    this.#work = this.#work.then(async () => {
      await this.#hintsDone();
      await this.#safely(() => this.#desk.round());
    });
    return this.#work;
  }

  start(): void {
    this.#timer = setInterval(() => {
      if (this.#isBusy) return;
      this.#isBusy = true;
      this.#rounds += 1;
      if (this.#rounds % SETUP_EVERY_ROUNDS === 0) {
        void this.#safely(() => this.#desk.tellSetup());
      }
      if (this.#rounds % PAYOUTS_EVERY_ROUNDS === 0) void this.payoutRound();
      if (this.#rounds % BOOKS_EVERY_ROUNDS === FIRST_BOOKS_ROUND) this.#areBooksWanted = true;
      if (this.#areBooksWanted && !this.#isPulling) void this.pullBooks();
      this.#work = this.#work.then(() => this.#safely(() => this.#desk.round()));
      void this.#work.finally(() => {
        this.#isBusy = false;
      });
    }, EVERY_MS);
  }

  /** Beside the rounds; what another server has taken is passed over. */
  payoutRound(): Promise<void> {
    return this.#aside(this.#safely(async () => this.#payouts?.round()));
  }

  /** Under way beside the rounds: {@link stop} waits for it too. */
  #aside(work: Promise<void>): Promise<void> {
    const tracked = work.finally(() => this.#beside.delete(tracked));
    this.#beside.add(tracked);
    return tracked;
  }

  /** Beside the rounds: ten days of books may take long. */
  pullBooks(): Promise<void> {
    return this.#aside(this.#pullBooks());
  }

  async #pullBooks(): Promise<void> {
    this.#areBooksWanted = false;
    this.#isPulling = true;
    await this.#safely(async () => {
      const read = await this.#desk.pullBooks();
      if (!read.ok) this.#context.log.warn('upi.books_not_read', { code: read.error.code });
    });
    this.#isPulling = false;
  }

  /** A webhook spoke of a settlement: its books are read with the next round, once for all of them. */
  hintBooks(): void {
    this.#areBooksWanted = true;
  }

  get areBooksWanted(): boolean {
    return this.#areBooksWanted;
  }

  /** A webhook spoke of this order: asked about now, whatever the schedule. */
  hint(orderId: string): void {
    if (this.#isStopped) return;
    this.#hinted.add(orderId);
    if (this.#asking.size < HINTS_AT_ONCE) this.#askNext();
  }

  #askNext(): void {
    const [orderId] = this.#hinted;
    if (orderId === undefined) return;
    this.#hinted.delete(orderId);
    const asked: Promise<void> = this.#safely(async () => {
      await this.#desk.ask(orderId);
      await this.#desk.tell();
    }).finally(() => {
      this.#asking.delete(asked);
      this.#askNext();
    });
    this.#asking.add(asked);
  }

  async #hintsDone(): Promise<void> {
    while (this.#asking.size > 0) await Promise.all(this.#asking);
  }

  /** After what is under way. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#hinted.clear();
    if (this.#timer !== null) clearInterval(this.#timer);
    await this.#hintsDone();
    await this.#work;
    await Promise.all(this.#beside);
  }
}
