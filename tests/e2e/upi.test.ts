/**
 * A charge by UPI as people live it: the clerk's keys, the citizen's display and phone, paper, HQ's
 * rows and the gateway's books; with webhooks lost, doubled and early, cash in between, and the
 * network cut at each step.
 */
import jsQRModule from 'jsqr';
import type { Browser, Page } from 'playwright-core';
import { PNG } from 'pngjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { ensureBundles } from '#build/bundles.ts';
import { verifyBundle } from '#build/verify/verify.mjs';
import { openDatabase, type Database } from '#server/store/database.ts';
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
} from './clerk-hands.ts';

// The package's types say `export default`, its CommonJS file exports the function itself.
const jsQR = jsQRModule as unknown as typeof jsQRModule.default;

interface Order {
  readonly id: string;
  readonly amountPaise: number;
  readonly payments: readonly { readonly id: string; readonly status: string }[];
  readonly refunds: readonly { readonly amountPaise: number }[];
}

let made: TestDatabase;
let database: Database;
let system: RaseedSystem;
let browser: Browser;
let clerk: Page;
let citizen: Page;

const phone = async (act: string, of: { order?: string; payment?: string } = {}) => {
  const response = await fetch(new URL('/phone', system.gatewayUrl), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ act, ...of }),
  });
  expect(response.status).toBe(200);
};
const books = async (): Promise<readonly Order[]> => {
  const response = await fetch(new URL('/books', system.gatewayUrl));
  return ((await response.json()) as { orders: Order[] }).orders;
};
const newest = async (): Promise<Order> => {
  const order = (await books()).at(-1);
  if (order === undefined) throw new Error('no order at the gateway');
  return order;
};
const rows = <Row>(sql: string, values: readonly string[] = []) =>
  database.read.rows<Row>(sql, values);
const chargeOf = (order: Order): string => order.id.replace(/-U\d+$/, '');

const papers = async (): Promise<number> => {
  const response = await fetch(new URL('/receipts', system.printerDeskUrl));
  return ((await response.json()) as string[]).length;
};

const person = (role: string) => {
  const staff = system.hq.facts()['staff'] as { name: string; pin: string; role: string }[];
  const found = staff.find((one) => one.role === role);
  if (found === undefined) throw new Error(`no ${role} in the demonstration`);
  return found;
};

beforeAll(async () => {
  await ensureBundles({ only: ['hq', 'renderer'] });
  made = await createTestDatabase();
  database = openDatabase({ url: made.url });
  system = await startSystem({ databaseUrl: made.url });
  browser = await launchChromium();
  clerk = await openPage(browser, { url: system.clerkUrl, width: 1366, height: 768 });
  citizen = await openPage(browser, { url: system.citizenUrl, width: 1280, height: 800 });
  await signIn(clerk, person('clerk'));
  await openShift(clerk);
});

afterAll(async () => {
  await browser?.close();
  await database?.close();
  await system?.end();
  await made?.drop();
});

const quote = (payer: string) =>
  quoteLearnersLicence(clerk, { classes: '2', payer, language: 'English' });

/** Quoted, F6, the code on the citizen's display. */
async function showCode(payer: string): Promise<Order> {
  const before = (await books()).length;
  await quote(payer);
  await clerk.keyboard.press('F6');
  await clerk.getByRole('heading', { name: 'The citizen pays by UPI' }).waitFor();
  await citizen.getByRole('img', { name: 'Scan with any UPI app' }).waitFor();
  expect(await books()).toHaveLength(before + 1);
  return newest();
}

/** After a payment the screen is free for the next citizen. */
async function nextCitizen(): Promise<void> {
  await clerk.keyboard.press('Enter');
  await clerk.getByText('Find a service').first().waitFor();
}

/** Journal, database and gateway say the same of this charge. */
async function threeAgree(order: Order, tender: 'upi' | 'cash'): Promise<void> {
  await until(`HQ has the receipt of ${order.id}`, async () => {
    const entries = await rows<{ text: string }>(
      "SELECT text FROM entry WHERE kind = 'receipt.issued'",
    );
    const found = entries.filter(({ text }) => text.includes(`"quoteId":"${chargeOf(order)}"`));
    expect(found.length).toBeLessThanOrEqual(1);
    return found.length === 1;
  });
  const [collection] = await rows<{ settledBy: string; amount: number }>(
    'SELECT settled_by AS settledBy, amount_paise AS amount FROM upi_collection WHERE charge_id = ?',
    [chargeOf(order)],
  );
  expect(collection).toEqual({ settledBy: tender, amount: order.amountPaise });
  const at = (await books()).find(({ id }) => id === order.id);
  const kept = (at?.payments ?? []).filter(({ status }) => status === 'SUCCESS').length;
  expect(kept - (at?.refunds.length ?? 0)).toBe(tender === 'upi' ? 1 : 0);
}

describe('P6 UPI at the counter', () => {
  it('P1 P2 P8 paid by phone: the code is the charge’s, PAID at once, the receipt prints', async () => {
    const order = await showCode('Ravi Kumar');
    await picture(citizen, 'upi-code');
    await picture(clerk, 'upi-awaiting');
    await citizen.getByText('₹950.00').first().waitFor();
    await citizen.getByText('Simulated treasury account').waitFor();
    const shot = PNG.sync.read(await citizen.screenshot());
    const code = jsQR(new Uint8ClampedArray(shot.data), shot.width, shot.height)?.data ?? '';
    expect(code).toMatch(/^upi:\/\/pay\?pa=raseed\.trial@simulated&.*&am=950\.00&/);
    const before = await papers();
    await phone('pay', { order: order.id });
    await paid(clerk);
    await citizen.getByText('Paid', { exact: true }).waitFor();
    await picture(clerk, 'upi-paid');
    await picture(citizen, 'upi-paid-citizen');
    await until('the receipt', async () => (await papers()) === before + 1);
    await nextCitizen();
    await threeAgree(order, 'upi');
  });

  it('U15 every webhook lost: the question finds it', async () => {
    await phone('hold');
    const order = await showCode('Lost Webhook');
    await phone('pay', { order: order.id });
    await phone('lose');
    await paid(clerk);
    await nextCitizen();
    await phone('release');
    await threeAgree(order, 'upi');
  });

  it('U17 doubled and newest first, after a failure and a second success: one receipt, one back', async () => {
    await phone('hold');
    const order = await showCode('Twice');
    await phone('fail', { order: order.id });
    await phone('double', { order: order.id });
    await phone('deliver_twice');
    await paid(clerk);
    await nextCitizen();
    await phone('release');
    await threeAgree(order, 'upi');
  });

  it('U9 cash after all, and the bank succeeds later: it goes back once, the drawer’s receipt stays', async () => {
    const order = await showCode('Slow Bank');
    await phone('begin', { order: order.id });
    await payCash(clerk, '1000');
    await paid(clerk);
    await nextCitizen();
    const payment = (await newest()).payments.at(-1)?.id ?? '';
    await phone('succeed', { order: order.id, payment });
    await until('the refund', async () => (await newest()).refunds.length === 1);
    await threeAgree(order, 'cash');
    const facts = await rows("SELECT 1 FROM office_entry WHERE kind = 'payment.refund_owed'");
    expect(facts.length).toBeGreaterThanOrEqual(1);
  });

  it('the gateway down: said so, and with F6 again when it is back', async () => {
    await phone('break');
    await quote('Gateway Down');
    await clerk.keyboard.press('F6');
    await clerk.getByText(/payment gateway does not answer/).waitFor();
    await picture(clerk, 'upi-gateway-down');
    await phone('mend');
    await clerk.keyboard.press('F6');
    await citizen.getByRole('img', { name: 'Scan with any UPI app' }).waitFor();
    const order = await newest();
    await phone('pay', { order: order.id });
    await paid(clerk);
    await nextCitizen();
    await threeAgree(order, 'upi');
  });
});

describe('P7 the network cut at each step', () => {
  it('before the code: UPI says that it is offline and cash goes on', async () => {
    await system.hq.stop();
    await clerk.getByText(/Offline, work goes on/).waitFor();
    await quote('No Network');
    await clerk.getByText('not while offline').first().waitFor();
    await payCash(clerk, '1000');
    await paid(clerk);
    await nextCitizen();
    await system.hq.start();
    await clerk
      .getByText(/^Online/)
      .first()
      .waitFor({ timeout: 60_000 });
  });

  it('while awaiting: a slip, the next citizen, and the receipt when the line is back', async () => {
    const order = await showCode('Cut Off');
    await system.hq.stop();
    await phone('pay', { order: order.id });
    const before = await papers();
    await clerk.keyboard.press('1');
    await until('the slip', async () => (await papers()) === before + 1);
    await clerk.getByText('Payments being confirmed').waitFor();
    await clerk.getByText(chargeOf(order)).waitFor();
    await picture(clerk, 'upi-aside');
    await system.hq.start();
    await until('the receipt', async () => (await papers()) === before + 2, 90_000);
    await threeAgree(order, 'upi');
    await clerk.keyboard.press('F6');
    await clerk.getByRole('heading', { name: 'What became of a slip?' }).waitFor();
    await clerk.keyboard.type(chargeOf(order), { delay: 45 });
    await clerk.keyboard.press('Enter');
    await clerk.getByText('Paid. The receipt is made.').waitFor();
    await picture(clerk, 'upi-slip-found');
    await clerk.keyboard.press('Escape');
  });

  it('the counter killed while awaiting: the same code again, one order, one receipt', async () => {
    const order = await showCode('Killed');
    await system.counter.kill();
    await phone('pay', { order: order.id });
    const before = await papers();
    await system.counter.start();
    await until('the receipt', async () => (await papers()) === before + 1, 90_000);
    await threeAgree(order, 'upi');
    const requested = await rows('SELECT 1 FROM upi_order WHERE charge_id = ?', [chargeOf(order)]);
    expect(requested).toHaveLength(1);
  });
});

describe('the evidence of it', () => {
  it('E20 P12 every charge by UPI leaves HQ with the gateway’s evidence for it', async () => {
    const session = await fetch(new URL('/hq/api/session', system.hqUrl), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ token: system.hqToken }),
    });
    const cookie = (session.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
    const address = '/hq/api/evidence?counterId=KA-BLR-01-C3&fromSeq=1&toSeq=100000';
    const answer = await fetch(new URL(address, system.hqUrl), { headers: { cookie } });
    const bytes = new Uint8Array(await answer.arrayBuffer());
    const report = verifyBundle(bytes);
    expect(report.faults).toEqual([]);
    const confirmed = new TextDecoder().decode(bytes).match(/kind\\":\\"upi.confirmed/g) ?? [];
    expect(report.count.paymentsProven).toBe(confirmed.length);
    expect(confirmed.length).toBeGreaterThan(2);
  });
});
