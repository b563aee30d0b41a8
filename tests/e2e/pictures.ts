/**
 * Pictures of screens, for people to look at, in `artifacts/screenshots`. A picture costs as much as
 * all that is checked on the screen beside it: the whole `npm test` takes none, `npm run test:e2e` does.
 */
import path from 'node:path';

import type { Page } from 'playwright-core';

import { inRoot } from '#build/paths.ts';

const ARE_WANTED = process.env['RASEED_PICTURES'] === '1';
const FOLDER = inRoot('artifacts', 'screenshots');

/** `name` may begin with a folder; `isWhole` takes the page to its end, as a person scrolls. */
export async function takePicture(
  page: Page,
  name: string,
  { isWhole = false }: { readonly isWhole?: boolean } = {},
): Promise<void> {
  if (!ARE_WANTED) return;
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path: path.join(FOLDER, `${name}.png`), fullPage: isWhole });
}
