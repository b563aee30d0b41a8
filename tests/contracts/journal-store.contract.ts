/**
 * What every journal store must do (JS1 to JS9 of docs/spec/journal.md). Run over the store in memory
 * and over SQLite, so that a suite that uses the first says something about the second.
 */
import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import type { Hash, PrivateRef, QuoteId } from '#domain/ids.ts';
import type { StoredEntry } from '#domain/journal/kinds.ts';
import { EMPTY_PRESENCE, EMPTY_SERIES, type PrintJobView } from '#domain/journal/views.ts';
import { paise } from '#domain/money.ts';
import { fail, ok } from '#domain/result.ts';
import { instant } from '#domain/time.ts';
import { rebuildViews } from '#terminal/journal/open.ts';
import type { JournalStore, PrivateRecord, SealedTemplate } from '#terminal/ports/journal-store.ts';

import { createTestCounter, happen, history, live } from '#tests/testkit/journal-history.ts';
import { answered } from '#tests/testkit/memory-journal-store.ts';

/** Where a store's contents outlive the store. */
export interface StorePlace {
  open(): JournalStore;
  destroy(): void;
}

const entry = (seq: number, text = `{"seq":${seq}}`): StoredEntry => ({
  seq,
  text,
  hash: seq.toString(16).padStart(64, '0') as Hash,
  signature: seq % 2 === 0 ? null : 'A'.repeat(86),
});

const record = (n: number): PrivateRecord => ({
  ref: n.toString(16).padStart(32, '0') as PrivateRef,
  salt: 'S'.repeat(43),
  text: `{"payer":"नागरिक ${n}"}`,
  digest: 'd'.repeat(64) as Hash,
});

const job = (n: number, status: PrintJobView['status']): PrintJobView => ({
  jobId: `J${n}` as PrintJobView['jobId'],
  document: 'receipt',
  subject: `R${n}`,
  duplicate: 0,
  status,
  code: null,
  queuedAt: instant(n),
});

const template = (n: number, of: Partial<SealedTemplate> = {}): SealedTemplate => ({
  id: n.toString(16).padStart(32, '0'),
  lookup: `lookup-${n}`,
  text: `{"sealed":${n}}`,
  expiresAt: n * 1000,
  ...of,
});

const append = (store: JournalStore, ...seqs: readonly number[]): void => {
  const answer = store.transact((writer) => {
    for (const seq of seqs) writer.append(entry(seq));
    return ok(null);
  });
  expect(answer).toEqual(ok(null));
};

export function describeJournalStore(name: string, makePlace: () => StorePlace): void {
  describe(`journal store: ${name}`, () => {
    let place: StorePlace;
    let store: JournalStore;
    const reopen = (): void => {
      store.close();
      store = place.open();
    };

    beforeEach(() => {
      place = makePlace();
      store = place.open();
    });
    afterEach(() => {
      store.close();
      place.destroy();
    });

    it('FP28 FP32 FP33 finds, ends and forgets sealed templates; a deleted one stays deleted', () => {
      answered(
        store.transact((writer) => {
          for (const n of [3, 1, 2]) writer.putTemplate(template(n));
          return ok(null);
        }),
      );
      expect(store.read.template(template(2).id)).toEqual(template(2));
      expect(store.read.templatesByLookup('lookup-3')).toEqual([template(3)]);
      expect(store.read.templatesAfter('', 2)).toEqual([template(1), template(2)]);
      expect(store.read.templatesAfter(template(2).id, 9)).toEqual([template(3)]);
      expect(store.read.templatesExpired(2000, 9)).toEqual([template(1).id, template(2).id]);
      const gone = template(2, { text: '', lookup: '' });
      answered(
        store.transact((writer) => {
          writer.putTemplate(gone);
          return ok(null);
        }),
      );
      expect(store.read.template(gone.id)).toEqual(gone);
      expect(store.read.templatesAfter('', 9)).toEqual([template(1), template(3)]);
      expect(store.read.templatesByLookup('')).toEqual([]);
      expect(store.read.templatesExpired(2000, 9)).toEqual([template(1).id]);
    });

    it('JS1 is empty at first', () => {
      expect(store.read.lastEntry()).toBeUndefined();
      expect(store.read.entry(1)).toBeUndefined();
      expect(store.read.entries(1, 10)).toEqual([]);
      expect(store.read.view('presence', 'here')).toBeUndefined();
      expect(store.read.viewsByTag('quote', 'live')).toEqual([]);
      expect(store.read.setting('any')).toBeUndefined();
      expect(store.dumpViews()).toEqual([]);
    });

    it('JS2 keeps entries in order of seq, to the byte, over a restart', () => {
      const text = '{"seq":3,"body":{"note":"₹ नागरिक \\u0000 \\ud800"}}';
      append(store, 1, 2);
      store.transact((writer) => {
        writer.append(entry(3, text));
        return ok(null);
      });
      reopen();
      expect(store.read.lastEntry()).toEqual(entry(3, text));
      expect(store.read.entry(2)).toEqual(entry(2));
      expect(store.read.entries(2, 5)).toEqual([entry(2), entry(3, text)]);
      expect(store.read.entries(1, 2)).toEqual([entry(1), entry(2)]);
      expect(store.read.entries(4, 2)).toEqual([]);
    });

    it('JS3 refuses an entry that does not follow the last one', () => {
      append(store, 1, 2);
      for (const seq of [1, 2, 4, 0]) {
        expect(() => append(store, seq)).toThrow();
        expect(store.read.lastEntry()?.seq).toBe(2);
      }
      append(store, 3);
    });

    it('JS4 J14 P2 an answer that is an error leaves nothing behind', () => {
      append(store, 1);
      store.transact((writer) => {
        writer.putView('presence', 'here', EMPTY_PRESENCE);
        return ok(null);
      });
      const before = store.dumpViews();
      const answer = store.transact((writer) => {
        writer.append(entry(2));
        writer.putPrivate(record(1), 2);
        writer.putSetting('name', 'value');
        writer.putView('series', 'here', EMPTY_SERIES);
        writer.putView('presence', 'here', { ...EMPTY_PRESENCE, locked: true });
        expect(writer.view('presence', 'here')?.locked).toBe(true);
        expect(writer.viewsByTag('presence', '')).toHaveLength(1);
        return fail('NOT_FOUND');
      });
      expect(answer).toEqual(fail('NOT_FOUND'));
      expect(store.read.lastEntry()?.seq).toBe(1);
      expect(store.read.privateRecord(record(1).ref)).toBeUndefined();
      expect(store.read.setting('name')).toBeUndefined();
      expect(store.read.view('presence', 'here')?.locked).toBe(false);
      expect(store.dumpViews()).toEqual(before);
    });

    it('JS4 J14 P2 a fault leaves nothing behind, and the next act works', () => {
      const boom = (): never => {
        throw new Error('boom');
      };
      expect(() =>
        store.transact((writer) => {
          writer.append(entry(1));
          writer.putView('series', 'here', EMPTY_SERIES);
          return boom();
        }),
      ).toThrow('boom');
      expect(store.read.lastEntry()).toBeUndefined();
      expect(store.dumpViews()).toEqual([]);
      append(store, 1);
    });

    it('JS5 a writer reads what it wrote', () => {
      store.transact((writer) => {
        writer.append(entry(1));
        writer.putSetting('name', 'first');
        writer.putSetting('name', 'second');
        writer.putPrivate(record(1), 1);
        writer.putView('balance', 'drawer', { account: 'drawer', balancePaise: paise(5) });
        expect(writer.lastEntry()).toEqual(entry(1));
        expect(writer.setting('name')).toBe('second');
        expect(writer.privateRecord(record(1).ref)).toEqual(record(1));
        expect(writer.view('balance', 'drawer')?.balancePaise).toBe(5);
        expect(store.read.view('balance', 'drawer')?.balancePaise).toBe(5);
        return ok(null);
      });
      expect(store.read.setting('name')).toBe('second');
    });

    it('JS6 lists views by tag in the order in which they were first put', () => {
      store.transact((writer) => {
        for (const n of [10, 9, 8]) writer.putView('printJob', `J${n}`, job(n, 'queued'));
        writer.putView('printJob', 'J9', job(9, 'confirmed'));
        return ok(null);
      });
      store.transact((writer) => {
        writer.putView('printJob', 'J7', job(7, 'queued'));
        writer.putView('printJob', 'J10', job(10, 'failed'));
        return ok(null);
      });
      reopen();
      const ids = (tag: string) => store.read.viewsByTag('printJob', tag).map((view) => view.jobId);
      expect(ids('pending')).toEqual(['J10', 'J8', 'J7']);
      expect(ids('')).toEqual(['J9']);
      expect(ids('other')).toEqual([]);
    });

    it('JS7 P10 keeps personal data apart and erases it without touching the journal', () => {
      append(store, 1, 2, 3);
      store.transact((writer) => {
        for (const n of [1, 2, 3]) writer.putPrivate(record(n), n);
        return ok(null);
      });
      expect(store.read.privateRecords(2, 3)).toEqual([record(2), record(3)]);
      store.transact((writer) => {
        writer.erasePrivate(record(2).ref);
        return ok(null);
      });
      reopen();
      expect(store.read.privateRecord(record(2).ref)).toBeUndefined();
      expect(store.read.privateRecords(1, 9)).toEqual([record(1), record(3)]);
      expect(store.read.entries(1, 9)).toHaveLength(3);
    });

    it('JS8 P3 has no way to change or take back an entry', () => {
      store.transact((writer) => {
        const doors = Object.keys(writer).filter((key) =>
          /^(append|put|erase|update|delete)/.test(key),
        );
        expect(doors.toSorted()).toEqual([
          'append',
          'erasePrivate',
          'putPrivate',
          'putSetting',
          'putTemplate',
          'putView',
        ]);
        return ok(null);
      });
    });

    it('JS9 J11 P3 P5 over random lives, views made again are the views that lived', () => {
      fc.assert(
        fc.property(history(40), (happenings) => {
          store.close();
          place.destroy();
          place = makePlace();
          store = place.open();
          live(createTestCounter(store), happenings);
          const alive = store.dumpViews();
          rebuildViews(store);
          expect(store.dumpViews()).toEqual(alive);
          reopen();
          expect(store.dumpViews()).toEqual(alive);
        }),
        { numRuns: 25 },
      );
    });

    it('JS2 a counter goes on after a restart where it left off', () => {
      const first = createTestCounter(store);
      live(first, [{ kind: 'quote', amountsPaise: [95_000], join: false }]);
      const head = first.recorder.head();
      reopen();
      const second = createTestCounter(store, { clock: first.clock });
      expect(second.recorder.head()).toEqual(head);
      expect(happen(second, { kind: 'pay', overPaise: 5000 }).ok).toBe(true);
      const quoteId = 'KA-BLR-01-C3-Q1' as QuoteId;
      expect(store.read.view('quote', quoteId)?.status).toBe('paid');
      expect(second.recorder.head().grossChargedPaise).toBe(95_000);
    });
  });
}
