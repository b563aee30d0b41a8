import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { takePicture } from '#tests/e2e/pictures.ts';
import { openGallery, stateNames, type Gallery, type Shown } from './gallery.ts';
import { axeViolations, cutText, smallestText } from './looks.ts';

const COUNTER = { width: 1366, height: 768 };
const LARGE = { width: 1920, height: 1080 };
const CITIZEN = { width: 1280, height: 800 };
const LANGUAGES = ['en', 'hi'] as const;

/** One of each kind of screen: axe looks at these, and a large screen is tried with them. */
const SAMPLES = {
  clerk: [
    'sign-in',
    'open-shift',
    'stopped',
    'shut-newer',
    'this-counter-checking',
    'this-counter-asked',
    'searching',
    'facts-many',
    'citizen',
    'waiver-approval',
    'quoted-long',
    'cash-short',
    'paid',
    'paper-out',
    'broken',
    'more',
    'close-shift',
    'ask-citizen',
    'identity-no-scanner',
    'identity-missed',
    'fallback-reason',
    'finger-enrol',
    'finger-consent',
    'finger-choose',
    'finger-hold',
    'finger-done',
  ],
  citizen: [
    'idle',
    'quote',
    'quote-long',
    'paid',
    'paid-nil',
    'broken',
    'ask-asked',
    'finger-consent',
    'finger-dry',
    'finger-verified',
    'finger-refused',
  ],
} as const;

/** These are longer than the screen, and scroll above the key that goes on. */
const SCROLLS = ['facts-many', 'citizen-many-facts'];

let gallery: Gallery;

beforeAll(async () => {
  gallery = await openGallery();
});

afterAll(async () => {
  await gallery.close();
});

interface Looking {
  readonly screen: Shown['screen'];
  readonly size: { readonly width: number; readonly height: number };
  readonly languages?: readonly Shown['language'][];
  /** Absent: every state there is. */
  readonly states?: readonly string[];
}

/** The same elements in the same colours whatever the language: axe looks once. */
async function lookClosely(page: Page, shown: Shown): Promise<readonly string[]> {
  const { screen, state, language } = shown;
  const small = language === 'hi' && (await smallestText(page)) < 16 ? ['Hindi below 16 px'] : [];
  const samples: readonly string[] = SAMPLES[screen];
  const sampled = language === 'en' && samples.includes(state);
  const cut = (await cutText(page)).filter(
    (what) => !(SCROLLS.includes(state) && what.startsWith('too high')),
  );
  return [...cut, ...small, ...(sampled ? await axeViolations(page) : [])];
}

/** Draws the states of a screen in one page and gathers what is wrong with each. */
async function lookAtAll(looking: Looking): Promise<readonly string[]> {
  const { screen, size, languages = LANGUAGES } = looking;
  const page = await gallery.newPage(size);
  const wrong: string[] = [];
  page.on('pageerror', (error) => wrong.push(`threw: ${error.message}`));
  await gallery.show(page, { screen, state: 'closed', language: 'en' });
  const names = looking.states ?? (await stateNames(page, screen));
  expect(names.length).toBeGreaterThan(5);
  for (const language of languages) {
    for (const state of names) {
      const shown = { screen, state, language };
      await gallery.turnTo(page, shown);
      await takePicture(page, `${screen}-${size.width}-${language}-${state}`);
      const seen = await lookClosely(page, shown);
      wrong.push(...seen.map((what) => `${language} ${state}: ${what}`));
    }
  }
  await page.close();
  return wrong;
}

describe('every state of the screens', () => {
  it('is whole, legible and accessible on the clerk’s screen', async () => {
    expect(await lookAtAll({ screen: 'clerk', size: COUNTER })).toEqual([]);
  });

  it('breathes on a large screen', async () => {
    const { clerk } = SAMPLES;
    expect(
      await lookAtAll({ screen: 'clerk', size: LARGE, states: clerk, languages: ['hi'] }),
    ).toEqual([]);
  });

  it('P8 is whole, legible and accessible on the citizen’s display', async () => {
    expect(await lookAtAll({ screen: 'citizen', size: CITIZEN })).toEqual([]);
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

describe('a page that broke', () => {
  it('says that nothing is lost, and Enter loads it again', async () => {
    const page = await gallery.newPage(COUNTER);
    await gallery.show(page, { screen: 'clerk', state: 'broken', language: 'hi' });
    await page.getByText('कुछ खोया नहीं है').waitFor();
    const loaded = page.waitForEvent('load');
    await page.keyboard.press('Enter');
    await loaded;
    await page.close();
  });

  it('comes back by itself on the citizen’s display', async () => {
    const page = await gallery.newPage(CITIZEN);
    await page.clock.install();
    await gallery.show(page, { screen: 'citizen', state: 'broken', language: 'en' });
    await page.getByText('Nothing is lost').waitFor();
    const loaded = page.waitForEvent('load');
    await page.clock.runFor(5000);
    await loaded;
    await page.close();
  });
});
