/** What a changed journal looks like when it is read back (J3 to J7). */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { fromUtf8, utf8 } from '#domain/bytes.ts';
import type { CounterId, Hash, KeyId } from '#domain/ids.ts';
import { encodeEntry, hashEntry, type AnyEntry } from '#domain/journal/chain.ts';
import type { Entry, StoredEntry } from '#domain/journal/kinds.ts';
import { paise } from '#domain/money.ts';
import { openJournal } from '#terminal/journal/open.ts';
import { startVerification, verifyChain, VERIFY_STEP } from '#terminal/journal/verify.ts';
import type { StoreReader } from '#terminal/ports/journal-store.ts';

import { createTestCounter, happen, IDENTITY, live } from '#tests/testkit/journal-history.ts';
import { answered, createMemoryJournalStore } from '#tests/testkit/memory-journal-store.ts';
import { sha256, testCrypto } from '#tests/testkit/ports.ts';

const counter = createTestCounter(createMemoryJournalStore());
live(counter, [
  { kind: 'quote', amountsPaise: [60_000, 35_000], join: false },
  { kind: 'pay', overPaise: 5000 },
  { kind: 'reverse', pick: 0 },
  { kind: 'shift', variancePaise: -5000 },
]);
const ENTRIES = counter.store.read.entries(1, 1000);
const KEYS: ReadonlyMap<KeyId, Uint8Array> = new Map([
  [counter.signer.keyId, counter.signer.publicKey],
]);

const readerOf = (entries: readonly (StoredEntry | undefined)[]): StoreReader => ({
  ...counter.store.read,
  lastEntry: () => entries.at(-1),
  entry: (seq) => entries[seq - 1],
  entries: (fromSeq, limit) =>
    entries
      .slice(fromSeq - 1)
      .filter((entry) => entry !== undefined)
      .slice(0, limit),
});

const verify = (entries: readonly (StoredEntry | undefined)[], keys = KEYS) =>
  verifyChain({ store: readerOf(entries), crypto: testCrypto, identity: IDENTITY, keys });

const withEntry = (seq: number, change: (stored: StoredEntry) => StoredEntry) =>
  ENTRIES.map((stored) => (stored.seq === seq ? change(stored) : stored));

/** Rewrites an entry and everything after it, as one who has no key would. */
function forge(seq: number, change: (entry: Entry) => Entry): readonly StoredEntry[] {
  let prevHash: Hash | null = null;
  return ENTRIES.map((stored) => {
    const entry = JSON.parse(stored.text) as Entry;
    const linked: Entry = prevHash === null ? entry : { ...entry, prevHash };
    const forged = entry.seq === seq ? change(linked) : linked;
    const text = entry.seq < seq ? stored.text : encodeEntry(forged);
    prevHash = hashEntry(text, sha256);
    return { ...stored, text, hash: prevHash };
  });
}

const FAULTS = [
  'ENTRY_UNREADABLE',
  'CHAIN_HASH_WRONG',
  'CHAIN_GAP',
  'CHAIN_BROKEN',
  'CHAIN_SIGNATURE_WRONG',
];

describe('reading the journal back', () => {
  it('P3 an untouched journal holds, whole and from any acknowledged head', () => {
    expect(answered(verify(ENTRIES))).toEqual(counter.recorder.head());
    for (const { seq, hash } of ENTRIES) {
      const request = { store: counter.store.read, crypto: testCrypto, identity: IDENTITY };
      const head = verifyChain({ ...request, after: { seq, hash } });
      expect(answered(head)).toEqual(counter.recorder.head());
    }
  });

  it('P3 every flipped bit of an entry, of its hash or of its signature is found', () => {
    const place = fc.record({
      index: fc.nat(ENTRIES.length - 1),
      field: fc.constantFrom('text', 'hash', 'signature'),
      at: fc.nat(),
      bit: fc.nat(7),
    });
    fc.assert(
      fc.property(place, ({ index, field, at, bit }) => {
        const stored = ENTRIES[index];
        const before = stored?.[field] ?? null;
        if (stored === undefined || before === null) return;
        const bytes = Uint8Array.from(utf8(before));
        bytes[at % bytes.length] = (bytes[at % bytes.length] ?? 0) ^ (1 << bit);
        const after = fromUtf8(bytes) ?? '';
        const answer = verify(withEntry(stored.seq, (entry) => ({ ...entry, [field]: after })));
        expect(FAULTS).toContain(answer.ok ? 'UNNOTICED' : answer.error.code);
      }),
      { numRuns: 1000 },
    );
  });

  it('P3 an entry taken out, doubled, or put elsewhere is found', () => {
    for (const { seq } of ENTRIES.slice(0, -1)) {
      const without = ENTRIES.filter((stored) => stored.seq !== seq);
      expect(verify(without)).toMatchObject({ error: { code: 'CHAIN_GAP' } });
    }
    const [first, second, ...rest] = ENTRIES;
    expect(verify([second, first, ...rest])).toMatchObject({ error: { code: 'CHAIN_GAP' } });
    expect(verify([first, first, second, ...rest])).toMatchObject({ error: { code: 'CHAIN_GAP' } });
  });

  it('P3 a rewritten history holds as a chain and fails by its signatures', () => {
    const forged = forge(4, (entry) =>
      entry.kind === 'quote.issued'
        ? { ...entry, body: { ...entry.body, serviceCode: 'another' } }
        : entry,
    );
    expect(verify(forged)).toMatchObject({
      error: { code: 'CHAIN_SIGNATURE_WRONG', details: { seq: 4 } },
    });
  });

  it('P3 a signature that is missing, unasked for, or of another key is found', () => {
    const signed = ENTRIES.find(({ signature }) => signature !== null);
    const unsigned = ENTRIES.find(({ signature }) => signature === null);
    const [a, b] = [signed?.seq ?? 0, unsigned?.seq ?? 0];
    const wrong = (seq: number) => ({ error: { code: 'CHAIN_SIGNATURE_WRONG', details: { seq } } });
    expect(verify(withEntry(a, (stored) => ({ ...stored, signature: null })))).toMatchObject(
      wrong(a),
    );
    const borrowed = { signature: signed?.signature ?? null };
    expect(verify(withEntry(b, (stored) => ({ ...stored, ...borrowed })))).toMatchObject(wrong(b));
    expect(verify(ENTRIES, new Map())).toMatchObject(wrong(1));
  });

  it('J6 P3 a running total that is not the sum of receipts is found', () => {
    const seq = 6;
    const grossChargedPaise = paise(94_900);
    const forged = forge(seq, (entry) => ({ ...entry, grossChargedPaise })).slice(0, seq);
    expect(verify(forged)).toMatchObject({
      error: { code: 'CHAIN_TOTAL_WRONG', details: { seq } },
    });
  });

  it('J1 P3 an entry of another counter is found', () => {
    const counterId = 'KA-BLR-01-C4' as CounterId;
    const request = { store: counter.store.read, crypto: testCrypto };
    const answer = verifyChain({ ...request, identity: { ...IDENTITY, counterId } });
    expect(answer).toMatchObject({ error: { code: 'CHAIN_FOREIGN', details: { seq: 1 } } });
  });

  it('P3 a journal that is shorter than what HQ acknowledged is found', () => {
    const after = { seq: ENTRIES.length + 3, hash: 'ab'.repeat(32) as Hash };
    const request = { store: counter.store.read, crypto: testCrypto, identity: IDENTITY };
    expect(verifyChain({ ...request, after })).toMatchObject({ error: { code: 'CHAIN_GAP' } });
    const other = { seq: 2, hash: 'ab'.repeat(32) as Hash };
    expect(verifyChain({ ...request, after: other })).toMatchObject({
      error: { code: 'CHAIN_HASH_WRONG' },
    });
  });

  it('P7 a long journal is checked in steps that tell how far they are', () => {
    const long = createTestCounter(createMemoryJournalStore());
    live(long, []);
    for (let n = 0; n < VERIFY_STEP; n += 1) happen(long, { kind: 'noSale' });
    const request = { store: long.store.read, crypto: testCrypto, identity: IDENTITY };
    const step = startVerification(request);
    const lastSeq = VERIFY_STEP + 3;
    expect(answered(step())).toMatchObject({ seq: VERIFY_STEP, lastSeq, isDone: false });
    expect(answered(step())).toMatchObject({ seq: lastSeq, lastSeq, isDone: true });
    const seen: number[] = [];
    answered(verifyChain(request, ({ seq }) => seen.push(seq)));
    expect(seen).toEqual([VERIFY_STEP, lastSeq]);
  });

  it('J15 P3 opening checks the last signature: a history rewritten without the key is found', () => {
    const request = { crypto: testCrypto, identity: IDENTITY, keys: KEYS };
    const over = (entries: readonly StoredEntry[]) =>
      openJournal({ ...request, store: { ...counter.store, read: readerOf(entries) } });
    expect(answered(over(ENTRIES))).toEqual(counter.recorder.head());
    const forged = forge(2, (entry) => ({ ...entry, monotonicMs: entry.monotonicMs + 1 }));
    const signed = forged.filter(({ signature }) => signature !== null).at(-1)?.seq;
    expect(over(forged)).toMatchObject({
      error: { code: 'CHAIN_SIGNATURE_WRONG', details: { seq: signed } },
    });
    expect(over(ENTRIES.slice(0, 3)).ok).toBe(true);
  });

  it('P3 opening verifies, and makes views of an older program again', () => {
    const store = createMemoryJournalStore();
    live(createTestCounter(store), [{ kind: 'quote', amountsPaise: [5000], join: false }]);
    const alive = store.dumpViews();
    store.rebuildViews(() => {});
    expect(store.dumpViews()).toEqual([]);
    const request = { store, crypto: testCrypto, identity: IDENTITY };
    const head = answered(openJournal(request));
    expect(head.seq).toBe(4);
    expect(store.dumpViews()).toEqual(alive);
    store.rebuildViews(() => {});
    answered(openJournal(request));
    expect(store.dumpViews()).toEqual([]);
    const changed = { ...store, read: readerOf(withEntry(2, (e) => ({ ...e, text: '{}' }))) };
    expect(openJournal({ ...request, store: changed })).toMatchObject({
      error: { code: 'CHAIN_HASH_WRONG' },
    });
    expect((JSON.parse(ENTRIES[0]?.text ?? '{}') as AnyEntry).kind).toBe('counter.enrolled');
  });
});
