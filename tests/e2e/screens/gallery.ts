/**
 * The gallery in a real browser: bundled once for a test file, served from memory of the disk, looked
 * at in Chromium. Every state of every screen is drawn against the scripted counter.
 */
import { existsSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import path from 'node:path';

import { chromium, type Browser, type Page } from 'playwright-core';

import { cacheFolder } from '#build/paths.ts';
import { bundleGallery } from '#build/vite/renderer.ts';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

const CHROMIUM_ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

export interface Shown {
  readonly screen: 'clerk' | 'citizen';
  readonly state: string;
  readonly language: 'en' | 'hi';
}

export interface Gallery {
  readonly browser: Browser;
  newPage(size: { readonly width: number; readonly height: number }): Promise<Page>;
  /** Loads the page with this state in it. */
  show(page: Page, shown: Shown): Promise<void>;
  /** Another state in a page that is loaded: at once, and anew. */
  turnTo(page: Page, shown: Shown): Promise<void>;
  close(): Promise<void>;
}

/** Slower than a scanner: what a person does. */
export const TYPING_MS = 45;

function serve(folder: string) {
  return createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://gallery');
    const file = path.join(folder, pathname);
    const type = TYPES[path.extname(file)];
    if (type === undefined || !existsSync(file)) {
      response.writeHead(404).end();
      return;
    }
    void readFile(file).then((bytes) =>
      response.writeHead(200, { 'content-type': type }).end(bytes),
    );
  });
}

export async function openGallery(): Promise<Gallery> {
  const folder = cacheFolder('gallery', String(process.pid));
  await bundleGallery(folder);
  const server = serve(folder);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the gallery has no port');
  const browser = await chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: CHROMIUM_ARGS,
  });
  return {
    browser,
    newPage: async (viewport) => {
      const page = await browser.newPage({ viewport, reducedMotion: 'reduce' });
      page.setDefaultTimeout(10_000);
      return page;
    },
    show: async (page, { screen, state, language }) => {
      const query = new URLSearchParams({ screen, state, language });
      await page.goto(`http://127.0.0.1:${address.port}/gallery.html?${query.toString()}`);
      await page.locator('header, main').first().waitFor();
      await page.evaluate(() => document.fonts.ready);
    },
    turnTo: async (page, shown) => {
      await page.evaluate(async (next) => {
        const gallery: unknown = Reflect.get(window, 'raseedGallery');
        (gallery as { show(of: Shown): void }).show(next);
        // What was drawn is on the screen after the second frame, and its effects have run.
        const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
        await frame();
        await frame();
        await document.fonts.ready;
      }, shown);
    },
    close: async () => {
      await browser.close();
      server.closeAllConnections();
      server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Every command that the screen has given so far. */
export const commandsOf = (page: Page) =>
  page.evaluate(() => {
    const gallery: unknown = Reflect.get(window, 'raseedGallery');
    return (gallery as { commands: { name: string; input: Record<string, unknown> }[] }).commands;
  });

export const stateNames = (page: Page, screen: Shown['screen']) =>
  page.evaluate((which) => {
    const gallery: unknown = Reflect.get(window, 'raseedGallery');
    return (gallery as { states: Record<string, string[]> }).states[which] ?? [];
  }, screen);
