import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { takePicture } from '#tests/e2e/pictures.ts';
import { commandsOf } from './gallery.ts';
import {
  COUNTER,
  enterCitizen,
  findLearner,
  focusOn,
  named,
  openHands,
  quoteLearner,
  scan,
  type Hands,
} from './hands.ts';

const SCANNED = 'HTTPS://RASEED.EXAMPLE/R/ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

let hands: Hands;
const open: Hands['open'] = (...of) => hands.open(...of);
const press: Hands['press'] = (...of) => hands.press(...of);
const type: Hands['type'] = (...of) => hands.type(...of);

beforeAll(async () => {
  hands = await openHands();
});

afterAll(async () => {
  await hands.close();
});

describe('a charge without a mouse', () => {
  it('P1 takes at most 12 keys after the service’s name, and sends no amount', async () => {
    const page = await open('empty');
    await findLearner(hands, page);
    hands.strokes = 0;
    await press(page, 'Enter');
    await focusOn(page, 'fact-classes');
    await type(page, '2');
    await press(page, 'Enter');
    await page.getByText('₹950.00').waitFor();
    const before = hands.strokes;
    await enterCitizen(hands, page);
    // The citizen's details are apart; the Enter that ends them is counted.
    hands.strokes = before;
    await press(page, 'Enter');
    await focusOn(page, 'given');
    await press(page, 'F4');
    await type(page, '1000');
    await page.getByText('1 × 50').waitFor();
    await press(page, 'Enter');
    await page.getByText('PAID').waitFor();
    expect(hands.strokes).toBe(10);
    await takePicture(page, 'clerk-walk-paid');
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
    await findLearner(hands, page);
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
    await quoteLearner(hands, page);
    await press(page, 'F2');
    await focusOn(page, 'service');
    await page.getByText('Sunita Devi').waitFor();
    await press(page, 'ArrowDown', 'Enter');
    await focusOn(page, 'given');
    expect((await commandsOf(page)).map(({ name }) => name)).toContain('resume');
  });

  it('P11 Esc asks one key why a quote ends without money', async () => {
    const page = await open('empty');
    await quoteLearner(hands, page);
    await press(page, 'Escape');
    await page.getByText('Why does this quote end without money?').waitFor();
    await press(page, '2');
    await focusOn(page, 'service');
    const [lapse] = await named(page, 'lapse');
    expect(lapse?.input).toMatchObject({ reason: 'no_money' });
  });

  it('/ adds another service for the same citizen', async () => {
    const page = await open('empty');
    await quoteLearner(hands, page);
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
    const page = await hands.gallery.newPage(COUNTER);
    await page.addInitScript(() => {
      const said: string[] = [];
      Reflect.set(window, 'said', said);
      window.speechSynthesis.speak = ({ lang, text }) => said.push(`${lang} ${text}`);
    });
    await hands.gallery.show(page, { screen: 'clerk', state: 'quoted', language: 'en' });
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
