/** What is done about fingers by keys alone, step by step, and how each step looks. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { takePicture } from '#tests/e2e/pictures.ts';
import { commandsOf, openGallery, TYPING_MS, type Gallery } from './gallery.ts';
import { axeViolations, cutText } from './looks.ts';

const COUNTER = { width: 1366, height: 768 };

let gallery: Gallery;
let shared: Page;

beforeAll(async () => {
  gallery = await openGallery();
  shared = await gallery.newPage(COUNTER);
  await gallery.show(shared, { screen: 'clerk', state: 'empty', language: 'en' });
});

afterAll(async () => {
  await gallery.close();
});

/** Anew, in the one page. */
async function open(state: string): Promise<Page> {
  await gallery.turnTo(shared, { screen: 'clerk', state, language: 'en' });
  return shared;
}

/** A picture of the step, with nothing cut and nothing that axe objects to. */
async function look(page: Page, name: string): Promise<void> {
  await takePicture(page, `clerk-1366-en-${name}`);
  expect([name, await cutText(page), await axeViolations(page)]).toEqual([name, [], []]);
}

/** The last command that is not a look-up by the screen itself. */
const lastCommand = async (page: Page) => (await commandsOf(page)).at(-1);

describe('fingers by keys alone', () => {
  it('FP32 P10 what is kept is looked up and deleted, after a second thought', async () => {
    const page = await open('finger-menu');
    await page.locator('[data-field="numbered"]:focus').waitFor();
    await page.keyboard.press('2');
    await page.getByLabel('Citizen’s number at this office').waitFor();
    await page.keyboard.type('KA-7001/26', { delay: TYPING_MS });
    await page.waitForTimeout(80);
    await page.keyboard.press('Enter');
    await page.getByText('Deleted by itself on').waitFor();
    await look(page, 'look-up-found');
    await page.keyboard.press('1');
    await page.getByText('it cannot be undone').waitFor();
    await look(page, 'look-up-sure');
    expect((await lastCommand(page))?.name).toBe('findEnrolment');
    await page.keyboard.press('2');
    await page.getByText('Here at once').waitFor();
    await look(page, 'look-up-deleted');
    expect(await lastCommand(page)).toEqual({
      name: 'deleteTemplates',
      input: { reference: 'KA-7001/26' },
    });
  });

  it('FP23 P9 a code that was sent is typed in, with the reason', async () => {
    const page = await open('fallback-code');
    await page.locator('[data-field="numbered"]:focus').waitFor();
    await page.keyboard.press('2');
    await page.getByText('How, then?').waitFor();
    await look(page, 'fallback-ways');
    await page.keyboard.press('1');
    await page.getByText('ends with 3212').waitFor();
    await page.keyboard.type('482170', { delay: TYPING_MS });
    await look(page, 'fallback-code-typed');
    await page.waitForTimeout(80);
    await page.keyboard.press('Enter');
    expect(await lastCommand(page)).toMatchObject({
      name: 'fallBack',
      input: { way: 'otp', reason: 'injured', code: '482170' },
    });
  });

  it('FP20 the manager’s own finger is shown beside their name, and no citizen’s', async () => {
    const page = await open('fallback-step-up');
    await page.locator('[data-field="numbered"]:focus').waitFor();
    await page.keyboard.press('1');
    await page.getByText('How, then?').waitFor();
    await page.keyboard.press('2');
    await page.getByText('Manager beside you').waitFor();
    await page.keyboard.press('1');
    await page.getByText('Try 1 of 3').waitFor();
    await look(page, 'fallback-manager-finger');
  });

  it('FP20 at a locked screen the manager counts, gives a reason and their finger', async () => {
    const page = await open('locked-scanner');
    await page.locator('[data-field="pin"]:focus').waitFor();
    await page.keyboard.press('F6');
    await page.locator('[data-field="absent-reason"]').fill('taken ill');
    await page.locator('[data-field="approver"]').focus();
    await page.keyboard.press('1');
    await page.keyboard.press('F5');
    expect(await lastCommand(page)).toEqual({
      name: 'stepUpByFinger',
      input: { approverId: 'S1001', act: 'close_absent' },
    });
    await look(page, 'absent-finger');
  });

  it('FP20 a drop goes on by Enter once the manager’s finger has matched', async () => {
    const page = await open('drop-step-up');
    await page.locator('[data-field="bag"]').fill('BG-117');
    await page.locator('[data-field="approver"]').focus();
    await page.keyboard.press('1');
    await page.getByText('Finger matched').waitFor();
    await look(page, 'drop-finger');
    await page.waitForTimeout(80);
    await page.keyboard.press('Enter');
    expect(await lastCommand(page)).toMatchObject({
      name: 'dropCash',
      input: { bagNumber: 'BG-117', approverId: 'S1001', approverProof: 'ab'.repeat(16) },
    });
  });

  it('FP15 a member of staff begins with their name and PIN', async () => {
    const page = await open('finger-menu');
    await page.locator('[data-field="numbered"]:focus').waitFor();
    await page.keyboard.press('3');
    await page.getByRole('option', { name: /Farida Begum/ }).waitFor();
    await page.keyboard.press('3');
    await page.keyboard.press('Enter');
    await page.keyboard.type('2468', { delay: TYPING_MS });
    await look(page, 'staff-fingers');
    await page.keyboard.press('Enter');
    expect(await lastCommand(page)).toEqual({
      name: 'beginStaffEnrolment',
      input: { staffId: 'S1001', pin: '2468', language: 'en' },
    });
  });
});
