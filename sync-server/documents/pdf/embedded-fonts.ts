/**
 * The fonts of one PDF file: which glyphs it uses, under which numbers, and what they mean as text. A
 * glyph that stands for other characters in another word has another number, so that copied and searched
 * text is what was written, in Hindi too.
 */
import { hex4, refText, short, type PdfObjects, type Ref } from './objects.ts';
import {
  FACES,
  type FaceName,
  type Glyph,
  type Piece,
  type Shaper,
  type ShapedText,
} from './shaper.ts';
import { subsetFont } from './subset.ts';

type Numbered = Pick<Glyph, 'glyphId' | 'text'>;

/** Up to a hundred meanings of a character map each, as the format wants it. */
const MAPPINGS_A_BLOCK = 100;

class EmbeddedFace {
  readonly name: FaceName;
  readonly resource: string;
  readonly #numbers = new Map<string, number>();
  readonly #digits = new WeakMap<Glyph, string>();
  /** By number; 0 is the glyph for what is missing. */
  readonly #glyphs: Numbered[] = [{ glyphId: 0, text: '\uFFFD' }];

  constructor(name: FaceName) {
    this.name = name;
    this.resource = `/F${FACES.indexOf(name)}`;
  }

  /** The four digits that show a glyph. Glyphs of words that are remembered are the same objects. */
  digitsOf(glyph: Glyph): string {
    const known = this.#digits.get(glyph);
    if (known !== undefined) return known;
    const digits = hex4(this.#numberOf(glyph));
    this.#digits.set(glyph, digits);
    return digits;
  }

  #numberOf({ glyphId, text }: Glyph): number {
    const key = `${glyphId}:${text}`;
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    this.#glyphs.push({ glyphId, text });
    this.#numbers.set(key, this.#glyphs.length - 1);
    return this.#glyphs.length - 1;
  }

  get isUsed(): boolean {
    return this.#glyphs.length > 1;
  }

  write(objects: PdfObjects, shaper: Shaper): Ref {
    const metrics = shaper.metrics(this.name);
    const ids = this.#glyphs.map(({ glyphId }) => glyphId);
    const file = subsetFont(metrics.file, ids);
    const name = `/RASEED+${metrics.name}`;
    const embedded = objects.addStream(`/Length1 ${file.byteLength}`, file);
    const descriptor = objects.add(
      `<</Type /FontDescriptor /FontName ${name} /Flags 4 /FontBBox [${metrics.box.join(' ')}] ` +
        `/ItalicAngle 0 /Ascent ${metrics.ascent} /Descent ${metrics.descent} /CapHeight 714 ` +
        `/StemV ${metrics.name.endsWith('Bold') ? 140 : 80} /FontFile2 ${refText(embedded)}>>`,
    );
    const places = Buffer.alloc(ids.length * 2);
    for (const [number, glyphId] of ids.entries()) places.writeUInt16BE(glyphId, number * 2);
    const widths = ids.map((glyphId) => metrics.advanceOf(glyphId)).join(' ');
    const descendant = objects.add(
      `<</Type /Font /Subtype /CIDFontType2 /BaseFont ${name} /CIDSystemInfo ` +
        '<</Registry (Adobe) /Ordering (Identity) /Supplement 0>> ' +
        `/FontDescriptor ${refText(descriptor)} /W [0 [${widths}]] /DW 1000 ` +
        `/CIDToGIDMap ${refText(objects.addStream('', places))}>>`,
    );
    const meanings = objects.addStream('', Buffer.from(this.#meanings(), 'latin1'));
    return objects.add(
      `<</Type /Font /Subtype /Type0 /BaseFont ${name} /Encoding /Identity-H ` +
        `/DescendantFonts [${refText(descendant)}] /ToUnicode ${refText(meanings)}>>`,
    );
  }

  #meanings(): string {
    const lines = this.#glyphs.map(({ text }, number) => {
      let hex = '';
      for (let at = 0; at < text.length; at += 1) hex += hex4(text.charCodeAt(at));
      return `<${hex4(number)}> <${hex}>`;
    });
    let blocks = '';
    for (let from = 0; from < lines.length; from += MAPPINGS_A_BLOCK) {
      const part = lines.slice(from, from + MAPPINGS_A_BLOCK);
      blocks += `${part.length} beginbfchar\n${part.join('\n')}\nendbfchar\n`;
    }
    return (
      '/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CIDSystemInfo ' +
      '<</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n/CMapName /Adobe-Identity-UCS def\n' +
      '/CMapType 2 def\n1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n' +
      `${blocks}endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n`
    );
  }
}

export class EmbeddedFonts {
  readonly #shaper: Shaper;
  readonly #faces: Readonly<Record<FaceName, EmbeddedFace>> = {
    latin: new EmbeddedFace('latin'),
    latinBold: new EmbeddedFace('latinBold'),
    devanagari: new EmbeddedFace('devanagari'),
    devanagariBold: new EmbeddedFace('devanagariBold'),
  };

  constructor(shaper: Shaper) {
    this.#shaper = shaper;
  }

  /** The operators between BT and ET that show a text whose place is set already. */
  show(text: ShapedText, size: number): string {
    let operators = '';
    for (const piece of text.pieces) operators += this.#show(piece, size);
    return operators;
  }

  #show(piece: Piece, size: number): string {
    const face = this.#faces[piece.face];
    const metrics = this.#shaper.metrics(piece.face);
    const line = new ShownLine(size);
    /** Where the next glyph should stand, less where it would. */
    let drift = 0;
    for (const glyph of piece.glyphs) {
      line.move(drift + glyph.dx);
      line.rise(glyph.dy);
      line.glyph(face.digitsOf(glyph));
      drift = glyph.advance - metrics.advanceOf(glyph.glyphId) - glyph.dx;
    }
    line.move(drift);
    return `${face.resource} ${short(size)} Tf ${line.end()}`;
  }

  /** Writes the fonts that were used; the entries of the resource dictionary. */
  write(objects: PdfObjects): string {
    return Object.values(this.#faces)
      .filter(({ isUsed }) => isUsed)
      .map((face) => `${face.resource} ${refText(face.write(objects, this.#shaper))}`)
      .join(' ');
  }
}

/** Glyphs of a line as TJ takes them: strings, and between them steps back in thousandths. */
class ShownLine {
  readonly #size: number;
  #done = '';
  #array = '';
  #open = '';
  #rise = 0;

  constructor(size: number) {
    this.#size = size;
  }

  glyph(digits: string): void {
    this.#open += digits;
  }

  move(by: number): void {
    if (by === 0) return;
    this.#closeString();
    this.#array += ` ${-by} `;
  }

  rise(to: number): void {
    if (to === this.#rise) return;
    this.#closeArray();
    this.#done += `${short((to * this.#size) / 1000)} Ts `;
    this.#rise = to;
  }

  end(): string {
    this.#closeArray();
    this.rise(0);
    return this.#done;
  }

  #closeString(): void {
    if (this.#open !== '') this.#array += `<${this.#open}>`;
    this.#open = '';
  }

  #closeArray(): void {
    this.#closeString();
    if (this.#array !== '') this.#done += `[${this.#array}] TJ `;
    this.#array = '';
  }
}
