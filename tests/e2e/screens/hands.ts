/** Hands at the keyboard of a screen of the gallery: keys as people and scanners press them. */
import type { Page } from 'playwright-core';

import { commandsOf, openGallery, TYPING_MS, type Gallery } from './gallery.ts';

export const COUNTER = { width: 1366, height: 768 };

export interface Hands {
  readonly gallery: Gallery;
  /** Every state anew, in the one page: a page of its own for each costs more than its test. */
  open(state: string, language?: 'en' | 'hi'): Promise<Page>;
  readonly press: (page: Page, ...keys: readonly string[]) => Promise<void>;
  readonly type: (page: Page, text: string) => Promise<void>;
  /** Keys pressed and typed since it was last set to 0. */
  strokes: number;
  close(): Promise<void>;
}

export async function openHands(): Promise<Hands> {
  const gallery = await openGallery();
  const shared = await gallery.newPage(COUNTER);
  await gallery.show(shared, { screen: 'clerk', state: 'empty', language: 'en' });
  const hands: Hands = {
    gallery,
    strokes: 0,
    open: async (state, language = 'en') => {
      await gallery.turnTo(shared, { screen: 'clerk', state, language });
      return shared;
    },
    press: async (page, ...keys) => {
      for (const key of keys) {
        hands.strokes += 1;
        await page.waitForTimeout(TYPING_MS);
        await page.keyboard.press(key);
      }
    },
    type: async (page, text) => {
      hands.strokes += text.length;
      await page.keyboard.type(text, { delay: TYPING_MS });
    },
    close: () => gallery.close(),
  };
  return hands;
}

/** As a wedge scanner types: a key every few milliseconds, Enter at the end. */
export async function scan(page: Page, text: string): Promise<void> {
  // Not one after the other: the way to the browser and back is slower than a scanner.
  await Promise.all([...text.split(''), 'Enter'].map((key) => page.keyboard.press(key)));
}

export const focusOn = async (page: Page, field: string): Promise<void> => {
  await page.waitForFunction(
    (wanted) => document.activeElement?.getAttribute('data-field') === wanted,
    field,
  );
};

export const named = async (page: Page, name: string) =>
  (await commandsOf(page)).filter((command) => command.name === name);

/** Finds the learner's licence and stands at its first fact. */
export async function findLearner({ type }: Hands, page: Page): Promise<void> {
  await focusOn(page, 'service');
  await type(page, 'LL');
  await page.getByRole('option', { name: /Learner|शिक्षार्थी/ }).waitFor();
}

export async function enterCitizen({ press, type }: Hands, page: Page): Promise<void> {
  await focusOn(page, 'citizen-payer');
  await type(page, 'Sunita Devi');
  await press(page, 'Enter');
  await press(page, 'Enter');
  await type(page, 'AP-1182');
  await press(page, 'Enter');
  await type(page, '9876543212');
}

/** The learner's licence for two classes, and who pays. */
export async function enterLearner(hands: Hands, page: Page): Promise<void> {
  await findLearner(hands, page);
  await hands.press(page, 'Enter');
  await focusOn(page, 'fact-classes');
  await hands.type(page, '2');
  await hands.press(page, 'Enter');
  await enterCitizen(hands, page);
}

/** A quote for two classes, ready for the money. */
export async function quoteLearner(hands: Hands, page: Page): Promise<void> {
  await enterLearner(hands, page);
  await hands.press(page, 'Enter');
  await focusOn(page, 'given');
}
