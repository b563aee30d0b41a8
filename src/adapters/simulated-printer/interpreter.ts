/**
 * Reads printer commands the way a printer does, from Epson's command tables and not from what our
 * own encoder writes. Bytes come in as they arrive; each whole command gives what it does to paper,
 * drawer and line. A command that is not in the table is an alarm, and so is every byte lost to it.
 */

export type PrinterEvent =
  | { readonly kind: 'dots'; readonly rowBytes: number; readonly data: Uint8Array }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'feed'; readonly dots: number }
  | { readonly kind: 'cut'; readonly partial: boolean }
  | { readonly kind: 'drawer'; readonly pin: 2 | 5 }
  /** GS r 1: to be answered with the paper sensor's state, now that all before it is done. */
  | { readonly kind: 'status-asked' }
  | { readonly kind: 'reset' }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'unknown'; readonly bytes: string };

const [LF, CR, DLE, ESC, GS] = [0x0a, 0x0d, 0x10, 0x1b, 0x1d] as const;
const DEFAULT_LINE_DOTS = 30;
const NOTHING: PrinterEvent = { kind: 'nothing' };

/** What a command does and how many bytes it took; null while bytes are missing. */
interface Read {
  readonly event: PrinterEvent;
  readonly length: number;
}

const hex = (bytes: readonly number[]): string =>
  bytes.map((byte) => byte.toString(16).padStart(2, '0')).join(' ');

const unknown = (bytes: readonly number[], length = bytes.length): Read => ({
  event: { kind: 'unknown', bytes: hex(bytes) },
  length,
});

/** The waiting bytes, looked at from their start. */
export class CommandReader {
  #waiting: Uint8Array = new Uint8Array(0);
  #lineDots = DEFAULT_LINE_DOTS;

  /** Bytes received and not yet worked through. */
  get waiting(): number {
    return this.#waiting.length;
  }

  push(bytes: Uint8Array): void {
    const joined = new Uint8Array(this.#waiting.length + bytes.length);
    joined.set(this.#waiting);
    joined.set(bytes, this.#waiting.length);
    this.#waiting = joined;
  }

  /** Drops what waits: the printer's clear command. */
  clear(): void {
    this.#waiting = new Uint8Array(0);
  }

  /** The next whole command, or null where none has arrived. */
  next(): PrinterEvent | null {
    const read = this.#read();
    if (read === null || read.length > this.#waiting.length) return null;
    this.#waiting = this.#waiting.slice(read.length);
    return read.event;
  }

  /** The byte at `index`, or -1 where it has not come yet. */
  #at(index: number): number {
    return this.#waiting[index] ?? -1;
  }

  #read(): Read | null {
    const first = this.#at(0);
    if (first === -1) return null;
    switch (first) {
      case LF:
        return { event: { kind: 'feed', dots: this.#lineDots }, length: 1 };
      case CR:
        return { event: NOTHING, length: 1 };
      case DLE:
        return this.#readRealTime();
      case ESC:
        return this.#readEsc();
      case GS:
        return this.#readGs();
      default:
        return first < 0x20 || first === 0x7f ? unknown([first]) : this.#readText();
    }
  }

  #readText(): Read {
    let length = 0;
    while (this.#at(length) >= 0x20 && this.#at(length) !== 0x7f) length += 1;
    const text = String.fromCharCode(...this.#waiting.subarray(0, length));
    return { event: { kind: 'text', text }, length };
  }

  /** Obeyed on arrival by the line; here they are only stepped over. */
  #readRealTime(): Read | null {
    const [second, third] = [this.#at(1), this.#at(2)];
    if (second === -1 || third === -1) return null;
    if (second === 0x04 && third >= 1 && third <= 4) return { event: NOTHING, length: 3 };
    if (second === 0x05 && third >= 0 && third <= 2) return { event: NOTHING, length: 3 };
    if (second === 0x14 && third === 8) return { event: NOTHING, length: 10 };
    if (second === 0x14 && third === 1) return { event: NOTHING, length: 5 };
    return unknown([DLE, second, third], 2);
  }

  #readEsc(): Read | null {
    const [second, n] = [this.#at(1), this.#at(2)];
    if (second === -1) return null;
    const name = String.fromCharCode(second);
    if (name === '@') {
      this.#lineDots = DEFAULT_LINE_DOTS;
      return { event: { kind: 'reset' }, length: 2 };
    }
    if (name === '2') {
      this.#lineDots = DEFAULT_LINE_DOTS;
      return { event: NOTHING, length: 2 };
    }
    if (!'a!EtdJ3p'.includes(name)) return unknown([ESC, second]);
    if (n === -1) return null;
    return this.#readEscWith(name, n);
  }

  #readEscWith(name: string, n: number): Read | null {
    switch (name) {
      case 'd':
        return { event: { kind: 'feed', dots: n * this.#lineDots }, length: 3 };
      case 'J':
        return { event: { kind: 'feed', dots: n }, length: 3 };
      case '3':
        this.#lineDots = n;
        return { event: NOTHING, length: 3 };
      case 'p':
        if (![0, 1, 48, 49].includes(n)) return unknown([ESC, 0x70, n]);
        return { event: { kind: 'drawer', pin: n % 2 === 0 ? 2 : 5 }, length: 5 };
      default:
        return { event: NOTHING, length: 3 };
    }
  }

  #readGs(): Read | null {
    const [second, n] = [this.#at(1), this.#at(2)];
    if (second === -1 || n === -1) return null;
    switch (String.fromCharCode(second)) {
      case 'v':
        return this.#readRaster();
      case 'V':
        return this.#readCut(n);
      case 'r':
        return n === 1 || n === 49
          ? { event: { kind: 'status-asked' }, length: 3 }
          : unknown([GS, second, n]);
      case '!':
        return { event: NOTHING, length: 3 };
      case '(':
        return this.#readExtended(n);
      default:
        return unknown([GS, second]);
    }
  }

  /** GS V: 0/48 full, 1/49 partial; 65 and 66 feed n dots first. */
  #readCut(m: number): Read | null {
    if ([0, 48, 1, 49].includes(m)) {
      return { event: { kind: 'cut', partial: m % 2 === 1 }, length: 3 };
    }
    if (m === 65 || m === 66) {
      return { event: { kind: 'cut', partial: m === 66 }, length: 4 };
    }
    return unknown([GS, 0x56, m]);
  }

  /** GS v 0 m xL xH yL yH, then x bytes a row, y rows. Only single density is known here. */
  #readRaster(): Read | null {
    const [zero, m] = [this.#at(2), this.#at(3)];
    if (this.#waiting.length < 8) return null;
    if (zero !== 0x30 || (m !== 0 && m !== 48)) return unknown([GS, 0x76, zero, m]);
    const rowBytes = this.#at(4) + this.#at(5) * 256;
    const rows = this.#at(6) + this.#at(7) * 256;
    const length = 8 + rowBytes * rows;
    return { event: { kind: 'dots', rowBytes, data: this.#waiting.slice(8, length) }, length };
  }

  /** GS ( X pL pH …: none is known, but its length is, so that only it is lost. */
  #readExtended(name: number): Read | null {
    const [low, high] = [this.#at(3), this.#at(4)];
    if (low === -1 || high === -1) return null;
    return unknown([GS, 0x28, name, low, high], 5 + low + high * 256);
  }
}
