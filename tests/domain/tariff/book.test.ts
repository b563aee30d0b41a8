/** Which tariff holds, until when a price stands, which fee applies in doubt, how services are found. */
import { describe, expect, it } from 'vitest';
import { paise } from '#domain/money.ts';
import { assert } from '#domain/result.ts';
import type { Instant } from '#domain/time.ts';
import {
  EMPTY_BOOK,
  inForceAt,
  lowerOfTwo,
  makeBook,
  nextChange,
  tariffInForce,
  type TariffBook,
} from '#domain/tariff/book.ts';
import { parseTariff } from '#domain/tariff/parse.ts';
import { findServices, fold } from '#domain/tariff/search.ts';
import type { Tariff } from '#domain/tariff/types.ts';
import { SAMPLE } from './sample.ts';
import {
  ALL,
  BOOK,
  CMVR,
  ist,
  PASSPORT_2012,
  PASSPORT_2026,
  priced,
  pricedInDoubt,
} from './tables.ts';

const TODAY = ist('2026-11-23');
const CHANGE = ist('2026-07-01', '00:00:00');

function sampleWith(changes: Record<string, unknown>): Tariff {
  // As a file would be: what is undefined is not there.
  const parsed = parseTariff(JSON.parse(JSON.stringify({ ...SAMPLE, ...changes })));
  assert(parsed.ok, JSON.stringify(parsed));
  return parsed.value;
}
function bookOf(...tariffs: Tariff[]): TariffBook {
  const book = makeBook(tariffs);
  assert(book.ok, JSON.stringify(book));
  return book.value;
}
const holding = (book: TariffBook, service: string, at: Instant): string => {
  const found = tariffInForce(book, service, at);
  return found.ok ? `${found.value.tariff.id} ${found.value.tariff.version}` : found.error.code;
};

describe('P1 T27 the tariff in force', () => {
  it('several are in force at once, each for its services', () => {
    expect(inForceAt(BOOK, TODAY).map((tariff) => tariff.id)).toEqual([
      'cmvr-rule-32',
      'passports-schedule-iv',
    ]);
    expect(holding(BOOK, 'LL-NEW', TODAY)).toBe('cmvr-rule-32 1');
    expect(holding(BOOK, 'PP-PCC', TODAY)).toBe('passports-schedule-iv 2');
    expect(holding(BOOK, 'PP-PCC', (CHANGE - 1) as Instant)).toBe('passports-schedule-iv 1');
    expect(holding(BOOK, 'RG-POA', TODAY)).toBe('TARIFF_EXPIRED');
    expect(holding(BOOK, 'LL-NEW', ist('2010-01-01'))).toBe('TARIFF_NOT_YET_IN_FORCE');
    expect(holding(BOOK, 'XX', TODAY)).toBe('SERVICE_UNKNOWN');
    expect(holding(EMPTY_BOOK, 'LL-NEW', TODAY)).toBe('SERVICE_UNKNOWN');
  });

  it('a correction takes the place of what it corrects, its missing rows included', () => {
    const corrected = sampleWith({
      version: 2,
      services: SAMPLE.services.slice(0, 1).map((service) => ({ ...service, nextLinked: [] })),
      facts: SAMPLE.facts.filter((fact) => ['pages', 'category', 'card'].includes(fact.name)),
    });
    const book = bookOf(sampleWith({}), corrected);
    expect(holding(book, 'COPY', TODAY)).toBe('municipal-sample 2');
    expect(holding(book, 'SHOP', TODAY)).toBe('FEE_NOT_PUBLISHED');
  });

  it('grace holds only where nothing has replaced the tariff', () => {
    const after = ist('2027-01-15');
    expect(holding(bookOf(sampleWith({})), 'COPY', after)).toBe('municipal-sample 1');
    const next = sampleWith({
      version: 2,
      validFrom: '2027-01-01T00:00:00+05:30',
      validTo: null,
      grace: undefined,
    });
    expect(holding(bookOf(sampleWith({})), 'COPY', ist('2027-02-01'))).toBe('TARIFF_EXPIRED');
    expect(holding(bookOf(sampleWith({}), next), 'COPY', after)).toBe('municipal-sample 2');
  });

  it('two tariffs may not price one service at one time', () => {
    const other = sampleWith({ id: 'another' });
    const clash = makeBook([sampleWith({}), other]);
    expect(clash.ok || clash.error.map((problem) => [problem.path, problem.rule])).toEqual([
      ['tariffs[1].services[0].code', 'T27'],
      ['tariffs[1].services[1].code', 'T27'],
    ]);
    const twice = makeBook([sampleWith({}), sampleWith({})]);
    expect(twice.ok || twice.error[0]?.path).toBe('tariffs[1].version');
    const later = { validFrom: '2027-01-01T00:00:00+05:30', validTo: null, grace: undefined };
    expect(makeBook([sampleWith({}), sampleWith({ id: 'another', ...later })]).ok).toBe(true);
  });
});

describe('P1 T28 until when a price stands', () => {
  it('ends with the tariff', () => {
    expect(nextChange(BOOK, 'PP-PCC', ist('2026-06-30'))).toBe(CHANGE);
    expect(nextChange(BOOK, 'PP-PCC', (CHANGE - 1) as Instant)).toBe(CHANGE);
    expect(nextChange(BOOK, 'PP-PCC', CHANGE)).toBeNull();
    expect(nextChange(BOOK, 'LL-NEW', TODAY)).toBeNull();
    expect(nextChange(BOOK, 'LL-NEW', ist('2016-12-01'))).toBe(CMVR.validFrom);
  });

  it('ends with the day where ages and delays count', () => {
    expect(nextChange(BOOK, 'DL-RENEW', TODAY)).toBe(ist('2026-11-24', '00:00:00'));
    expect(nextChange(BOOK, 'PP-FRESH-36', ist('2026-06-29', '23:59:59'))).toBe(
      ist('2026-06-30', '00:00:00'),
    );
  });

  it('the price never changes before it', () => {
    const facts = { bornOn: '1966-06-02', scheme: 'NORMAL' };
    const total = (when: Instant) => {
      const charge = priced({ service: 'PP-FRESH-36', facts, when });
      return charge.ok ? charge.value.totalPaise : charge.error.code;
    };
    let at = ist('2026-05-28');
    for (let day = 0; day < 60; day += 1) {
      const next = nextChange(BOOK, 'PP-FRESH-36', at);
      assert(next !== null && next > at, 'days go on');
      expect(total((next - 1) as Instant)).toBe(total(at));
      at = next;
    }
  });
});

describe('P1 T29 the lower fee where the clock is in doubt', () => {
  const doubt = (earliest: Instant, latest: Instant, book = BOOK) =>
    pricedInDoubt({ service: 'PP-PCC', facts: {}, book }, { earliest, latest });

  it('spans a change upwards', () => {
    const charge = doubt((CHANGE - 60_000) as Instant, (CHANGE + 60_000) as Instant);
    expect(charge.ok && [charge.value.totalPaise, charge.value.tariffVersion]).toEqual([50_000, 1]);
  });

  it('spans a change downwards', () => {
    const dearer = { ...PASSPORT_2012, services: PASSPORT_2026.services };
    const cheaper = { ...PASSPORT_2026, services: PASSPORT_2012.services };
    const book = bookOf(dearer, cheaper);
    const charge = doubt((CHANGE - 60_000) as Instant, CHANGE, book);
    expect(charge.ok && charge.value.totalPaise).toBe(50_000);
    expect(charge.ok && charge.value.pricedAt).toBe(CHANGE);
  });

  it('no doubt, no change: the price of the instant', () => {
    const charge = doubt(TODAY, TODAY);
    expect(charge.ok && charge.value.totalPaise).toBe(75_000);
  });

  it('where it may be that no fee holds, none is taken', () => {
    const charge = doubt((PASSPORT_2012.validFrom - 1) as Instant, PASSPORT_2012.validFrom);
    expect(charge.ok || charge.error.code).toBe('TARIFF_NOT_YET_IN_FORCE');
    const clock = {
      earliest: ist('2013-08-31', '23:59:00'),
      latest: ist('2013-09-01', '00:01:00'),
    };
    const ended = pricedInDoubt({ service: 'RG-POA', facts: {} }, clock);
    expect(ended.ok || ended.error.code).toBe('TARIFF_EXPIRED');
  });

  it('a doubt of years is refused', () => {
    const charge = pricedInDoubt(
      { service: 'DL-RENEW', facts: { expiredOn: '2026-01-01', smartCard: false } },
      { earliest: ist('2020-01-01'), latest: ist('2026-01-01') },
    );
    expect(charge.ok || charge.error.code).toBe('CLOCK_IN_DOUBT');
  });

  it('of two equal charges the first is kept', () => {
    const charge = doubt(TODAY, TODAY);
    assert(charge.ok, 'priced');
    const other = { ...charge.value, tariffVersion: 9 };
    expect(lowerOfTwo(charge.value, other)).toBe(charge.value);
    const lower = { ...other, totalPaise: paise(1) };
    expect(lowerOfTwo(charge.value, lower)).toBe(lower);
    expect(lowerOfTwo(lower, charge.value)).toBe(lower);
  });
});

describe('T30 finding a service', () => {
  const found = (text: string, language: 'en' | 'hi' = 'en') =>
    findServices(BOOK, { text, language, at: TODAY }).map((match) => match.service.code);

  it.each([
    ['LL', 'LL-NEW'],
    ['ll', 'LL-NEW'],
    ['ll-new', 'LL-NEW'],
    ['learner', 'LL-NEW'],
    ["Learner's licence", 'LL-NEW'],
    ['learners', 'LL-NEW'],
    ['dlr', 'DL-RENEW'],
    ['renew driv', 'DL-RENEW'],
    ['expired licence', 'DL-RENEW'],
    ['pcc', 'PP-PCC'],
    ['police', 'PP-PCC'],
    ['PF36', 'PP-FRESH-36'],
    ['passport fresh 36', 'PP-FRESH-36'],
    ['60 fresh', 'PP-FRESH-60'],
    ['appeal', 'AP-ORDER'],
    ['INTERNATIONAL', 'IDP-ISSUE'],
  ])('%s finds %s first', (text, code) => {
    expect(found(text)[0]).toBe(code);
  });

  it.each([
    ['शिक्षार्थी लाइसेंस', 'LL-NEW'],
    ['लर्नर', 'LL-NEW'],
    ['नवीकरण', 'DL-RENEW'],
    ['पुलिस', 'PP-PCC'],
    ['नया पासपोर्ट ३६', 'PP-FRESH-36'],
    ['ख़तरनाक', 'HZ-ENDORSE'],
    ['खतरनाक', 'HZ-ENDORSE'],
    ['पहचान', 'PP-COI'],
  ])('%s finds %s first', (text, code) => {
    expect(found(text, 'hi')[0]).toBe(code);
    expect(found(text, 'en')).toContain(code);
  });

  it('what is not in force is not found; what is not there is not either', () => {
    expect(found('registration')).toEqual([]);
    expect(found('zzz')).toEqual([]);
    expect(found('attorney')).toEqual([]);
    expect(
      findServices(BOOK, { text: 'attorney', language: 'en', at: ist('2010-01-01') }),
    ).toHaveLength(1);
  });

  it('nothing typed lists everything in order; a limit holds', () => {
    const all = [...CMVR.services, ...PASSPORT_2026.services].map((service) => service.code);
    expect(found('')).toEqual(all);
    expect(found('  -  ')).toEqual(all);
    expect(findServices(BOOK, { text: 'l', language: 'en', at: TODAY, limit: 2 })).toHaveLength(2);
  });

  it('every service is found first by its code and by its mnemonics', () => {
    for (const tariff of ALL) {
      const at = tariff.validFrom;
      for (const service of tariff.services) {
        for (const text of [service.code, ...service.search.mnemonics]) {
          const [first] = findServices(BOOK, { text, language: 'hi', at });
          expect([text, first?.service.code]).toEqual([text, service.code]);
        }
      }
    }
  });

  it('spellings fold together', () => {
    expect(fold('नवीनीकरण')).toBe(fold('नविनिकरण'));
    expect(fold('पाँच')).toBe(fold('पांच'));
    expect(fold('ज़मीन')).toBe(fold('जमीन'));
    expect(fold('Licencé')).toBe('licence');
    expect(fold('३६')).toBe('36');
  });
});
