/**
 * Re-pricing behind the figures: works through counters as their figures move and on every sweep,
 * off the path of what arrives. Any number of servers may run it.
 */
import type { ServerContext } from '#server/context.ts';
import { isDatabaseGone } from '#server/store/database.ts';
import type { CounterKey } from '#server/store/entries.ts';
import { countersToJudge } from '#server/store/judgement.ts';
import { judgeNext } from './judge-run.ts';
import { LawBook } from './law-book.ts';

const SWEEP_EVERY_MS = 5_000;
const SWEEP_COUNTERS = 1_000;

/** Brings one counter's judgement up to its figures. Answers false where the database is away. */
export async function judgeCounter(
  context: ServerContext,
  of: CounterKey,
  book: LawBook = new LawBook(context),
): Promise<boolean> {
  for (;;) {
    const run = await context.database.transact((writer) =>
      judgeNext({ context, book, of }, writer),
    );
    if (!run.ok) return false;
    if (run.value === null) return true;
    if (run.value.facts > 0) {
      context.log.warn('charges.judged', { counterId: of.counterId, facts: run.value.facts });
      context.changes.tell({ officeId: of.officeId, counterId: of.counterId, seq: 0 });
    }
  }
}

export class JudgeWorker {
  readonly #context: ServerContext;
  readonly #book: LawBook;
  readonly #waiting = new Map<string, CounterKey>();
  #working: Promise<void> | null = null;
  #timer: NodeJS.Timeout | null = null;
  #stopListening: (() => void) | null = null;

  constructor(context: ServerContext) {
    this.#context = context;
    this.#book = new LawBook(context);
  }

  start(): void {
    this.#stopListening = this.#context.changes.listen((event) => this.nudge(event));
    this.#timer = setInterval(() => void this.sweep(), SWEEP_EVERY_MS);
    this.#timer.unref();
    void this.sweep();
  }

  nudge({ officeId, counterId }: CounterKey): void {
    this.#waiting.set(counterId, { officeId, counterId });
    this.#working ??= this.#work();
  }

  async sweep(): Promise<void> {
    try {
      for (const of of await countersToJudge(this.#context.database.read, SWEEP_COUNTERS)) {
        this.nudge(of);
      }
    } catch (error) {
      if (!isDatabaseGone(error)) throw error;
    }
  }

  /** Until nothing waits. */
  async settled(): Promise<void> {
    while (this.#working !== null) await this.#working;
  }

  async stop(): Promise<void> {
    this.#stopListening?.();
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#waiting.clear();
    await this.settled();
  }

  /** A fault of ours in one counter must not stop the judging of the others. */
  async #judge(of: CounterKey): Promise<void> {
    try {
      await judgeCounter(this.#context, of, this.#book);
    } catch (error) {
      const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
      this.#context.log.warn('judge.fault', { counterId: of.counterId, stack });
    }
  }

  async #work(): Promise<void> {
    try {
      let next = this.#waiting.values().next();
      while (next.done !== true) {
        this.#waiting.delete(next.value.counterId);
        await this.#judge(next.value);
        next = this.#waiting.values().next();
      }
    } finally {
      this.#working = null;
    }
  }
}
