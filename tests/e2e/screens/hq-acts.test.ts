/**
 * What people do at HQ, in a real browser against the real server and database: a case given to
 * somebody, its money decided by another, closed with a reason; a refund through both people; a
 * message to a counter; a tariff recalled. What stands in the office's chain afterwards is compared.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';

import { cacheFolder } from '#build/paths.ts';
import { buildHq } from '#build/vite/hq.ts';
import { verifyBundle } from '#build/verify/verify.mjs';
import type { CounterId } from '#domain/ids.ts';
import { rupees } from '#domain/money.ts';
import type { ServerContext } from '#server/context.ts';
import { setUpHqStaff } from '#server/fleet/hq-staff.ts';
import { OfficeCopy } from '#server/office-chain/copy.ts';
import { createServer, type SyncServer } from '#server/server.ts';
import { officeEntriesAfter } from '#server/store/office-chain.ts';
import { launchChromium } from '#tests/e2e/clerk-hands.ts';
import { NOW } from '#tests/protocol/authority.ts';
import { publishText, sendAndJudge } from '#tests/sync-server/judgement-kit.ts';
import { journalOf } from '#tests/sync-server/receipt-chain.ts';
import {
  batchText,
  enrolCounter,
  HQ_TOKEN,
  OFFICE,
  postBatch,
  startTestServer,
  type TestServer,
} from '#tests/sync-server/testkit.ts';
import { LEARNER_LINES, TARIFF_TEXT } from '#tests/testkit/receipt-journal.ts';

import { takePicture } from '#tests/e2e/pictures.ts';

const OPERATOR = { staffId: 'S9001', pin: '111111' };
const APPROVER = { staffId: 'S9002', pin: '222222' };
const SECOND_APPROVER = { staffId: 'S9003', pin: '333333' };
type Person = typeof OPERATOR;

const FORKED = `${OFFICE}-C71` as CounterId;
const OVERCHARGED = `${OFFICE}-C72` as CounterId;

let server: TestServer;
let hq: SyncServer;
let browser: Browser;
let page: Page;
let folder: string;
let origin: string;

/** A counter whose copy went on charging from an older state: one receipt on each branch. */
async function fork(): Promise<void> {
  const counter = await enrolCounter(server, FORKED);
  const ours = await journalOf(server, counter);
  const theirs = await journalOf(server, counter, 'copy');
  for (const journal of [ours, theirs]) {
    journal.enrol();
    journal.openShift();
    journal.charge(1);
  }
  await sendAndJudge(server, counter, ours);
  await postBatch(server, batchText(counter, theirs.entries));
}

async function overcharge(): Promise<void> {
  const counter = await enrolCounter(server, OVERCHARGED);
  const journal = await journalOf(server, counter);
  journal.enrol();
  journal.openShift();
  const lines = LEARNER_LINES.map((line) =>
    line.code === 'LL-TEST' ? { ...line, amountPaise: rupees(70) } : line,
  );
  journal.charge(1, lines);
  await sendAndJudge(server, counter, journal);
}

beforeAll(async () => {
  server = await startTestServer();
  folder = mkdtempSync(path.join(tmpdir(), 'raseed-hq-acts-'));
  const hqPageFolder = cacheFolder('hq', `acts-${process.pid}`);
  [browser] = await Promise.all([launchChromium(), buildHq(hqPageFolder)]);
  const officeCopy = new OfficeCopy({ folder, reader: server.database.read });
  const context: ServerContext = { ...server.context, officeCopy };
  hq = await createServer({ context, hqToken: HQ_TOKEN, hqPageFolder });
  origin = `http://127.0.0.1:${await hq.listen({ host: '127.0.0.1', port: 0 })}`;
  await setUpHqStaff(server.database, [
    { ...OPERATOR, name: 'Operator', role: 'hq_operator' },
    { ...APPROVER, name: 'Approver', role: 'hq_approver' },
    { ...SECOND_APPROVER, name: 'Another', role: 'hq_approver' },
  ]);
  server.clock.now = NOW - 1_000;
  await publishText(server, TARIFF_TEXT);
  server.clock.now = NOW + 1_000_000;
  await fork();
  await overcharge();
}, 120_000);
afterAll(async () => {
  await browser.close();
  await hq.close();
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

const dialog = () => page.getByRole('dialog');
const open = async (part: string): Promise<void> => {
  await page.getByRole('navigation').getByRole('link', { name: part }).click();
  await page.getByRole('heading', { level: 1, name: part }).waitFor();
};

async function choose(label: string, option: string): Promise<void> {
  await dialog().getByRole('combobox', { name: label }).click();
  await page.getByRole('option', { name: option, exact: true }).click();
}

async function sign({ staffId, pin }: Person): Promise<void> {
  await dialog().getByLabel('Your staff number').fill(staffId);
  await dialog().getByLabel('Your PIN').fill(pin);
  await dialog().getByRole('button', { name: 'Sign', exact: true }).click();
}

const done = (): Promise<void> => dialog().waitFor({ state: 'detached' });
const told = (sentence: RegExp): Promise<void> => dialog().getByText(sentence).waitFor();

async function lookInto(counterId: string, act: string): Promise<void> {
  const row = page.getByRole('row').filter({ hasText: counterId }).filter({ hasText: 'copied' });
  await row.getByRole('button', { name: 'Look into it' }).click();
  await choose('What is done', act);
}

async function factsSince(seq: number) {
  const rows = await officeEntriesAfter(server.database.read, OFFICE, { seq, limit: 500 });
  return rows.map(({ text }) => JSON.parse(text) as { kind: string; body: { staffId?: string } });
}

async function signIn(): Promise<void> {
  page = await browser.newPage({
    viewport: { width: 1366, height: 768 },
    reducedMotion: 'reduce',
  });
  page.setDefaultTimeout(20_000);
  await page.goto(`${origin}/hq/`);
  await page.getByLabel('Access code').fill(HQ_TOKEN);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Today' }).waitFor();
}

/** What the browser kept, as the verifier reads it. */
async function fileFrom(button: string) {
  const download = page.waitForEvent('download');
  await dialog().getByRole('button', { name: button }).click();
  const file = await download;
  const report = verifyBundle(readFileSync(await file.path()));
  expect(report.faults).toEqual([]);
  await dialog().getByRole('status').getByText(file.suggestedFilename()).waitFor();
  return report;
}

async function takeEvidence(): Promise<void> {
  await open('Cases');
  await lookInto(FORKED, 'Close the case');
  const fork = await fileFrom('Evidence as a file');
  expect(fork.found).toEqual(['the counter signed two chains that differ at entry 1']);
  await takePicture(page, 'hq/real-1366-en-case-evidence');
  await dialog().getByRole('button', { name: 'Leave it as it is' }).click();
  await open('Counters');
  await page.getByRole('button', { name: 'Evidence as a file' }).click();
  await dialog().getByLabel('Receipt number').fill(`${OVERCHARGED}/2627/000099`);
  await dialog().getByRole('button', { name: 'Make the file' }).click();
  await dialog().getByText('HQ holds nothing of this').waitFor();
  await choose('About', 'A day of a counter');
  await choose('Counter', OVERCHARGED);
  await dialog().getByLabel('Day, as').fill('2026-11-23');
  await takePicture(page, 'hq/real-1366-en-evidence');
  await page.keyboard.press('Escape');
  await done();
}

async function decideTheFork(): Promise<void> {
  await open('Cases');
  await page.getByText('₹950.00', { exact: true }).waitFor();
  await lookInto(FORKED, 'Close the case');
  await dialog().getByText(`${FORKED}/2627/000001`).waitFor();
  await choose('Outcome', 'Put right');
  await dialog().getByLabel('Reason').fill('the old disk image was put back');
  await sign(OPERATOR);
  await told(/stands in suspense/);
  await choose('What is done', 'Give the case to somebody');
  await dialog().getByLabel('Staff number of who looks').fill(APPROVER.staffId);
  await sign(OPERATOR);
  await done();
  await lookInto(FORKED, 'Decide about the money in suspense');
  await choose('The money', 'was taken, and is accounted for');
  await sign(APPROVER);
  await told(/Another person must/);
  await takePicture(page, 'hq/real-1366-en-second-person');
  await sign(SECOND_APPROVER);
  await done();
  await page.getByText('In suspense').waitFor({ state: 'detached' });
  await lookInto(FORKED, 'Close the case');
  await choose('Outcome', 'Put right');
  await dialog().getByLabel('Reason').fill('the old disk image was put back');
  await sign(OPERATOR);
  await done();
  await page.getByText(/the old disk image was put back · S9001/).waitFor();
}

/** RS1: a whole receipt by its number; there is no place for an amount. */
async function askForARefund(): Promise<void> {
  await open('Refunds');
  await page.getByRole('button', { name: 'Refund a receipt' }).click();
  expect(await dialog().getByRole('textbox').count()).toBe(4);
  await dialog().getByLabel('Receipt number').fill(`${OVERCHARGED}/2627/000999`);
  await dialog().getByLabel('Reason').fill('Issued by another office already');
  await sign(OPERATOR);
  await told(/HQ holds no receipt/);
  await dialog().getByLabel('Receipt number').fill(`${FORKED}/2627/000001`);
  await takePicture(page, 'hq/real-1366-en-refund-asked');
  await sign(OPERATOR);
  await done();
  await page.getByText('2 Endorsed').waitFor();
}

async function payTheRefund(): Promise<void> {
  const row = page.getByRole('row').filter({ hasText: OVERCHARGED });
  await row.getByText('1 Proposed').waitFor();
  await row.getByRole('button', { name: 'Endorse' }).click();
  await sign(APPROVER);
  await done();
  await row.getByRole('button', { name: 'Approve' }).click();
  await sign(APPROVER);
  await told(/Another person must/);
  await sign(SECOND_APPROVER);
  await done();
  await page.getByRole('button', { name: 'Record the payment' }).click();
  await choose('Paid by', 'Bank transfer');
  await dialog().getByLabel('Voucher or bank number').fill('NEFT-2026-118');
  await sign(OPERATOR);
  await done();
  await page.getByText('4 Paid').waitFor();
  await takePicture(page, 'hq/real-1366-en-refund-paid');
}

async function askAndRecall(): Promise<void> {
  await open('Counters');
  const row = page.getByRole('row').filter({ hasText: OVERCHARGED });
  await row.getByRole('button', { name: 'Ask' }).click();
  await choose('Shown at', 'every counter of the office');
  await dialog().getByLabel('In English').fill('Count the drawer at four');
  await dialog().getByLabel('In Hindi').fill('चार बजे नकद गिनें');
  await choose('For how long', '8 hours');
  await sign(OPERATOR);
  await done();
  await page.getByRole('button', { name: 'New counter' }).click();
  await dialog().getByLabel('Its name').fill(`${OFFICE}-C79`);
  await sign(APPROVER);
  await page.getByText(/^([A-Z2-7]{4}-?){6}$/).waitFor();
  await takePicture(page, 'hq/real-1366-en-code');
  await page.getByRole('button', { name: 'Done' }).click();
  await open('Tariffs');
  await page.getByRole('button', { name: 'Recall this tariff' }).click();
  await dialog().getByLabel('Reason').fill('The gazette was withdrawn');
  await sign(OPERATOR);
  await told(/this role may not do it/);
  await sign(APPROVER);
  await done();
  await page.getByText('recalled', { exact: true }).waitFor();
}

it('P5 P11 P12 cases, suspense, refunds, messages and recalls, each by who may, each a fact', async () => {
  const before = (await factsSince(0)).length;
  await signIn();
  await takeEvidence();
  await decideTheFork();
  await askForARefund();
  await payTheRefund();
  await askAndRecall();
  const facts = (await factsSince(before)).map(({ kind, body }) => [kind, body.staffId]);
  expect(facts).toEqual([
    ['case.assigned', 'S9001'],
    ['quarantine.decided', 'S9003'],
    ['case.closed', 'S9001'],
    ['refund.proposed', 'S9001'],
    ['refund.endorsed', 'S9001'],
    ['refund.endorsed', 'S9002'],
    ['refund.approved', 'S9003'],
    ['refund.paid', 'S9001'],
    ['counter.asked', 'S9001'],
    ['counter.code_given', 'S9002'],
    ['tariff.recalled', 'S9002'],
  ]);
  expect(server.warnings.filter((event) => /fault/.test(event))).toEqual([]);
}, 180_000);
