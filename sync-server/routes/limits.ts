/** Limits on the edge: attempts per address, and batches at once. Memory alone, per server. */
import { fail, type Err } from '#domain/result.ts';

const MAX_ADDRESSES = 10_000;

interface Window {
  count: number;
  endsAt: number;
}

/** Counts failures of one kind by address; a success forgets them. */
export class AttemptLimit {
  readonly #windows = new Map<string, Window>();
  readonly #allowed: number;
  readonly #windowMs: number;

  constructor(of: { readonly allowed: number; readonly windowMs: number }) {
    this.#allowed = of.allowed;
    this.#windowMs = of.windowMs;
  }

  /** Null where the address may try; else the answer that says how long to wait. */
  check(address: string, nowMs: number): Err | null {
    const window = this.#windows.get(address);
    if (window === undefined || window.endsAt <= nowMs || window.count < this.#allowed) return null;
    return fail('TOO_MANY_REQUESTS', { seconds: Math.ceil((window.endsAt - nowMs) / 1000) });
  }

  failed(address: string, nowMs: number): void {
    const window = this.#windows.get(address);
    if (window !== undefined && window.endsAt > nowMs) {
      window.count += 1;
      return;
    }
    if (this.#windows.size >= MAX_ADDRESSES) this.#windows.clear();
    this.#windows.set(address, { count: 1, endsAt: nowMs + this.#windowMs });
  }

  succeeded(address: string): void {
    this.#windows.delete(address);
  }
}

/** So many at once; who comes later is told to come again. */
export class Gate {
  #inside = 0;
  readonly #room: number;

  constructor(room: number) {
    this.#room = room;
  }

  enter(): boolean {
    if (this.#inside >= this.#room) return false;
    this.#inside += 1;
    return true;
  }

  leave(): void {
    this.#inside -= 1;
  }
}
