/**
 * Keeps messages and calls at work while the server runs: journals are read, calls whose time has come
 * are handed to the outbox, ended cases are told, and what is due goes out.
 */
import type { ServerContext } from '#server/context.ts';
import { sendDue, type SendEffect } from '#server/outbox/worker.ts';
import { callsDue, changeCall, type CallRow } from '#server/store/citizen-calls.ts';
import { isDatabaseGone, type Writer } from '#server/store/database.ts';
import { keepEffect } from '#server/store/outbox.ts';
import { tellEndedCases } from './answers.ts';
import type { MessageConfig } from './config.ts';
import { planMessages } from './plan.ts';
import { tellSanctions } from './tell-sanctions.ts';

const EVERY_MS = 2_000;
const CALLS_AT_ONCE = 50;

export interface RunnerParts {
  readonly context: ServerContext;
  readonly config: MessageConfig;
  readonly send: SendEffect;
  /** Of payment links that are still open. */
  readonly remind: () => Promise<number>;
}

/** M8: a sample of what was charged, and of what was only quoted. */
async function makeDue(of: RunnerParts, writer: Writer, row: CallRow): Promise<void> {
  const { receiptShare, quoteShare } = of.config.rules.calls;
  const share = row.receiptSeq === null ? quoteShare : receiptShare;
  const { officeId, callId } = row;
  if (row.attempt === 0 && row.draw >= share) {
    await changeCall(writer, row, { state: 'suppressed', reason: 'not_sampled' });
    return;
  }
  const attempt = row.attempt + 1;
  await changeCall(writer, row, { state: 'due', attempt });
  const key = `message.call/${callId}/${attempt}`;
  const body = { officeId, callId, attempt };
  await keepEffect(writer, { key, kind: 'message.call', body, at: of.context.now() });
}

async function callsFall(of: RunnerParts): Promise<number> {
  const { database, now } = of.context;
  const done = await database.transact(async (writer) => {
    const due = await callsDue(writer, now(), CALLS_AT_ONCE);
    for (const row of due) await makeDue(of, writer, row);
    return due.length;
  });
  return done.ok ? done.value : 0;
}

export class MessageRunner {
  readonly #parts: RunnerParts;
  #timer: NodeJS.Timeout | null = null;
  #work: Promise<void> = Promise.resolve();
  #isBusy = false;

  constructor(parts: RunnerParts) {
    this.#parts = parts;
  }

  async #round(): Promise<void> {
    const { context, config, send, remind } = this.#parts;
    await planMessages(context, config.rules);
    await callsFall(this.#parts);
    await tellEndedCases(context);
    await tellSanctions(context);
    await remind();
    await sendDue(context, send, 'messages');
  }

  /** One round, after whatever is under way. A fault of ours stops nothing else. */
  round(): Promise<void> {
    this.#work = this.#work
      .then(() => this.#round())
      .catch((error: unknown) => {
        const stack = error instanceof Error ? (error.stack ?? error.message) : 'unknown';
        const event = isDatabaseGone(error) ? 'messages.database_gone' : 'server.fault';
        this.#parts.context.log.warn(event, { stack });
      });
    return this.#work;
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

  async stop(): Promise<void> {
    if (this.#timer !== null) clearInterval(this.#timer);
    await this.#work;
  }
}
