import { describe, expect, it } from 'vitest';

import type { ReceiptNumber, ShiftId, StaffId } from '#domain/ids.ts';
import type { AnyEntry } from '#domain/journal/chain.ts';
import { projectEntry } from '#domain/journal/project.ts';
import { presence, series } from '#domain/journal/views.ts';
import { ok } from '#domain/result.ts';

import { CLERK } from '#tests/testkit/bodies.ts';
import {
  createTestCounter,
  happen,
  live,
  type TestCounter,
} from '#tests/testkit/journal-history.ts';
import { createMemoryJournalStore } from '#tests/testkit/memory-journal-store.ts';

const SHIFT = 'KA-BLR-01-C3-S1' as ShiftId;
const RECEIPT = 'KA-BLR-01-C3/2627/000001' as ReceiptNumber;

const begun = (): TestCounter => {
  const counter = createTestCounter(createMemoryJournalStore());
  live(counter, []);
  return counter;
};

const charged = (): TestCounter => {
  const counter = begun();
  happen(counter, { kind: 'quote', amountsPaise: [60_000, 35_000], join: false });
  happen(counter, { kind: 'pay', overPaise: 5000 });
  return counter;
};

describe('views', () => {
  it('P10 who is here follows sign-in, lock and wrong PINs', () => {
    const counter = createTestCounter(createMemoryJournalStore());
    const { read } = counter.store;
    happen(counter, { kind: 'session', pick: 0 });
    happen(counter, { kind: 'session', pick: 4 });
    expect(presence(read)).toMatchObject({ staffId: null, failedAttempts: 2 });
    expect(presence(read).lastFailedAt).toBe(counter.clock.now());
    happen(counter, { kind: 'session', pick: 1 });
    expect(presence(read)).toMatchObject({ staffId: CLERK, failedAttempts: 0, locked: false });
    happen(counter, { kind: 'session', pick: 3 });
    expect(presence(read).locked).toBe(true);
    happen(counter, { kind: 'session', pick: 3 });
    expect(presence(read).locked).toBe(false);
    happen(counter, { kind: 'session', pick: 7 });
    expect(presence(read).staffId).toBeNull();
    happen(counter, { kind: 'display' });
    expect(presence(read).displayMissing).toBe(true);
    happen(counter, { kind: 'display' });
    expect(presence(read).displayMissing).toBe(false);
  });

  it('P5 a charge is counted once in its shift, its quote, its tender and its series', () => {
    const { read } = charged().store;
    expect(read.view('shift', SHIFT)).toMatchObject({
      quotes: 1,
      receipts: 1,
      nilReceipts: 0,
      chargedPaise: 95_000,
      closedAt: null,
    });
    expect(read.view('quote', 'KA-BLR-01-C3-Q1')?.status).toBe('paid');
    expect(read.view('tender', 'KA-BLR-01-C3-T1')?.receiptNumbers).toEqual([RECEIPT]);
    expect(read.view('receipt', RECEIPT)).toMatchObject({
      seq: 6,
      shiftId: SHIFT,
      staffId: CLERK,
      businessDate: '2026-06-15',
      grossChargedPaise: 95_000,
      duplicates: 0,
      reversed: null,
    });
    expect(series(read)).toEqual({
      shifts: 1,
      visits: 1,
      quotes: 1,
      tenders: 1,
      printJobs: 1,
      receipts: { 2627: 1 },
    });
  });

  it('P9 a nil receipt is a receipt', () => {
    const counter = begun();
    happen(counter, { kind: 'quote', amountsPaise: [0], join: false });
    expect(happen(counter, { kind: 'pay', overPaise: 0 }).ok).toBe(true);
    expect(counter.store.read.view('shift', SHIFT)).toMatchObject({ receipts: 1, nilReceipts: 1 });
  });

  it.each([2, 3])(
    'P11 a duplicate is counted and numbered in either order of its entries',
    (pick) => {
      const counter = charged();
      expect(happen(counter, { kind: 'reprint', pick }).ok).toBe(true);
      const { read } = counter.store;
      expect(read.view('receipt', RECEIPT)?.duplicates).toBe(1);
      expect(read.view('printJob', 'KA-BLR-01-C3-P2')).toMatchObject({
        document: 'receipt',
        subject: RECEIPT,
        duplicate: 1,
        status: 'queued',
      });
      expect(read.view('shift', SHIFT)?.reprints).toBe(1);
      expect(read.viewsByTag('printJob', 'pending')).toHaveLength(2);
    },
  );

  it('P5 a reversal marks the receipt and pays back once', () => {
    const counter = charged();
    expect(happen(counter, { kind: 'reverse', pick: 0 }).ok).toBe(true);
    expect(happen(counter, { kind: 'reverse', pick: 0 }).ok).toBe(false);
    const { read } = counter.store;
    expect(read.view('receipt', RECEIPT)?.reversed).toMatchObject({
      paidBackPaise: 95_000,
      seq: 9,
    });
    expect(read.view('shift', SHIFT)).toMatchObject({ reversals: 1, reversedPaise: 95_000 });
  });

  it('P11 a held visit is live, a lapsed quote is not', () => {
    const counter = begun();
    happen(counter, { kind: 'quote', amountsPaise: [1000], join: false });
    happen(counter, { kind: 'hold', pick: 0 });
    const statuses = () => counter.store.read.viewsByTag('quote', 'live').map((q) => q.status);
    expect(statuses()).toEqual(['held']);
    happen(counter, { kind: 'hold', pick: 0 });
    expect(statuses()).toEqual(['open']);
    happen(counter, { kind: 'lapse', pick: 0 });
    expect(statuses()).toEqual([]);
    expect(counter.store.read.view('quote', 'KA-BLR-01-C3-Q1')?.status).toBe('lapsed');
    expect(counter.store.read.view('shift', SHIFT)?.lapsed).toBe(1);
  });

  it('P2 a print job tells what the printer said', () => {
    const counter = charged();
    const job = () => counter.store.read.view('printJob', 'KA-BLR-01-C3-P1');
    happen(counter, { kind: 'print', pick: 1 });
    expect(job()).toMatchObject({ status: 'failed', code: 'PRINTER_PAPER_OUT' });
    happen(counter, { kind: 'print', pick: 2 });
    expect(job()).toMatchObject({ status: 'unconfirmed', code: 'PRINTER_DISCONNECTED' });
    happen(counter, { kind: 'print', pick: 0 });
    expect(job()).toMatchObject({ status: 'confirmed', code: null });
    expect(counter.store.read.viewsByTag('printJob', 'pending')).toEqual([]);
  });

  it('P3 a kind that is not known changes no view', () => {
    const { store, recorder } = charged();
    const before = store.dumpViews();
    const text = store.read.lastEntry()?.text ?? '';
    const entry = JSON.parse(text) as AnyEntry;
    store.transact((writer) => {
      for (const kind of ['drawer.weighed', 'constructor', '__proto__', 'toString']) {
        projectEntry({ ...entry, seq: recorder.head().seq + 1, kind }, writer);
      }
      return ok(null);
    });
    expect(store.dumpViews()).toEqual(before);
  });

  it('P11 a no-sale opening is counted, and the next shift begins at nothing', () => {
    const counter = charged();
    happen(counter, { kind: 'noSale' });
    expect(counter.store.read.view('shift', SHIFT)?.noSales).toBe(1);
    happen(counter, { kind: 'shift', variancePaise: 0 });
    expect(counter.store.read.viewsByTag('shift', 'open')).toEqual([]);
    happen(counter, { kind: 'shift', variancePaise: 0 });
    const [open] = counter.store.read.viewsByTag('shift', 'open');
    expect(open).toMatchObject({ shiftId: 'KA-BLR-01-C3-S2', noSales: 0, chargedPaise: 0 });
    expect(open?.staffId satisfies StaffId | undefined).toBe(CLERK);
  });
});
