import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { takePicture } from '#tests/e2e/pictures.ts';
import {
  enterLearner,
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

/** A leaf as it stands on the paper, down to the citizen. */
async function typeLeaf(page: Page, leaf: string, collected: string): Promise<void> {
  await press(page, 'F9', 'F5', '1');
  await focusOn(page, 'leaf-number');
  await type(page, leaf);
  await press(page, 'Enter');
  await type(page, '23112026');
  await press(page, 'Enter');
  await type(page, '1435');
  await press(page, 'Enter', '2', 'Enter');
  await type(page, collected);
  await press(page, 'Enter');
  await enterLearner(hands, page);
}

describe('around the charge', () => {
  it('CA11 signs in and opens a shift by keyboard: four keys, the float, and one’s own cash', async () => {
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
    hands.strokes = 0;
    await press(page, 'Enter');
    await page.getByText('Printed: is it whole?').waitFor();
    await press(page, '1');
    await focusOn(page, 'display-seen');
    await press(page, '1');
    await focusOn(page, 'account-date');
    await press(page, 'Enter');
    await focusOn(page, 'cash-50000');
    // All that is looked at before the float.
    expect(hands.strokes).toBe(4);
    await type(page, '2');
    await page.getByText('₹1,000.00').waitFor();
    for (let field = 0; field < 11; field += 1) await press(page, 'Enter');
    await focusOn(page, 'service');
    expect(hands.strokes).toBe(16);
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
    await takePicture(page, 'clerk-walk-reverse');
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
    await takePicture(page, 'clerk-walk-correct');
    await press(page, 'Enter');
    await page.getByText('Corrected').waitFor();
    const [corrected] = await named(page, 'correct');
    expect(corrected?.input).toMatchObject({ serviceCode: 'LL', facts: { classes: 1 } });
  });

  it('CA12 where the clock is in doubt another day is typed, and nothing is proposed', async () => {
    const page = await open('open-shift-clock-ahead');
    await focusOn(page, 'test-page');
    await press(page, '2', '2');
    await focusOn(page, 'account-date');
    await press(page, 'Enter');
    await focusOn(page, 'cash-50000');
    await page.getByRole('button', { name: 'Open the shift' }).press('Enter');
    await focusOn(page, 'account-date');
    expect(await named(page, 'openShift')).toEqual([]);
    await press(page, '4');
    await focusOn(page, 'typed-day');
    await type(page, '22112026');
    await page.getByRole('button', { name: 'Open the shift' }).press('Enter');
    await focusOn(page, 'service');
    const [opened] = await named(page, 'openShift');
    expect(opened?.input).toMatchObject({ businessDate: '2026-11-22', paper: 'missing' });
  });

  it('P5 CA13 CA21 counts blind: twice where it differs, and the figure comes after the close', async () => {
    const page = await open('empty');
    hands.strokes = 0;
    await press(page, 'F9', '6');
    await focusOn(page, 'cash-50000');
    await type(page, '9');
    for (let field = 0; field < 10; field += 1) await press(page, 'Enter');
    expect(hands.strokes).toBe(13);
    await page.getByText(/It does not fit/).waitFor();
    await focusOn(page, 'cash-50000');
    expect(await page.locator('[data-field=cash-50000]').inputValue()).toBe('');
    expect(await page.getByText('Expected', { exact: true }).count()).toBe(0);
    await type(page, '9');
    await page.getByRole('button', { name: 'Close the shift' }).press('Enter');
    await focusOn(page, 'variance-reason');
    expect(await page.getByText('Expected', { exact: true }).count()).toBe(0);
    await type(page, 'a note missing');
    await press(page, 'Enter');
    await page.getByText('Expected', { exact: true }).waitFor();
    await page.getByText('Short', { exact: true }).waitFor();
    await takePicture(page, 'clerk-walk-closed');
    expect(await named(page, 'closeShift')).toHaveLength(3);
  });

  it('CA9 P11 a wanted count comes at the idle moment; Esc puts it off, and says so', async () => {
    const page = await open('cash-count-wanted');
    await focusOn(page, 'cash-50000');
    await press(page, 'Escape');
    await focusOn(page, 'service');
    expect(await named(page, 'putOffCount')).toHaveLength(1);
    await quoteLearner(hands, page);
    await type(page, '950');
    await press(page, 'Enter');
    await page.getByText('PAID').waitFor();
    await press(page, 'Enter');
    await focusOn(page, 'cash-50000');
  });

  it('CA14 a slip of another counter is typed as it is read out', async () => {
    const page = await open('give-other');
    await press(page, 'F5');
    await focusOn(page, 'slip-number');
    await type(page, '4-2');
    await page.getByText('KA-BLR-01-C4-O2').waitFor();
    await press(page, 'Enter');
    await page.getByText('₹7.00').waitFor();
    const [given] = await named(page, 'giveChange');
    expect(given?.input).toEqual({ slipId: 'KA-BLR-01-C4-O2' });
  });

  it('CA15 CA16 P1 keys a leaf: as it stands on the paper, and no amount is asked but the cash', async () => {
    const page = await open('empty');
    await typeLeaf(page, 'B3/117', '1200');
    await page.getByText(/More than the fee/).waitFor();
    await press(page, 'Enter');
    await page.getByText(/Leaf B3\/117 is entered/).waitFor();
    const [keyed] = await named(page, 'keyLeaf');
    expect(keyed?.input).toMatchObject({
      leaf: { bookId: 'KA-BLR-01-B3', leafNumber: 117 },
      writtenAt: Date.parse('2026-11-23T14:35:00+05:30'),
      serviceCode: 'LL',
      facts: { classes: 2 },
      collectedPaise: 120_000,
    });
    await press(page, 'Enter');
    await focusOn(page, 'leaf-number');
    expect(await page.locator('[data-field=leaf-number]').inputValue()).toBe('B3/118');
  });

  it('CA15 P9 a book that nobody told of is asked about once, then kept', async () => {
    const page = await open('empty');
    await typeLeaf(page, 'B9/3', '950');
    await press(page, 'Enter');
    await page
      .getByText(/HQ has told of no such book/)
      .first()
      .waitFor();
    await press(page, 'Enter');
    await page.getByText(/Leaf B9\/3 is entered/).waitFor();
    const tries = await named(page, 'keyLeaf');
    expect(tries.map(({ input }) => input)).toEqual([
      expect.not.objectContaining({ unknownBook: true }),
      expect.objectContaining({ unknownBook: true }),
    ]);
  });

  it('CA18 CA19 P1 a cheque for the quote’s total: F3, what it is, number, bank, date', async () => {
    const page = await open('instrument-accepted');
    await focusOn(page, 'given');
    await press(page, 'F3');
    await focusOn(page, 'instrument-kind');
    await press(page, '1', 'Enter');
    await focusOn(page, 'instrument-number');
    await type(page, '004217');
    await press(page, 'Enter');
    await type(page, 'Canara Bank, Jayanagar');
    await press(page, 'Enter');
    await type(page, '20112026');
    await press(page, 'Enter');
    await focusOn(page, 'service');
    const [taken] = await named(page, 'takeInstrument');
    expect(taken?.input).toEqual({
      visitId: expect.any(String),
      instrument: 'cheque',
      number: '004217',
      bank: 'Canara Bank, Jayanagar',
      drawnOn: '2026-11-20',
    });
  });

  it('CA18 where the office takes none, F3 is not there', async () => {
    const page = await open('quoted');
    await focusOn(page, 'given');
    await press(page, 'F3');
    await focusOn(page, 'given');
    expect(await page.getByText('A cheque or draft').count()).toBe(0);
  });

  it('CA5 CA8 a drawer that was left sealed is closed at the door, seal first', async () => {
    const page = await open('sealed-left');
    await press(page, 'F6');
    await focusOn(page, 'sealed-shift');
    await press(page, 'Enter');
    await type(page, 'SL-7');
    await press(page, 'Enter', '1', 'Enter');
    await focusOn(page, 'cash-50000');
    for (let field = 0; field < 10; field += 1) await press(page, 'Enter');
    await focusOn(page, 'absent-reason');
    await type(page, 'fell ill');
    await press(page, 'Enter', '1', 'Enter');
    await focusOn(page, 'approver-pin');
    await type(page, '2468');
    await press(page, 'Enter');
    await page.waitForFunction(() => document.activeElement !== null);
    const [closed] = await named(page, 'closeForAbsent');
    expect(closed?.input).toMatchObject({
      sealed: { sealNumber: 'SL-7', intact: true },
      reason: 'fell ill',
    });
  });
});
