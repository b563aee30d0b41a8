/** Leaves of the contingency book, keyed after the power came back. */
import { beforeEach, describe, expect, it } from 'vitest';

import { balanceOf } from '#domain/journal/project.ts';
import { DRAWER, overShortOf, REFUNDS_PAYABLE } from '#domain/ledger/postings.ts';
import { paise } from '#domain/money.ts';
import { parseInstant, type Instant } from '#domain/time.ts';
import {
  CITIZEN,
  CLERK,
  createOpenCounter,
  MANAGER,
  OTHER_CLERK,
  PASSPORT,
  PINS,
  type TestCounter,
} from '#tests/testkit/counter.ts';
import { online } from '#tests/terminal/upi/desk.ts';

const at = (text: string): Instant => parseInstant(`${text}:00+05:30`) as Instant;
const BOOK = 'KA-BLR-01-B3';
const ISSUED = at('2026-06-01T10:00');
/** The day before the fee of a passport rose from 1,500.00 to 2,500.00. */
const BEFORE = at('2026-06-30T16:20');

const byManager = { approverId: MANAGER, approverPin: PINS[MANAGER] ?? '' };

let counter: TestCounter;
beforeEach(async () => {
  counter = await createOpenCounter({ start: at('2026-07-02T10:00') });
  counter.hq.isUp = true;
  counter.hq.publish({
    type: 'leaf_book',
    bookId: BOOK,
    firstLeaf: 101,
    lastLeaf: 150,
    issuedAt: ISSUED,
    custodian: OTHER_CLERK,
    isClosed: false,
  });
  await online(counter);
});

const balance = (account: string): number => balanceOf(counter.store.read, account);

const leafOf = (collectedPaise: number, of: object = {}) => ({
  leaf: { bookId: BOOK, leafNumber: 117 },
  ...PASSPORT,
  writtenAt: BEFORE,
  writtenBy: OTHER_CLERK,
  citizen: CITIZEN,
  collectedPaise: paise(collectedPaise),
  ...of,
});
const key = (collectedPaise: number, of: object = {}) =>
  counter.do('keyLeaf', leafOf(collectedPaise, of));
const refused = (of: object) => counter.refusal('keyLeaf', leafOf(150_000, of));

describe('keying a leaf', () => {
  it('CA16 P1 is priced by the tariff of the paper’s time, whatever was collected', async () => {
    const preview = await counter.do('previewLeaf', { ...PASSPORT, writtenAt: BEFORE });
    expect(preview.totalPaise).toBe(150_000);
    const before = balance(DRAWER);
    const answer = await key(150_000);
    expect(answer).toMatchObject({ totalPaise: 150_000, excessPaise: 0, shortPaise: 0 });
    expect(balance(DRAWER)).toBe(before + 150_000);
    const later = await key(250_000, {
      leaf: { bookId: BOOK, leafNumber: 118 },
      writtenAt: at('2026-07-01T09:00'),
    });
    expect(later.totalPaise).toBe(250_000);
  });

  it('CA15 quote, tender and receipt name the leaf and the paper’s time; nothing is printed', async () => {
    await counter.terminal.printed();
    const papers = counter.printer.printed.length;
    const { receiptNumber } = await key(150_000);
    const leaf = { bookId: BOOK, leafNumber: 117 };
    expect(counter.bodies('quote.issued')[0]).toMatchObject({ leaf, quotedAt: BEFORE });
    expect(counter.bodies('leaf.keyed')[0]).toMatchObject({
      leaf,
      writtenAt: BEFORE,
      writtenBy: OTHER_CLERK,
      collectedPaise: 150_000,
    });
    expect(counter.bodies('leaf.keyed')[0]).not.toHaveProperty('bookUnknown');
    expect(counter.bodies('receipt.issued')[0]).toMatchObject({
      receiptNumber,
      leaf,
      issuedAt: BEFORE,
      tenderKind: 'cash',
    });
    await counter.terminal.printed();
    expect(counter.printer.printed.length).toBe(papers);
    expect(counter.terminal.clerkSnapshot()).toMatchObject({ visit: null, paid: null });
    expect(counter.terminal.citizenSnapshot().screen).toBe('idle');
  });

  it('CA16 P5 what was collected beyond the fee is owed back, and is no revenue', async () => {
    const answer = await key(170_000);
    expect(answer).toMatchObject({ totalPaise: 150_000, excessPaise: 20_000, shortPaise: 0 });
    expect(balance(REFUNDS_PAYABLE)).toBe(-20_000);
    expect(balance(overShortOf(OTHER_CLERK))).toBe(0);
  });

  it('CA16 P1 less than the fee stands with the writer, never with the citizen', async () => {
    const before = balance(DRAWER);
    const answer = await key(140_000);
    expect(answer).toMatchObject({ totalPaise: 150_000, excessPaise: 0, shortPaise: 10_000 });
    expect(balance(overShortOf(OTHER_CLERK))).toBe(10_000);
    expect(balance(overShortOf(CLERK))).toBe(0);
    expect(balance(DRAWER)).toBe(before + 140_000);
    const last = JSON.parse(counter.store.read.lastEntry()?.text ?? '{}');
    expect(last.grossChargedPaise).toBe(150_000);
  });

  it('CA15 each leaf once, and only leaves of its book', async () => {
    const { receiptNumber } = await key(150_000);
    const again = await counter.answer('keyLeaf', leafOf(150_000));
    expect(again).toMatchObject({
      error: { code: 'LEAF_KEYED_ALREADY', details: { as: receiptNumber } },
    });
    const outside = { leaf: { bookId: BOOK, leafNumber: 151 } };
    expect(await refused(outside)).toBe('LEAF_NOT_IN_BOOK');
    const foreign = { leaf: { bookId: 'KA-MYS-02-B3', leafNumber: 117 } };
    expect(await refused(foreign)).toBe('LEAF_OF_OTHER_OFFICE');
  });

  it('CA15 P9 a book that HQ told nobody of is asked about, then kept and marked', async () => {
    const leaf = { bookId: 'KA-BLR-01-B9', leafNumber: 3 };
    expect(await refused({ leaf })).toBe('LEAF_BOOK_UNKNOWN');
    await key(150_000, { leaf, unknownBook: true });
    expect(counter.bodies('leaf.keyed')[0]).toMatchObject({ leaf, bookUnknown: true });
  });

  it.each([
    ['before its book was issued', at('2026-05-31T10:00')],
    ['in the future', at('2026-07-02T12:00')],
    ['before the counter', at('2020-01-01T10:00')],
  ])('CA15 a leaf that was written %s is read again', async (_, writtenAt) => {
    expect(await refused({ writtenAt })).toBe('LEAF_TIME_WRONG');
    expect(counter.bodies('leaf.keyed')).toEqual([]);
  });

  it.each([
    { leaf: { bookId: 'B3', leafNumber: 117 } },
    { leaf: { bookId: BOOK, leafNumber: 0 } },
    { leaf: { bookId: BOOK, leafNumber: 1.5 } },
    { collectedPaise: -1 },
    { collectedPaise: 0.5 },
    { writtenAt: 'yesterday' },
    { writtenBy: 'nobody' },
  ])('CA15 refuses what stands on no leaf: %j', async (wrong) => {
    expect(await refused(wrong)).toBe('INPUT_INVALID');
  });

  it('CA15 P1 has no place for a charge, and none for a writer whom nobody knows', async () => {
    expect(await refused({ totalPaise: 1 })).toBe('AMOUNT_REFUSED');
    expect(await refused({ writtenBy: 'S9999' })).toBe('STAFF_UNKNOWN');
  });

  it('CA15 waits for the citizen at the counter', async () => {
    await counter.do('quote', { ...PASSPORT, citizen: CITIZEN });
    expect(await refused({})).toBe('VISIT_OPEN');
  });

  it('CA15 after a restart it is still known what was keyed', async () => {
    await key(150_000);
    counter = await counter.restart();
    await counter.do('unlock', { pin: PINS[CLERK] ?? '' });
    expect(await refused({})).toBe('LEAF_KEYED_ALREADY');
  });
});

describe('a spoilt leaf', () => {
  const spoilt = { leaf: { bookId: BOOK, leafNumber: 120 }, fault: 'miswritten', ...byManager };

  it('CA17 is entered with its reason, seen by a manager, moves nothing, and is used up', async () => {
    const before = counter.store.dumpViews().filter(([name]) => name === 'balance');
    await counter.do('spoilLeaf', spoilt as never);
    expect(counter.bodies('leaf.spoilt')).toEqual([
      { leaf: spoilt.leaf, fault: 'miswritten', approverId: MANAGER },
    ]);
    expect(counter.store.dumpViews().filter(([name]) => name === 'balance')).toEqual(before);
    expect(await refused({ leaf: spoilt.leaf })).toBe('LEAF_KEYED_ALREADY');
    expect(await counter.refusal('spoilLeaf', spoilt)).toBe('LEAF_KEYED_ALREADY');
  });

  it('CA17 not by the clerk alone, and not one that was keyed', async () => {
    const own = { ...spoilt, approverId: CLERK, approverPin: PINS[CLERK] };
    expect(await counter.refusal('spoilLeaf', own)).toBe('OWN_APPROVAL');
    await key(150_000, { leaf: spoilt.leaf });
    expect(await counter.refusal('spoilLeaf', spoilt)).toBe('LEAF_KEYED_ALREADY');
  });
});
