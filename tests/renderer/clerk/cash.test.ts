import { describe, expect, it } from 'vitest';
import * as fc from 'fast-check';

import { cashTotal } from '#domain/cash.ts';
import { paise, rupees } from '#domain/money.ts';
import { cleanAmount, piecesOf, readCash, showAmount } from '#renderer/clerk/tender/cash.ts';

describe('cash as it is typed', () => {
  it('holds until enough is given', () => {
    expect(readCash('', rupees(950))).toEqual({ state: 'empty' });
    expect(readCash('900', rupees(950))).toEqual({ state: 'short', missingPaise: rupees(50) });
    expect(readCash('950', rupees(950))).toMatchObject({ state: 'enough', changePaise: 0 });
  });

  it('says the change by denomination', () => {
    const cash = readCash('2000', rupees(950));
    expect(cash).toMatchObject({ state: 'enough', changePaise: rupees(1050) });
    if (cash.state !== 'enough' || cash.change === null) throw new Error('not enough');
    expect(piecesOf(cash.change)).toEqual([
      { valuePaise: 50_000, pieces: 2 },
      { valuePaise: 5000, pieces: 1 },
    ]);
  });

  it('needs nothing given for a nil fee', () => {
    expect(readCash('', rupees(0))).toMatchObject({ state: 'enough', givenPaise: 0 });
  });

  it('keeps digits and one point of whatever is typed', () => {
    expect(cleanAmount('१,०००.५०.2 Rs')).toBe('1000.502');
    expect(cleanAmount('HTTPS://')).toBe('');
    expect(showAmount('100950.5')).toBe('1,00,950.5');
    expect(showAmount('')).toBe('');
  });

  it('P5 gives back exactly what was given over the total, in pieces that exist', () => {
    fc.assert(
      fc.property(fc.nat({ max: 200_000 }), fc.nat({ max: 200_000 }), (total, over) => {
        const given = (total + over).toString();
        const cash = readCash(given, rupees(total));
        expect(cash.state).toBe('enough');
        if (cash.state !== 'enough' || cash.change === null) return;
        expect(cash.changePaise).toBe(rupees(over));
        expect(cashTotal(cash.change)).toBe(cash.changePaise);
      }),
    );
  });

  it('says where no coins make the change', () => {
    expect(readCash('10', paise(975))).toMatchObject({ state: 'enough', change: null });
  });
});
