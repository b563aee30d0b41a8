/** A staff page as a careful eye sees it, at a desk, on a wall and on a phone. */
import type { Browser, Page } from 'playwright-core';

import type { Language } from '#domain/language.ts';

import { takePicture } from '#tests/e2e/pictures.ts';
import { axeViolations, cutWords, smallestText } from './looks.ts';

const DESK = { width: 1366, height: 768 };
const WALL = { width: 1920, height: 1080 };
const PHONE = { width: 390, height: 844 };
const EVERYWHERE = [DESK, WALL, PHONE];

/** What is there on most days is seen everywhere; the rest where its words have least room. */
function sizesOf(name: string, language: Language): typeof EVERYWHERE {
  if (name.startsWith('busy')) return language === 'en' ? EVERYWHERE : [DESK, PHONE];
  return language === 'en' ? [DESK] : [PHONE];
}

/** A page of a browser in which nobody was before, in one language. */
export async function openIn(
  browser: Browser,
  of: { readonly language: Language; readonly kept: Readonly<Record<string, string>> },
): Promise<Page> {
  const page = await browser.newPage({ viewport: DESK, reducedMotion: 'reduce' });
  page.setDefaultTimeout(15_000);
  await page.addInitScript((kept) => {
    for (const [key, value] of Object.entries(kept)) localStorage.setItem(key, value);
  }, of.kept);
  return page;
}

/** What stays cut once the page has come to rest; a busy machine takes its time. */
async function cutAtRest(page: Page): Promise<readonly string[]> {
  let cut = await cutWords(page);
  for (let tries = 0; cut.length > 0 && tries < 20; tries += 1) {
    await page.waitForTimeout(150);
    cut = await cutWords(page);
  }
  return cut;
}

/** A page that stands there at every size, and what is wrong with it. */
export async function look(
  page: Page,
  of: {
    readonly folder: string;
    readonly name: string;
    readonly language: Language;
  },
): Promise<readonly string[]> {
  const { folder, name, language } = of;
  const wrong: string[] = [];
  for (const size of sizesOf(name, language)) {
    await page.setViewportSize(size);
    await takePicture(page, `${folder}/${size.width}-${language}-${name}`);
    // A table measures itself anew some frames after its window has changed.
    const cut = await cutAtRest(page);
    wrong.push(...cut.map((what) => `${size.width} ${language} ${name}: ${what}`));
  }
  if (language === 'hi' && (await smallestText(page)) < 16) wrong.push(`${name}: below 16 px`);
  if (language === 'en') wrong.push(...(await axeViolations(page)).map((what) => name + what));
  await page.setViewportSize(DESK);
  return wrong;
}
