/**
 * What every text of a file is: the tree that screen readers follow (ISO 32000-1, 14.7). A long table has
 * some hundred thousand cells, so that nothing is kept of each but two short values.
 */
import type { Element } from '#server/documents/layout/sheets.ts';
import { refText, type PdfObjects, type Ref } from './objects.ts';

export class StructureTree {
  readonly #elements: readonly Element[];
  /** By element: the sheet of its first content, 0 where it has none; and all its contents. */
  readonly #pages: number[];
  readonly #contents: string[];
  /** By sheet: the elements of its contents, in their order. */
  readonly #owners: number[][] = [];

  constructor(elements: readonly Element[]) {
    this.#elements = elements;
    this.#pages = elements.map(() => 0);
    this.#contents = elements.map(() => '');
  }

  /** Begins another sheet. */
  turn(): void {
    this.#owners.push([]);
  }

  /** The number that the next content of this sheet has: it is the element's. */
  mark(element: number, page: Ref): number {
    const owners = this.#owners.at(-1) ?? [];
    const id = owners.push(element) - 1;
    if (this.#pages[element] === 0) {
      this.#pages[element] = page;
      this.#contents[element] = String(id);
    } else {
      const isHere = this.#pages[element] === page;
      const content = isHere ? id : `<</Type /MCR /Pg ${refText(page)} /MCID ${id}>>`;
      this.#contents[element] = `${this.#contents[element] ?? ''} ${content}`;
    }
    return id;
  }

  write(objects: PdfObjects): Ref {
    const root = objects.reserve();
    const refs = this.#elements.map(() => objects.reserve());
    const refOf = (index: number): string => refText(refs[index] ?? root);
    const kids = this.#elements.map(() => '');
    for (const [index, { parent }] of this.#elements.entries()) {
      if (index > 0) kids[parent] += ` ${refOf(index)}`;
    }
    for (const [index, ref] of refs.entries()) {
      const parent = index === 0 ? refText(root) : refOf(this.#elements[index]?.parent ?? 0);
      objects.set(ref, this.#element(index, parent, kids[index] ?? ''));
    }
    const sheets = this.#owners.map((owners, sheet) => {
      const list = objects.add(`[${owners.map(refOf).join(' ')}]`);
      return `${sheet} ${refText(list)}`;
    });
    const parents = objects.add(`<</Nums [${sheets.join(' ')}]>>`);
    objects.set(
      root,
      `<</Type /StructTreeRoot /K [${refOf(0)}] /ParentTree ${refText(parents)} ` +
        `/ParentTreeNextKey ${sheets.length}>>`,
    );
    return root;
  }

  #element(index: number, parent: string, kids: string): string {
    const { tag = 'P', scope } = this.#elements[index] ?? {};
    const page = this.#pages[index] ?? 0;
    const first = page === 0 ? '' : ` /Pg ${refText(page as Ref)}`;
    const attributes = scope === undefined ? '' : ` /A <</O /Table /Scope /${scope}>>`;
    const contents = `${this.#contents[index] ?? ''}${kids}`;
    const held = contents === '' ? '' : ` /K [${contents}]`;
    return `<</Type /StructElem /S /${tag} /P ${parent}${first}${attributes}${held}>>`;
  }
}
