/** What holds of every tariff and any facts: sums, signs, whole paise, coarse pricing. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCalendar, SUNDAYS_ONLY } from '#domain/calendar.ts';
import { isPaise } from '#domain/money.ts';
import { assert } from '#domain/result.ts';
import { addDays, isoDate, startOfDay, type Instant } from '#domain/time.ts';
import { evaluate } from '#domain/tariff/evaluate.ts';
import { factNamed, resolveFacts } from '#domain/tariff/facts.ts';
import { parseTariff } from '#domain/tariff/parse.ts';
import { priceCharge, repriceCharge, serviceNamed } from '#domain/tariff/price.ts';
import type {
  FactDefinition,
  FactValue,
  FactValues,
  PricedCharge,
  Tariff,
  TariffService,
} from '#domain/tariff/types.ts';
import { SAMPLE } from './sample.ts';
import { ALL, CMVR, feeOf, ist, REGISTRATION } from './tables.ts';

const sample = parseTariff(SAMPLE);
assert(sample.ok, 'the sample passes');
const OFFICE = parseCalendar({ weeklyOff: [0], closedSaturdays: [2, 4], holidays: ['2026-10-02'] });
const calendar = OFFICE ?? SUNDAYS_ONLY;

const dayFrom = (date: string, days: number): fc.Arbitrary<string> =>
  fc.integer({ min: 0, max: days }).map((count) => addDays(isoDate(date), count));

/** Values a counter could enter, or none: the fact may be conditional or a waiver. */
function valueOf(fact: FactDefinition): fc.Arbitrary<FactValue | undefined> {
  switch (fact.type) {
    case 'integer':
    case 'money':
      return fc.oneof(
        fc.integer({ min: fact.min, max: fact.max }),
        fc.integer({ min: fact.min, max: Math.min(fact.max, fact.min + 120) }),
      );
    case 'date':
      return dayFrom('1940-01-01', 32_000);
    case 'choice':
      return fc.constantFrom(...fact.options.map((option) => option.value));
    case 'boolean':
      return fc.boolean();
    case 'document':
      return fc.constantFrom('DOC-0001', 'X9-2231');
    case 'waiver':
      return fc.constantFrom(undefined, ...fact.options.map((option) => option.value));
    default:
      return fc.constant(undefined);
  }
}

interface Request {
  readonly tariff: Tariff;
  readonly service: TariffService;
  readonly facts: FactValues;
  readonly at: Instant;
}

function requestsOf(tariff: Tariff, service: TariffService): fc.Arbitrary<Request> {
  const definitions = service.facts.flatMap((name) => factNamed(tariff, name) ?? []);
  const values = Object.fromEntries(definitions.map((fact) => [fact.name, valueOf(fact)]));
  const end = tariff.validTo ?? ist('2027-06-01');
  return fc
    .record({
      given: fc.record(values),
      at: fc.integer({ min: tariff.validFrom, max: end - 1 }),
    })
    .map(({ given, at }) => {
      const entries = Object.entries(given).filter((entry) => entry[1] !== undefined);
      return {
        tariff,
        service,
        facts: Object.fromEntries(entries) as FactValues,
        at: at as Instant,
      };
    });
}

const anyRequest: fc.Arbitrary<Request> = fc.oneof(
  ...[...ALL, sample.value].flatMap((tariff) =>
    tariff.services
      .filter((service) => service.published)
      .map((service) => requestsOf(tariff, service)),
  ),
);

const price = ({ tariff, service, facts, at }: Request) =>
  priceCharge({ tariff, serviceCode: service.code, facts, at, calendar });

/** Runs on requests that are priced; the count shows that the property was not empty. */
function everyCharge(check: (charge: PricedCharge, request: Request) => void): void {
  let priced = 0;
  fc.assert(
    fc.property(anyRequest, (request) => {
      const charge = price(request);
      if (!charge.ok) {
        expect(charge.error.code).toMatch(/^(?:FACT_|FEE_NOT_PUBLISHED$)/);
        return;
      }
      priced += 1;
      check(charge.value, request);
    }),
    { numRuns: 1500 },
  );
  expect(priced).toBeGreaterThan(500);
}

describe('P1 every charge', () => {
  it('T21 is the sum of its lines, in whole paise, never negative, payable in coins', () => {
    everyCharge(({ lines, totalPaise }) => {
      const total = lines.reduce((sum, line) => sum + line.amountPaise, 0);
      expect(total).toBe(totalPaise);
      expect(totalPaise).toBeGreaterThanOrEqual(0);
      expect(totalPaise % 50).toBe(0);
      for (const line of lines) {
        expect(isPaise(line.amountPaise)).toBe(true);
        if (line.kind === 'fee' || line.kind === 'addOn') {
          expect(line.amountPaise).toBeGreaterThanOrEqual(0);
        }
        if (line.kind === 'rebate') expect(line.amountPaise).toBeLessThan(0);
        if (line.quantity !== undefined) {
          expect(line.quantity * (line.ratePaise ?? Number.NaN)).toBe(line.amountPaise);
        }
      }
    });
  });

  it('T19 takes no head of account below zero, rounding apart', () => {
    everyCharge(({ lines }) => {
      const heads = new Map<string, number>();
      for (const { head, amountPaise, kind } of lines) {
        if (kind !== 'rounding') heads.set(head, (heads.get(head) ?? 0) + amountPaise);
      }
      for (const amount of heads.values()) expect(amount).toBeGreaterThanOrEqual(0);
    });
  });

  it('P10 T26 priced again from its coarse facts comes out the same, words and all', () => {
    everyCharge((charge, { tariff, service, at }) => {
      const again = repriceCharge({
        tariff,
        serviceCode: service.code,
        facts: charge.coarseFacts,
        at,
        calendar,
      });
      expect(again).toEqual({ ok: true, value: charge });
    });
  });

  it('T12 T26 is the same by exact facts as by coarse ones', () => {
    everyCharge((charge, { tariff, service, facts, at }) => {
      const today = isoDate(new Date(at + 19_800_000).toISOString().slice(0, 10));
      const exact = resolveFacts({ tariff, service, facts, today, calendar, source: 'entered' });
      assert(exact.ok, 'priced before');
      const evaluated = evaluate(tariff, service, exact.value);
      expect(evaluated.ok && evaluated.value.lines).toEqual(charge.lines);
    });
  });

  it('P10 T11 shows no date and no document number', () => {
    everyCharge(({ coarseFacts, factsInWords, totalPaise }, { tariff, facts }) => {
      expect(totalPaise).not.toBeNaN();
      const shown = JSON.stringify([coarseFacts, factsInWords]);
      for (const [name, value] of Object.entries(facts)) {
        const type = factNamed(tariff, name)?.type;
        if (type === 'date' || type === 'document') expect(shown).not.toContain(String(value));
      }
    });
  });

  it('T3 says each fact in both languages', () => {
    everyCharge(({ factsInWords }) => {
      expect(factsInWords.en.length).toBe(factsInWords.hi.length);
      for (const words of [...factsInWords.en, ...factsInWords.hi]) {
        expect(words).not.toContain('{');
        expect(words.trim()).not.toBe('');
      }
    });
  });
});

describe('P1 monotone where the table is', () => {
  const rupees = (fee: string): number => Number(fee);

  it('T15 more classes, more value, more delay never cost less', () => {
    const pair = (max: number) =>
      fc.tuple(fc.integer({ min: 0, max }), fc.integer({ min: 0, max })).map((two) => ({
        less: Math.min(...two),
        more: Math.max(...two),
      }));
    const when = ist('2013-01-15');
    fc.assert(
      fc.property(pair(1_000_000_000), pair(8), pair(9000), (value, classes, days) => {
        const byValue = (amount: number) =>
          feeOf({ service: 'RG-VALUE', facts: { value: amount, consideration: 0 }, when });
        expect(rupees(byValue(value.more))).toBeGreaterThanOrEqual(rupees(byValue(value.less)));
        const byClasses = (count: number) =>
          feeOf({ service: 'LL-NEW', facts: { classes: count + 1 }, when: ist('2026-11-23') });
        expect(rupees(byClasses(classes.more))).toBeGreaterThanOrEqual(
          rupees(byClasses(classes.less)),
        );
        const facts = { expiredOn: '2001-02-28', smartCard: false };
        const byDelay = (count: number) =>
          feeOf({
            service: 'DL-RENEW',
            facts,
            when: startOfDay(addDays(isoDate('2017-01-01'), count % 3600)),
          });
        const [first, second] = [days.less % 3600, days.more % 3600];
        expect(rupees(byDelay(Math.max(first, second)))).toBeGreaterThanOrEqual(
          rupees(byDelay(Math.min(first, second))),
        );
      }),
      { numRuns: 200 },
    );
  });

  it('T1 no number in a shipped table is a fraction', () => {
    const numbers: number[] = [];
    const gather = (node: unknown): void => {
      if (typeof node === 'number') numbers.push(node);
      else if (typeof node === 'object' && node !== null) Object.values(node).forEach(gather);
    };
    ALL.forEach(gather);
    expect(numbers.length).toBeGreaterThan(60);
    expect(numbers.every((value) => Number.isSafeInteger(value))).toBe(true);
  });

  it('P1 every charge cites its law and a declared head', () => {
    for (const tariff of [CMVR, REGISTRATION]) {
      const heads = tariff.heads.map((head) => head.code);
      for (const { code } of tariff.services) {
        const lines = serviceNamed(tariff, code)?.lines ?? [];
        expect(lines.length).toBeGreaterThan(0);
        for (const line of lines) {
          expect(heads).toContain(line.head);
          expect(line.authority).toMatch(/Rules|Act/);
        }
      }
    }
  });
});
