/**
 * Fingers at a real counter, in Chromium: the simulated scanner over its own transport, HQ with its
 * database, the screens of clerk and citizen. Enrolled, come back, verified, charged; the wrong
 * person; a worn finger; a cable out half way; a manager's finger for a reversal.
 */
import { mkdirSync, writeFileSync } from 'node:fs';

import jsQRModule from 'jsqr';
import type { Browser, Page } from 'playwright-core';
import { PNG } from 'pngjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { ensureBundles } from '#build/bundles.ts';
import { inRoot } from '#build/paths.ts';
import type { IdentityRates } from '#server/api/contract.ts';
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
  signIn,
  type,
} from './clerk-hands.ts';
import { openScanner, type ScannerHands } from './finger-hands.ts';

const jsQR = jsQRModule as unknown as typeof jsQRModule.default;

const CLERK = { name: 'Asha Rao', pin: '4821' };
const MANAGER = { name: 'Meera Nair', pin: '615243' };
const REFERENCE = 'KA-7001/26';
/** That it came out, and a moment later that none is in. */
const CABLE_OUT = /scanner was unplugged|No fingerprint scanner is plugged in/;
const REFERENCE_LABEL = 'Citizen’s number at this office';

let database: TestDatabase;
let system: RaseedSystem;
let browser: Browser;
let clerk: Page;
let citizen: Page;
let scanner: ScannerHands;

beforeAll(async () => {
  await ensureBundles({ only: ['hq', 'renderer'] });
  database = await createTestDatabase();
  system = await startSystem({ databaseUrl: database.url });
  browser = await launchChromium();
  clerk = await openPage(browser, { url: system.clerkUrl, width: 1366, height: 768 });
  citizen = await openPage(browser, { url: system.citizenUrl, width: 1280, height: 800 });
  scanner = await openScanner(browser, system);
  await signIn(clerk, CLERK);
  await openShift(clerk);
}, 300_000);

afterAll(async () => {
  await browser?.close();
  await system?.end();
  await database?.drop();
});

/** Typed, and then meant: on a busy machine keys bunch up until they look like a scanner's. */
async function put(text: string): Promise<void> {
  await type(clerk, text);
  await clerk.waitForTimeout(80);
  await enter(clerk);
}

const says = (page: Page, text: string | RegExp): Promise<void> =>
  page.getByText(text).first().waitFor();

/** The fingerprints’ menu, and the one of its entries that is meant. */
async function openFingers(entry: string): Promise<void> {
  await clerk.keyboard.press('F9');
  const fingers = clerk.getByRole('button', { name: /Fingerprints/ });
  await fingers.waitFor();
  const digit = await fingers.locator('kbd').textContent();
  await clerk.keyboard.press(digit ?? '0');
  await says(clerk, 'Kept by this office');
  await clerk.keyboard.press(entry);
}

/** A driving permit for abroad: a service that asks who the citizen is, and has no facts. */
async function quotePermit(payer: string): Promise<void> {
  await clerk.keyboard.press('/');
  await type(clerk, 'Inter');
  await clerk.getByRole('option', { name: /International Driving Permit/ }).waitFor();
  await put('');
  await clerk.getByLabel('Paid by', { exact: true }).waitFor();
  for (const text of [payer, '', 'AP-2026-2231', '9812345612']) {
    await put(text);
  }
  await says(clerk, 'Who is the citizen?');
}

async function askForFinger(): Promise<void> {
  await clerk.getByLabel(REFERENCE_LABEL, { exact: true }).focus();
  await put(REFERENCE);
}

/** By the manager who stands there, with their PIN. */
async function letPast(reasonDigit: string): Promise<void> {
  await clerk.keyboard.press('F3');
  await says(clerk, 'Why without a finger?');
  await picture(clerk, 'finger-fallback-reason');
  await clerk.keyboard.press(reasonDigit);
  await says(clerk, 'How, then?');
  await clerk.keyboard.press('2');
  await says(clerk, 'Manager beside you');
  await clerk.keyboard.press('1');
  await enter(clerk);
  await put(MANAGER.pin);
  await says(clerk, 'by the manager:');
}

async function payPermit(): Promise<void> {
  await payCash(clerk, '2000');
  await paid(clerk);
  await clerk.keyboard.press('Escape');
}

async function twoFingers(person: string): Promise<void> {
  for (const finger of ['right index', 'left index']) {
    await clerk.getByText('Which finger?').waitFor();
    await enter(clerk);
    await scanner.putUntil('choose_finger', `${person}, ${finger}`);
  }
  await says(clerk, 'Keep these 2 fingers');
  await enter(clerk);
  await says(clerk, '2 fingers enrolled');
}

async function newestPaper(): Promise<PNG> {
  const list = await fetch(new URL('/receipts', system.printerDeskUrl));
  const newest = ((await list.json()) as string[]).toSorted().at(-1) ?? '';
  const image = await fetch(new URL(`/receipts/${newest}`, system.printerDeskUrl));
  const bytes = Buffer.from(await image.arrayBuffer());
  mkdirSync(inRoot('artifacts', 'screenshots', 'e2e'), { recursive: true });
  writeFileSync(inRoot('artifacts', 'screenshots', 'e2e', 'paper-finger.png'), bytes);
  return PNG.sync.read(bytes);
}

describe('a citizen’s finger at a counter', () => {
  it('P10 FP10 FP11 FP12: is enrolled with consent, two fingers, three captures each', async () => {
    await openFingers('1');
    await clerk.getByLabel(REFERENCE_LABEL, { exact: true }).focus();
    await put(REFERENCE);
    await clerk.keyboard.press('1');
    await enter(clerk);
    await clerk.keyboard.press('1');
    await picture(clerk, 'finger-enrol-form');
    await enter(clerk);
    await says(clerk, 'They agree');
    await says(citizen, 'May we keep your fingerprints?');
    await says(citizen, 'not Aadhaar authentication');
    await picture(clerk, 'finger-consent');
    await picture(citizen, 'finger-consent-citizen');
    await enter(clerk);
    await clerk.getByText('Which finger?').waitFor();
    await picture(clerk, 'finger-choose');
    await enter(clerk);
    await says(citizen, 'Put your right index finger on the glass');
    await scanner.put('Asha, right index');
    await says(clerk, '1 of 3 taken');
    await picture(clerk, 'finger-capture');
    await picture(citizen, 'finger-capture-citizen');
    await scanner.putUntil('choose_finger', 'Asha, right index');
    await says(clerk, '1 more needed');
    await picture(clerk, 'finger-choose-second');
    await enter(clerk);
    await scanner.putUntil('choose_finger', 'Asha, left index');
    await picture(scanner.desk, 'finger-desk');
    await says(clerk, 'Keep these 2 fingers');
    await enter(clerk);
    await says(clerk, '2 fingers enrolled');
    await says(citizen, 'your fingers are enrolled');
    await picture(clerk, 'finger-enrolled');
    await enter(clerk);
    await clerk.keyboard.press('Escape');
  });

  it('P6 FP2 FP16: comes back, is verified and charged', async () => {
    await quotePermit('Asha Kumari');
    await picture(clerk, 'finger-identity');
    const { visit } = await system.clerk.snapshot();
    if (visit === null) throw new Error('no visit');
    const early = { visitId: visit.visitId, givenPaise: 200_000 as never };
    const refused = await system.clerk.execute('takeCash', early);
    expect(refused).toMatchObject({ ok: false, error: { code: 'IDENTITY_NEEDED' } });
    await askForFinger();
    await says(citizen, 'Put a marked finger on the glass');
    await picture(clerk, 'finger-verify');
    await picture(citizen, 'finger-verify-citizen');
    await scanner.putUntil('done', 'Asha, left index');
    await says(clerk, 'finger verified');
    await picture(clerk, 'finger-verified');
    await payPermit();
  });

  it('P9 FP6 FP24: a worn finger is told so, and the manager lets the citizen on with the reason', async () => {
    await quotePermit('Asha Kumari');
    await askForFinger();
    await scanner.desk.getByRole('button', { name: 'Worn smooth' }).click();
    await scanner.put('Asha, right index');
    await says(clerk, 'No finger could be seen clearly');
    await picture(clerk, 'finger-worn');
    await picture(citizen, 'finger-worn-citizen');
    await scanner.putUntil('done', 'Asha, right index');
    await says(clerk, 'The finger cannot be read');
    await says(citizen, 'You lose nothing');
    await picture(clerk, 'finger-unreadable');
    await scanner.desk.getByRole('button', { name: 'As the person' }).click();
    await letPast('1');
    await picture(clerk, 'finger-let-past');
    await payPermit();
  });

  it('FP6 S19: a cable that comes out half way is said, and the capture goes on once it is in', async () => {
    await quotePermit('Asha Kumari');
    await askForFinger();
    await scanner.sees('a finger is awaited', ({ prompt }) => prompt === 'place');
    await scanner.desk.getByRole('button', { name: 'Cable out half way' }).click();
    await scanner.desk.getByLabel('Asha, right index', { exact: true }).click();
    await says(clerk, CABLE_OUT);
    await says(citizen, CABLE_OUT);
    await picture(clerk, 'finger-unplugged');
    await picture(citizen, 'finger-unplugged-citizen');
    await scanner.desk.getByRole('button', { name: 'Lift the finger' }).click();
    await scanner.desk.getByRole('button', { name: 'Plugged in' }).click();
    await scanner.putUntil('done', 'Asha, right index');
    await says(clerk, 'finger verified');
    await payPermit();
  });

  it('FP18 P9: somebody else’s finger is refused three times and takes no money', async () => {
    await quotePermit('Asha Kumari');
    await askForFinger();
    await scanner.put('Somebody else, right index');
    await says(clerk, 'Try 2 of 3');
    await scanner.putUntil('done', 'Somebody else, left index');
    await says(clerk, 'The finger is not that of the person who is enrolled');
    await picture(clerk, 'finger-not-matched');
    expect((await system.clerk.snapshot()).visit?.identity).toMatchObject({
      state: 'needed',
      failedTries: 3,
    });
    await letPast('6');
    await payPermit();
  });

  it('P11 FP26: HQ counts how often the clerk let citizens past the finger', async () => {
    const signedIn = await fetch(`${system.hqUrl}/hq/api/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ token: system.hqToken }),
    });
    const cookie = (signedIn.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
    const rates = async (): Promise<IdentityRates> => {
      const answer = await fetch(`${system.hqUrl}/hq/api/identity`, { headers: { cookie } });
      return (await answer.json()) as IdentityRates;
    };
    await until('both bypasses at HQ', async () => (await rates()).rows[0]?.byManager === 2);
    expect((await rates()).rows).toMatchObject([{ staffId: 'S1042', byFinger: 2, byManager: 2 }]);
  });
});

describe('a manager’s finger at a counter', () => {
  it('FP15: is enrolled with their PIN', async () => {
    await openFingers('3');
    const choice = clerk.getByRole('option', { name: new RegExp(MANAGER.name) });
    await choice.waitFor();
    const position = await choice.locator('xpath=preceding-sibling::*').count();
    await clerk.keyboard.press(String(position + 1));
    await enter(clerk);
    await put(MANAGER.pin);
    await says(clerk, 'They agree');
    await enter(clerk);
    await twoFingers('Manager');
    await enter(clerk);
    await clerk.keyboard.press('Escape');
  });

  it('FP20 FP21: approves a reversal in the place of the PIN', async () => {
    const paper = await newestPaper();
    const qr = jsQR(new Uint8ClampedArray(paper.data), paper.width, paper.height)?.data ?? '';
    await clerk.keyboard.press('F9');
    await clerk.getByRole('button', { name: /Reverse a receipt/ }).click();
    await clerk.getByLabel('Scan the receipt’s square, or paste its text').waitFor();
    await clerk.keyboard.insertText(qr);
    await enter(clerk);
    await says(clerk, 'Genuine, from this counter');
    await clerk.keyboard.press('4');
    await enter(clerk);
    await clerk.keyboard.press('1');
    await clerk.keyboard.press('F5');
    await scanner.sees('the manager is asked', ({ purpose }) => purpose === 'step_up');
    await picture(clerk, 'finger-step-up');
    expect(await citizen.getByText('on the glass').count()).toBe(0);
    await scanner.putUntil('done', 'Manager, left index');
    await says(clerk, 'Finger matched');
    await picture(clerk, 'finger-approved');
    await enter(clerk);
    await says(clerk, 'Pay back in cash');
    await picture(clerk, 'finger-reversed');
  });
});
