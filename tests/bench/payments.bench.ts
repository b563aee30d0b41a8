/**
 * How soon a citizen who has paid sees it at the counter: from their phone, over the gateway's webhook,
 * HQ's question, its signed word and the counter's journal, to what the screen is drawn from. And how
 * many webhooks a second HQ takes, checks and remembers once, half of them repetitions, against one
 * connection that does nothing but insert the same rows.
 */
import { createHmac, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { startPrivateDatabase } from '#build/database/private-database.ts';
import { readPrivateJson } from '#build/start/private-file.ts';
import type { StartSettings } from '#build/start/settings.ts';
import { openDatabase } from '#server/store/database.ts';
import { rememberMessage } from '#server/store/payments.ts';
import { startSystem, until, type RaseedSystem } from '#tests/testkit/system.ts';

import type { BenchRow } from './row.ts';
import { openingOf } from '#tests/testkit/opening.ts';

const CHARGES = 20;
const WEBHOOKS = 1_000;
const AT_ONCE = 16;
/** What is promised: within a second of the server knowing. */
const PROMISED_MS = 1_000;

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

async function openShift(system: RaseedSystem): Promise<void> {
  const { display, clerk } = system;
  await display.execute('displayHeartbeat', { width: 1280, height: 800 });
  await clerk.must('signIn', { staffId: 'S1042' as never, pin: '4821' });
  await clerk.must('openShift', openingOf(await clerk.snapshot(), { 10000: 20 }));
}

/** Milliseconds from the citizen's thumb to the counter's PAID. */
async function oneCharge(system: RaseedSystem, n: number): Promise<number> {
  const { clerk, gatewayUrl } = system;
  const citizen = {
    language: 'en',
    payer: `Citizen ${n}`,
    beneficiary: null,
    applicationRef: `AP-${n}`,
    mobile: null,
  } as const;
  const item = { serviceCode: 'LL-NEW', facts: { classes: 1 } };
  const { visitId } = await clerk.must('quote', { ...item, citizen });
  const { chargeId } = await clerk.must('payByUpi', { visitId });
  await until('the code', async () => (await clerk.snapshot()).visit?.upi?.isShown === true);
  const began = performance.now();
  await fetch(`${gatewayUrl}/phone`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ act: 'pay', order: `${chargeId}-U1` }),
  });
  while ((await clerk.snapshot()).paid?.visitId !== visitId) await Promise.resolve();
  return performance.now() - began;
}

async function post(url: string, secret: string, body: string): Promise<void> {
  const timestamp = String(Date.now());
  const signature = createHmac('sha256', secret).update(timestamp).update(body).digest('base64');
  const answer = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-webhook-timestamp': timestamp,
      'x-webhook-signature': signature,
    },
    body,
  });
  if (answer.status !== 200) throw new Error(`a webhook was answered ${answer.status}`);
}

/** Each twice; webhooks a second. */
async function takeWebhooks(system: RaseedSystem, secret: string): Promise<number> {
  const url = `${system.hqUrl}/v1/gateway/cashfree`;
  const bodies = Array.from({ length: WEBHOOKS }, (_, n) => {
    const data = { order: { order_id: `FOREIGN_${n}` }, payment: { cf_payment_id: `${n}` } };
    return JSON.stringify({ type: 'PAYMENT_SUCCESS_WEBHOOK', data });
  });
  const all = [...bodies, ...bodies];
  const began = performance.now();
  const sender = async (): Promise<void> => {
    for (let body = all.shift(); body !== undefined; body = all.shift()) {
      await post(url, secret, body);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, sender));
  return (2 * WEBHOOKS * 1_000) / (performance.now() - began);
}

/** The same rows by one connection, one transaction each: inserts a second. */
async function bareInserts(databaseUrl: string): Promise<number> {
  const database = openDatabase({ url: databaseUrl });
  const began = performance.now();
  for (let n = 0; n < WEBHOOKS; n += 1) {
    const message = { type: 'PAYMENT_SUCCESS_WEBHOOK', orderId: `F_${n}`, reference: `${n}` };
    await database.transact((writer) =>
      rememberMessage(writer, { ...message, messageHash: randomBytes(32), at: Date.now() }),
    );
  }
  const perSecond = (WEBHOOKS * 1_000) / (performance.now() - began);
  await database.close();
  return perSecond;
}

const latencyRow = (figure: number): BenchRow => ({
  name: 'phone to PAID at the counter, median',
  figure,
  unit: 'ms',
  peer: 'the second that is promised',
  peerFigure: PROMISED_MS,
  ratio: figure / PROMISED_MS,
  aim: '<= 1.00x',
  met: figure <= PROMISED_MS,
});

const webhookRow = (figure: number, peerFigure: number): BenchRow => ({
  name: 'webhooks taken, half repeated',
  figure,
  unit: '/s',
  peer: 'bare inserts, one connection',
  peerFigure,
  ratio: figure / peerFigure,
  aim: '>= 0.50x',
  met: figure >= 0.5 * peerFigure,
});

async function measure(databaseUrl: string): Promise<readonly BenchRow[]> {
  const system = await startSystem({ databaseUrl });
  try {
    await openShift(system);
    const latencies: number[] = [];
    for (let n = 0; n < CHARGES; n += 1) latencies.push(await oneCharge(system, n));
    const kept = readPrivateJson(path.join(system.dataFolder, 'settings.json')) as StartSettings;
    const bare = await bareInserts(databaseUrl);
    const taken = await takeWebhooks(system, kept.tokens.gateway);
    return [latencyRow(median(latencies)), webhookRow(taken, bare)];
  } finally {
    await system.end();
  }
}

export async function rows(): Promise<readonly BenchRow[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'raseed-bench-payments-'));
  const password = randomBytes(12).toString('hex');
  const engine = await startPrivateDatabase({
    folder: path.join(folder, 'database'),
    profile: 'durable',
    accounts: [{ user: 'raseed', password, schema: 'raseed' }],
  });
  try {
    return await measure(`mysql://raseed:${password}@127.0.0.1:${engine.port}/raseed`);
  } finally {
    await engine.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
