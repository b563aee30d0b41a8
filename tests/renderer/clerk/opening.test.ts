import { describe, expect, it } from 'vitest';

import { isoDate } from '#domain/time.ts';
import {
  dayOf,
  EMPTY_OPENING,
  missingOf,
  openingInput,
  OTHER_DAY,
} from '#renderer/clerk/doors/opening.ts';
import { OPENING } from '#renderer/gallery/shift-states.ts';

const LOOKED = { ...EMPTY_OPENING, paper: 'whole', display: 'seen' };
const DOUBTED = { ...OPENING, date: { ...OPENING.date, proposed: null } };

describe('CA11 the opening checklist as it is answered', () => {
  it('names what is not answered yet, in its order, and opens nothing before', () => {
    expect(missingOf(EMPTY_OPENING, OPENING)).toBe('test-page');
    expect(missingOf({ ...EMPTY_OPENING, paper: 'missing' }, OPENING)).toBe('display-seen');
    expect(missingOf(LOOKED, OPENING)).toBeNull();
    expect(openingInput(EMPTY_OPENING, OPENING)).toBeNull();
  });

  it('is what was looked at, the date that was proposed, float and own cash', () => {
    const float = { 10000: 5 };
    expect(openingInput({ ...LOOKED, float, personal: '120' }, OPENING)).toEqual({
      paper: 'whole',
      display: 'seen',
      businessDate: OPENING.date.proposed,
      float,
      personalCashPaise: 12_000,
    });
  });
});

describe('CA12 the account date', () => {
  it('is asked for where none is proposed', () => {
    expect(dayOf(LOOKED, DOUBTED)).toBe('');
    expect(missingOf(LOOKED, DOUBTED)).toBe('account-date');
    const chosen = { ...LOOKED, day: '2026-11-24' };
    expect(openingInput(chosen, DOUBTED)?.businessDate).toBe(isoDate('2026-11-24'));
  });

  it('may be another day, typed whole', () => {
    const other = { ...LOOKED, day: OTHER_DAY };
    expect(missingOf(other, DOUBTED)).toBe('typed-day');
    expect(missingOf({ ...other, typedDay: '3102' }, DOUBTED)).toBe('typed-day');
    expect(missingOf({ ...other, typedDay: '30022026' }, DOUBTED)).toBe('typed-day');
    const typed = { ...other, typedDay: '30112026' };
    expect(openingInput(typed, DOUBTED)?.businessDate).toBe(isoDate('2026-11-30'));
  });
});
