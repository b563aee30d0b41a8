/**
 * The roll in the simulated printer: dots come on, a cut makes a piece of paper. A piece is kept as
 * a PNG in the folder, named by time and counter, with one line in a log; old pieces are thrown out.
 */
import { appendFile, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PNG } from 'pngjs';
import { formatIst, instant } from '#domain/time.ts';
import { createCanvas } from '@napi-rs/canvas';

/** Pieces kept in the folder. */
const MAX_PIECES = 500;
const TEXT_LINE_DOTS = 30;

export interface Piece {
  readonly name: string;
  readonly at: string;
  readonly widthDots: number;
  readonly heightDots: number;
  /** False where the paper ended before the cut. */
  readonly cut: boolean;
  /** Text printed in the printer's own font: receipts have none. */
  readonly text: readonly string[];
}

export type LogLine =
  | { readonly at: string; readonly event: 'piece'; readonly piece: Piece }
  | { readonly at: string; readonly event: 'drawer'; readonly pin: number }
  | { readonly at: string; readonly event: 'alarm'; readonly what: string };

const now = (): string => formatIst(instant(Date.now()));

/** Text as the printer's own font would put it, roughly: enough to see that it is there. */
function textRows(text: string, rowBytes: number): Uint8Array[] {
  const widthDots = rowBytes * 8;
  const context = createCanvas(widthDots, TEXT_LINE_DOTS).getContext('2d');
  context.fillStyle = '#000';
  context.font = '24px monospace';
  context.fillText(text, 0, 24);
  const { data } = context.getImageData(0, 0, widthDots, TEXT_LINE_DOTS);
  return Array.from({ length: TEXT_LINE_DOTS }, (_, y) =>
    Uint8Array.from({ length: rowBytes }, (__, column) => {
      let byte = 0;
      for (let bit = 0; bit < 8; bit += 1) {
        const alpha = data[(y * widthDots + column * 8 + bit) * 4 + 3] ?? 0;
        if (alpha > 127) byte |= 0x80 >> bit;
      }
      return byte;
    }),
  );
}

function png(rows: readonly Uint8Array[], rowBytes: number): Buffer {
  const image = new PNG({ width: rowBytes * 8, height: Math.max(rows.length, 1) });
  image.data.fill(255);
  for (const [y, row] of rows.entries()) {
    for (let x = 0; x < image.width; x += 1) {
      if (((row[x >> 3] ?? 0) & (0x80 >> (x & 7))) === 0) continue;
      const at = (y * image.width + x) * 4;
      image.data.fill(0, at, at + 3);
    }
  }
  return PNG.sync.write(image, { colorType: 0 });
}

/** Opens the folder and counts on from what lies there. */
export async function openPaperRoll(folder: string, headDots: number): Promise<PaperRoll> {
  await mkdir(folder, { recursive: true });
  const names = (await readdir(folder)).filter((name) => name.endsWith('.png')).sort();
  const last = /-(\d+)\.png$/.exec(names.at(-1) ?? '');
  return new PaperRoll({ folder, headDots, counter: Number(last?.[1] ?? 0), names });
}

export class PaperRoll {
  readonly #folder: string;
  readonly #rowBytes: number;
  readonly #names: string[];
  readonly #pieces: Piece[] = [];
  readonly #log: LogLine[] = [];
  #counter: number;
  #rows: Uint8Array[] = [];
  #text: string[] = [];
  #writing: Promise<unknown> = Promise.resolve();

  constructor(opened: {
    readonly folder: string;
    readonly headDots: number;
    readonly counter: number;
    readonly names: readonly string[];
  }) {
    this.#folder = opened.folder;
    this.#rowBytes = opened.headDots / 8;
    this.#counter = opened.counter;
    this.#names = [...opened.names];
  }

  /** Pieces of this run, oldest first. */
  get pieces(): readonly Piece[] {
    return this.#pieces;
  }
  get log(): readonly LogLine[] {
    return this.#log;
  }
  /** Names of all PNGs in the folder, oldest first. */
  get names(): readonly string[] {
    return this.#names;
  }

  dots(rowBytes: number, data: Uint8Array): void {
    if (rowBytes > this.#rowBytes) this.alarm(`raster of ${rowBytes * 8} dots is cut at the edge`);
    for (let at = 0; at < data.length; at += rowBytes) {
      const row = new Uint8Array(this.#rowBytes);
      row.set(data.subarray(at, at + Math.min(rowBytes, this.#rowBytes)));
      this.#rows.push(row);
    }
  }

  text(text: string): void {
    this.#text.push(text);
    this.#rows.push(...textRows(text, this.#rowBytes));
  }

  feed(dots: number): void {
    for (let row = 0; row < dots; row += 1) this.#rows.push(new Uint8Array(this.#rowBytes));
  }

  /** Makes what is on the roll a piece. Nothing on it: no piece. */
  takeOff(cut: boolean): void {
    if (this.#rows.length === 0) return;
    this.#counter += 1;
    const at = now();
    const stamp = at.slice(0, 19).replaceAll(':', '-');
    const name = `${stamp}-${this.#counter.toString().padStart(5, '0')}.png`;
    const piece: Piece = {
      name,
      at,
      widthDots: this.#rowBytes * 8,
      heightDots: this.#rows.length,
      cut,
      text: this.#text,
    };
    const image = png(this.#rows, this.#rowBytes);
    this.#rows = [];
    this.#text = [];
    this.#write(() => writeFile(join(this.#folder, name), image));
    this.#names.push(name);
    this.#pieces.push(piece);
    this.#note({ at, event: 'piece', piece });
    this.#throwOut();
  }

  drawer(pin: number): void {
    this.#note({ at: now(), event: 'drawer', pin });
  }

  alarm(what: string): void {
    this.#note({ at: now(), event: 'alarm', what });
  }

  /** Resolves when all that was taken off lies in the folder. */
  async settled(): Promise<void> {
    await this.#writing;
  }

  #note(line: LogLine): void {
    this.#log.push(line);
    if (this.#log.length > MAX_PIECES) this.#log.shift();
    const log = join(this.#folder, 'printer-log.jsonl');
    this.#write(() => appendFile(log, `${JSON.stringify(line)}\n`));
  }

  #throwOut(): void {
    if (this.#pieces.length > MAX_PIECES) this.#pieces.shift();
    const old = this.#names.length > MAX_PIECES ? this.#names.shift() : undefined;
    if (old !== undefined) this.#write(() => rm(join(this.#folder, old), { force: true }));
  }

  #write(work: () => Promise<unknown>): void {
    this.#writing = this.#writing.then(work);
  }
}
