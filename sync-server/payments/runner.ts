/** Keeps the desk at work while the server runs: rounds one after the other, sooner on a hint. */
import type { ServerContext } from '#server/context.ts';
import { isDatabaseGone } from '#server/store/database.ts';
import type { PaymentDesk } from './desk.ts';

const EVERY_MS = 1_000;

export class PaymentRunner {
  readonly #desk: PaymentDesk;
  readonly #context: ServerContext;
  #timer: NodeJS.Timeout | null = null;
  #work: Promise<void> = Promise.resolve();
  #isBusy = false;
  #isStopped = false;

  constructor(desk: PaymentDesk, context: ServerContext) {
    this.#desk = desk;
    this.#context = context;
  }

  /** What is asked of the gateway never stops the server; what is broken is told. */
  #then(work: () => Promise<unknown>): Promise<void> {
    this.#work = this.#work.then(work).then(
      () => undefined,
      (error: unknown) => {
        const name = error instanceof Error ? `${error.name} ${error.stack ?? ''}` : 'unknown';
        const event = isDatabaseGone(error) ? 'upi.database_gone' : 'server.fault';
        this.#context.log.warn(event, { stack: name });
      },
    );
    return this.#work;
  }

  /** One round over what is due, after whatever is under way. */
  round(): Promise<void> {
    return this.#then(() => this.#desk.round());
  }

  start(): void {
    this.#timer = setInterval(() => {
      if (this.#isBusy) return;
      this.#isBusy = true;
      void this.round().finally(() => {
        this.#isBusy = false;
      });
    }, EVERY_MS);
  }

  /** A webhook spoke of this order: asked about now, whatever the schedule. */
  hint(orderId: string): void {
    if (!this.#isStopped) void this.#then(() => this.#desk.ask(orderId));
  }

  /** After what is under way. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    if (this.#timer !== null) clearInterval(this.#timer);
    await this.#work;
  }
}
