/** What a careful eye would find: text that is cut, things outside the screen, axe's violations. */
import { createRequire } from 'node:module';

import type { Page } from 'playwright-core';

const AXE_FILE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/** Sentences on whatever is cut off, hidden behind a scroll bar or outside the window. */
export const cutText = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => {
    const found: string[] = [];
    const name = (element: Element): string =>
      `<${element.tagName.toLowerCase()}> ${(element.textContent ?? '').trim().slice(0, 40)}`;
    for (const element of document.body.querySelectorAll('*')) {
      if (element.closest('.visually-hidden, svg') !== null) continue;
      const style = getComputedStyle(element);
      const wide = element.scrollWidth - element.clientWidth > 1;
      const high = element.scrollHeight - element.clientHeight > 1;
      const hides = style.overflowX !== 'visible' || element instanceof HTMLInputElement;
      if (hides && wide && element.clientWidth > 0) found.push(`too wide: ${name(element)}`);
      const scrolls = style.overflowY === 'auto' || style.overflowY === 'hidden';
      if (scrolls && high && element.clientHeight > 0) found.push(`too high: ${name(element)}`);
      const box = element.getBoundingClientRect();
      if (box.width === 0 || box.height === 0) continue;
      if (box.right > innerWidth + 1 || box.bottom > innerHeight + 1 || box.left < -1) {
        found.push(`outside: ${name(element)}`);
      }
      if (element instanceof HTMLInputElement && element.value === '') {
        const ruler = document.createElement('canvas').getContext('2d');
        if (ruler === null) continue;
        ruler.font = style.font;
        const room = element.clientWidth;
        if (ruler.measureText(element.placeholder).width > room) {
          found.push(`placeholder cut: ${element.placeholder}`);
        }
      }
    }
    return found;
  });

/**
 * The same for a page that scrolls down by design and holds a data grid, whose own layers are wider
 * than what they show: texts that end in dots, and anything that would have to be scrolled sideways.
 */
export const cutWords = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => {
    const found: string[] = [];
    const wider = (element: Element): boolean => element.scrollWidth - element.clientWidth > 1;
    const words = (element: Element): string =>
      [...element.childNodes]
        .filter((node) => node.nodeType === Node.TEXT_NODE)
        .map((node) => (node.textContent ?? '').trim())
        .join(' ')
        .trim();
    for (const element of document.body.querySelectorAll('*')) {
      const text = words(element);
      if (text === '' || element.clientWidth <= 1 || element.closest('svg') !== null) continue;
      const hides = getComputedStyle(element).overflowX !== 'visible';
      if (hides && wider(element)) found.push(`cut: ${text.slice(0, 60)}`);
    }
    for (const head of document.querySelectorAll('.MuiDataGrid-columnHeader')) {
      const grid = head.closest('.MuiDataGrid-virtualScroller')?.getBoundingClientRect().right;
      const outside = head.getBoundingClientRect().right - (grid ?? innerWidth) > 1;
      if (outside) found.push(`column outside: ${(head.textContent ?? '').trim()}`);
    }
    const main = document.querySelector('main');
    if (main !== null && wider(main)) found.push('scrolls sideways');
    return found;
  });

/** The smallest text in a language, in px. */
export const smallestText = (page: Page): Promise<number> =>
  page.evaluate(() => {
    const sizes: number[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const parent = node.parentElement;
      const written = (node.textContent ?? '').match(/[\u0900-\u097f]/);
      // A legend only keeps a gap open in the frame of a field: it is never seen.
      if (parent === null || written === null || parent.closest('legend') !== null) continue;
      sizes.push(Number.parseFloat(getComputedStyle(parent).fontSize));
    }
    return Math.min(...sizes, 99);
  });

interface AxeResults {
  readonly violations: readonly {
    readonly id: string;
    readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
  }[];
}

/** axe-core's violations, contrast of 7:1 (4.5:1 for large text) among its rules. */
export async function axeViolations(page: Page): Promise<readonly string[]> {
  // A page that stays open for many states needs it once.
  if (!(await page.evaluate(() => Reflect.has(window, 'axe')))) {
    await page.addScriptTag({ path: AXE_FILE });
  }
  const results = await page.evaluate(async () => {
    const axe: unknown = Reflect.get(window, 'axe');
    const checker = axe as { run(root: Document, options: object): Promise<AxeResults> };
    return checker.run(document, {
      resultTypes: ['violations'],
      rules: { 'color-contrast-enhanced': { enabled: true } },
    });
  });
  return results.violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.html.slice(0, 160)} ${node.failureSummary ?? ''}`),
  );
}
