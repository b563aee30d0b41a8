/**
 * Weeks without a line, as people live them: the counter charges on, a manager writes a stick at the
 * real screen, HQ's program takes it, and what HQ answers is read at the counter from the same stick.
 */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { ensureBundles } from '#build/bundles.ts';
import { inRoot } from '#build/paths.ts';
import { createTestDatabase, type TestDatabase } from '#tests/testkit/database.ts';
import { startSystem, until, type RaseedSystem } from '#tests/testkit/system.ts';

import {
  enter,
  launchChromium,
  openPage,
  openShift,
  paid,
  payCash,
  picture,
  quoteLearnersLicence,
  signIn,
  type as typeText,
} from './clerk-hands.ts';
import { chargesInDatabase } from './hq-reader.ts';

let database: TestDatabase;
let system: RaseedSystem;
let browser: Browser;
let clerk: Page;
let display: Page;

beforeAll(async () => {
  await ensureBundles({ only: ['hq', 'renderer'] });
  database = await createTestDatabase();
  system = await startSystem({ databaseUrl: database.url });
  browser = await launchChromium();
  clerk = await openPage(browser, { url: system.clerkUrl, width: 1366, height: 768 });
  display = await openPage(browser, { url: system.citizenUrl, width: 1280, height: 800 });
});

afterAll(async () => {
  await display?.close();
  await browser?.close();
  await system?.end();
  await database?.drop();
});

const person = (role: string): { name: string; pin: string } => {
  const staff = system.hq.facts()['staff'] as readonly {
    name: string;
    pin: string;
    role: string;
  }[];
  const found = staff.find((one) => one.role === role);
  if (found === undefined) throw new Error(`no ${role} in the demonstration`);
  return found;
};

const stick = (): string => path.join(system.dataFolder, 'sticks', 'demonstration-stick');

/** HQ's own program, as it is run where the stick is brought to. */
function atHq(command: 'import' | 'export'): {
  readonly done: number;
  readonly problems: unknown[];
} {
  const run = spawnSync(
    process.execPath,
    [inRoot('sync-server', 'by-file', 'main.ts'), command, stick()],
    {
      encoding: 'utf8',
      env: {
        PATH: process.env['PATH'],
        RASEED_DATABASE_URL: database.url,
        RASEED_KEYS: path.join(system.dataFolder, 'hq', 'keys'),
        RASEED_HQ_TOKEN: system.hqToken,
      },
    },
  );
  expect(run.status, run.stderr).toBe(0);
  return JSON.parse(run.stdout) as { done: number; problems: unknown[] };
}

async function thisCounter(): Promise<void> {
  await clerk.keyboard.press('F9');
  await clerk.waitForTimeout(50);
  await clerk.keyboard.press('F10');
  await clerk.getByRole('heading', { name: /This counter/ }).waitFor();
  await clerk.getByText('Make a copy now').waitFor();
}

/** The one stick is chosen already; the manager beside the clerk gives their PIN. */
async function byStick(way: '3' | '4'): Promise<void> {
  const manager = person('manager');
  await clerk.keyboard.press(way);
  const choice = clerk.getByRole('option', { name: new RegExp(manager.name) });
  await choice.waitFor();
  const position = await choice.locator('xpath=preceding-sibling::*').count();
  await clerk.waitForTimeout(50);
  await clerk.keyboard.press(String(position + 1));
  await enter(clerk);
  await typeText(clerk, manager.pin);
  await enter(clerk);
}

describe('P7 weeks without a line', () => {
  it('BF3 BF8 BF9 a manager writes the stick: entries for HQ, which nobody else can read', async () => {
    await signIn(clerk, person('clerk'));
    await openShift(clerk);
    await until(
      'the counter knows HQ',
      async () => (await chargesInDatabase(database.url)).length === 0,
    );
    await system.hq.stop();
    for (const payer of ['Sunita Devi', 'Ramesh Gowda']) {
      await quoteLearnersLicence(clerk, { classes: '1', payer, language: 'English' });
      await payCash(clerk, '500');
      await paid(clerk);
      await clerk.keyboard.press('Escape');
    }
    await thisCounter();
    await byStick('3');
    await clerk.getByText(/are on the stick, files: 1/).waitFor();
    await picture(clerk, 'this-counter-written');
    const names = readdirSync(stick());
    expect(names.map((name) => name.replace(/^[^.]+\.[\d-]*\.?/, ''))).toEqual(
      expect.arrayContaining(['batch.sealed']),
    );
    for (const name of names) {
      expect(readFileSync(path.join(stick(), name)).toString('latin1')).not.toContain('Sunita');
    }
  });

  it('BF3 BF6 HQ takes it and answers on it; read at the counter, all is acknowledged', async () => {
    expect(await chargesInDatabase(database.url)).toHaveLength(0);
    expect(atHq('import')).toEqual({ done: 1, problems: [] });
    expect((await chargesInDatabase(database.url)).map(({ totalPaise }) => totalPaise)).toEqual([
      50_000, 50_000,
    ]);
    expect(atHq('export')).toEqual({ done: 1, problems: [] });
    await byStick('4');
    await clerk.getByText(/HQ holds everything up to entry/).waitFor();
    await clerk.getByText(/all sent/).waitFor();
    await picture(clerk, 'this-counter-read');
  });

  it('J15 J19 the whole journal checked and a second copy made, with the figures to show for it', async () => {
    await clerk.keyboard.press('1');
    await clerk.getByText(/entries are good\. Checked at/).waitFor();
    await clerk.keyboard.press('2');
    await clerk.getByText(/Last copy: .* It was verified\./).waitFor();
    expect(readdirSync(path.join(system.dataFolder, 'counter-copy'))).toContain(
      'journal-backup.sqlite',
    );
    await picture(clerk, 'this-counter-checked');
    await clerk.keyboard.press('Alt+L');
    await clerk.getByText('पूरा जर्नल जाँचें').waitFor();
    await picture(clerk, 'this-counter-checked-hi');
  });
});
