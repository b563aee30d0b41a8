/** What hands do at a drawer beside charging: hand cash in, count, hand over, close. By keys alone. */
import type { Page } from 'playwright-core';

import { enter, fill, type } from './clerk-hands.ts';

/** `{ 500: 4, 100: 2 }`: pieces by face value. */
export type Notes = Readonly<Record<number, number>>;

export interface Person {
  readonly staffId: string;
  readonly name: string;
  readonly pin: string;
}

export async function countNotes(page: Page, notes: Notes): Promise<void> {
  for (const [face, pieces] of Object.entries(notes)) {
    await fill(page, `₹${face}`, String(pieces));
  }
}

/** F9, then each number in turn: the menu of a menu opens before the next key. */
async function open(page: Page, keys: readonly string[], heading: RegExp): Promise<void> {
  await page.keyboard.press('F9');
  for (const key of keys) {
    await page.waitForTimeout(60);
    await page.keyboard.press(key);
  }
  await page.getByRole('heading', { name: heading }).first().waitFor();
}

/** In a list by number: the person's own digit. */
async function choose(page: Page, field: string, name: string): Promise<void> {
  await page.locator(`[data-field="${field}"]`).focus();
  const choice = page.getByRole('option', { name: new RegExp(name) });
  await choice.waitFor();
  const position = await choice.locator('xpath=preceding-sibling::*').count();
  await page.keyboard.press(String(position + 1));
}

/** Types into the field by its own name: labels of PINs are alike. */
async function into(page: Page, field: string, text: string): Promise<void> {
  await page.locator(`[data-field="${field}"]`).focus();
  await type(page, text);
}

async function approve(page: Page, by: Person): Promise<void> {
  await choose(page, 'approver', by.name);
  await into(page, 'approver-pin', by.pin);
  await enter(page);
}

const CASH = '3';

export async function dropCash(
  page: Page,
  of: { readonly notes: Notes; readonly bag: string; readonly by: Person },
): Promise<void> {
  await open(page, [CASH, '2'], /^Hand in cash/);
  await countNotes(page, of.notes);
  await into(page, 'bag', of.bag);
  await approve(page, of.by);
  await page.getByText('handed in. The slip is printing.').waitFor();
  await page.keyboard.press('Escape');
}

/** A count that was asked for: before a witness, blind. */
export async function takeCount(
  page: Page,
  of: { readonly notes: Notes; readonly by: Person },
): Promise<void> {
  await open(page, [CASH, '3'], /^The drawer is to be counted now/);
  await countNotes(page, of.notes);
  await approve(page, of.by);
  await page.getByText('Counted. The memo is printing').waitFor();
  await page.keyboard.press('Escape');
}

/** Both count the same cash, the second without sight of the first. */
export async function handOver(
  page: Page,
  of: { readonly notes: Notes; readonly to: Person },
): Promise<void> {
  await open(page, [CASH, '9'], /^Hand over to the next clerk|First you count/);
  await countNotes(page, of.notes);
  await page.locator('[data-field="cash-50"]').focus();
  await enter(page);
  await page.getByRole('heading', { name: /Now the next clerk counts/ }).waitFor();
  await countNotes(page, of.notes);
  await choose(page, 'taker', of.to.name);
  await into(page, 'taker-pin', of.to.pin);
  await enter(page);
}

/** A count that agrees closes at once. */
export async function closeShift(page: Page, notes: Notes): Promise<void> {
  await open(page, ['6'], /^Count the drawer/);
  await countNotes(page, notes);
  await page.locator('[data-field="cash-50"]').focus();
  await enter(page);
}
