import { readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { cacheFolder } from '#build/paths.ts';
import { buildRenderer } from '#build/vite/renderer.ts';

/** Every page's scripts, all together, as they cross a wire. */
const MOST_BYTES = 300 * 1024;
const PAGES = ['index.html', 'citizen.html', 'electron.html', 'citizen-electron.html'];
const folder = cacheFolder('renderer', String(process.pid));

beforeAll(async () => {
  await buildRenderer(folder);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const readPage = (page: string): string => readFileSync(path.join(folder, page), 'utf8');

describe('the bundle of the screens', () => {
  it('is small: all scripts of all pages within 300 KB', () => {
    const assets = path.join(folder, 'assets');
    const scripts = readdirSync(assets).filter((name) => name.endsWith('.js'));
    const sizes = scripts.map((name) => gzipSync(readFileSync(path.join(assets, name))).length);
    expect(scripts.length).toBeGreaterThan(2);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(MOST_BYTES);
  });

  it('asks nothing of any other machine and runs no inline script', () => {
    for (const page of PAGES) {
      const html = readPage(page);
      expect(html).not.toMatch(/https?:\/\//);
      expect(html).not.toMatch(/<script(?![^>]*\ssrc=)/);
    }
  });

  it('leaves the gallery out', () => {
    expect(
      readdirSync(folder)
        .filter((name) => name.endsWith('.html'))
        .sort(),
    ).toEqual([...PAGES].sort());
  });
});
