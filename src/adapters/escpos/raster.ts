/**
 * Draws a placed sheet to black and white dots. Text is drawn with anti-aliasing and cut at a
 * threshold; rules, banners and the QR lie on whole dots and stay exact.
 */
import { createCanvas, type SKRSContext2D } from '@napi-rs/canvas';
import type { PaperDocument } from '#domain/receipt/paper.ts';
import { ok, type Result } from '#domain/result.ts';
import { cssFont, registerFonts } from './fonts.ts';
import type { Ink, MeasureText } from './pen.ts';
import { typeset, type Sheet } from './typeset.ts';

/** One bit a dot, 1 is black, rows of whole bytes, most significant bit left. */
export interface Raster {
  readonly widthDots: number;
  readonly heightDots: number;
  readonly bits: Uint8Array;
}

/** Darker than this prints: a little above the middle, so that fine strokes stay whole on worn heads. */
const BLACK_BELOW = 152;

function paint(context: SKRSContext2D, ink: Ink): void {
  switch (ink.kind) {
    case 'text':
      context.font = cssFont(ink.px, ink.bold);
      context.fillStyle = ink.white ? '#fff' : '#000';
      context.fillText(ink.text, ink.x, ink.baseline);
      return;
    case 'fill':
      context.fillStyle = '#000';
      context.fillRect(ink.x, ink.y, ink.width, ink.height);
      return;
    case 'qr':
      context.fillStyle = '#000';
      for (const [index, dark] of ink.modules.dark.entries()) {
        if (!dark) continue;
        const column = index % ink.modules.size;
        const row = Math.floor(index / ink.modules.size);
        const dots = ink.dotsPerModule;
        context.fillRect(ink.x + column * dots, ink.y + row * dots, dots, dots);
      }
  }
}

/** Packs RGBA pixels into bits. */
function pack(pixels: Uint8ClampedArray, widthDots: number, heightDots: number): Uint8Array {
  const rowBytes = Math.ceil(widthDots / 8);
  const bits = new Uint8Array(rowBytes * heightDots);
  for (let y = 0; y < heightDots; y += 1) {
    for (let x = 0; x < widthDots; x += 1) {
      const red = pixels[(y * widthDots + x) * 4] ?? 255;
      if (red >= BLACK_BELOW) continue;
      const at = y * rowBytes + (x >> 3);
      bits[at] = (bits[at] ?? 0) | (0x80 >> (x & 7));
    }
  }
  return bits;
}

function draw(sheet: Sheet): Raster {
  const { widthDots, heightDots } = sheet;
  const context = createCanvas(widthDots, heightDots).getContext('2d');
  context.fillStyle = '#fff';
  context.fillRect(0, 0, widthDots, heightDots);
  for (const ink of sheet.inks) paint(context, ink);
  const { data } = context.getImageData(0, 0, widthDots, heightDots);
  return { widthDots, heightDots, bits: pack(data, widthDots, heightDots) };
}

export interface Typesetter {
  readonly measure: MeasureText;
  /** The dots of a document, or PRINT_UNDRAWABLE. */
  rasterise(document: PaperDocument): Result<Raster>;
}

/** Draws with the fonts of `fontsFolder`. Pure apart from registering them. */
export function createTypesetter(fontsFolder: string): Typesetter {
  registerFonts(fontsFolder);
  const ruler = createCanvas(8, 8).getContext('2d');
  const measure: MeasureText = (text, px, bold) => {
    ruler.font = cssFont(px, bold);
    return Math.ceil(ruler.measureText(text).width);
  };
  return {
    measure,
    rasterise: (document) => {
      const sheet = typeset(document, measure);
      return sheet.ok ? ok(draw(sheet.value)) : sheet;
    },
  };
}
