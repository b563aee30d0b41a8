/** A payment link on a citizen's phone: opened from the message, paid at the gateway, said to be paid. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { inRoot } from '#build/paths.ts';
import type { CounterId } from '#domain/ids.ts';
import { LANGUAGES } from '#domain/language.ts';
import { LINK_STATES } from '#server/citizen/link-texts.ts';
import { openCounter, type MessageCounter } from '#tests/sync-server/messages/message-kit.ts';
import { startLinks, type Links } from '#tests/sync-server/payments/link-kit.ts';
import { launchPhone, newPhone, overflow, picture, violations } from './citizen-hands.ts';

let kit: Links;
let counter: MessageCounter;
let browser: Browser;
beforeAll(async () => {
  kit = await startLinks({ citizenPageFolder: inRoot('dist', 'citizen') });
  counter = await openCounter(kit, 'KA-BLR-01-C3' as CounterId);
  browser = await launchPhone();
});
afterAll(async () => {
  await browser.close();
  expect(kit.gateway.violations).toEqual([]);
  expect(kit.simulator.violations).toEqual([]);
  await kit.stop();
});

async function linked(language: 'en' | 'hi') {
  const quote = counter.quote({ language });
  await counter.sync();
  const answer = await counter.ask('/v1/upi/links', [quote.entry]);
  await kit.rounds();
  return { quote, orderId: answer.orderId, address: kit.linkOf(quote.number) };
}

describe.each(LANGUAGES)('PL2 P8 on a phone in %s', (language) => {
  it('shows the official charge, hands over, and says paid only on HQ’s word', async () => {
    const { quote, address } = await linked(language);
    const { context, page, complaints } = await newPhone(browser, language);
    await page.goto(address);
    const band = page.getByRole('status');
    await band.getByText(LINK_STATES.open.word[language], { exact: true }).waitFor();
    await page.getByText('₹1,00,950.50', { exact: true }).first().waitFor();
    await page.getByText(language === 'hi' ? 'कोरमंगला' : 'Koramangala', { exact: true }).waitFor();
    await page.getByRole('listitem').first().waitFor();
    await picture(page, `link-open-${language}`);
    expect(await violations(page)).toEqual([]);
    expect(await overflow(page)).toBe(0);

    await page.locator('a[href*="/links/"]').click();
    await page.getByRole('button', { name: 'Pay Rs 100950.50' }).click();
    await page.waitForURL(/\/R\/L\//);
    const paid = LINK_STATES.paid.word[language];
    await band.getByText(paid, { exact: true }).waitFor();
    await picture(page, `link-paid-${language}`);
    expect(await violations(page)).toEqual([]);

    const receiptNumber = counter.receipt(quote, 'upi');
    await counter.sync();
    await page.getByText(receiptNumber, { exact: true }).waitFor();
    await picture(page, `link-receipt-${language}`);
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('says so where it is over, unknown, paid in cash, or no link at all', async () => {
    const { context, page } = await newPhone(browser, language);
    const shows = async (address: string, state: keyof typeof LINK_STATES): Promise<void> => {
      await page.goto(address);
      await page.locator(`[data-link-state="${state}"]`).waitFor();
      await picture(page, `link-${state}-${language}`);
      expect(await overflow(page)).toBe(0);
    };
    const first = await linked(language);
    await counter.ask(`/v1/upi/orders/${first.orderId}/cash_taken`, []);
    await shows(first.address, 'settled');
    const second = await linked(language);
    kit.hours(24);
    await shows(second.address, 'unknown');
    kit.hours(1);
    await kit.rounds();
    await shows(second.address, 'expired');
    await shows(second.address.replace(/[A-Z2-7]{26}$/, 'A'.repeat(26)), 'no_link');
    await context.close();
  });
});
