/** Reports on their way from the simulated device to the host, at its pace and with its faults. */
import type { Timers } from '#terminal/ports/system.ts';
import type { ScannerFaults } from './faults.ts';

/** Where reports go and what a pulled cable does. */
export interface Cable {
  readonly toHost: (report: Uint8Array) => void;
  readonly pull: () => void;
}

export interface OutboxOptions {
  readonly timers: Timers;
  readonly faults: () => ScannerFaults;
  /** The device's own pace; 0 sends at once. */
  readonly msPerReport: number;
  /** Called once the cable was pulled by a fault. */
  readonly onPulled: () => void;
}

const isTurn = (every: number | null, count: number): boolean =>
  every !== null && count % every === 0;

export class Outbox {
  readonly #options: OutboxOptions;
  readonly #waiting: Uint8Array[] = [];
  #cable: Cable | null = null;
  #held: Uint8Array | null = null;
  #count = 0;
  #left: number | null = null;
  #isSending = false;

  constructor(options: OutboxOptions) {
    this.#options = options;
  }

  connect(cable: Cable): void {
    this.#cable = cable;
  }

  disconnect(): void {
    this.#cable = null;
    this.clear();
  }

  /** Drops what is still on its way. */
  clear(): void {
    this.#waiting.length = 0;
    this.#held = null;
  }

  /** Counts the reports of a fault from now on. */
  restart(): void {
    this.#count = 0;
    this.#left = this.#options.faults().unplugAfterReports;
  }

  post(reports: readonly Uint8Array[]): void {
    this.#waiting.push(...reports);
    if (!this.#isSending) this.#next();
  }

  #next(): void {
    const paceMs = this.#options.msPerReport + this.#options.faults().slowMs;
    for (;;) {
      const report = this.#waiting.shift();
      this.#isSending = report !== undefined;
      if (report === undefined) return;
      if (paceMs === 0) {
        this.#deliver(report);
        continue;
      }
      this.#options.timers.after(paceMs, () => {
        this.#deliver(report);
        this.#next();
      });
      return;
    }
  }

  #deliver(report: Uint8Array): void {
    const faults = this.#options.faults();
    if (this.#left === 0) {
      this.#pull();
      return;
    }
    if (this.#left !== null) this.#left -= 1;
    this.#count += 1;
    if (faults.silent || isTurn(faults.loseEvery, this.#count)) return;
    if (isTurn(faults.swapEvery, this.#count)) {
      this.#held = report;
      return;
    }
    this.#pass(this.#spoil(report));
    if (isTurn(faults.repeatEvery, this.#count)) this.#pass(report.slice());
    if (this.#held !== null) {
      this.#pass(this.#held);
      this.#held = null;
    }
  }

  #spoil(report: Uint8Array): Uint8Array {
    if (!isTurn(this.#options.faults().damageEvery, this.#count)) return report;
    const spoilt = report.slice();
    const at = (this.#count * 13) % spoilt.length;
    spoilt[at] = (spoilt[at] ?? 0) ^ (1 << (this.#count % 8));
    return spoilt;
  }

  #pass(report: Uint8Array): void {
    this.#cable?.toHost(report);
  }

  #pull(): void {
    const cable = this.#cable;
    this.#left = null;
    this.disconnect();
    this.#options.onPulled();
    cable?.pull();
  }
}
