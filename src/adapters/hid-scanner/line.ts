/**
 * An open device and the talk that runs over it: plays a talk's turns on real reports and timers, one
 * talk at a time. Reports are overwritten as soon as they are taken, as they may hold a piece of skin.
 */
import { assert, fail, ok, type Result } from '#domain/result.ts';
import type { Timers } from '#terminal/ports/system.ts';
import type { Dialogue, Heard } from './model.ts';
import type { HidTransport, OpenHidDevice, OutgoingReport } from './transport.ts';

/** What may wait to be taken; beyond it the oldest is lost, as in the system's own ring. */
const MOST_WAITING = 256;
/** The system's own calls, which hang where a device is broken enough. */
const OPEN_MS = 5000;
const CLOSE_MS = 1000;

type News = Heard | { readonly kind: 'lost' } | { readonly kind: 'stopped' };

export class Line {
  readonly #timers: Timers;
  #device: OpenHidDevice | null = null;
  #inbox: Uint8Array[] = [];
  #wake: (() => void) | null = null;
  #sent: Promise<unknown> = Promise.resolve();
  #isTalking = false;
  #isLost = false;
  #isStopped = false;

  private constructor(timers: Timers) {
    this.#timers = timers;
  }

  /** SCANNER_NOT_ALLOWED or SCANNER_UNPLUGGED on failure. */
  static async open(transport: HidTransport, path: string, timers: Timers): Promise<Result<Line>> {
    const line = new Line(timers);
    const opening = transport.open(path, {
      onReport: (report) => line.#hear(report),
      onLost: () => line.#lose(),
    });
    const opened = await within(opening, { timers, waitMs: OPEN_MS });
    if (opened === null) {
      // It may open later, when nobody wants it any more.
      opening.then((late) => (late.ok ? late.value.close() : undefined)).catch(() => undefined);
      return fail('SCANNER_SILENT');
    }
    if (!opened.ok) return opened;
    line.#device = opened.value;
    return ok(line);
  }

  get isLost(): boolean {
    return this.#isLost;
  }

  #hear(report: Uint8Array): void {
    // Between talks nobody asked for anything.
    if (!this.#isTalking) {
      report.fill(0);
      return;
    }
    this.#inbox.push(report);
    if (this.#inbox.length > MOST_WAITING) this.#inbox.shift()?.fill(0);
    this.#wake?.();
  }

  #lose(): void {
    this.#isLost = true;
    this.#wake?.();
  }

  /** Ends the running talk with SCANNER_CANCELLED at its next turn. */
  stop(): void {
    this.#isStopped = true;
    this.#wake?.();
  }

  #send(reports: readonly OutgoingReport[]): void {
    for (const report of reports) {
      // The talk's own wait bounds a write that never comes back.
      this.#sent = this.#sent.then(() => this.#device?.send(report)).catch(() => this.#lose());
    }
  }

  async #listen(waitMs: number): Promise<News> {
    const already = this.#news();
    if (already !== null) return already;
    await new Promise<void>((resolve) => {
      const forget = this.#timers.after(waitMs, resolve);
      this.#wake = () => {
        forget();
        resolve();
      };
    });
    this.#wake = null;
    return this.#news() ?? { kind: 'silence' };
  }

  /** The next thing that happened; it is taken. */
  #news(): News | null {
    if (this.#isStopped) return { kind: 'stopped' };
    const bytes = this.#inbox.shift();
    // What had come before the device was lost still counts.
    if (bytes !== undefined) return { kind: 'report', bytes };
    return this.#isLost ? { kind: 'lost' } : null;
  }

  /** Plays a talk to its end. SCANNER_UNPLUGGED and SCANNER_CANCELLED end it from outside. */
  async talk<T>(dialogue: Dialogue<T>): Promise<Result<T>> {
    assert(!this.#isTalking, 'two talks over one line');
    this.#isTalking = true;
    this.#isStopped = false;
    try {
      let turn = dialogue.next();
      while (turn.done !== true) {
        this.#send(turn.value.send);
        const news = await this.#listen(turn.value.waitMs);
        if (news.kind === 'lost') return end(dialogue, fail('SCANNER_UNPLUGGED'));
        if (news.kind === 'stopped') return end(dialogue, fail('SCANNER_CANCELLED'));
        turn = dialogue.next(news);
        if (news.kind === 'report') news.bytes.fill(0);
      }
      return turn.value;
    } finally {
      this.#isTalking = false;
      this.#forget();
    }
  }

  #forget(): void {
    for (const report of this.#inbox) report.fill(0);
    this.#inbox = [];
  }

  async close(): Promise<void> {
    const device = this.#device;
    this.#device = null;
    this.#lose();
    const closing = device?.close().catch(() => undefined);
    if (closing !== undefined) await within(closing, { timers: this.#timers, waitMs: CLOSE_MS });
  }
}

/** Null where it takes longer. */
function within<T>(
  work: Promise<T>,
  { timers, waitMs }: { readonly timers: Timers; readonly waitMs: number },
): Promise<T | null> {
  return new Promise((resolve, reject) => {
    const forget = timers.after(waitMs, () => resolve(null));
    work.then(resolve, reject).finally(forget).catch(reject);
  });
}

/** Lets the talk overwrite what it holds, whatever it would have answered. */
function end<T>(dialogue: Dialogue<T>, result: Result<T>): Result<T> {
  dialogue.return(result);
  return result;
}
