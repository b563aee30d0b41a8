import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { launchChromium } from '#tests/e2e/clerk-hands.ts';

import { takePicture } from '#tests/e2e/pictures.ts';
import { BUSY, FIRST_MORNING, NONSENSE } from './hq-fixtures.ts';
import { openStaffPage, type Mood, type StaffPage } from './staff-page.ts';
import { axeViolations } from './looks.ts';
import { look as lookThrough, openIn } from './staff-look.ts';

const LANGUAGE_KEY = 'raseed-hq-language';

type PageName =
  | 'today'
  | 'days'
  | 'overShort'
  | 'deposits'
  | 'offices'
  | 'counters'
  | 'tariffs'
  | 'cases'
  | 'refunds'
  | 'gateway'
  | 'treasury'
  | 'answers'
  | 'signals';

interface Shown {
  readonly name: string;
  readonly mood: Mood;
  /** Each page to be seen, with a text that stands there once all has come. */
  readonly pages: readonly (readonly [PageName, RegExp])[];
}

const STATES: readonly Shown[] = [
  {
    name: 'busy',
    mood: BUSY,
    pages: [
      ['days', /S2011/],
      ['overShort', /S1077/],
      ['deposits', /B-88213/],
      ['offices', /SBIN0003028/],
      ['counters', /KA-MYS-02-C1/],
      ['tariffs', /H2001/],
      ['cases', /CHAIN_HASH_WRONG/],
      ['refunds', /NEFT-2026-118/],
      ['gateway', /KA-BLR-01-C3-Q409/],
      ['treasury', /N5114920544100/],
      ['answers', /21612/],
      ['signals', /S1077/],
      ['today', /004200/],
    ],
  },
  {
    name: 'empty',
    mood: FIRST_MORNING,
    pages: [
      ['days', /No office worked|किसी कार्यालय में/],
      ['overShort', /No shift was counted|कोई पाली नहीं गिनी/],
      ['deposits', /No bag|कोई थैली/],
      ['offices', /No office is set up|अभी कोई कार्यालय/],
      ['counters', /No counter|कोई काउंटर/],
      ['tariffs', /No tariff|कोई शुल्क दर/],
      ['cases', /No open case|कोई मामला/],
      ['refunds', /No refund|कोई वापसी/],
      ['gateway', /Everything has gone out|सब कुछ जा चुका/],
      ['treasury', /Nothing was sent on yet|अभी कुछ नहीं भेजा/],
      ['answers', /not set up|चालू नहीं/],
      ['signals', /Nobody was asked|किसी से उँगली नहीं/],
      ['today', /No charges yet|आज अभी कोई शुल्क/],
    ],
  },
  { name: 'unreachable', mood: 'unreachable', pages: [['today', /cannot be reached|संपर्क नहीं/]] },
  { name: 'sign-in', mood: 'unauthorised', pages: [['today', /Access code|प्रवेश कोड/]] },
  { name: 'broken', mood: NONSENSE, pages: [['today', /Nothing is lost|कुछ खोया नहीं/]] },
];

/** Where a button opens a dialog, and what stands in it. */
const DIALOGS: readonly (readonly [PageName, RegExp, RegExp])[] = [
  ['days', /^Look$|^देखें$/, /1,00,950.50/],
  ['deposits', /^Look$|^देखें$/, /Challan|चालान/],
  ['overShort', /^Look$|^देखें$/, /a slip was counted twice/],
  ['offices', /Change what|नियम बदलें/, /50,000|Working days|कार्य दिवस/],
  ['offices', /Issue a book|पुस्तिका दें/, /Numbered leaves|क्रमांकित पन्ने/],
  ['cases', /Look into it|देखें/, /KA-BLR-01-C2\/2627\/004131/],
  ['counters', /^Ask$|^कहें$/, /KA-BLR-01-C1/],
  ['counters', /Lost disk|खोई डिस्क/, /10,450/],
  ['counters', /New counter|नया काउंटर/, /seven days|सात दिन/],
  ['counters', /Evidence as a file|साक्ष्य की फ़ाइल/, /npm run verify/],
  ['tariffs', /Recall this|यह दर वापस/, /CMVR 1989/],
  ['refunds', /Record the payment|भुगतान दर्ज/, /004202/],
  ['refunds', /Refund a receipt|रसीद की वापसी/, /The whole receipt|पूरी रसीद/],
  ['treasury', /^Send on$|^आगे भेजें$/, /0041-00-101-01/],
  ['treasury', /^Approve$|^मंज़ूर करें$/, /KA-MYS-02-T7/],
];

let hq: StaffPage;
let browser: Browser;

beforeAll(async () => {
  [hq, browser] = await Promise.all([openStaffPage('hq'), launchChromium()]);
});

afterAll(async () => {
  await browser.close();
  hq.close();
});

const open = (language: 'en' | 'hi'): Promise<Page> =>
  openIn(browser, { language, kept: { [LANGUAGE_KEY]: language } });

const look = (
  page: Page,
  of: { readonly name: string; readonly language: 'en' | 'hi' },
): Promise<readonly string[]> => lookThrough(page, { folder: 'hq', ...of });

/** By the address, as a link would; at a desk the page's own link is then the one that is marked. */
async function turnTo(page: Page, part: PageName): Promise<void> {
  await page.evaluate((hash) => {
    location.hash = hash;
  }, `#/${part}`);
  await page.locator(`a[href="#/${part}"][aria-current="page"]`).waitFor();
}

async function lookAt({ name, mood, pages }: Shown, language: 'en' | 'hi') {
  const page = await open(language);
  const wrong: string[] = [];
  hq.mood = mood;
  await page.goto(`${hq.url}#/${pages[0]?.[0] ?? ''}`);
  for (const [part, until] of pages) {
    await page.evaluate((hash) => {
      location.hash = hash;
    }, `#/${part}`);
    await page.getByText(until).first().waitFor();
    await page.evaluate(() => document.fonts.ready);
    wrong.push(...(await look(page, { name: `${name}-${part}`, language })));
  }
  await page.close();
  return wrong;
}

describe('HQ’s page', () => {
  describe.each(['en', 'hi'] as const)('in %s', (language) => {
    it.each(STATES)('is whole, legible and accessible: $name', async (shown) => {
      expect(await lookAt(shown, language)).toEqual([]);
    });
  });

  it('says that a code is wrong, keeps it to be mended, and goes on with a right one', async () => {
    const page = await open('en');
    hq.mood = 'unauthorised';
    await page.goto(hq.url);
    await page.getByLabel('Access code').fill('not-the-code');
    await page.keyboard.press('Enter');
    await page.getByText('That code is not right').waitFor();
    await takePicture(page, 'hq/1366-en-sign-in-wrong');
    expect(await axeViolations(page)).toEqual([]);
    hq.mood = { ...BUSY, session: {} };
    await page.getByLabel('Access code').fill('the-code');
    await page.keyboard.press('Enter');
    await page.getByText('₹2,01,900.00').waitFor();
    await page.close();
  });

  it('keeps the last figures in sight while HQ cannot be reached', async () => {
    const page = await open('en');
    hq.mood = BUSY;
    await page.goto(hq.url);
    await page.getByText('₹2,01,900.00').waitFor();
    hq.mood = 'unreachable';
    await page.getByRole('link', { name: 'Counters' }).click();
    await page.getByText('KA-MYS-02-C1').waitFor();
    await page.close();
  });

  it('P11 an act is signed by a person; a refusal stays in sight and keeps what was typed', async () => {
    const page = await open('en');
    hq.mood = BUSY;
    await page.goto(`${hq.url}#/cases`);
    await page.getByText('In suspense').waitFor();
    await page.getByRole('button', { name: 'Look into it' }).first().click();
    await page.getByRole('combobox', { name: 'What is done' }).click();
    await page.getByRole('option', { name: 'Close the case' }).click();
    await page.getByRole('combobox', { name: 'Outcome' }).click();
    await page.getByRole('option', { name: 'Put right' }).click();
    await page.getByLabel('Reason').fill('the disk was replaced');
    await page.getByLabel('Your staff number').fill('s9001');
    const sign = page.getByRole('button', { name: 'Sign', exact: true });
    expect(await sign.isDisabled()).toBe(true);
    await page.getByLabel('Your PIN').fill('123456');
    expect(await axeViolations(page)).toEqual([]);
    await takePicture(page, 'hq/1366-en-case-closing');
    const refusal = { ok: false, error: { code: 'CASE_NEEDS_DECISION' } };
    await page.route('**/hq/api/cases/KA-BLR-01/case-0/close', (route) =>
      route.fulfill({ status: 409, json: refusal }),
    );
    await sign.click();
    await page.getByText('Money stands in suspense here').waitFor();
    expect(await page.getByLabel('Reason').inputValue()).toBe('the disk was replaced');
    expect(await page.getByLabel('Your PIN').inputValue()).toBe('');
    await page.unroute('**/hq/api/cases/KA-BLR-01/case-0/close');
    const asked = page.waitForRequest('**/hq/api/cases/KA-BLR-01/case-0/close');
    await page.route('**/hq/api/cases/KA-BLR-01/case-0/close', (route) =>
      route.fulfill({ status: 204 }),
    );
    await page.getByLabel('Your PIN').fill('730518');
    await sign.click();
    expect((await asked).postDataJSON()).toEqual({
      resolution: 'corrected',
      reason: 'the disk was replaced',
      staffId: 'S9001',
      pin: '730518',
    });
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.close();
  });

  it.each(['en', 'hi'] as const)(
    'M13 whom an answer was about is seen by who signs with a reason, %s',
    async (language) => {
      const page = await open(language);
      hq.mood = BUSY;
      await page.goto(`${hq.url}?reveal#/cases`);
      const row = page.getByRole('row', { name: /KA-BLR-01-C7/ });
      await row.getByRole('button', { name: /Look into it|देखें/ }).click();
      expect(await page.getByRole('dialog').getByText('KA-BLR-01-C2/2627/004131').count()).toBe(0);
      await page.getByRole('combobox').click();
      await page.getByRole('option', { name: /See whom|किसके बारे/ }).click();
      await page.getByLabel(/Reason|कारण/).fill('to ask the clerk of that day');
      await page.getByLabel(/Your staff number|आपकी कर्मचारी/).fill('s9001');
      await page.getByLabel(/Your PIN|आपका पिन/).fill('730518');
      const address = `**/hq/api/answers/KA-BLR-01/${'c0'.repeat(16)}/reveal`;
      const asked = page.waitForRequest(address);
      const value = {
        quoteId: 'KA-BLR-01-C7-Q12',
        receiptNumber: 'KA-BLR-01-C7/2627/000042',
        answer: 'more',
        recording: 'RE' + '0f'.repeat(16),
      };
      await page.route(address, (route) => route.fulfill({ json: { ok: true, value } }));
      await page.getByRole('button', { name: /^(Sign|हस्ताक्षर करें)$/ }).click();
      expect((await asked).postDataJSON()).toEqual({
        reason: 'to ask the clerk of that day',
        staffId: 'S9001',
        pin: '730518',
      });
      await page.getByRole('status').getByText(value.receiptNumber).waitFor();
      expect(await page.getByLabel(/Your PIN|आपका पिन/).inputValue()).toBe('');
      expect(await axeViolations(page)).toEqual([]);
      expect(await look(page, { name: 'answer-revealed', language })).toEqual([]);
      await page.close();
    },
  );

  it.each(['en', 'hi'] as const)(
    'P11 every act’s dialog is whole and legible, %s',
    async (language) => {
      const page = await open(language);
      hq.mood = BUSY;
      const wrong: string[] = [];
      await page.goto(hq.url);
      for (const [index, [part, button, until]] of DIALOGS.entries()) {
        await turnTo(page, part);
        await page.getByRole('button', { name: button }).first().click();
        const dialog = page.getByRole('dialog');
        await dialog.getByText(until).first().waitFor();
        wrong.push(
          ...(await look(page, {
            name: `dialog-${index}-${part}`,
            language,
          })),
        );
        await page.keyboard.press('Escape');
        await dialog.waitFor({ state: 'detached' });
      }
      expect(wrong).toEqual([]);
      await page.close();
    },
  );

  it('P11 a refund shows its one next step', async () => {
    const page = await open('hi');
    hq.mood = BUSY;
    await page.goto(`${hq.url}#/refunds`);
    await page.getByText('NEFT-2026-118').waitFor();
    for (const name of ['समर्थन करें', 'मंज़ूर करें', 'भुगतान दर्ज करें']) {
      expect(await page.getByRole('button', { name }).count()).toBe(1);
    }
    await page.getByRole('button', { name: 'मंज़ूर करें' }).click();
    await page.getByText('समर्थन करने वाले से अलग').waitFor();
    await takePicture(page, 'hq/1366-hi-refund-approving');
    await page.close();
  });
});
