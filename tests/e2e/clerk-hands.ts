/** A clerk's hands on the real screens, and a camera: keys as typed, pictures as seen. */

import { chromium, type Browser, type Page } from 'playwright-core';

import { takePicture } from './pictures.ts';

/** A practised typist; fast enough for tests, slow enough not to look like a scanner. */
const KEY_DELAY_MS = 40;

export const launchChromium = (): Promise<Browser> =>
  chromium.launch({
    executablePath: process.env['RASEED_CHROMIUM'] ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
    ],
  });

/** A page in a session of its own, as on a machine of its own. */
export async function openPage(
  browser: Browser,
  of: { readonly url: string; readonly width: number; readonly height: number },
): Promise<Page> {
  const { url, width, height } = of;
  const context = await browser.newContext({ viewport: { width, height } });
  const page = await context.newPage();
  await page.goto(url);
  return page;
}

export const picture = (page: Page, name: string): Promise<void> =>
  takePicture(page, `e2e/${name}`);

export const type = (page: Page, text: string): Promise<void> =>
  page.keyboard.type(text, { delay: KEY_DELAY_MS });

export const enter = (page: Page): Promise<void> => page.keyboard.press('Enter');

/** Types into the field that is named, as the person who sees it would. */
export async function fill(page: Page, label: string, text: string): Promise<void> {
  await page.getByLabel(label, { exact: true }).focus();
  await type(page, text);
}

export async function signIn(page: Page, of: { name: string; pin: string }): Promise<void> {
  const choice = page.getByRole('option', { name: new RegExp(of.name) });
  await choice.waitFor();
  const position = await choice.locator('xpath=preceding-sibling::*').count();
  await page.keyboard.press(String(position + 1));
  await enter(page);
  await type(page, of.pin);
  await enter(page);
}

/**
 * Twenty hundred-rupee notes in the drawer, nothing in the pockets. `looked`: with a test page and a
 * look at the citizen's screen; else there is neither.
 */
export async function openShift(page: Page, of: { looked?: boolean } = {}): Promise<void> {
  await page.getByRole('heading', { name: 'Open the shift' }).waitFor();
  if (of.looked === true) {
    await enter(page);
    await page.getByText('Printed: is it whole?').waitFor();
  }
  const answer = of.looked === true ? '1' : '2';
  await page.keyboard.press(answer);
  await page.keyboard.press(answer);
  await enter(page);
  await fill(page, '₹100', '20');
  await fill(page, 'Your own cash', '0');
  await enter(page);
  await page.getByText('Find a service').first().waitFor();
}

export interface LearnersLicence {
  readonly classes: string;
  readonly payer: string;
  readonly language: 'English' | 'Hindi';
}

/** From the empty screen to the quote, by keys alone. */
export async function quoteLearnersLicence(page: Page, of: LearnersLicence): Promise<void> {
  await page.keyboard.press('/');
  await type(page, 'LL');
  await page.getByRole('option', { name: /Learner's licence, new/, selected: true }).waitFor();
  await enter(page);
  await page.getByText('Classes of vehicle').first().waitFor();
  await type(page, of.classes);
  await enter(page);
  if (of.language === 'Hindi') {
    await page.getByRole('listbox', { name: 'Language' }).focus();
    await page.keyboard.press('2');
    await enter(page);
  }
  await type(page, of.payer);
  await enter(page);
  await enter(page);
  await type(page, 'AP-2026-1182');
  await enter(page);
  await type(page, '9812345612');
  await enter(page);
  await page.getByText('Quote Q-').first().waitFor();
}

export async function payCash(page: Page, given: string): Promise<void> {
  await page.keyboard.press('F4');
  await type(page, given);
  await enter(page);
}

/** After the service was away the screen is locked, with the shift as it was. */
export async function unlock(page: Page, pin: string): Promise<void> {
  await page.getByRole('heading', { name: /locked/i }).waitFor();
  await type(page, pin);
  await enter(page);
  await page.getByText('Find a service').first().waitFor();
}

/** The green band; `Paid by` is another thing. */
export const paid = (page: Page): Promise<void> =>
  page.getByText('PAID', { exact: true }).first().waitFor();
