/**
 * One TCP connection to a printer (port 9100 style), with every wait bounded. It knows bytes and the
 * two kinds of answers, not what they mean.
 */
import { connect, type Socket } from 'node:net';
import {
  ASK_IN_ORDER,
  askNow,
  CLEAR_BUFFER,
  isOrderedAnswer,
  isRealTimeAnswer,
  type Question,
} from './status.ts';

export interface LinkAddress {
  readonly host: string;
  readonly port: number;
}

/** A longer answer stands between these bytes; "buffer cleared" is the only one asked for. */
const BLOCK_START = 0x37;
const BLOCK_END = 0;

/** Somebody who waits for the next thing that the printer says. */
interface Sleeper {
  readonly done: (isLate: boolean) => void;
  readonly timer: ReturnType<typeof setTimeout>;
}

export class PrinterLink {
  readonly #socket: Socket;
  readonly #realTime: number[] = [];
  #sleeper: Sleeper | null = null;
  #orderedAnswers = 0;
  #inBlock = false;
  #blockAnswers = 0;
  #lost = false;

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.on('data', (bytes: Buffer) => this.#hear(bytes));
    socket.on('error', () => this.#lose());
    socket.on('close', () => this.#lose());
    socket.on('drain', () => this.#wake());
  }

  /** Null where nothing answers within `timeoutMs`. */
  static open({ host, port }: LinkAddress, timeoutMs: number): Promise<PrinterLink | null> {
    return new Promise((resolve) => {
      const socket = connect({ host, port, noDelay: true });
      const give = (link: PrinterLink | null): void => {
        clearTimeout(timer);
        socket.removeAllListeners('error');
        if (link === null) {
          socket.on('error', () => undefined);
          socket.destroy();
        }
        resolve(link);
      };
      const timer = setTimeout(() => give(null), timeoutMs);
      socket.once('error', () => give(null));
      socket.once('connect', () => {
        socket.removeAllListeners('error');
        give(new PrinterLink(socket));
      });
    });
  }

  get lost(): boolean {
    return this.#lost;
  }

  /** How many ordered questions the printer has answered. */
  get orderedAnswers(): number {
    return this.#orderedAnswers;
  }

  /** Gives bytes to the connection; false where it could not take them all within `timeoutMs`. */
  async send(bytes: Uint8Array, timeoutMs: number): Promise<boolean> {
    if (this.#lost) return false;
    if (this.#socket.write(bytes)) return true;
    await this.sleep(timeoutMs, () => !this.#socket.writableNeedDrain);
    return !this.#lost && !this.#socket.writableNeedDrain;
  }

  /** Bytes and, behind them, the ordered question that is counted in {@link orderedAnswers}. */
  sendAndAsk(bytes: Uint8Array, timeoutMs: number): Promise<boolean> {
    return this.send(Buffer.concat([bytes, ASK_IN_ORDER]), timeoutMs);
  }

  /** Makes the printer drop what it has not printed, and waits until it says that it did. */
  async clear(timeoutMs: number): Promise<void> {
    const before = this.#blockAnswers;
    await this.send(CLEAR_BUFFER, timeoutMs);
    await this.sleep(timeoutMs, () => this.#blockAnswers > before);
  }

  /** The status byte that answers `question`; null for silence. */
  async ask(question: Question, timeoutMs: number): Promise<number | null> {
    this.#realTime.length = 0;
    await this.send(askNow(question), timeoutMs);
    await this.sleep(timeoutMs, () => this.#realTime.length > 0);
    return this.#realTime.shift() ?? null;
  }

  /** Waits until `until` holds, the link is lost or `ms` have passed; looks when something comes. */
  async sleep(ms: number, until: () => boolean): Promise<void> {
    let timedOut = false;
    while (!timedOut && !this.#lost && !until()) {
      // Each turn waits for the next thing that the printer says.
      timedOut = await this.#turn(ms);
    }
  }

  close(): void {
    this.#socket.end();
    this.#socket.destroySoon();
  }

  /** True when `ms` have passed; what arrived meanwhile is heard first, however busy we were. */
  #turn(ms: number): Promise<boolean> {
    return new Promise((resolve) => {
      const sleeper: Sleeper = {
        timer: setTimeout(() => setImmediate(() => this.#wakeLate(sleeper)), ms),
        done: resolve,
      };
      this.#sleeper = sleeper;
    });
  }

  #wakeLate(sleeper: Sleeper): void {
    if (this.#sleeper === sleeper) this.#sleeper = null;
    sleeper.done(true);
  }

  #wake(): void {
    if (this.#sleeper === null) return;
    clearTimeout(this.#sleeper.timer);
    this.#sleeper.done(false);
    this.#sleeper = null;
  }

  #hear(bytes: Buffer): void {
    for (const byte of bytes) {
      if (this.#inBlock || byte === BLOCK_START) this.#hearInBlock(byte);
      else if (isRealTimeAnswer(byte)) this.#realTime.push(byte);
      else if (isOrderedAnswer(byte)) this.#orderedAnswers += 1;
    }
    this.#wake();
  }

  #hearInBlock(byte: number): void {
    this.#inBlock = byte !== BLOCK_END;
    if (!this.#inBlock) this.#blockAnswers += 1;
  }

  #lose(): void {
    this.#lost = true;
    this.#wake();
  }
}
