/**
 * The part of escpos 3.0.0-alpha.6 that is used: its command builder. The package has no types.
 * Left out on purpose: `qrcode` (sends ESC Z, which Epson printers print as text), `image` and
 * `qrimage` (need get-pixels), `cashdraw` (writes its last byte as UTF-8, one byte too many),
 * `text` (code pages know no Indian script), `getStatus` (no timeouts).
 */
declare module 'escpos' {
  /** Where the built bytes go. */
  interface Adapter {
    write(data: Uint8Array, done?: (error?: Error) => void): void;
  }

  interface RasterData {
    /** `width * height` bytes. */
    readonly data: Uint8Array;
    /** Bytes a row. */
    readonly width: number;
    readonly height: number;
  }

  class Image {
    constructor(pixels: { readonly data: readonly number[]; readonly shape: readonly number[] });
    toRaster(): RasterData;
  }

  class Printer {
    constructor(adapter: Adapter);
    hardware(command: 'init'): this;
    raster(image: Image, mode: 'normal'): this;
    feed(lines: number): this;
    cut(partial: boolean, feedLines: number): this;
    raw(bytes: Buffer): this;
    flush(done?: (error?: Error) => void): this;
  }

  export { Image, Printer };
  export type { Adapter, RasterData };
}
