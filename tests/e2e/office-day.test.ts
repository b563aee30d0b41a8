/**
 * A day of an office as its people live it, from the first shift to the bank: two counters, three clerks,
 * a drop, a surprise count, a handover, a counter whose line is cut over midnight; two managers, each in a
 * browser of their own; HQ. Real processes, a real database, and one wall clock that a night passes on.
 */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { ensureBundles } from '#build/bundles.ts';
import { DOCUMENT_KINDS, type DocumentKind } from '#domain/documents/form.ts';
import { parseInstant } from '#domain/time.ts';
import { createTestDatabase, type TestDatabase } from '#tests/testkit/database.ts';
import { startOffice, type OfficeSystem } from '#tests/testkit/office-system.ts';
import { until } from '#tests/testkit/system.ts';

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
import {
  closeShift,
  countNotes,
  dropCash,
  handOver,
  takeCount,
  type Person,
} from './drawer-hands.ts';
import { chargesInDatabase } from './hq-reader.ts';
import { goTo, openOffice, pick, sign, throughTheDoor } from './manager-hands.ts';
import { keep, papersOn } from './paper-hands.ts';

const momentOf = (text: string) => {
  const at = parseInstant(text);
  if (at === null) throw new Error(`no moment: ${text}`);
  return at;
};
const AFTERNOON = momentOf('2026-11-24T16:30:00+05:30');
const NEXT_MORNING = momentOf('2026-11-25T09:30:00+05:30');
const DAY = '2026-11-24';

let database: TestDatabase;
let office: OfficeSystem;
let browser: Browser;
/** Two counters' clerks, two managers, HQ. */
let first: Page;
let second: Page;
let meera: Page;
let joseph: Page;
let hq: Page;

const person = (staffId: string): Person => {
  const staff = office.hq.facts()['staff'] as readonly Person[];
  const found = staff.find((one) => one.staffId === staffId);
  if (found === undefined) throw new Error(`nobody is ${staffId}`);
  return found;
};
const [ASHA, IMRAN, LAKSHMI, MEERA, JOSEPH, APPROVER] = [
  'S1042',
  'S1057',
  'S1063',
  'S2008',
  'S2011',
  'S9002',
];

const atCounter = (url: string): Promise<Page> =>
  openPage(browser, { url, width: 1366, height: 768 });

/** Paid with the exact notes: what the drawer holds is known to whoever counts it. */
async function charge(page: Page, of: { classes: string; rupees: string }): Promise<void> {
  await quoteLearnersLicence(page, { classes: of.classes, payer: 'R K', language: 'English' });
  await payCash(page, of.rupees);
  await paid(page);
}

const atHq = async (receipts: number): Promise<void> =>
  until(`${receipts} receipts at HQ`, async () => {
    return (await chargesInDatabase(database.url)).length === receipts;
  });

beforeAll(async () => {
  await ensureBundles({ only: ['hq', 'office', 'renderer'] });
  database = await createTestDatabase();
  office = await startOffice({ databaseUrl: database.url, at: AFTERNOON });
  browser = await launchChromium();
  [first, second] = await Promise.all([
    atCounter(office.clerkUrl),
    atCounter(office.secondClerkUrl),
  ]);
  await Promise.all([atCounter(office.citizenUrl), atCounter(office.secondCitizenUrl)]);
});

afterAll(async () => {
  await browser?.close();
  await office?.end();
  await database?.drop();
});

describe('an office’s day, from the first shift to the bank', () => {
  it('P11 HQ names the office’s bank anew, and an approver signs it', async () => {
    hq = await openPage(browser, {
      url: `${office.hqUrl}/hq/#token=${office.hqToken}`,
      width: 1366,
      height: 768,
    });
    hq.setDefaultTimeout(20_000);
    await hq.getByRole('link', { name: 'Offices' }).click();
    await hq.getByRole('button', { name: 'Change what the office is held to' }).click();
    await hq.getByLabel('Name in English').first().fill('State Bank, Koramangala');
    await hq.getByLabel('IFSC or treasury code').first().fill('SBIN0003028');
    await hq.getByLabel('Your staff number').fill(APPROVER);
    await hq.getByLabel('Your PIN').fill(person(APPROVER).pin);
    await hq.keyboard.press('Enter');
    await hq.getByText('State Bank, Koramangala · SBIN0003028').waitFor();
  });

  it('P5 P11 a clerk charges and hands cash in; the manager orders a count from the office’s page', async () => {
    await signIn(first, person(ASHA));
    await openShift(first);
    await charge(first, { classes: '2', rupees: '950' });
    await dropCash(first, { notes: { 500: 1 }, bag: 'B-1', by: person(MEERA) });
    meera = await openOffice(browser, { hqUrl: office.hqUrl, who: person(MEERA) });
    await meera.getByText('Asha Rao, since 16:3').waitFor();
    await meera.getByRole('button', { name: /^Count now/ }).click();
    await sign(meera, person(MEERA));
    await meera.getByText('count asked for').waitFor();
    await picture(meera, 'office-day-count-asked');
    await first.getByText('A count of the drawer is wanted now').first().waitFor();
    await takeCount(first, { notes: { 500: 4, 100: 4, 50: 1 }, by: person(MEERA) });
    await meera.getByText('count asked for').waitFor({ state: 'detached' });
  });

  it('P5 one clerk hands over to the next, and the next closes; the figures come when the drawer is counted', async () => {
    await handOver(first, { notes: { 500: 4, 100: 4, 50: 1 }, to: person(IMRAN) });
    await first.getByText('Find a service').first().waitFor();
    await charge(first, { classes: '1', rupees: '500' });
    await meera.getByText('Imran Sheikh, since 16:3').waitFor();
    await closeShift(first, { 500: 5, 100: 4, 50: 1 });
    await meera.getByRole('row', { name: /KA-BLR-01-C3 Complete/ }).waitFor();
    await meera.getByText('₹1,450.00').first().waitFor();
  });

  it('P7 the other counter loses its line in the middle of a shift and goes on', async () => {
    await signIn(second, person(LAKSHMI));
    await openShift(second);
    await charge(second, { classes: '2', rupees: '950' });
    await atHq(3);
    office.secondLine.cut();
    await charge(second, { classes: '1', rupees: '500' });
    await closeShift(second, { 500: 6, 100: 4, 50: 1 });
    await meera.getByText('Lakshmi Iyer, since 16:3').waitFor();
    expect((await chargesInDatabase(database.url)).length).toBe(3);
  });

  it('DC4 after midnight the session is over; the maker explains the counter that HQ cannot hear', async () => {
    await Promise.all([office.counter.stop(), office.second.stop()]);
    office.setClock(NEXT_MORNING);
    await office.counter.start();
    await goTo(meera, `close/${DAY}`);
    await meera.getByText('The session has ended').waitFor();
    await throughTheDoor(meera, person(MEERA));
    await meera.getByText('Who can help').first().waitFor();
    await picture(meera, 'office-day-blocked');
    await pick(meera, 'Reason', /No line/);
    await meera.getByLabel('In your words').fill('no line since yesterday afternoon');
    await sign(meera, person(MEERA));
    await meera.getByText('Prepared by Meera Nair').waitFor();
  });

  it('DC5 DC6 who prepared it cannot close it; another manager does, in a moment, and the first one sees it', async () => {
    joseph = await openOffice(browser, { hqUrl: office.hqUrl, who: person(JOSEPH), width: 390 });
    await goTo(joseph, `close/${DAY}`);
    await joseph.getByRole('button', { name: 'Sign and close the day' }).waitFor();
    await picture(joseph, 'office-day-checker-on-a-phone');
    expect(await meera.getByRole('button', { name: 'Sign and close the day' }).count()).toBe(0);
    await joseph.getByLabel(/^Your PIN/).fill(person(JOSEPH).pin);
    const pressed = performance.now();
    await joseph.keyboard.press('Enter');
    await joseph.getByText('The closed day').waitFor();
    const closedMs = Math.round(performance.now() - pressed);
    process.stdout.write(`the day closed in the browser in ${closedMs} ms\n`);
    await meera.getByText('The closed day').waitFor();
  });

  it('DC10 the line comes back: what was charged on that day makes a signed supplement', async () => {
    await office.second.start();
    office.secondLine.mend();
    await meera.getByText('Supplement 1').first().waitFor();
    await atHq(4);
    const added = meera.getByRole('row', { name: /^0041-00-101-02/ }).first();
    await added.getByText('₹350.00').first().waitFor();
    await picture(meera, 'office-day-supplement');
  });

  it('P5 DE4 the cash of both counters goes to the bank: filled by one, let go by another, to the rupee', async () => {
    await goTo(meera, 'safe');
    await meera.getByText('₹2,900.00').first().waitFor();
    await meera.getByRole('link', { name: 'Prepare a deposit' }).click();
    await countNotes(meera, { 500: 7 });
    await meera.getByText(/is more than the fees in the safe/).waitFor();
    expect(await meera.getByRole('button', { name: /^Sign:/ }).isDisabled()).toBe(true);
    await meera.getByLabel('₹500', { exact: true }).fill('5');
    await meera.getByLabel('₹100', { exact: true }).fill('4');
    await meera.getByLabel('Number of the bag').fill('BAG-77');
    await pick(meera, 'Bank and branch', /State Bank, Koramangala/);
    await sign(meera, person(MEERA));
    await meera.getByText('another manager lets it go').waitFor();
    await goTo(joseph, 'safe');
    await joseph.getByRole('button', { name: 'Let it go: BAG-77' }).click();
    await pick(joseph, 'Who carries it', /Imran Sheikh/);
    await pick(joseph, 'Who goes along as witness', /Asha Rao/);
    await sign(joseph, person(JOSEPH));
    await meera.getByText('On its way').waitFor();
  });

  it('DE7 the bank’s date is not before the bag left; accepted, nothing is outstanding anywhere', async () => {
    await meera.getByRole('button', { name: 'Bank has it: BAG-77' }).click();
    await meera.getByLabel('The bank’s reference').fill('SBIN 5202611 25');
    await meera.getByLabel('Date of realisation').fill('24-11-2026');
    await sign(meera, person(MEERA));
    await meera.getByText(/is before the bag left/).waitFor();
    await meera.getByLabel('Date of realisation').fill('25-11-2026');
    await sign(meera, person(MEERA));
    await meera.getByRole('dialog').waitFor({ state: 'detached' });
    await meera.getByText('At the bank').first().waitFor();
    await meera.getByText('No fee lies in the safe').first().waitFor();
    await picture(meera, 'office-day-at-the-bank');
    await hq.goto(`${office.hqUrl}/hq/#token=${office.hqToken}`);
    await hq.reload();
    await hq.getByRole('link', { name: 'Cash to the bank' }).click();
    await hq.getByText('No bag is on its way').waitFor();
    await hq.getByText('No fee lies in a safe').waitFor();
    await hq.getByRole('link', { name: 'Days', exact: true }).click();
    const row = hq.getByRole('row', { name: /24-11-2026/ });
    await row.getByText('Closed by two').waitFor();
    await row.getByText('₹2,900.00').waitFor();
    await picture(hq, 'hq-days');
  });

  it('DO1 DO6 CA9 each paper is fetched where it is looked for, at the office and at HQ', async () => {
    const kinds = new Map<string, DocumentKind>();
    const take = async (place: string, until: string): Promise<void> => {
      await goTo(meera, place);
      await meera.locator('main').getByText(until).first().waitFor();
      for (const kind of await papersOn(meera)) {
        if (kinds.has(kind)) continue;
        kinds.set(kind, (await keep(meera, kind)).kind);
      }
    };
    await take(`day/${DAY}`, 'Surprise count');
    await picture(meera, 'office-day-papers');
    await take(`close/${DAY}`, 'Supplement 1');
    await take('safe', 'BAG-77');
    await take('papers/2026-11', '24-11-2026');
    expect([...kinds.keys()].toSorted()).toEqual([...DOCUMENT_KINDS].toSorted());
    expect([...kinds.values()].toSorted()).toEqual([...DOCUMENT_KINDS].toSorted());
    await hq
      .getByRole('row', { name: /24-11-2026/ })
      .getByRole('button', { name: 'Look' })
      .click();
    await hq.getByRole('dialog').getByText('Counts and cash handed in').waitFor();
    await picture(hq, 'hq-day-papers');
    for (const kind of await papersOn(hq)) expect((await keep(hq, kind)).kind).toBe(kind);
    expect(await papersOn(hq)).toHaveLength(DOCUMENT_KINDS.length - 1);
  });
});
