/**
 * Sheets to a PDF file: fonts embedded, tagged for screen readers, searchable in both scripts, and the
 * same bytes for the same document.
 */
import type { Language } from '#domain/language.ts';
import type { Instant } from '#domain/time.ts';
import type { FillInk, Sheet, Sheets, TextInk } from '#server/documents/layout/sheets.ts';
import { EmbeddedFonts } from './embedded-fonts.ts';
import { asciiString, PdfObjects, refText, short, unicodeString, type Ref } from './objects.ts';
import type { Shaper } from './shaper.ts';
import { StructureTree } from './structure.ts';

export interface PdfOptions {
  readonly title: string;
  readonly language: Language;
  readonly madeAt: Instant;
  readonly shaper: Shaper;
}

const LANGUAGE_TAGS: Readonly<Record<Language, string>> = { en: 'en-IN', hi: 'hi-IN' };
const PRODUCER = 'Raseed';

const isComplex = (text: string): boolean => /[\u0900-\u097F]/.test(text);

class Drawing {
  readonly objects = new PdfObjects();
  readonly #fonts: EmbeddedFonts;
  readonly #sheets: Sheets;
  readonly #options: PdfOptions;
  readonly #structure: StructureTree;
  /** How a text is told to whoever cannot see it: the same few words in every row. */
  readonly #told = new Map<string, string>();

  constructor(sheets: Sheets, options: PdfOptions) {
    this.#sheets = sheets;
    this.#options = options;
    this.#fonts = new EmbeddedFonts(options.shaper);
    this.#structure = new StructureTree(sheets.elements);
  }

  #fills(fills: readonly FillInk[]): string {
    if (fills.length === 0) return '';
    const { height } = this.#sheets;
    let operators = '/Artifact BMC\n';
    let gray = -1;
    for (const fill of fills) {
      if (fill.gray !== gray) operators += `${short(fill.gray)} g\n`;
      gray = fill.gray;
      const y = height - fill.y - fill.height;
      operators += `${short(fill.x)} ${short(y)} ${short(fill.width)} ${short(fill.height)} re f\n`;
    }
    return `${operators}EMC\n0 g\n`;
  }

  #text(ink: TextInk): string {
    const shaped = this.#options.shaper.shape(ink.text, ink.isBold);
    const place = `1 0 0 1 ${short(ink.x)} ${short(this.#sheets.height - ink.baseline)} Tm`;
    return `BT ${place} ${this.#fonts.show(shaped, ink.size)}ET\n`;
  }

  #actualText(words: string): string {
    if (!isComplex(words)) return '';
    const known = this.#told.get(words);
    if (known !== undefined) return known;
    const told = ` /ActualText ${unicodeString(words)}`;
    this.#told.set(words, told);
    return told;
  }

  /** Texts of one element that stand side by side are one content of it. */
  #group(first: TextInk, others: readonly TextInk[], page: Ref): string {
    let shown = this.#text(first);
    let words = first.text;
    for (const ink of others) {
      shown += this.#text(ink);
      words += ` ${ink.text}`;
    }
    if (first.element === null) return `/Artifact BMC\n${shown}EMC\n`;
    const id = this.#structure.mark(first.element, page);
    const tag = this.#sheets.elements[first.element]?.tag ?? 'P';
    return `/${tag} <</MCID ${id}${this.#actualText(words)}>> BDC\n${shown}EMC\n`;
  }

  #content(sheet: Sheet, page: Ref): string {
    this.#structure.turn();
    let content = this.#fills(sheet.fills);
    const { texts } = sheet;
    for (let at = 0; at < texts.length;) {
      const first = texts[at];
      if (first === undefined) break;
      let end = at + 1;
      while (end < texts.length && texts[end]?.element === first.element) end += 1;
      content += this.#group(first, texts.slice(at + 1, end), page);
      at = end;
    }
    return content;
  }

  /** The tree of pages. */
  pages(): Ref {
    const { objects } = this;
    const [tree, resources] = [objects.reserve(), objects.reserve()];
    const box = `[0 0 ${short(this.#sheets.width)} ${short(this.#sheets.height)}]`;
    const pages = this.#sheets.sheets.map((sheet, index) => {
      const page = objects.reserve();
      const content = Buffer.from(this.#content(sheet, page), 'latin1');
      objects.set(
        page,
        `<</Type /Page /Parent ${refText(tree)} /MediaBox ${box} /Resources ${refText(resources)} ` +
          `/Contents ${refText(objects.addStream('', content))} /StructParents ${index} /Tabs /S>>`,
      );
      return page;
    });
    const fonts = this.#fonts.write(objects);
    objects.set(resources, `<</Font <<${fonts}>>>>`);
    objects.set(
      tree,
      `<</Type /Pages /Kids [${pages.map(refText).join(' ')}] /Count ${pages.length}>>`,
    );
    return tree;
  }

  finish(): Uint8Array {
    const { objects } = this;
    const { title, language, madeAt } = this.#options;
    const pages = this.pages();
    const structure = this.#structure.write(objects);
    const catalog = objects.add(
      `<</Type /Catalog /Pages ${refText(pages)} ` +
        `/StructTreeRoot ${refText(structure)} /MarkInfo <</Marked true>> ` +
        `/Lang ${asciiString(LANGUAGE_TAGS[language])} ` +
        '/ViewerPreferences <</DisplayDocTitle true>>>>',
    );
    const at = pdfDate(madeAt);
    const info = objects.add(
      `<</Title ${unicodeString(title)} /Producer ${asciiString(PRODUCER)} ` +
        `/Creator ${asciiString(PRODUCER)} /CreationDate ${at} /ModDate ${at}>>`,
    );
    return objects.finish({ catalog, info });
  }
}

const pdfDate = (at: Instant): string =>
  asciiString(`D:${new Date(at).toISOString().slice(0, 19).replaceAll(/[-:T]/g, '')}Z`);

/** The bytes of a file. */
export const drawPdf = (sheets: Sheets, options: PdfOptions): Uint8Array =>
  new Drawing(sheets, options).finish();
