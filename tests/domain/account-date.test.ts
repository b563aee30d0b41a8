import { describe, expect, it } from 'vitest';

import { accountDate, checkAccountDate, type DateEvidence } from '#domain/account-date.ts';
import { SUNDAYS_ONLY } from '#domain/calendar.ts';
import { isoDate, parseInstant, type Instant } from '#domain/time.ts';

const at = (text: string): Instant => parseInstant(`${text}:00+05:30`) as Instant;

/** Tuesday the 24th, after a shift on Monday that ended at 17:40. */
const evidence = (of: Partial<DateEvidence> = {}): DateEvidence => ({
  wall: at('2026-11-24T09:30'),
  hqNow: null,
  lastSeen: at('2026-11-23T17:40'),
  lastDate: isoDate('2026-11-23'),
  calendar: SUNDAYS_ONLY,
  ...of,
});

describe('CA12 the account date', () => {
  it('is the clock’s where nothing speaks against it, also for a second shift of the day', () => {
    expect(accountDate(evidence())).toMatchObject({
      proposed: '2026-11-24',
      likely: ['2026-11-24'],
    });
    const evening = evidence({ wall: at('2026-11-23T18:00') });
    expect(accountDate(evening).proposed).toBe('2026-11-23');
    const fresh = evidence({ lastSeen: null, lastDate: null });
    expect(accountDate(fresh).proposed).toBe('2026-11-24');
  });

  it('CA12 a clock that is a day behind is asked about, with the last day and the next', () => {
    const behind = evidence({ wall: at('2026-11-23T09:30') });
    expect(accountDate(behind)).toMatchObject({
      proposed: null,
      clockDate: '2026-11-23',
      lastDate: '2026-11-23',
      likely: ['2026-11-23', '2026-11-24'],
    });
  });

  it('CA12 a clock that is a day ahead is asked about; Sundays and holidays are no gap', () => {
    const ahead = evidence({ wall: at('2026-11-25T09:30') });
    expect(accountDate(ahead)).toMatchObject({
      proposed: null,
      likely: ['2026-11-23', '2026-11-24', '2026-11-25'],
    });
    const saturday = { lastSeen: at('2026-11-28T16:00'), lastDate: isoDate('2026-11-28') };
    const monday = evidence({ ...saturday, wall: at('2026-11-30T09:30') });
    expect(accountDate(monday).proposed).toBe('2026-11-30');
    const holidays = { ...SUNDAYS_ONLY, holidays: new Set([isoDate('2026-11-24')]) };
    const wednesday = evidence({ wall: at('2026-11-25T09:30'), calendar: holidays });
    expect(accountDate(wednesday).proposed).toBe('2026-11-25');
  });

  it('CA12 a clock that lost everything is behind whatever was seen', () => {
    const reset = evidence({ wall: at('2000-01-01T00:00') });
    expect(accountDate(reset)).toMatchObject({ proposed: null, clockDate: '2000-01-01' });
    expect(checkAccountDate(reset, isoDate('2026-11-24')).ok).toBe(true);
    expect(checkAccountDate(reset, isoDate('2000-01-01'))).toMatchObject({
      error: { code: 'ACCOUNT_DATE_EARLY' },
    });
  });

  it('CA12 HQ’s word decides while the line is up, also back from a shift in the future', () => {
    const wrong = evidence({
      wall: at('2026-11-25T09:30'),
      hqNow: at('2026-11-24T09:30'),
      lastDate: isoDate('2026-11-25'),
    });
    expect(accountDate(wrong)).toMatchObject({
      proposed: '2026-11-24',
      clockDate: '2026-11-25',
      hqDate: '2026-11-24',
    });
    expect(checkAccountDate(wrong, isoDate('2026-11-24')).ok).toBe(true);
    expect(checkAccountDate(wrong, isoDate('2026-11-25'))).toMatchObject({
      error: { code: 'ACCOUNT_DATE_OF_HQ', details: { hqDate: '2026-11-24' } },
    });
  });

  it('CA12 no date lies before the last shift, nor further on than anybody is away', () => {
    const now = evidence();
    expect(checkAccountDate(now, isoDate('2026-11-22'))).toMatchObject({
      error: { code: 'ACCOUNT_DATE_EARLY', details: { lastDate: '2026-11-23' } },
    });
    expect(checkAccountDate(now, isoDate('2027-03-01'))).toMatchObject({
      error: { code: 'ACCOUNT_DATE_LATE' },
    });
    expect(checkAccountDate(now, isoDate('2026-12-20')).ok).toBe(true);
  });

  it('CA12 a few minutes behind HQ’s last word is nothing to ask about', () => {
    const close = evidence({ lastSeen: at('2026-11-24T09:35') });
    expect(accountDate(close).proposed).toBe('2026-11-24');
  });
});
