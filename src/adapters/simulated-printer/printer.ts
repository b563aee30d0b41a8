/**
 * The simulated printer's works: one receive buffer, one line at a time, real-time commands obeyed on
 * arrival (wherever they stand), all others in order and only while it can print.
 */
import type { Socket } from 'node:net';
import { canPrint, orderedStatus, realTimeStatus, type Faults } from './faults.ts';
import { CommandReader, type PrinterEvent } from './interpreter.ts';
import type { PaperRoll } from './paper-roll.ts';

/** Past this the printer stops reading its line, real-time commands included. */
const RECEIVE_BUFFER_BYTES = 32_768;
const CLEAR = [0x10, 0x14, 8, 1, 3, 20, 1, 6, 2, 8];
const CLEARED = Uint8Array.of(0x37, 0x25, 0x00);

const delay = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

export class PrinterWorks {
  readonly #roll: PaperRoll;
  readonly #reader = new CommandReader();
  readonly #waitingLines: Socket[] = [];
  #line: Socket | null = null;
  #faults: Faults;
  #tail: number[] = [];
  #working = false;

  constructor(roll: PaperRoll, faults: Faults) {
    this.#roll = roll;
    this.#faults = faults;
  }

  get faults(): Faults {
    return this.#faults;
  }

  /** New paper starts a new piece: what had come out before is torn off. */
  setFaults(faults: Faults): void {
    if (this.#faults.paper === 'out' && faults.paper !== 'out') this.#roll.takeOff(false);
    this.#faults = faults;
    if (faults.gone) this.hangUp();
    void this.#work();
  }

  hangUp(): void {
    for (const line of [this.#line, ...this.#waitingLines]) line?.destroy();
  }

  /** A second line waits until the first is closed. */
  connect(line: Socket): void {
    line.on('error', () => undefined);
    line.on('close', () => this.#disconnect(line));
    line.on('data', (bytes: Buffer) => this.#receive(line, bytes));
    if (this.#line === null) {
      this.#line = line;
      return;
    }
    line.pause();
    this.#waitingLines.push(line);
  }

  #disconnect(line: Socket): void {
    const at = this.#waitingLines.indexOf(line);
    if (at !== -1) this.#waitingLines.splice(at, 1);
    if (this.#line !== line) return;
    this.#tail = [];
    this.#line = this.#waitingLines.shift() ?? null;
    this.#line?.resume();
  }

  #receive(line: Socket, bytes: Buffer): void {
    const { dropAfterBytes } = this.#faults;
    const kept = dropAfterBytes === null ? bytes : bytes.subarray(0, dropAfterBytes);
    this.#hear(kept);
    if (dropAfterBytes !== null) {
      const left = dropAfterBytes - bytes.length;
      this.#faults = { ...this.#faults, dropAfterBytes: left > 0 ? left : null };
      if (left <= 0) line.destroy();
    }
    if (this.#reader.waiting > RECEIVE_BUFFER_BYTES) line.pause();
    void this.#work();
  }

  /** Obeys real-time commands as they complete; the rest waits in the buffer. */
  #hear(bytes: Uint8Array): void {
    let keptFrom = 0;
    for (const [index, byte] of bytes.entries()) {
      this.#tail = [...this.#tail.slice(-9), byte];
      const [before, dle] = [this.#tail.at(-2), this.#tail.at(-3)];
      if (dle === 0x10 && before === 0x04 && byte >= 1 && byte <= 4) {
        this.#answer(Uint8Array.of(realTimeStatus(this.#faults, byte)));
      }
      if (byte !== CLEAR.at(-1) || !CLEAR.every((want, at) => this.#tail[at] === want)) continue;
      this.#reader.clear();
      keptFrom = index + 1;
      this.#answer(CLEARED);
    }
    this.#reader.push(bytes.subarray(keptFrom));
  }

  #answer(bytes: Uint8Array): void {
    if (!this.#faults.silent && this.#line?.writable === true) this.#line.write(bytes);
  }

  async #work(): Promise<void> {
    if (this.#working) return;
    this.#working = true;
    while (canPrint(this.#faults)) {
      const event = this.#reader.next();
      if (event === null) break;
      if (event.kind === 'dots' && this.#faults.msPerBand > 0) await delay(this.#faults.msPerBand);
      this.#obey(event);
      if (this.#reader.waiting <= RECEIVE_BUFFER_BYTES) this.#line?.resume();
    }
    this.#working = false;
  }

  #obey(event: PrinterEvent): void {
    switch (event.kind) {
      case 'dots':
        this.#roll.dots(event.rowBytes, event.data);
        this.#countBand();
        return;
      case 'text':
        this.#roll.text(event.text);
        return;
      case 'feed':
        this.#roll.feed(event.dots);
        return;
      case 'cut':
        this.#roll.takeOff(true);
        return;
      case 'drawer':
        this.#roll.drawer(event.pin);
        return;
      case 'status-asked':
        this.#answer(Uint8Array.of(orderedStatus(this.#faults)));
        return;
      case 'unknown':
        this.#roll.alarm(`unknown command ${event.bytes}`);
        return;
      case 'reset':
      case 'nothing':
    }
  }

  #countBand(): void {
    const left = this.#faults.paperOutAfterBands;
    if (left === null) return;
    this.#faults =
      left <= 1
        ? { ...this.#faults, paperOutAfterBands: null, paper: 'out' }
        : { ...this.#faults, paperOutAfterBands: left - 1 };
  }
}
