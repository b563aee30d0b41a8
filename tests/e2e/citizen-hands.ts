/** A citizen's phone: a browser of that size, a paper receipt, a photo of it, and a look at the page. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

import { createCanvas, loadImage } from '@napi-rs/canvas';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';

import { sourceFontsFolder } from '#adapters/escpos/fonts.ts';
import { createTypesetter } from '#adapters/escpos/raster.ts';
import type { Language } from '#domain/language.ts';
import { layoutReceipt } from '#domain/receipt/layout-receipt.ts';
import { sampleReceipt } from '#tests/testkit/papers.ts';
import { toPng } from '#tests/testkit/rasters.ts';

import { takePicture } from './pictures.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
export const PHONE = { width: 390, height: 844 };

export const launchPhone = (more: readonly string[] = []): Promise<Browser> =>
  chromium.launch({
    executablePath: process.env['RASEED_CHROMIUM'] ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
      ...more,
    ],
  });

export interface Phone {
  readonly context: BrowserContext;
  readonly page: Page;
  /** What the browser complained of: broken policies, uncaught errors. */
  readonly complaints: readonly string[];
}

export async function newPhone(browser: Browser, language: Language): Promise<Phone> {
  const context = await browser.newContext({ viewport: PHONE, locale: `${language}-IN` });
  context.setDefaultTimeout(15_000);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (/content security policy/i.test(message.text())) complaints.push(message.text());
  });
  return { context, page, complaints };
}

/** The whole page, however long, as a person scrolls through it. */
export const picture = (page: Page, name: string): Promise<void> =>
  takePicture(page, `citizen/${name}`, { isWhole: true });

/** Ids of what axe-core objects to. */
export async function violations(page: Page): Promise<readonly string[]> {
  await page.evaluate(AXE);
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as {
      axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
    };
    const { violations: found } = await axe.run();
    return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
  });
}

/** Anything that sticks out to the right of a phone. */
export const overflow = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

/** The receipt as the counter's printer draws it, with this code on it. */
export function paperReceipt(qrText: string, language: Language): Uint8Array {
  const laid = layoutReceipt(sampleReceipt(language, { qrText }), { language, paper: 80 });
  if (!laid.ok) throw new Error(laid.error.code);
  const raster = createTypesetter(sourceFontsFolder()).rasterise(laid.value);
  if (!raster.ok) throw new Error(raster.error.code);
  return toPng(raster.value);
}

/** A photo of the paper on a table: turned, unevenly lit, not quite sharp. */
export async function photoOf(paper: Uint8Array, type: 'jpeg' | 'png' = 'jpeg'): Promise<Buffer> {
  const image = await loadImage(Buffer.from(paper));
  const [width, height] = [1200, Math.round((image.height / image.width) * 1000) + 200];
  const canvas = createCanvas(width, height);
  const context = canvas.getContext('2d');
  context.fillStyle = '#8a7a66';
  context.fillRect(0, 0, width, height);
  context.translate(width / 2, height / 2);
  context.rotate((3 * Math.PI) / 180);
  context.filter = 'blur(0.6px)';
  const drawn = (1000 * image.height) / image.width;
  context.drawImage(image, -500, -drawn / 2, 1000, drawn);
  context.filter = 'none';
  context.resetTransform();
  const shade = context.createLinearGradient(0, 0, width, height);
  shade.addColorStop(0, 'rgba(0,0,0,0)');
  shade.addColorStop(1, 'rgba(0,0,0,0.25)');
  context.fillStyle = shade;
  context.fillRect(0, 0, width, height);
  return type === 'jpeg' ? canvas.toBuffer('image/jpeg', 80) : canvas.toBuffer('image/png');
}

/** Frames of a camera that looks at a code: a square film. */
export async function filmOf(paper: Uint8Array): Promise<Buffer> {
  const image = await loadImage(Buffer.from(paper));
  const canvas = createCanvas(960, 960);
  const context = canvas.getContext('2d');
  context.fillStyle = '#fff';
  context.fillRect(0, 0, 960, 960);
  // The code stands in the middle, above the last two lines.
  const side = image.width * 0.6;
  context.drawImage(
    image,
    image.width * 0.2,
    image.height - image.width * 0.71,
    side,
    side,
    30,
    30,
    900,
    900,
  );
  const frame = canvas.toBuffer('image/jpeg', 85);
  return Buffer.concat(Array.from({ length: 8 }, () => frame));
}
