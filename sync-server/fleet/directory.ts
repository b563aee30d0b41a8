/**
 * Counters by name, remembered for half a minute: a counter's key is asked for with every batch and
 * changes once in years. What another server revokes is known here within that time.
 */
import type { Instant } from '#domain/time.ts';
import type { Reader } from '#server/store/database.ts';
import type { CounterKey } from '#server/store/entries.ts';
import { counterById, type CounterRecord } from '#server/store/fleet.ts';

const REMEMBERED_MS = 30_000;
const MAX_REMEMBERED = 50_000;

interface Remembered {
  readonly counter: CounterRecord;
  readonly until: number;
}

export class CounterDirectory {
  readonly #reader: Reader;
  readonly #now: () => Instant;
  readonly #remembered = new Map<string, Remembered>();

  constructor(reader: Reader, now: () => Instant) {
    this.#reader = reader;
    this.#now = now;
  }

  /** Its key has changed: asked for anew. */
  forget(of: CounterKey): void {
    this.#remembered.delete(`${of.officeId}\n${of.counterId}`);
  }

  /** Null for one that is not enrolled; that is never remembered. */
  async find(of: CounterKey): Promise<CounterRecord | null> {
    const name = `${of.officeId}\n${of.counterId}`;
    const nowMs = this.#now();
    const remembered = this.#remembered.get(name);
    if (remembered !== undefined && remembered.until > nowMs) return remembered.counter;
    const counter = await counterById(this.#reader, of);
    if (counter === null) return null;
    if (this.#remembered.size >= MAX_REMEMBERED) this.#remembered.clear();
    this.#remembered.set(name, { counter, until: nowMs + REMEMBERED_MS });
    return counter;
  }
}
