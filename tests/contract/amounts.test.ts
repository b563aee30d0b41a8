/** P1 at the edge: which field names are amounts and which are cash in a hand. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { amountField } from '#contract/amounts.ts';
import { COMMANDS, DISPLAY_COMMANDS } from '#contract/commands.ts';

describe('P1 a field that is named like an amount', () => {
  it.each([
    'amount',
    'Amount',
    'amountPaise',
    'amount_in_rupees',
    'total',
    'totalPaise',
    'grandTotal',
    'price',
    'fee',
    'feePaise',
    'charge',
    'priceOverride',
    'newFee',
    'rate',
    'discount',
  ])('%s is found', (name) => {
    expect(amountField({ [name]: 1 })).toBe(name);
  });

  it.each(['givenPaise', 'personalCashPaise', 'count', 'float', '50000', 'facts', 'depositAmount'])(
    '%s is not one',
    (name) => {
      expect(amountField({ [name]: 1 })).toBeNull();
    },
  );

  it('is found however deep it lies', () => {
    const keys = fc.array(fc.constantFrom('facts', 'citizen', 'a', '0'), { maxLength: 6 });
    fc.assert(
      fc.property(keys, (path) => {
        const input = path.reduceRight<unknown>((inner, key) => ({ [key]: inner }), {
          totalPaise: 1,
        });
        expect(amountField(input)).toBe([...path, 'totalPaise'].join('.'));
      }),
    );
  });

  it('is not asked for by any command', () => {
    for (const [name, schema] of Object.entries(COMMANDS)) {
      const shapes = 'shape' in schema ? [schema.shape] : schema.options.map(({ shape }) => shape);
      for (const shape of shapes) {
        const fields = Object.fromEntries(Object.keys(shape).map((key) => [key, 1]));
        expect(amountField(fields), name).toBeNull();
      }
    }
  });
});

describe('the contract', () => {
  it('refuses what it does not know, in every command', () => {
    for (const [name, schema] of Object.entries(COMMANDS)) {
      const parsed = schema.safeParse({ somethingElse: 1 });
      expect(parsed.success, name).toBe(false);
    }
  });

  it('lets the citizen display say only that it is there, and what its citizen answers', () => {
    expect([...DISPLAY_COMMANDS]).toEqual(['displayHeartbeat', 'displayAnswer']);
  });
});
