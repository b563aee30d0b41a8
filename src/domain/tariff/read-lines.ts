/** Readers for what makes a fee: its forms, reductions and lines. */
import { MAX_PAISE } from '#domain/money.ts';
import {
  amount,
  authority,
  bound,
  code,
  condition,
  factName,
  headCode,
  optionValue,
  rate,
  texts,
} from './read-parts.ts';
import {
  flag,
  integer,
  list,
  nullable,
  object,
  oneOf,
  optional,
  required,
  tagged,
  type Read,
} from './reader.ts';
import type { Fee, Reduction, Slab, TariffLine } from './types.ts';

const portion = {
  fact: required(factName),
  above: optional(bound),
  upTo: optional(bound),
} as const;
const innerFee: Read<Fee> = (value, place) => fee(value, place);
const slab: Read<Slab> = object({
  from: required(bound),
  upTo: required(nullable(bound)),
  fee: required(innerFee),
});
const choiceFee = object({ value: required(optionValue), fee: required(innerFee) });
const compared = required(list(innerFee, { min: 2, max: 10 }));
const basisPoints = required(integer(1, 10_000));

const fee: Read<Fee> = tagged<Fee>('form', {
  fixed: object({ form: required(oneOf('fixed')), amountPaise: required(amount) }),
  perUnit: object({ form: required(oneOf('perUnit')), ratePaise: required(rate), ...portion }),
  perStep: object({
    form: required(oneOf('perStep')),
    step: required(integer(1, MAX_PAISE)),
    ratePaise: required(rate),
    partThereof: required(flag),
    ...portion,
  }),
  percent: object({
    form: required(oneOf('percent')),
    basisPoints,
    minPaise: optional(amount),
    maxPaise: optional(amount),
    ...portion,
  }),
  slabs: object({
    form: required(oneOf('slabs')),
    fact: required(factName),
    slabs: required(list(slab, { min: 1, max: 100 })),
  }),
  byChoice: object({
    form: required(oneOf('byChoice')),
    fact: required(factName),
    fees: required(list(choiceFee, { min: 1, max: 60 })),
  }),
  greaterOf: object({ form: required(oneOf('greaterOf')), of: compared }),
  lesserOf: object({ form: required(oneOf('lesserOf')), of: compared }),
  unpublished: object({ form: required(oneOf('unpublished')) }),
});

const reduction = tagged<Reduction>('form', {
  percent: object({ form: required(oneOf('percent')), basisPoints }),
  amount: object({ form: required(oneOf('amount')), amountPaise: required(rate) }),
  downTo: object({ form: required(oneOf('downTo')), amountPaise: required(amount) }),
});

const lineBase = {
  code: required(code),
  texts: required(texts),
  authority: required(authority),
  head: required(headCode),
  when: optional(condition),
} as const;

export const line: Read<TariffLine> = tagged<TariffLine>('kind', {
  fee: object({ kind: required(oneOf('fee')), ...lineBase, fee: required(fee) }),
  addOn: object({ kind: required(oneOf('addOn')), ...lineBase, fee: required(fee) }),
  rebate: object({
    kind: required(oneOf('rebate')),
    ...lineBase,
    off: required(list(code, { min: 1, max: 40 })),
    reduction: required(reduction),
  }),
});
