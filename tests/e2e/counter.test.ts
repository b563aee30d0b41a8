/**
 * The whole road as people walk it: a clerk's keys, the citizen's screen, the paper, HQ's rows and
 * HQ's page, with HQ stopped in the middle and the counter killed at the worst moment.
 */
import { mkdirSync, writeFileSync } from 'node:fs';

import jsQRModule from 'jsqr';
import type { Browser, Page } from 'playwright-core';
import { PNG } from 'pngjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { createNodeCrypto } from '#adapters/system/node-ports.ts';
import { openJournalStore } from '#adapters/sqlite/journal-store.ts';
import { ensureBundles } from '#build/bundles.ts';
import { inRoot } from '#build/paths.ts';
import { fromBase64Url } from '#protocol/encoding.ts';
import { decodeReceiptQr, verifyReceiptQr } from '#protocol/receipt-qr.ts';
import { buildTrust } from '#protocol/trust.ts';
import { certificateSettings, enrolmentSettings } from '#terminal/settings.ts';
import { createTestDatabase, type TestDatabase } from '#tests/testkit/database.ts';
import { startSystem, until, type RaseedSystem } from '#tests/testkit/system.ts';

import {
  launchChromium,
  openPage,
  openShift,
  paid,
  payCash,
  picture,
  quoteLearnersLicence,
  signIn,
  unlock,
} from './clerk-hands.ts';
import { chargesInDatabase } from './hq-reader.ts';

// The package's types say `export default`, its CommonJS file exports the function itself.
const jsQR = jsQRModule as unknown as typeof jsQRModule.default;

let database: TestDatabase;
let system: RaseedSystem;
let browser: Browser;
let clerk: Page;
let citizen: Page;
let hq: Page;

/** File names, oldest first. */
const papers = async (): Promise<readonly string[]> => {
  const response = await fetch(new URL('/receipts', system.printerDeskUrl));
  return [...((await response.json()) as string[])].sort();
};

/** The newest paper, kept where a person can look at it. */
async function newestPaper(as: string): Promise<PNG> {
  const newest = (await papers()).at(-1);
  if (newest === undefined) throw new Error('nothing was printed');
  const image = await fetch(new URL(`/receipts/${newest}`, system.printerDeskUrl));
  const bytes = Buffer.from(await image.arrayBuffer());
  mkdirSync(inRoot('artifacts', 'screenshots', 'e2e'), { recursive: true });
  writeFileSync(inRoot('artifacts', 'screenshots', 'e2e', `paper-${as}.png`), bytes);
  return PNG.sync.read(bytes);
}

const qrOf = (paper: PNG): string =>
  jsQR(new Uint8ClampedArray(paper.data), paper.width, paper.height)?.data ?? '';

const printed = (count: number): Promise<void> =>
  until(`${count} papers`, async () => (await papers()).length >= count);

const setFaults = (faults: object): Promise<Response> =>
  fetch(new URL('/faults', system.printerDeskUrl), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(faults),
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

beforeAll(async () => {
  await ensureBundles({ only: ['hq', 'renderer'] });
  database = await createTestDatabase();
  system = await startSystem({ databaseUrl: database.url });
  browser = await launchChromium();
  clerk = await openPage(browser, { url: system.clerkUrl, width: 1366, height: 768 });
  citizen = await openPage(browser, { url: system.citizenUrl, width: 1280, height: 800 });
  hq = await openPage(browser, {
    url: `${system.hqUrl}/hq/#token=${system.hqToken}`,
    width: 1366,
    height: 768,
  });
});

afterAll(async () => {
  await browser?.close();
  await system?.end();
  await database?.drop();
});

describe('a counter, end to end', () => {
  it('P1 P2 P8: a clerk charges a learner’s licence of two classes, 950.00, by keys alone', async () => {
    await signIn(clerk, person('clerk'));
    await openShift(clerk, { looked: true });
    await quoteLearnersLicence(clerk, { classes: '2', payer: 'Ravi Kumar', language: 'English' });
    await clerk.getByText('₹950.00').first().waitFor();
    await citizen.getByText('₹950.00').first().waitFor();
    await picture(clerk, 'clerk-quote-en');
    await picture(citizen, 'citizen-quote-en');
    await payCash(clerk, '1000');
    await paid(clerk);
    await clerk.getByText('₹50.00').first().waitFor();
    await picture(clerk, 'clerk-paid-en');
    await printed(2);
    await citizen.getByText('₹50.00').first().waitFor();
    await picture(citizen, 'citizen-paid-en');
  });

  it('P8 P12: the paper’s QR decodes, and its signature leads to the root that was pinned', async () => {
    const paper = await newestPaper('en');
    const text = qrOf(paper);
    expect(text).toMatch(/^HTTPS?:\/\/[A-Z0-9.:]+\/R\/[A-Z2-7]+$/);
    const scanned = decodeReceiptQr(text);
    if (!scanned.ok) throw new Error(scanned.error.code);
    await system.counter.stop();
    const store = openJournalStore({ path: `${system.dataFolder}/counter/journal.sqlite` });
    if (!store.ok) throw new Error(store.error.code);
    const root = fromBase64Url(enrolmentSettings(store.value.read)?.rootPublicKey ?? '');
    const certificates = certificateSettings(store.value.read);
    store.value.close();
    await system.counter.start();
    if (root === null) throw new Error('no root was pinned');
    const crypto = createNodeCrypto();
    const trust = buildTrust({ rootPublicKey: root, ...certificates }, crypto);
    if (!trust.ok) throw new Error(trust.error.code);
    const verified = verifyReceiptQr({ scanned: scanned.value, trust: trust.value, crypto });
    expect(verified.standing).toBe('valid');
    expect(verified.receipt.totalPaise).toBe(95_000);
  });

  it('P7: the screen comes back locked after the service was away, with the shift as it was', async () => {
    await unlock(clerk, person('clerk').pin);
  });

  it('a citizen who reads Hindi is shown and given Hindi', async () => {
    await quoteLearnersLicence(clerk, { classes: '2', payer: 'आशा देवी', language: 'Hindi' });
    await citizen.getByText('केवल').first().waitFor();
    await picture(citizen, 'citizen-quote-hi');
    await payCash(clerk, '950');
    await paid(clerk);
    await printed(3);
    expect(qrOf(await newestPaper('hi'))).toMatch(/\/R\//);
  });

  it('P4: the row is in the database and on HQ’s page', async () => {
    await until('both receipts at HQ', async () => {
      return (await chargesInDatabase(database.url)).length === 2;
    });
    const [first] = await chargesInDatabase(database.url);
    expect(first?.totalPaise).toBe(95_000);
    await hq.getByText('₹1,900.00').first().waitFor();
    await hq.getByText(first?.receiptNumber ?? '-').waitFor();
    await picture(hq, 'hq-today-en');
  });

  it('P4 P7: three charges while HQ is away all arrive, once each', async () => {
    await system.hq.stop();
    for (const payer of ['One', 'Two', 'Three']) {
      await quoteLearnersLicence(clerk, { classes: '1', payer, language: 'English' });
      await payCash(clerk, '500');
      await paid(clerk);
      await clerk.keyboard.press('Escape');
    }
    await clerk
      .getByText(/Offline/)
      .first()
      .waitFor();
    await picture(clerk, 'clerk-offline-en');
    await system.hq.start();
    await until('all five at HQ', async () => {
      return (await chargesInDatabase(database.url)).length === 5;
    });
    const numbers = (await chargesInDatabase(database.url)).map((charge) => charge.receiptNumber);
    expect(new Set(numbers).size).toBe(5);
    await hq.getByText('₹3,400.00').first().waitFor();
  });

  it('P2: killed between "cash taken" and "printed", the charge is there and its paper is offered', async () => {
    await printed(6);
    await setFaults({ msPerBand: 3000 });
    await quoteLearnersLicence(clerk, { classes: '1', payer: 'Four', language: 'English' });
    await payCash(clerk, '500');
    await paid(clerk);
    await system.counter.kill();
    await setFaults({ msPerBand: 0 });
    await system.counter.start();
    await unlock(clerk, person('clerk').pin);
    await clerk.getByText('See whether the paper came out').first().waitFor();
    await picture(clerk, 'clerk-unconfirmed-en');
    await until('the sixth at HQ', async () => {
      return (await chargesInDatabase(database.url)).length === 6;
    });
    const snapshot = await system.clerk.snapshot();
    expect(snapshot.printJobs.map((job) => job.status)).toEqual(['unconfirmed']);
    await clerk.keyboard.press('F8');
    await clerk.getByText('Did the paper come out whole?').first().waitFor();
    await picture(clerk, 'clerk-print-again-en');
    await clerk.keyboard.press('2');
    await until(
      'the duplicate',
      async () => (await system.clerk.snapshot()).printJobs.length === 0,
    );
    await newestPaper('duplicate');
    expect((await chargesInDatabase(database.url)).length).toBe(6);
  });

  it('P1: an amount sent from outside is refused by its own code', async () => {
    const answer = await system.clerk.execute('quote', {
      serviceCode: 'LL-NEW',
      facts: { classes: 1 },
      amountPaise: 1,
    } as never);
    expect(answer).toEqual({
      ok: false,
      error: expect.objectContaining({ code: 'AMOUNT_REFUSED' }),
    });
  });

  it('says so in one sentence when the printer is out of paper', async () => {
    await setFaults({ paper: 'out' });
    await quoteLearnersLicence(clerk, { classes: '1', payer: 'Five', language: 'English' });
    await payCash(clerk, '500');
    await clerk
      .getByText(/out of paper/i)
      .first()
      .waitFor();
    await clerk.keyboard.press('Escape');
    await picture(clerk, 'clerk-paper-out-en');
    await setFaults({ paper: 'ok' });
  });
});
