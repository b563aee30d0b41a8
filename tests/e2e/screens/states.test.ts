import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { openGallery, screenshotFile, stateNames, type Gallery, type Shown } from './gallery.ts';
import { axeViolations, cutText, smallestText } from './looks.ts';

const COUNTER = { width: 1366, height: 768 };
const LARGE = { width: 1920, height: 1080 };
const CITIZEN = { width: 1280, height: 800 };
const LANGUAGES = ['en', 'hi'] as const;

/** Some fifty states in two languages, each drawn anew. */
const ALL_STATES_MS = 480_000;

let gallery: Gallery;

beforeAll(async () => {
  gallery = await openGallery();
});

afterAll(async () => {
  await gallery.close();
});

/** Draws every state of a screen and gathers what is wrong with each. */
async function lookAtAll(options: {
  readonly screen: Shown['screen'];
  readonly size: { readonly width: number; readonly height: number };
  readonly languages?: readonly Shown['language'][];
  readonly look: (page: Page, shown: Shown) => Promise<readonly string[]>;
}): Promise<readonly string[]> {
  const { screen, size, look, languages = LANGUAGES } = options;
  const page = await gallery.newPage(size);
  const wrong: string[] = [];
  page.on('pageerror', (error) => wrong.push(`threw: ${error.message}`));
  await gallery.show(page, { screen, state: 'closed', language: 'en' });
  const names = await stateNames(page, screen);
  expect(names.length).toBeGreaterThan(10);
  for (const language of languages) {
    for (const state of names) {
      const shown = { screen, state, language };
      await gallery.show(page, shown);
      const file = screenshotFile(`${screen}-${size.width}-${language}-${state}`);
      await page.screenshot({ path: file });
      wrong.push(...(await look(page, shown)).map((what) => `${language} ${state}: ${what}`));
    }
  }
  await page.close();
  return wrong;
}

/** The same elements in the same colours whatever the language: axe looks once. */
async function lookClosely(page: Page, { language }: Shown): Promise<readonly string[]> {
  const cut = await cutText(page);
  return language === 'en' ? [...cut, ...(await axeViolations(page))] : cut;
}

describe('every state of the screens', () => {
  it(
    'is whole, legible and accessible on the clerk’s screen',
    async () => {
      const look = async (page: Page, shown: Shown): Promise<readonly string[]> => {
        const small = shown.language === 'hi' && (await smallestText(page)) < 16;
        return [...(await lookClosely(page, shown)), ...(small ? ['Hindi below 16 px'] : [])];
      };
      expect(await lookAtAll({ screen: 'clerk', size: COUNTER, look })).toEqual([]);
    },
    ALL_STATES_MS,
  );

  it(
    'breathes on a large screen',
    async () => {
      const look = (page: Page): Promise<readonly string[]> => cutText(page);
      expect(await lookAtAll({ screen: 'clerk', size: LARGE, look, languages: ['hi'] })).toEqual(
        [],
      );
    },
    ALL_STATES_MS,
  );

  it('P8 is whole, legible and accessible on the citizen’s display', async () => {
    expect(await lookAtAll({ screen: 'citizen', size: CITIZEN, look: lookClosely })).toEqual([]);
  });

  it('P8 shows a large amount at 96 px, whole, under "you pay exactly" at 40 px', async () => {
    const page = await gallery.newPage(CITIZEN);
    await gallery.show(page, { screen: 'citizen', state: 'quote-large', language: 'hi' });
    const size = (text: string): Promise<string> =>
      page.getByText(text).evaluate((element) => getComputedStyle(element).fontSize);
    expect(await size('₹1,00,950.50')).toBe('96px');
    expect(await size('केवल इतना ही दें')).toBe('40px');
    await page.close();
  });

  it('P8 the citizen’s display says every two seconds that it is there', async () => {
    const page = await gallery.newPage(CITIZEN);
    await page.clock.install();
    await gallery.show(page, { screen: 'citizen', state: 'idle', language: 'en' });
    await page.clock.runFor(6000);
    const beats = await page.evaluate(() => {
      const shown: unknown = Reflect.get(window, 'raseedGallery');
      return (shown as { commands: { name: string; input: unknown }[] }).commands;
    });
    expect(beats.length).toBeGreaterThanOrEqual(4);
    expect(beats.at(-1)).toEqual({ name: 'displayHeartbeat', input: CITIZEN });
    await page.close();
  });
});
