/** "This counter" by keys alone: what each key asks of the terminal, and every end that it can have. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { takePicture } from '#tests/e2e/pictures.ts';
import { commandsOf, openGallery, TYPING_MS, type Gallery } from './gallery.ts';
import { axeViolations, cutText } from './looks.ts';

const STICK = '/media/counter/BLUE-16GB';

let gallery: Gallery;
let page: Page;

beforeAll(async () => {
  gallery = await openGallery();
  page = await gallery.newPage({ width: 1366, height: 768 });
  await gallery.show(page, { screen: 'clerk', state: 'empty', language: 'en' });
});
afterAll(async () => {
  await gallery.close();
});

const turnTo = (state: string, language: 'en' | 'hi' = 'en') =>
  gallery.turnTo(page, { screen: 'clerk', state, language });

async function press(...keys: readonly string[]): Promise<void> {
  for (const key of keys) {
    await page.waitForTimeout(TYPING_MS);
    await page.keyboard.press(key);
  }
}

const focusOn = (field: string) =>
  page.waitForFunction(
    (wanted) => document.activeElement?.getAttribute('data-field') === wanted,
    field,
  );

const named = async (name: string) =>
  (await commandsOf(page)).filter((command) => command.name === name);

/** The one stick is chosen; the manager and their PIN, then Enter. */
async function standBy(): Promise<void> {
  await focusOn('approver');
  await press('1', 'Enter');
  await focusOn('approver-pin');
  await page.keyboard.type('2468', { delay: TYPING_MS });
}

async function looksWhole(name: string): Promise<void> {
  await takePicture(page, `clerk-walk-${name}`);
  expect([...(await cutText(page)), ...(await axeViolations(page))]).toEqual([]);
}

describe('this counter, by keys', () => {
  it('is reached by F9 and F10, checks the journal on 1 and copies it on 2', async () => {
    await turnTo('this-counter');
    await page.getByText('Make a copy now').waitFor();
    await press('1', '2');
    expect(await named('verifyJournal')).toHaveLength(1);
    expect(await named('backUpNow')).toHaveLength(1);
    await turnTo('more');
    await focusOn('numbered');
    await press('F10');
    await page.getByRole('heading', { name: /This counter/ }).waitFor();
    await press('Escape');
    await page.getByText('Find a service').first().waitFor();
  });

  it('is reached before anybody signs in, and left by Escape', async () => {
    await turnTo('sign-in');
    await focusOn('staff');
    await press('F10');
    await page.getByRole('heading', { name: /This counter/ }).waitFor();
    await press('Escape');
    await page.getByText('Who is at the counter?').waitFor();
  });

  it('BF8 writes a stick with a manager beside it; digits of a PIN start nothing', async () => {
    await turnTo('this-counter');
    await page.getByText('Make a copy now').waitFor();
    await press('3');
    await focusOn('approver');
    await page.getByText('BLUE-16GB').waitFor();
    await standBy();
    await looksWhole('stick-write');
    await press('Enter');
    await page.getByText('Entries 1,83,905 to 1,84,212 are on the stick, files: 3.').waitFor();
    await looksWhole('stick-written');
    const approval = { approverId: 'S1001', approverPin: '2468' };
    expect((await named('exportSync')).map(({ input }) => input)).toEqual([
      { placeId: STICK, ...approval },
    ]);
    expect(await named('importSync')).toEqual([]);
    expect(await named('verifyJournal')).toEqual([]);
  });

  it('BF7 reads a stick, and names the file that was not used', async () => {
    for (const [language, words] of [
      ['en', 'was not copied to its end'],
      ['hi', 'पूरा कॉपी नहीं हुआ'],
    ] as const) {
      await turnTo('this-counter', language);
      await focusOn('this-counter');
      await page.getByText('4f1c9a02be77d310').waitFor();
      await press('4');
      await standBy();
      await press('Enter');
      await page.getByText(words).waitFor();
      await looksWhole(`stick-read-${language}`);
    }
  });

  it('a stick that is full is said, and the same form tries again', async () => {
    await turnTo('this-counter-stick-full');
    await page.getByText('Make a copy now').waitFor();
    await press('3');
    await standBy();
    await press('Enter');
    await page.getByText('The stick is full. Nothing is lost').waitFor();
    await focusOn('approver-pin');
    await looksWhole('stick-full');
  });

  it('with no stick there the form says what to do, and Enter does nothing', async () => {
    await turnTo('this-counter-no-stick');
    await page.getByText('Make a copy now').waitFor();
    await press('3');
    await page.getByText('Plug in a USB stick.').waitFor();
    await looksWhole('stick-none');
    await press('Enter', 'Enter');
    expect(await named('exportSync')).toEqual([]);
  });

  it('a counter that is shut looks again on Enter', async () => {
    await turnTo('shut-newer');
    await page.getByText('Update first.').waitFor();
    await press('Enter');
    expect(await named('openAgain')).toHaveLength(1);
  });
});
