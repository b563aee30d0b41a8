/**
 * What happens to days by itself: those that everybody forgot close at their cut-off, what arrives late
 * makes a supplement, and what the desk decided is told to counters. Any number of servers may run it and
 * any may die: each step holds its day.
 */
import { cutOffAt } from '#domain/day/rules.ts';
import type { Result } from '#domain/result.ts';
import { istDate } from '#domain/time.ts';
import type { ServerContext } from '#server/context.ts';
import type { HeardDesk } from '#server/fleet/heard.ts';
import { sendDue } from '#server/outbox/worker.ts';
import { isDatabaseGone } from '#server/store/database.ts';
import { deskSettings } from '#server/store/office-desk.ts';
import { lateDays, openDays } from '#server/store/office-days.ts';
import { closeByItself } from './close-day.ts';
import { supplementDay } from './supplement.ts';
import { tellDeskNews } from './tell-desk.ts';

const LOOK_EVERY_MS = 5_000;
/** Days that everybody forgot have hours. */
const LOOKS_A_ROUND = 3;
/** A backlog comes in pieces, and what was just stored is still being booked. */
const QUIET_MS = 3_000;
const DAYS_A_ROUND = 500;

export class DayKeeper {
  readonly #context: ServerContext;
  readonly #heard: HeardDesk;
  #timer: NodeJS.Timeout | null = null;
  #round: Promise<void> = Promise.resolve();
  #looks = 0;

  constructor(context: ServerContext, heard: HeardDesk) {
    this.#context = context;
    this.#heard = heard;
  }

  start(): void {
    this.#timer = setInterval(() => {
      this.#looks += 1;
      void (this.#looks % LOOKS_A_ROUND === 0 ? this.look() : this.#next(() => this.#supplement()));
    }, LOOK_EVERY_MS);
    this.#timer.unref();
    void this.look();
  }

  /** A whole round. */
  look(): Promise<void> {
    return this.#next(async () => {
      await this.#closeForgotten();
      await this.#supplement();
      await sendDue(this.#context, (effect) => tellDeskNews(this.#context, effect), 'desk');
    });
  }

  /** One after the other. */
  #next(work: () => Promise<void>): Promise<void> {
    this.#round = this.#round.then(() => this.#safely(work));
    return this.#round;
  }

  async stop(): Promise<void> {
    if (this.#timer !== null) clearInterval(this.#timer);
    await this.#round;
  }

  async #safely(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
      if (!isDatabaseGone(error)) this.#context.log.warn('day.fault', { stack });
    }
  }

  #note(what: string, answer: Result<unknown>): void {
    if (!answer.ok) this.#context.log.warn(what, { code: answer.error.code });
  }

  /** DC7, DC9: the oldest first; an office whose oldest day is not due has none that is. */
  async #closeForgotten(): Promise<void> {
    const { database } = this.#context;
    const now = this.#context.now();
    const days = await openDays(database.read, istDate(now), DAYS_A_ROUND);
    const waiting = new Set<string>();
    for (const { officeId, date } of days) {
      if (waiting.has(officeId)) continue;
      const { cutOffMinutes } = await deskSettings(database.read, officeId);
      if (cutOffAt(date, cutOffMinutes) > now) {
        waiting.add(officeId);
        continue;
      }
      const closed = await closeByItself(this.#context, { officeId, date });
      this.#note('day.not_closed', closed);
      if (closed.ok) this.#context.log.warn('day.closed_by_itself', { officeId, date });
    }
  }

  async #supplement(): Promise<void> {
    const { database } = this.#context;
    const before = this.#context.now() - QUIET_MS;
    const days = await lateDays(database.read, before, DAYS_A_ROUND);
    // How much more a counter has is what the supplement goes by.
    if (days.length > 0) await this.#heard.flush();
    for (const day of days) {
      const made = await supplementDay(this.#context, day);
      this.#note('day.not_supplemented', made);
    }
  }
}
