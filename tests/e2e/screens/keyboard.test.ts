import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { commandsOf, openGallery, screenshotFile, TYPING_MS, type Gallery } from './gallery.ts';

const COUNTER = { width: 1366, height: 768 };
const SCANNED = 'HTTPS://RASEED.EXAMPLE/R/ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

let gallery: Gallery;
let shared: Page;
/** Keys pressed by {@link press} and {@link type} since it was last set to 0. */
let strokes = 0;

beforeAll(async () => {
  gallery = await openGallery();
  shared = await gallery.newPage(COUNTER);
  await gallery.show(shared, { screen: 'clerk', state: 'empty', language: 'en' });
});

afterAll(async () => {
  await gallery.close();
});

/** Every state anew, in the one page: a page of its own for each costs more than its test. */
async function open(state: string, language: 'en' | 'hi' = 'en'): Promise<Page> {
  await gallery.turnTo(shared, { screen: 'clerk', state, language });
  return shared;
}

async function press(page: Page, ...keys: readonly string[]): Promise<void> {
  for (const key of keys) {
    strokes += 1;
    await page.waitForTimeout(TYPING_MS);
    await page.keyboard.press(key);
  }
}

async function type(page: Page, text: string): Promise<void> {
  strokes += text.length;
  await page.keyboard.type(text, { delay: TYPING_MS });
}

/** As a wedge scanner types: a key every few milliseconds, Enter at the end. */
async function scan(page: Page, text: string): Promise<void> {
  // Not one after the other: the way to the browser and back is slower than a scanner.
  await Promise.all([...text.split(''), 'Enter'].map((key) => page.keyboard.press(key)));
}

const focusOn = async (page: Page, field: string): Promise<void> => {
  await page.waitForFunction(
    (wanted) => document.activeElement?.getAttribute('data-field') === wanted,
    field,
  );
};

const named = async (page: Page, name: string) =>
  (await commandsOf(page)).filter((command) => command.name === name);

/** Finds the learner's licence and stands at its first fact. */
async function findLearner(page: Page): Promise<void> {
  await focusOn(page, 'service');
  await type(page, 'LL');
  await page.getByRole('option', { name: /Learner|शिक्षार्थी/ }).waitFor();
}

async function enterCitizen(page: Page): Promise<void> {
  await focusOn(page, 'citizen-payer');
  await type(page, 'Sunita Devi');
  await press(page, 'Enter');
  await press(page, 'Enter');
  await type(page, 'AP-1182');
  await press(page, 'Enter');
  await type(page, '9876543212');
}

/** A quote for two classes, ready for the money. */
async function quoteLearner(page: Page): Promise<void> {
  await findLearner(page);
  await press(page, 'Enter');
  await focusOn(page, 'fact-classes');
  await type(page, '2');
  await press(page, 'Enter');
  await enterCitizen(page);
  await press(page, 'Enter');
  await focusOn(page, 'given');
}

describe('a charge without a mouse', () => {
  it('P1 takes at most 12 keys after the service’s name, and sends no amount', async () => {
    const page = await open('empty');
    await findLearner(page);
    strokes = 0;
    await press(page, 'Enter');
    await focusOn(page, 'fact-classes');
    await type(page, '2');
    await press(page, 'Enter');
    await page.getByText('₹950.00').waitFor();
    const before = strokes;
    await enterCitizen(page);
    // The citizen's details are apart; the Enter that ends them is counted.
    strokes = before;
    await press(page, 'Enter');
    await focusOn(page, 'given');
    await press(page, 'F4');
    await type(page, '1000');
    await page.getByText('1 × 50').waitFor();
    await press(page, 'Enter');
    await page.getByText('PAID').waitFor();
    expect(strokes).toBe(10);
    await page.screenshot({ path: screenshotFile('clerk-walk-paid') });
    const [quote] = await named(page, 'quote');
    expect(quote?.input).toEqual({
      serviceCode: 'LL',
      facts: { classes: 2 },
      citizen: {
        language: 'en',
        payer: 'Sunita Devi',
        beneficiary: null,
        applicationRef: 'AP-1182',
        mobile: '9876543212',
      },
    });
    const [taken] = await named(page, 'takeCash');
    expect(taken?.input).toMatchObject({ givenPaise: 100_000 });
    await press(page, 'Enter');
    await focusOn(page, 'service');
    await page.getByText('Same service again').waitFor();
    await page.getByRole('group', { name: 'Last payment' }).getByText('₹50.00').waitFor();
  });

  it('remembers an Enter that comes before what was looked for', async () => {
    const page = await open('slow-search');
    await focusOn(page, 'service');
    await type(page, 'LL');
    await press(page, 'Enter');
    await focusOn(page, 'fact-classes');
    expect(await named(page, 'describeService')).toHaveLength(1);
  });

  it('holds Enter until enough is given, and takes once', async () => {
    const page = await open('quoted');
    await focusOn(page, 'given');
    await type(page, '900');
    await press(page, 'Enter');
    await page.getByText('₹50.00 more is needed.').waitFor();
    expect(await named(page, 'takeCash')).toEqual([]);
    await press(page, 'Backspace', 'Backspace', 'Backspace');
    await type(page, '950');
    await page.keyboard.down('Enter');
    await page.keyboard.down('Enter');
    await page.keyboard.down('Enter');
    await page.keyboard.up('Enter');
    await page.getByText('PAID').waitFor();
    expect(await named(page, 'takeCash')).toHaveLength(1);
  });

  it('takes nothing from a receipt scanned over the cash field', async () => {
    const page = await open('quoted');
    await focusOn(page, 'given');
    await scan(page, `${SCANNED}1000`);
    expect(await named(page, 'takeCash')).toEqual([]);
    expect(await page.locator('[data-field=given]').inputValue()).toBe('');
  });

  it('reads Devanagari digits, in Hindi', async () => {
    const page = await open('empty', 'hi');
    await findLearner(page);
    await press(page, 'Enter');
    await focusOn(page, 'fact-classes');
    await page.keyboard.insertText('३');
    await page.getByText('₹1,400.00').waitFor();
  });

  it('shows what is missing and goes there', async () => {
    const page = await open('facts');
    await focusOn(page, 'fact-classes');
    await type(page, '9');
    await press(page, 'Enter');
    await page.getByText('Classes of vehicle: from 1 to 8.').waitFor();
    await focusOn(page, 'fact-classes');
    await press(page, 'Backspace');
    await type(page, '1');
    await press(page, 'Enter', 'Enter', 'Enter', 'Enter', 'Enter');
    await page.getByText('Who pays? Enter the name.').waitFor();
    await focusOn(page, 'citizen-payer');
  });

  it('F2 holds a quote and an arrow takes it up again', async () => {
    const page = await open('empty');
    await quoteLearner(page);
    await press(page, 'F2');
    await focusOn(page, 'service');
    await page.getByText('Sunita Devi').waitFor();
    await press(page, 'ArrowDown', 'Enter');
    await focusOn(page, 'given');
    expect((await commandsOf(page)).map(({ name }) => name)).toContain('resume');
  });

  it('P11 Esc asks one key why a quote ends without money', async () => {
    const page = await open('empty');
    await quoteLearner(page);
    await press(page, 'Escape');
    await page.getByText('Why does this quote end without money?').waitFor();
    await press(page, '2');
    await focusOn(page, 'service');
    const [lapse] = await named(page, 'lapse');
    expect(lapse?.input).toMatchObject({ reason: 'no_money' });
  });

  it('/ adds another service for the same citizen', async () => {
    const page = await open('empty');
    await quoteLearner(page);
    await press(page, 'Slash');
    await focusOn(page, 'service');
    await press(page, 'Enter');
    await focusOn(page, 'fact-classes');
    await type(page, '1');
    await press(page, 'Enter', 'Enter', 'Enter', 'Enter', 'Enter');
    await page.getByText('Total of 2 services').waitFor();
    await page.getByText('₹1,450.00').waitFor();
  });

  it('keeps what was typed when the language changes', async () => {
    const page = await open('quoted');
    await focusOn(page, 'given');
    await type(page, '1000');
    await page.keyboard.press('Alt+KeyL');
    await page.getByText('नकद लें और रसीद छापें').waitFor();
    expect(await page.locator('[data-field=given]').inputValue()).toBe('1,000');
  });

  it('P11 asks a manager beside the clerk before a waiver is quoted', async () => {
    const page = await open('waiver');
    await focusOn(page, 'fact-waiver');
    await page.getByText('needs a manager').waitFor();
    await press(page, 'Enter', 'Enter', 'Enter', 'Enter', 'Enter');
    await focusOn(page, 'approver');
    expect(await named(page, 'quote')).toEqual([]);
    await press(page, '1', 'Enter');
    await focusOn(page, 'approver-pin');
    await type(page, '1111');
    await press(page, 'Enter');
    await page.getByText(/The PIN is wrong/).waitFor();
    await focusOn(page, 'approver-pin');
    await type(page, '2468');
    await press(page, 'Enter');
    await focusOn(page, 'given');
    const quotes = await named(page, 'quote');
    expect(quotes.at(-1)?.input).toMatchObject({
      facts: { waiver: 'flood' },
      approval: { approverId: 'S1001', approverPin: '2468' },
    });
  });

  it('P8 F7 says the total aloud in the citizen’s language', async () => {
    const page = await gallery.newPage(COUNTER);
    await page.addInitScript(() => {
      const said: string[] = [];
      Reflect.set(window, 'said', said);
      window.speechSynthesis.speak = ({ lang, text }) => said.push(`${lang} ${text}`);
    });
    await gallery.show(page, { screen: 'clerk', state: 'quoted', language: 'en' });
    await focusOn(page, 'given');
    await press(page, 'F7');
    const said: unknown = await page.evaluate(() => Reflect.get(window, 'said'));
    await page.close();
    expect(said).toEqual(['hi-IN केवल इतना ही दें: नौ सौ पचास रुपये मात्र']);
  });

  it('UPI says on its own button why it is not there', async () => {
    const page = await open('offline');
    const upi = page.getByRole('button', { name: 'UPI not while offline' });
    expect(await upi.isDisabled()).toBe(true);
  });
});

describe('around the charge', () => {
  it('signs in and opens a shift by keyboard', async () => {
    const page = await open('sign-in');
    await focusOn(page, 'staff');
    await press(page, 'ArrowDown', 'ArrowDown');
    await focusOn(page, 'staff');
    await press(page, '1');
    await focusOn(page, 'pin');
    await type(page, '1111');
    await press(page, 'Enter');
    await page.getByText(/The PIN is wrong/).waitFor();
    await page.getByRole('button', { name: 'Wait' }).waitFor();
    await page.getByRole('button', { name: 'Sign in' }).waitFor();
    await type(page, '2468');
    await press(page, 'Enter');
    await focusOn(page, 'test-page');
    await press(page, 'Enter');
    await page.getByText('Printed: is it whole?').waitFor();
    await press(page, '1');
    await focusOn(page, 'display-seen');
    await press(page, '1');
    await focusOn(page, 'account-date');
    await press(page, 'Enter');
    await focusOn(page, 'cash-50000');
    await type(page, '2');
    await page.getByText('₹1,000.00').waitFor();
    for (let field = 0; field < 11; field += 1) await press(page, 'Enter');
    await focusOn(page, 'service');
    expect(await named(page, 'testPrint')).toHaveLength(1);
    const [opened] = await named(page, 'openShift');
    expect(opened?.input).toEqual({
      float: { 50_000: 2 },
      personalCashPaise: 0,
      paper: 'whole',
      display: 'seen',
      businessDate: '2026-11-24',
    });
  });

  it('reverses a receipt: scanned, reasoned, with a second person', async () => {
    const page = await open('empty');
    await press(page, 'F9', '4');
    await focusOn(page, 'receipt-qr');
    await scan(page, SCANNED);
    await page.getByText('Genuine, from this counter').waitFor();
    await focusOn(page, 'reversal-reason');
    await press(page, '1', 'Enter');
    await focusOn(page, 'approver');
    expect(await page.getByRole('option', { name: 'Meena' }).count()).toBe(0);
    await press(page, '1', 'Enter');
    await focusOn(page, 'approver-pin');
    await type(page, '2468');
    await page.screenshot({ path: screenshotFile('clerk-walk-reverse') });
    await press(page, 'Enter');
    await page.getByText('Pay back in cash').waitFor();
    const [reversed] = await named(page, 'reverse');
    expect(reversed?.input).toEqual({
      qr: SCANNED,
      reason: 'wrong_service',
      approverId: 'S1001',
      approverPin: '2468',
    });
  });

  it('corrects a wrong service, only the difference moving', async () => {
    const page = await open('empty');
    await press(page, 'F9', '5');
    await focusOn(page, 'receipt-qr');
    await scan(page, SCANNED);
    await focusOn(page, 'service');
    await type(page, 'LL');
    await page.getByRole('option', { name: /Learner/ }).waitFor();
    await press(page, 'Enter');
    await focusOn(page, 'fact-classes');
    await type(page, '1');
    await page.getByText('The citizen gets back').waitFor();
    await press(page, 'Enter', '1', 'Enter');
    await type(page, '2468');
    await page.screenshot({ path: screenshotFile('clerk-walk-correct') });
    await press(page, 'Enter');
    await page.getByText('Corrected').waitFor();
    const [corrected] = await named(page, 'correct');
    expect(corrected?.input).toMatchObject({ serviceCode: 'LL', facts: { classes: 1 } });
  });

  it('P5 counts blind: the expected figure comes after the count', async () => {
    const page = await open('empty');
    await press(page, 'F9', '6');
    await focusOn(page, 'cash-50000');
    expect(await page.getByText('Expected', { exact: true }).count()).toBe(0);
    await type(page, '9');
    await page.getByRole('button', { name: 'Close the shift' }).press('Enter');
    await page.getByText('Expected', { exact: true }).waitFor();
    await page.getByText('Short', { exact: true }).waitFor();
    await page.screenshot({ path: screenshotFile('clerk-walk-closed') });
  });
});
