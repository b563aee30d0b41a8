import { describe, expect, it } from 'vitest';

import { isHash, type CounterId, type ReceiptNumber, type ShiftId } from '#domain/ids.ts';
import { decodeEntry } from '#domain/journal/chain.ts';
import { SIGNED_KINDS, type EntryKind } from '#domain/journal/kinds.ts';
import { paise, rupees } from '#domain/money.ts';
import { fail, ok, type Result } from '#domain/result.ts';
import { instant, type Instant } from '#domain/time.ts';
import { concatBytes, toHex, utf8 } from '#domain/bytes.ts';
import { fromBase64Url } from '#protocol/encoding.ts';
import { createRecorder, type Act } from '#terminal/journal/recorder.ts';
import { verifyChain } from '#terminal/journal/verify.ts';
import { SETTING } from '#terminal/settings.ts';

import {
  CLERK,
  issueQuote,
  linesOf,
  MANAGER,
  openedBody,
  takeCash,
} from '#tests/testkit/bodies.ts';
import {
  COUNTER,
  createTestCounter,
  happen,
  IDENTITY,
  live,
  type TestCounter,
} from '#tests/testkit/journal-history.ts';
import { answered, createMemoryJournalStore } from '#tests/testkit/memory-journal-store.ts';
import {
  at,
  createSeededRandom,
  createTestClock,
  createTestSigner,
  sha256,
  testCrypto,
} from '#tests/testkit/ports.ts';

const begun = (start?: Instant): TestCounter => {
  const clock = createTestClock(start);
  const counter = createTestCounter(createMemoryJournalStore(), { clock });
  live(counter, []);
  return counter;
};

const last = ({ store }: TestCounter) => answered(decodeEntry(store.read.lastEntry()?.text ?? ''));

const kinds = ({ store }: TestCounter, fromSeq = 1): readonly string[] =>
  store.read.entries(fromSeq, 1000).map(({ text }) => answered(decodeEntry(text)).kind);

const noSale = (act: Act): Result<null> => {
  act.append('drawer.opened', { cause: 'no_sale' });
  return ok(null);
};

describe('the recorder', () => {
  it('P3 begins with the enrolment, and only there', () => {
    const store = createMemoryJournalStore();
    const recorder = createRecorder({
      store,
      signer: createTestSigner(),
      clock: createTestClock(),
      random: createSeededRandom('x'),
      crypto: testCrypto,
      identity: IDENTITY,
    });
    expect(() => recorder.record(noSale)).toThrow('begins with its enrolment');
    expect(store.read.lastEntry()).toBeUndefined();
    const counter = createTestCounter(store);
    expect(() => counter.recorder.recordEnrolment({} as never)).toThrow('enrolment');
  });

  it('P3 numbers, chains and signs; only kinds that ask for it bear a signature', () => {
    const counter = begun();
    happen(counter, { kind: 'quote', amountsPaise: [95_000], join: false });
    happen(counter, { kind: 'pay', overPaise: 0 });
    const { read } = counter.store;
    expect(kinds(counter)).toEqual([
      'counter.enrolled',
      'staff.signed_in',
      'shift.opened',
      'quote.issued',
      'cash.tendered',
      'receipt.issued',
      'print.queued',
    ]);
    for (const stored of read.entries(1, 100)) {
      const { kind } = answered(decodeEntry(stored.text));
      expect(stored.signature !== null).toBe(SIGNED_KINDS.has(kind as EntryKind));
    }
    const keys = new Map([[counter.signer.keyId, counter.signer.publicKey]]);
    const request = { store: read, crypto: testCrypto, identity: IDENTITY, keys };
    expect(answered(verifyChain(request))).toEqual(counter.recorder.head());
  });

  it('P3 every receipt adds to the gross once, a reversal to the other, training nothing', () => {
    const counter = begun();
    happen(counter, { kind: 'quote', amountsPaise: [60_000, 35_000], join: false });
    happen(counter, { kind: 'quote', amountsPaise: [5000], join: true });
    happen(counter, { kind: 'pay', overPaise: 0 });
    expect(counter.recorder.head()).toMatchObject({
      grossChargedPaise: 100_000,
      grossReversedPaise: 0,
    });
    happen(counter, { kind: 'reverse', pick: 0 });
    expect(counter.recorder.head()).toMatchObject({
      grossChargedPaise: 100_000,
      grossReversedPaise: 95_000,
    });
    const training = createTestCounter(createMemoryJournalStore(), { training: true });
    live(training, [
      { kind: 'quote', amountsPaise: [95_000], join: false },
      { kind: 'pay', overPaise: 0 },
    ]);
    expect(training.recorder.head().grossChargedPaise).toBe(0);
    expect(kinds(training)).toContain('receipt.issued');
  });

  it('P3 training is another identity, never a switch', () => {
    const store = createMemoryJournalStore();
    const of = {
      store,
      signer: createTestSigner(),
      clock: createTestClock(),
      random: createSeededRandom('x'),
      crypto: testCrypto,
    };
    expect(() => createRecorder({ ...of, identity: { ...IDENTITY, training: true } })).toThrow();
    const counterId = 'KA-BLR-01-T1' as CounterId;
    expect(() => createRecorder({ ...of, identity: { ...IDENTITY, counterId } })).toThrow();
  });

  it('P2 an act that answers an error or throws leaves the chain where it was', () => {
    const counter = begun();
    const before = counter.recorder.head();
    const refused = counter.recorder.record((act) => {
      issueQuote(act, { lines: linesOf([5000]) });
      return fail('NOT_FOUND');
    });
    expect(refused).toEqual(fail('NOT_FOUND'));
    expect(() =>
      counter.recorder.record((act) => {
        noSale(act);
        throw new Error('boom');
      }),
    ).toThrow('boom');
    expect(counter.recorder.head()).toEqual(before);
    answered(counter.recorder.record(noSale));
    expect(counter.recorder.head().seq).toBe(before.seq + 1);
  });

  it('P2 a full disk is an answer, and the counter goes on when there is room again', () => {
    const store = createMemoryJournalStore();
    const counter = createTestCounter(store);
    const before = counter.recorder.head();
    store.fillDisk(true);
    expect(counter.recorder.record(noSale)).toEqual(fail('DISK_FULL'));
    expect(counter.recorder.head()).toEqual(before);
    store.fillDisk(false);
    expect(counter.recorder.record(noSale).ok).toBe(true);
  });

  it('P2 one act at a time, and none after it has ended', () => {
    const { recorder } = begun();
    let leaked: Act | undefined;
    recorder.record((act) => {
      leaked = act;
      expect(() => recorder.record(noSale)).toThrow('one act at a time');
      return ok(null);
    });
    expect(() => leaked?.append('drawer.opened', { cause: 'no_sale' })).toThrow('had ended');
  });

  it('P3 says before appending what the next entry will name', () => {
    const { recorder, store } = begun();
    const said = answered(
      recorder.record((act) => {
        const head = act.head;
        const entry = act.append('drawer.opened', { cause: 'no_sale' });
        return ok({ head, entry, after: act.head });
      }),
    );
    expect(said.entry).toMatchObject({ seq: said.head.seq + 1, prevHash: said.head.hash });
    expect(said.after.hash).toBe(store.read.lastEntry()?.hash);
  });

  it('J13 P3 numbers go up by what is appended, never by asking', () => {
    const { recorder } = begun();
    answered(
      recorder.record((act) => {
        expect(act.nextQuoteId()).toBe('KA-BLR-01-C3-Q1');
        expect(act.nextQuoteId()).toBe('KA-BLR-01-C3-Q1');
        const quote = issueQuote(act, { lines: linesOf([5000]) });
        expect(act.nextQuoteId()).toBe('KA-BLR-01-C3-Q2');
        expect(act.nextVisitId()).toBe('KA-BLR-01-C3-V2');
        takeCash(act, { quotes: [quote] });
        expect(act.nextTenderId()).toBe('KA-BLR-01-C3-T2');
        expect(act.nextPrintJobId()).toBe('KA-BLR-01-C3-P2');
        expect(act.nextReceiptNumber()).toBe('KA-BLR-01-C3/2627/000002');
        expect(act.nextShiftId()).toBe('KA-BLR-01-C3-S2');
        return ok(null);
      }),
    );
  });

  it('J13 P3 receipt numbers begin anew with the financial year of the business date', () => {
    const counter = begun(at('2027-03-31T23:50:00+05:30'));
    const charge = (): string => {
      happen(counter, { kind: 'quote', amountsPaise: [5000], join: false });
      happen(counter, { kind: 'pay', overPaise: 0 });
      const receipts = counter.store.read.entries(1, 1000).flatMap(({ text }) => {
        const entry = answered(decodeEntry(text));
        return entry.kind === 'receipt.issued' ? [String(entry.body['receiptNumber'])] : [];
      });
      return receipts.at(-1) ?? '';
    };
    expect(charge()).toBe('KA-BLR-01-C3/2627/000001');
    counter.clock.pass(1_200_000);
    expect(charge()).toBe('KA-BLR-01-C3/2627/000002');
    happen(counter, { kind: 'shift', variancePaise: 0 });
    happen(counter, { kind: 'shift', variancePaise: 0 });
    expect(charge()).toBe('KA-BLR-01-C3/2728/000001' satisfies string as ReceiptNumber);
  });

  it("J8 the business date is the shift's own, past midnight too; else the day in IST", () => {
    const counter = begun(at('2026-06-15T23:59:00+05:30'));
    counter.clock.pass(120_000);
    answered(counter.recorder.record(noSale));
    expect(last(counter)).toMatchObject({ businessDate: '2026-06-15', shiftId: 'KA-BLR-01-C3-S1' });
    happen(counter, { kind: 'shift', variancePaise: 0 });
    expect(last(counter).businessDate).toBe('2026-06-15');
    answered(counter.recorder.record(noSale));
    expect(last(counter)).toMatchObject({ businessDate: '2026-06-16', shiftId: null });
  });

  it('J8 an entry is about who is signed in and the open shift, unless it is said', () => {
    const counter = begun();
    answered(counter.recorder.record(noSale));
    expect(last(counter)).toMatchObject({ staffId: CLERK, shiftId: 'KA-BLR-01-C3-S1' });
    answered(counter.recorder.record(noSale, { staffId: MANAGER }));
    expect(last(counter).staffId).toBe(MANAGER);
    const about = { staffId: null, shiftId: null };
    const said = (act: Act) => ok(act.append('disk.low', { freeBytes: 1 }, about));
    answered(counter.recorder.record(said, { staffId: MANAGER }));
    expect(last(counter)).toMatchObject(about);
    const opened = counter.store.read.entry(3)?.text ?? '';
    expect(answered(decodeEntry(opened)).shiftId).toBe('KA-BLR-01-C3-S1' as ShiftId);
  });

  it('P10 personal data is kept apart: a fresh salt, a random reference, the digest of both', () => {
    const { recorder, store } = begun();
    const text = '{"payer":"नागरिक"}';
    const [one, two] = answered(
      recorder.record((act) => {
        const first = act.keepPrivate(text);
        noSale(act);
        const second = act.keepPrivate(text);
        noSale(act);
        return ok([first, second] as const);
      }),
    );
    expect(one.ref).toMatch(/^[0-9a-f]{32}$/);
    expect(one.ref).not.toBe(two.ref);
    expect(one.digest).not.toBe(two.digest);
    for (const { ref, digest } of [one, two]) {
      const record = store.read.privateRecord(ref);
      const salt = fromBase64Url(record?.salt ?? '') ?? new Uint8Array();
      expect(salt).toHaveLength(32);
      expect(record?.text).toBe(text);
      expect(toHex(sha256(concatBytes(salt, utf8(text))))).toBe(digest);
      expect(isHash(digest)).toBe(true);
    }
    const { seq } = recorder.head();
    expect(store.read.privateRecords(seq, seq).map(({ ref }) => ref)).toEqual([two.ref]);
    for (const stored of store.read.entries(1, 100)) expect(stored.text).not.toContain('नागरिक');
  });

  it('P10 personal data without an entry to go with is a bug', () => {
    const { recorder } = begun();
    const keep = (act: Act) => ok(act.keepPrivate('{}'));
    expect(() => recorder.record(keep)).toThrow('private data without an entry');
  });

  it('P3 an entry that is too large is a bug, and leaves nothing', () => {
    const counter = begun();
    const { seq } = counter.recorder.head();
    const code = 'न'.repeat(30_000);
    const huge = (act: Act) => ok(act.append('device.fault', { device: 'printer', code }));
    expect(() => counter.recorder.record(huge)).toThrow('too large');
    expect(counter.recorder.head().seq).toBe(seq);
  });

  it('P3 goes on after a restart where it left off, and not on a last entry that was changed', () => {
    const counter = begun();
    const again = createTestCounter(counter.store, { clock: counter.clock });
    expect(again.recorder.head()).toEqual(counter.recorder.head());
    const stored = counter.store.read.lastEntry();
    if (stored === undefined) throw new Error('there is one');
    const text = stored.text.replace('"seq"', '"seQ"');
    const store = {
      ...counter.store,
      read: { ...counter.store.read, lastEntry: () => ({ ...stored, text }) },
    };
    expect(() => createTestCounter(store)).toThrow('does not hold');
  });
});

describe("the journal's time", () => {
  it('P1 effective time never falls below the last entry, over a restart too', () => {
    const counter = begun();
    const before = counter.clock.now();
    counter.clock.setWall(instant(before - 3_600_000));
    expect(counter.recorder.effectiveNow()).toBe(before);
    expect(answered(counter.recorder.record((act) => ok(act.now)))).toBe(before);
    expect(kinds(counter, 4)).toEqual(['clock.jumped']);
    expect(last(counter)).toMatchObject({
      body: { byMs: -3_600_000 },
      wallTimeMs: before - 3_600_000,
    });
    counter.clock.pass(60_000);
    counter.clock.reboot();
    const again = createTestCounter(counter.store, { clock: counter.clock });
    expect(again.recorder.effectiveNow()).toBe(before);
    answered(again.recorder.record(noSale));
    expect(kinds(again, 5)).toEqual(['drawer.opened']);
    expect(last(again).wallTimeMs).toBe(before - 3_540_000);
  });

  it('P1 effective time never falls below what HQ signed', () => {
    const counter = begun();
    const serverTimeMs = counter.clock.now() + 600_000;
    answered(
      counter.recorder.record((act) => {
        act.putSetting(SETTING.clock, JSON.stringify({ serverTimeMs, doubtMs: 0 }));
        return noSale(act);
      }),
    );
    expect(counter.recorder.effectiveNow()).toBe(serverTimeMs);
  });

  it('P3 a clock that jumps forward within one boot is said, and time itself is not', () => {
    const counter = begun();
    counter.clock.pass(86_400_000);
    answered(counter.recorder.record(noSale));
    expect(kinds(counter, 4)).toEqual(['drawer.opened']);
    counter.clock.setWall(instant(counter.clock.now() + 30_000));
    answered(counter.recorder.record(noSale));
    expect(kinds(counter, 5)).toEqual(['clock.jumped', 'drawer.opened']);
    counter.clock.setWall(instant(counter.clock.now() + 4000));
    answered(counter.recorder.record(noSale));
    expect(kinds(counter, 7)).toEqual(['drawer.opened']);
  });

  it('P3 an act that is refused leaves no word of the clock either', () => {
    const counter = begun();
    counter.clock.setWall(instant(counter.clock.now() + 30_000));
    counter.recorder.record(() => fail('NOT_FOUND'));
    expect(kinds(counter, 4)).toEqual([]);
    answered(counter.recorder.record(noSale));
    expect(kinds(counter, 4)).toEqual(['clock.jumped', 'drawer.opened']);
  });

  it('P5 the drawer is the same whatever the clock says', () => {
    const counter = begun();
    counter.clock.setWall(at('2030-01-01T00:00:00+05:30'));
    const open = (act: Act) => ok(act.append('shift.opened', openedBody(act, { 100: 1 })));
    happen(counter, { kind: 'shift', variancePaise: 0 });
    answered(counter.recorder.record(open));
    const { balancePaise } = counter.store.read.view('balance', 'drawer') ?? {};
    expect(balancePaise).toBe(rupees(1));
    expect(paise(balancePaise ?? 0) satisfies number).toBe(100);
    expect(COUNTER).toBe(IDENTITY.counterId);
  });
});
