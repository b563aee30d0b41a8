/**
 * Walks the forms of a fee: which facts it reads and how, at which numbers it changes, and whether
 * slabs and choices leave nothing out (rules T15 to T17, T20).
 */
import { rangeOf } from './check-facts.ts';
import { factNamed } from './facts.ts';
import { inside, report, type Place } from './reader.ts';
import type { Fee, Slab, Tariff } from './types.ts';

/** How a fee reads a fact: as so many units, so many steps, a percentage's base, or a selector. */
export interface FeeUse {
  readonly fact: string;
  readonly place: Place;
  readonly use: 'unit' | 'step' | 'percent' | 'slabs' | 'choice';
  /** Each begins a range in which the fee is computed in another way. */
  readonly cuts: readonly number[];
}

type Measured = Extract<Fee, { readonly form: 'perUnit' | 'perStep' | 'percent' }>;
const MEASURES = { perUnit: 'unit', perStep: 'step', percent: 'percent' } as const;

function measuredUse(fee: Measured, place: Place): FeeUse {
  const cuts: number[] = [];
  if (fee.above !== undefined) cuts.push(fee.above, fee.above + 1);
  if (fee.upTo !== undefined) cuts.push(fee.upTo, fee.upTo + 1);
  if (fee.form === 'perStep')
    cuts.push((fee.above ?? 0) + fee.step, (fee.above ?? 0) + fee.step + 1);
  return { fact: fee.fact, place: inside(place, 'fact'), use: MEASURES[fee.form], cuts };
}

/** Every reading of a fact in a fee and the fees inside it. */
export function feeUses(fee: Fee, place: Place): FeeUse[] {
  switch (fee.form) {
    case 'perUnit':
    case 'perStep':
    case 'percent':
      return [measuredUse(fee, place)];
    case 'slabs': {
      const cuts = fee.slabs.slice(1).map((slab) => slab.from);
      const inner = fee.slabs.flatMap((slab, index) =>
        feeUses(slab.fee, inside(inside(inside(place, 'slabs'), index), 'fee')),
      );
      return [{ fact: fee.fact, place: inside(place, 'fact'), use: 'slabs', cuts }, ...inner];
    }
    case 'byChoice': {
      const inner = fee.fees.flatMap((choice, index) =>
        feeUses(choice.fee, inside(inside(inside(place, 'fees'), index), 'fee')),
      );
      return [{ fact: fee.fact, place: inside(place, 'fact'), use: 'choice', cuts: [] }, ...inner];
    }
    case 'greaterOf':
    case 'lesserOf':
      return fee.of.flatMap((part, index) => feeUses(part, inside(inside(place, 'of'), index)));
    default:
      return [];
  }
}

/** Slabs follow each other without gap or overlap from the fact's least to its greatest value. */
function checkSlabs(
  slabs: readonly Slab[],
  range: { readonly min: number; readonly max: number },
  place: Place,
): void {
  let next: number | null = range.min;
  for (const [index, slab] of slabs.entries()) {
    const at = inside(place, index);
    if (next === null) {
      report(inside(at, 'from'), 'T16', 'overlaps the slab before it, which has no upper end');
      return;
    }
    if (slab.from < next) report(inside(at, 'from'), 'T16', `overlaps: ${next} is expected here`);
    if (slab.from > next) {
      report(inside(at, 'from'), 'T16', `leaves a gap: ${next} to ${slab.from - 1} has no fee`);
    }
    if (slab.upTo !== null && slab.upTo < slab.from) {
      report(inside(at, 'upTo'), 'T16', 'is below the beginning of the slab');
    }
    next = slab.upTo === null ? null : slab.upTo + 1;
  }
  const last = slabs.length - 1;
  if (next !== null && next <= range.max) {
    const at = inside(inside(place, last), 'upTo');
    report(at, 'T16', `leaves a gap: ${next} to ${range.max} has no fee`);
  }
  if ((slabs[last]?.from ?? 0) > range.max) {
    report(inside(inside(place, last), 'from'), 'T22', 'lies above all the fact can be');
  }
}

function checkChoices(
  fee: Extract<Fee, { readonly form: 'byChoice' }>,
  tariff: Tariff,
  place: Place,
): void {
  const fact = factNamed(tariff, fee.fact);
  if (fact?.type !== 'choice') return;
  const fees = inside(place, 'fees');
  const values = fee.fees.map((choice) => choice.value);
  for (const [index, value] of values.entries()) {
    const at = inside(inside(fees, index), 'value');
    if (values.indexOf(value) < index) report(at, 'T17', `${value} has a fee already`);
    if (!fact.options.some((option) => option.value === value)) {
      report(at, 'T17', `${value} is not an option of ${fact.name}`);
    }
  }
  for (const option of fact.options) {
    if (!values.includes(option.value)) report(fees, 'T17', `has no fee for ${option.value}`);
  }
}

function checkMeasured(fee: Measured, place: Place): void {
  if (fee.above !== undefined && fee.upTo !== undefined && fee.upTo <= fee.above) {
    report(inside(place, 'upTo'), 'T15', 'must be more than above');
  }
  if (fee.form !== 'percent' || fee.minPaise === undefined) return;
  if (fee.maxPaise !== undefined && fee.minPaise > fee.maxPaise) {
    report(inside(place, 'maxPaise'), 'T15', 'is below minPaise');
  }
}

/** Amounts that need a rounding rule to be payable in coins: parts of a rupee, percentages. */
function checkPayable(fee: Fee, tariff: Tariff, place: Place): void {
  if (tariff.rounding !== undefined) return;
  const needsRule = 'needs a rounding rule: the total must be payable in coins';
  if (fee.form === 'percent') report(place, 'T20', needsRule);
  if (fee.form === 'fixed' && fee.amountPaise % 100 !== 0) {
    report(inside(place, 'amountPaise'), 'T20', needsRule);
  }
  if ((fee.form === 'perUnit' || fee.form === 'perStep') && fee.ratePaise % 100 !== 0) {
    report(inside(place, 'ratePaise'), 'T20', needsRule);
  }
}

export function checkFee(fee: Fee, tariff: Tariff, place: Place): void {
  checkPayable(fee, tariff, place);
  switch (fee.form) {
    case 'perUnit':
    case 'perStep':
    case 'percent':
      return checkMeasured(fee, place);
    case 'slabs': {
      const fact = factNamed(tariff, fee.fact);
      const range = fact === undefined ? null : rangeOf(fact);
      const slabs = inside(place, 'slabs');
      if (range !== null) checkSlabs(fee.slabs, range, slabs);
      for (const [index, slab] of fee.slabs.entries()) {
        checkFee(slab.fee, tariff, inside(inside(slabs, index), 'fee'));
      }
      return undefined;
    }
    case 'byChoice':
      checkChoices(fee, tariff, place);
      for (const [index, choice] of fee.fees.entries()) {
        checkFee(choice.fee, tariff, inside(inside(inside(place, 'fees'), index), 'fee'));
      }
      return undefined;
    case 'greaterOf':
    case 'lesserOf':
      for (const [index, part] of fee.of.entries()) {
        checkFee(part, tariff, inside(inside(place, 'of'), index));
      }
      return undefined;
    default:
      return undefined;
  }
}
