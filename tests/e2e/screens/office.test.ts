import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { Language } from '#domain/language.ts';
import { launchChromium } from '#tests/e2e/clerk-hands.ts';

import * as cash from './office-cash-fixtures.ts';
import * as close from './office-close-fixtures.ts';
import { emptyGlance, glance, session } from './office-fixtures.ts';
import { look as lookAt, openIn } from './staff-look.ts';
import { openStaffPage, type Answers, type Mood, type StaffPage } from './staff-page.ts';

const DAY = 'days/2026-11-24';

const BUSY: Answers = {
  session,
  [DAY]: glance,
  [`${DAY}/close`]: close.blocked,
  safe: cash.safe,
  deposits: cash.deposits,
  settlements: cash.settlements,
  remittances: cash.remittances,
  cheques: cash.cheques,
  'leaf-books': cash.leafBooks,
  month: cash.month,
};

const EMPTY: Answers = { ...BUSY, ...cash.NO_CASH, [DAY]: emptyGlance };
const READY: Answers = {
  ...BUSY,
  [`${DAY}/close`]: { ...close.ready, leafBooks: [cash.leafBook] },
};
const PREPARED: Answers = { ...BUSY, [`${DAY}/close`]: close.prepared };
const CLOSED: Answers = {
  ...BUSY,
  [DAY]: close.closedGlance,
  [`${DAY}/close`]: close.closedClosing,
  [`${DAY}/document`]: close.closed,
};
const DISPUTED: Answers = {
  ...CLOSED,
  [`${DAY}/close`]: close.closing(close.disputed.day),
  [`${DAY}/document`]: close.disputed,
};
/** An answer that no server of ours gives: the page breaks on it. */
const NONSENSE: Answers = { ...BUSY, [DAY]: {} };

interface Shown {
  readonly name: string;
  readonly mood: Mood;
  /** Each place to be seen, with a text that stands there once all has come. */
  readonly places: readonly (readonly [place: string, until: RegExp])[];
}

const STATES: readonly Shown[] = [
  {
    name: 'busy',
    mood: BUSY,
    places: [
      ['day', /KA-BLR-01-C3/],
      ['close', /Close 23-11-2026 first|पहले 23-11-2026/],
      ['safe', /B-88215/],
      ['safe/new', /Number of the bag|थैली का क्रमांक/],
      ['bank', /KA2026112100998877/],
      ['cheques', /004121/],
      ['leaves', /117, 119–120/],
      ['papers', /21-11-2026/],
    ],
  },
  {
    name: 'empty',
    mood: EMPTY,
    places: [
      ['day', /Nothing waits|किसी बात को/],
      ['safe', /No deposit yet|अभी कोई जमा/],
      ['bank', /Nothing has reached|अभी कुछ बैंक/],
      ['cheques', /No cheque|कोई चेक/],
      ['leaves', /no book|कोई पुस्तिका/],
      ['papers', /No day of this month|इस माह किसी दिन/],
    ],
  },
  { name: 'ready', mood: READY, places: [['close', /B3/]] },
  { name: 'prepared', mood: PREPARED, places: [['close', /Joseph Kurien/]] },
  {
    name: 'closed',
    mood: CLOSED,
    places: [
      ['close', /4202/],
      ['day', /KA-BLR-01-C3/],
    ],
  },
  { name: 'disputed', mood: DISPUTED, places: [['close', /the safe was not counted/]] },
  { name: 'unreachable', mood: 'unreachable', places: [['day', /cannot be reached|संपर्क नहीं/]] },
  { name: 'door', mood: 'unauthorised', places: [['day', /For managers|प्रबंधकों के लिए/]] },
  { name: 'broken', mood: NONSENSE, places: [['day', /Nothing is lost|कुछ खोया नहीं/]] },
];

/** Where a button opens a dialog, and what stands in it. */
const DIALOGS: readonly (readonly [place: string, button: RegExp, until: RegExp])[] = [
  ['day', /: KA-BLR-01-C3$/, /KA-BLR-01-C3/],
  ['safe', /(Let it go|जाने दें): B-88215/, /₹1,00,950.50/],
  ['safe', /(Bank has it|बैंक को मिली): B-88213/, /₹1,00,950.50/],
  ['safe', /(It came back|वापस आई): B-88213/, /₹1,00,950.50/],
  ['bank', /Prepare a remittance|प्रेषण तैयार/, /₹72,480.50/],
  ['bank', /(It arrived|पहुँच गया): KA-BLR-01-R2/, /₹28,500.00/],
  ['bank', /(Give it up|रद्द करें): KA-BLR-01-R2/, /₹28,500.00/],
  ['cheques', /(The bank paid|बैंक ने दिया): 004121/, /₹950.00/],
  ['cheques', /(It came back|लौट आया): 004121/, /₹950.00/],
  ['leaves', /(Hand over|सौंपें): B3/, /122/],
  ['leaves', /(Count|गिनें): B3/, /122/],
];

let office: StaffPage;
let browser: Browser;

beforeAll(async () => {
  [office, browser] = await Promise.all([openStaffPage('office'), launchChromium()]);
});

afterAll(async () => {
  await browser.close();
  office.close();
});

const open = (): Promise<Page> =>
  openIn(browser, {
    language: 'en',
    kept: { 'raseed-office-language': 'en', 'raseed-office': 'KA-BLR-01' },
  });

const look = (page: Page, name: string, language: Language) =>
  lookAt(page, { folder: 'office', name, language });

const OTHER: Readonly<Record<Language, string>> = { en: 'English', hi: 'हिन्दी' };

/** By the button that names it; where a page broke there is none. */
async function speak(page: Page, language: Language): Promise<void> {
  const button = page.getByRole('button', { name: OTHER[language], exact: true });
  if ((await button.count()) > 0) await button.click();
}

async function goTo(page: Page, place: string, until: RegExp): Promise<void> {
  await page.evaluate((hash) => {
    location.hash = hash;
  }, `#/${place}`);
  await page.locator('main').getByText(until).first().waitFor();
  await page.evaluate(() => document.fonts.ready);
}

describe('the manager’s page', () => {
  it.each(STATES)('is whole, legible and accessible: $name', async ({ name, mood, places }) => {
    const page = await open();
    const wrong: string[] = [];
    office.mood = mood;
    await page.goto(`${office.url}#/${places[0]?.[0] ?? ''}`);
    for (const language of ['en', 'hi'] as const) {
      await speak(page, language);
      for (const [place, until] of places) {
        await goTo(page, place, until);
        wrong.push(...(await look(page, `${name}-${place.replace('/', '-')}`, language)));
      }
    }
    expect(wrong).toEqual([]);
    await page.close();
  });

  it('P11 every act’s dialog is whole, legible and accessible', async () => {
    const page = await open();
    const wrong: string[] = [];
    office.mood = BUSY;
    await page.goto(office.url);
    for (const language of ['en', 'hi'] as const) {
      await speak(page, language);
      for (const [index, [place, button, until]] of DIALOGS.entries()) {
        await goTo(page, place, /./);
        await page.getByRole('button', { name: button }).first().click();
        const dialog = page.getByRole('dialog');
        await dialog.getByText(until).first().waitFor();
        wrong.push(...(await look(page, `dialog-${index}-${place}`, language)));
        await page.keyboard.press('Escape');
        await dialog.waitFor({ state: 'detached' });
      }
    }
    expect(wrong).toEqual([]);
    await page.close();
  });
});
