/** What is said to citizens: numbers, hours, registered texts, the turns of a call. */
import { describe, expect, test } from 'vitest';

import { LANGUAGES } from '#domain/language.ts';
import {
  meaningOfKey,
  questionTurn,
  spokenAmount,
  type SpokenCharge,
} from '#domain/messages/call-script.ts';
import { callerOf, dialled } from '#domain/messages/phone.ts';
import { nextWaking } from '#domain/messages/quiet-hours.ts';
import { fillSms, SMS_TEMPLATES } from '#domain/messages/sms.ts';
import { paise, rupees } from '#domain/money.ts';
import { instant } from '#domain/time.ts';

const CHARGE: SpokenCharge = {
  officeId: 'KA-BLR-01',
  office: { en: 'Koramangala', hi: 'कोरमंगला' },
  serviceCode: 'LL-NEW',
  service: { en: 'Licence', hi: 'लाइसेंस' },
  totalPaise: paise(10_095_050),
};

describe('M2 numbers', () => {
  test('ten digits beginning with 6 to 9, and nothing else', () => {
    expect(dialled('9876543210')).toBe('+919876543210');
    for (const text of ['5876543210', '987654321', '98765432100', '98765 43210', '+919876543210']) {
      expect(dialled(text)).toBeNull();
    }
    expect(callerOf('+919876543210')).toBe('+919876543210');
    expect(callerOf('+15005550006')).toBeNull();
    expect(callerOf('anonymous')).toBeNull();
  });
});

describe('M4 waking hours', () => {
  const hours = { morning: 9, evening: 20 };
  const ist = (text: string) => instant(Date.parse(`${text}+05:30`));
  test.each([
    ['2026-11-23T11:30:00', '2026-11-23T11:30:00'],
    ['2026-11-23T09:00:00', '2026-11-23T09:00:00'],
    ['2026-11-23T08:59:59', '2026-11-23T09:00:00'],
    ['2026-11-23T20:00:00', '2026-11-24T09:00:00'],
    ['2026-12-31T23:59:59', '2027-01-01T09:00:00'],
    ['2026-11-24T00:00:00', '2026-11-24T09:00:00'],
  ])('%s is answered by %s', (at, next) => {
    expect(nextWaking(ist(at), hours)).toBe(ist(next));
  });
});

describe('M6 registered texts', () => {
  test('have the same places in every language, all of them filled', () => {
    for (const texts of Object.values(SMS_TEMPLATES)) {
      const places = LANGUAGES.map((language) => new Set(texts[language].match(/\{\d\}/g)));
      expect(places[0]).toEqual(places[1]);
    }
    const filled = fillSms('reversed', 'en', ['R1', 'Koramangala', 'Rs 950.00', '1064']);
    expect(filled).toBe(
      'Receipt R1 of Koramangala was taken back: Rs 950.00 is yours again. Not so? Call 1064. - Raseed',
    );
    expect(() => fillSms('reversed', 'en', ['R1'])).toThrow('4 places');
  });

  test('a place is filled once: what fills it is never read again', () => {
    expect(fillSms('case_opened', 'en', ['{2}', 'x'])).toContain('about {2} is');
  });
});

describe('M10 what a call says', () => {
  test('P8 the amount in words, in each language, and its recordings word by word', () => {
    expect(spokenAmount(paise(10_095_050), 'hi')).toEqual({
      text: 'एक लाख नौ सौ पचास रुपये पचास पैसे मात्र',
      clips: 'एक लाख नौ सौ पचास रुपये पचास पैसे मात्र'.split(' ').map((word) => `word/${word}`),
    });
    expect(spokenAmount(paise(10_095_050), 'en').text).toBe(
      'Rupees one lakh nine hundred fifty and fifty paise only',
    );
    expect(spokenAmount(rupees(0), 'hi').text).toBe('शून्य रुपये मात्र');
  });

  test('every choice is named, and each key means what was said', () => {
    const { says, next } = questionTurn({ ...CHARGE, about: 'receipt' }, 'en');
    const heard = says.map(({ text }) => text).join(' ');
    expect(next).toBe('key');
    for (const key of ['1', '2', '3', '9', '0']) expect(heard).toContain(`press ${key}`);
    expect(['1', '2', '3', '9', '0', '', '7', '12'].map(meaningOfKey)).toEqual([
      'exact',
      'more',
      'no_receipt',
      'repeat',
      'never',
      null,
      null,
      null,
    ]);
  });
});
