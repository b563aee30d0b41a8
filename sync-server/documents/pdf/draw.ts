/**
 * Sheets to a PDF file: fonts embedded, tagged for screen readers, searchable in both scripts, and the
 * same bytes for the same document.
 */
import type { Language } from '#domain/language.ts';
import type { Instant } from '#domain/time.ts';
import type { Element, FillInk, Sheet, Sheets, TextInk } from '#server/documents/layout/sheets.ts';
import { EmbeddedFonts } from './embedded-fonts.ts';
import { asciiString, PdfObjects, refText, short, unicodeString, type Ref } from './objects.ts';
import type { Shaper } from './shaper.ts';

export interface PdfOptions {
  readonly title: string;
  readonly language: Language;
  readonly madeAt: Instant;
  readonly shaper: Shaper;
}

const LANGUAGE_TAGS: Readonly<Record<Language, string>> = { en: 'en-IN', hi: 'hi-IN' };
const PRODUCER = 'Raseed';

/** What an element's marked content is: a place on a sheet. */
interface Marked {
  readonly page: Ref;
  readonly id: number;
}

const isComplex = (text: string): boolean => /[\u0900-\u097F]/.test(text);

class Drawing {
  readonly objects = new PdfObjects();
  readonly #fonts: EmbeddedFonts;
  readonly #sheets: Sheets;
  readonly #options: PdfOptions;
  readonly #marked: Marked[][];
  /** By sheet: the elements of its marked contents. */
  readonly #parents: number[][] = [];

  constructor(sheets: Sheets, options: PdfOptions) {
    this.#sheets = sheets;
    this.#options = options;
    this.#fonts = new EmbeddedFonts(options.shaper);
    this.#marked = sheets.elements.map(() => []);
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

  /** Texts of one element that stand side by side are one content of it. */
  #group(texts: readonly TextInk[], page: Ref, parents: number[]): string {
    const [first] = texts;
    if (first === undefined) return '';
    const shown = texts.map((ink) => this.#text(ink)).join('');
    if (first.element === null) return `/Artifact BMC\n${shown}EMC\n`;
    const id = parents.length;
    parents.push(first.element);
    this.#marked[first.element]?.push({ page, id });
    const words = texts.map(({ text }) => text).join(' ');
    const actual = isComplex(words) ? ` /ActualText ${unicodeString(words)}` : '';
    const tag = this.#sheets.elements[first.element]?.tag ?? 'P';
    return `/${tag} <</MCID ${id}${actual}>> BDC\n${shown}EMC\n`;
  }

  #content(sheet: Sheet, page: Ref): string {
    const parents: number[] = [];
    const parts = [this.#fills(sheet.fills)];
    let group: TextInk[] = [];
    for (const ink of sheet.texts) {
      if (group.length > 0 && group[0]?.element !== ink.element) {
        parts.push(this.#group(group, page, parents));
        group = [];
      }
      group.push(ink);
    }
    parts.push(this.#group(group, page, parents));
    this.#parents.push(parents);
    return parts.join('');
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

  /** What every text is: the tree that screen readers follow. */
  structure(): Ref {
    const { objects } = this;
    const root = objects.reserve();
    const refs = this.#sheets.elements.map(() => objects.reserve());
    const children: Ref[][] = this.#sheets.elements.map(() => []);
    for (const [index, { parent }] of this.#sheets.elements.entries()) {
      const ref = refs[index];
      if (ref !== undefined && index > 0) children[parent]?.push(ref);
    }
    for (const [index, element] of this.#sheets.elements.entries()) {
      const [ref, parent] = [refs[index], index === 0 ? root : refs[element.parent]];
      if (ref === undefined || parent === undefined) continue;
      const kids = children[index] ?? [];
      objects.set(ref, this.#element(element, { parent, kids, marked: this.#marked[index] ?? [] }));
    }
    const numbers = this.#parents.map((elements, page) => {
      const own = elements.map((index) => refText(refs[index] ?? root)).join(' ');
      return `${page} ${refText(objects.add(`[${own}]`))}`;
    });
    const tree = objects.add(`<</Nums [${numbers.join(' ')}]>>`);
    objects.set(
      root,
      `<</Type /StructTreeRoot /K [${refText(refs[0] ?? root)}] /ParentTree ${refText(tree)} ` +
        `/ParentTreeNextKey ${numbers.length}>>`,
    );
    return root;
  }

  #element(
    { tag, scope }: Element,
    of: {
      readonly parent: Ref;
      readonly kids: readonly Ref[];
      readonly marked: readonly Marked[];
    },
  ): string {
    const [first] = of.marked;
    const contents = of.marked.map(({ page, id }) =>
      page === first?.page ? String(id) : `<</Type /MCR /Pg ${refText(page)} /MCID ${id}>>`,
    );
    const kids = [...contents, ...of.kids.map(refText)].join(' ');
    const page = first === undefined ? '' : ` /Pg ${refText(first.page)}`;
    const attributes = scope === undefined ? '' : ` /A <</O /Table /Scope /${scope}>>`;
    const parent = refText(of.parent);
    return `<</Type /StructElem /S /${tag} /P ${parent}${page}${attributes} /K [${kids}]>>`;
  }

  finish(): Uint8Array {
    const { objects } = this;
    const { title, language, madeAt } = this.#options;
    const pages = this.pages();
    const structure = this.structure();
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
