/**
 * Rasters to printer commands, built with escpos. A job is a list of chunks of bounded size, each a
 * whole number of commands, so that the driver can wait for the printer between any two.
 */
import escpos, { type RasterData } from 'escpos';
import { assert } from '#domain/result.ts';
import type { Raster } from './raster.ts';

/** Rows of a band: 64 rows of an 80 mm head are 4.6 KB, a printer's smallest receive buffer. */
export const BAND_ROWS = 64;
/** From the head to the cutter of common printers, in lines of text. */
const FEED_LINES = 5;

const DLE = 0x10;
/** What a printer obeys at once after DLE, even in the middle of an image: EOT, ENQ, DC4. */
const REAL_TIME = new Set([0x04, 0x05, 0x14]);

/** A band whose dots are ready: escpos is to write them, not to look at pixels. */
class ReadyImage extends escpos.Image {
  readonly #ready: RasterData;

  constructor(ready: RasterData) {
    super({ data: [], shape: [0, 0, 4] });
    this.#ready = ready;
  }

  override toRaster(): RasterData {
    return this.#ready;
  }
}

/** The bytes that `build` gives escpos to send. */
function built(build: (printer: InstanceType<typeof escpos.Printer>) => void): Uint8Array {
  let bytes: Uint8Array | null = null;
  const printer = new escpos.Printer({
    write: (data, done) => {
      bytes = Uint8Array.from(data);
      done?.();
    },
  });
  build(printer);
  printer.flush();
  assert(bytes !== null, 'escpos flushed nothing');
  return bytes;
}

/**
 * The same dots without the byte pairs that a printer would take for a real-time command (DLE EOT
 * would be answered, DLE DC4 could open the drawer). The first byte of such a pair is a single dot;
 * it gets a second one at its left, 0.125 mm, which nobody sees. What is sent is what is compared.
 */
export function withoutRealTimePairs(raster: Raster): Raster {
  const bits = Uint8Array.from(raster.bits);
  for (let at = 0; at + 1 < bits.length; at += 1) {
    if (bits[at] === DLE && REAL_TIME.has(bits[at + 1] ?? 0)) bits[at] = 0x30;
  }
  return { ...raster, bits };
}

/** Reset, bands, feed and partial cut. Chunks in order. */
export function encodeRaster(raster: Raster): readonly Uint8Array[] {
  const { bits, heightDots, widthDots } = withoutRealTimePairs(raster);
  const width = Math.ceil(widthDots / 8);
  const chunks = [built((printer) => printer.hardware('init'))];
  for (let row = 0; row < heightDots; row += BAND_ROWS) {
    const height = Math.min(BAND_ROWS, heightDots - row);
    const data = Buffer.from(bits.subarray(row * width, (row + height) * width));
    const band = new ReadyImage({ data, width, height });
    chunks.push(built((printer) => printer.raster(band, 'normal')));
  }
  chunks.push(built((printer) => printer.cut(true, FEED_LINES)));
  return chunks;
}

/**
 * The pulse that opens the drawer, a job of its own: it never travels with a receipt. ESC p 0, 50 ms
 * on, 500 ms off. As raw bytes: `cashdraw` of escpos writes FA as UTF-8, a byte too many.
 */
export const encodeDrawerKick = (): readonly Uint8Array[] => [
  built((printer) => printer.raw(Buffer.of(0x1b, 0x70, 0, 25, 250))),
];
