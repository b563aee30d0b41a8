/** A manager's hands on the office's page: the door, the PIN under every act. */
import type { Browser, Page } from 'playwright-core';

import { openPage } from './clerk-hands.ts';
import type { Person } from './drawer-hands.ts';

export async function throughTheDoor(page: Page, who: Person): Promise<void> {
  await page.getByLabel('Office', { exact: true }).fill('KA-BLR-01');
  await page.getByLabel('Staff number').fill(who.staffId);
  await page.getByLabel('PIN', { exact: true }).fill(who.pin);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Office sign-in' }).waitFor({ state: 'detached' });
}

/** In a browser of their own, as on a machine of their own. */
export async function openOffice(
  browser: Browser,
  of: { readonly hqUrl: string; readonly who: Person; readonly width?: number },
): Promise<Page> {
  const { hqUrl, who, width = 1366 } = of;
  const page = await openPage(browser, {
    url: `${hqUrl}/office/`,
    width,
    height: width < 500 ? 844 : 768,
  });
  page.setDefaultTimeout(20_000);
  await throughTheDoor(page, who);
  return page;
}

export async function goTo(page: Page, place: string): Promise<void> {
  await page.evaluate((hash) => {
    location.hash = hash;
  }, `#/${place}`);
}

/** From a list that opens, by its words. */
export async function pick(page: Page, label: string, words: RegExp): Promise<void> {
  await page.getByRole('combobox', { name: label }).click();
  await page.getByRole('option', { name: words }).click();
}

/** The PIN, then Enter: the last line of everything that is signed. */
export async function sign(page: Page, who: Person): Promise<void> {
  await page.getByLabel(/^Your PIN/).fill(who.pin);
  await page.keyboard.press('Enter');
}
