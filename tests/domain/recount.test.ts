import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { isSameCash, type CashCount } from '#domain/cash.ts';
import { judgeCount, standingCount } from '#domain/recount.ts';

const A: CashCount = { 10000: 5 };
const B: CashCount = { 10000: 4, 5000: 1 };
const C: CashCount = { 10000: 4 };

const judge = (earlier: readonly CashCount[], count: CashCount, of = {}) =>
  judgeCount({ earlier, count, agrees: false, hasReason: true, ...of });

describe('CA13 counting again', () => {
  it('closes with whatever agrees, unless an earlier count stands', () => {
    expect(judge([], A, { agrees: true, hasReason: false })).toBe('close');
    expect(judge([B], A, { agrees: true })).toBe('close');
    expect(judge([B, B], A, { agrees: true })).toBe('stands');
  });

  it('CA13 takes a first count that differs again, whatever reason is given with it', () => {
    expect(judge([], A)).toBe('again');
  });

  it('CA13 the same twice stands and needs a reason; another asks for a third', () => {
    expect(judge([A], A)).toBe('close');
    expect(judge([A], A, { hasReason: false })).toBe('reason');
    expect(judge([A], B)).toBe('again');
  });

  it('CA13 the third stands, whatever it is, and nothing comes after it', () => {
    expect(judge([A, B], C)).toBe('close');
    expect(judge([A, B], C, { hasReason: false })).toBe('reason');
    expect(judge([A, B, C], C)).toBe('close');
    expect(judge([A, B, C], A)).toBe('stands');
    expect(judge([A, B, C], A, { agrees: true })).toBe('stands');
  });

  it('P11 CA13 nobody tries more than three different counts on one record', () => {
    const count = fc.integer({ min: 0, max: 3 }).map((n): CashCount => ({ 10000: n }));
    fc.assert(
      fc.property(fc.array(count, { maxLength: 12 }), (tries) => {
        let kept: CashCount[] = [];
        let asked = 0;
        for (const each of tries) {
          const standing = standingCount(kept);
          const verdict = judge(kept, each, { hasReason: false });
          if (verdict === 'stands') expect(isSameCash(each, standing ?? {})).toBe(false);
          // What is kept is what the counter would have told somebody about.
          if (verdict === 'again' || (verdict === 'reason' && standing === null)) {
            kept = [...kept, each];
            asked += 1;
          }
        }
        expect(asked).toBeLessThanOrEqual(3);
      }),
    );
  });
});
