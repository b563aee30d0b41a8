/** Hands that fetch official documents from a staff page: read beside it, kept as files. */
import { readFileSync } from 'node:fs';

import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';

import type { FormJson } from '#domain/documents/json.ts';
import { documentJson } from '#server/api/documents-contract.ts';

const LINKS = 'a[href*="/api/documents/"]';

/** The kinds of documents that can be asked for where the page stands. */
export async function papersOn(page: Page): Promise<readonly string[]> {
  await page.locator('details').evaluateAll((folded) => {
    for (const one of folded) one.setAttribute('open', '');
  });
  const kinds = await page
    .locator(LINKS)
    .evaluateAll((links) =>
      links.map((link) => /documents\/([a-z-]+)/.exec(link.getAttribute('href') ?? '')?.[1]),
    );
  return [...new Set(kinds.filter((kind) => kind !== undefined))];
}

const PRESSES = 3;
const PATIENCE_MS = 6_000;

/** What a press on a link of a file brings. Chromium drops one now and then: a person presses again. */
async function download(page: Page, link: Locator): Promise<string> {
  for (let press = 1; press <= PRESSES; press += 1) {
    const coming = page.waitForEvent('download', { timeout: PATIENCE_MS }).catch(() => null);
    await link.click();
    const file = await coming;
    if (file !== null) return readFileSync(await file.path(), 'utf8');
  }
  throw new Error('no file came');
}

/** The first of its kind in all three ways, and what its data say. */
export async function keep(page: Page, kind: string): Promise<FormJson> {
  const as = (format: string): Locator =>
    page.locator(`a[href*="/api/documents/${kind}?"][href*="format=${format}"]`).first();
  const pdf = as('pdf');
  expect(await pdf.getAttribute('target')).toBe('_blank');
  const address = new URL((await pdf.getAttribute('href')) ?? '', page.url()).href;
  const sheet = await page.context().request.get(address);
  expect(sheet.headers()['content-disposition']).toMatch(/^inline; filename="[\w-]+\.pdf"$/);
  expect((await sheet.body()).subarray(0, 5).toString()).toBe('%PDF-');
  expect(await download(page, as('csv'))).toContain(',');
  return documentJson.parse(JSON.parse(await download(page, as('json'))));
}
