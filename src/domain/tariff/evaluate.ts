/**
 * The lines of a fee from resolved facts. Exact: whole paise, products and divisions in bigint,
 * rounded half up to the paisa where a percentage does not come out even. Nothing here reads a
 * clock, a calendar or an amount that a person gave.
 */
import { MAX_PAISE, negate, paise, sum, ZERO, type Paise } from '#domain/money.ts';
import { assert, fail, ok, unreachable, type Failure, type Result } from '#domain/result.ts';
import { holds, type ResolvedFacts } from './conditions.ts';
import type {
  ChargeLine,
  Fee,
  PricedLine,
  RebateLine,
  Reduction,
  RoundingRule,
  Tariff,
  TariffService,
} from './types.ts';

/** An amount, and what it was made of where it is so many times a rate. */
interface FeeAmount {
  readonly amountPaise: Paise;
  readonly quantity?: number;
  readonly ratePaise?: Paise;
}

const UNPUBLISHED = fail('FEE_NOT_PUBLISHED');
const TOO_LARGE = fail('FEE_TOO_LARGE');
const BASIS = 10_000n;

/** Null past {@link MAX_PAISE}. */
const bounded = (amount: bigint): Paise | null =>
  amount > BigInt(MAX_PAISE) ? null : paise(Number(amount));

const halfUp = (numerator: bigint, denominator: bigint): bigint =>
  (2n * numerator + denominator) / (2n * denominator);

function multiplied(quantity: bigint, ratePaise: Paise): Result<FeeAmount> {
  const amountPaise = bounded(quantity * BigInt(ratePaise));
  return amountPaise === null
    ? TOO_LARGE
    : ok({ amountPaise, quantity: Number(quantity), ratePaise });
}

/** The part of a fact that counts. A line that reads an absent fact is a fault of the tariff. */
function portion(
  fee: { readonly fact: string; readonly above?: number; readonly upTo?: number },
  facts: ResolvedFacts,
): bigint | null {
  const value = facts.get(fee.fact);
  if (typeof value !== 'number') return null;
  const over = Math.min(value, fee.upTo ?? value) - (fee.above ?? 0);
  return BigInt(Math.max(over, 0));
}

function percentOf(
  fee: Extract<Fee, { readonly form: 'percent' }>,
  base: bigint,
): Result<FeeAmount> {
  const exact = halfUp(base * BigInt(fee.basisPoints), BASIS);
  const least = BigInt(fee.minPaise ?? 0);
  const most = fee.maxPaise === undefined ? null : BigInt(fee.maxPaise);
  const raised = exact < least ? least : exact;
  const amountPaise = bounded(most !== null && raised > most ? most : raised);
  return amountPaise === null ? TOO_LARGE : ok({ amountPaise });
}

type Measured = Extract<Fee, { readonly form: 'perUnit' | 'perStep' | 'percent' }>;

function measuredFee(fee: Measured, facts: ResolvedFacts): Result<FeeAmount> {
  const base = portion(fee, facts);
  if (base === null) return fail('FACT_MISSING', { fact: fee.fact });
  if (fee.form === 'perUnit') return multiplied(base, fee.ratePaise);
  if (fee.form === 'percent') return percentOf(fee, base);
  const step = BigInt(fee.step);
  return multiplied(fee.partThereof ? (base + step - 1n) / step : base / step, fee.ratePaise);
}

function slabFee(
  fee: Extract<Fee, { readonly form: 'slabs' }>,
  facts: ResolvedFacts,
): Result<FeeAmount> {
  const value = facts.get(fee.fact);
  if (typeof value !== 'number') return fail('FACT_MISSING', { fact: fee.fact });
  const slab = fee.slabs.find(
    (candidate) => value >= candidate.from && (candidate.upTo === null || value <= candidate.upTo),
  );
  return slab === undefined ? UNPUBLISHED : feeAmount(slab.fee, facts);
}

function chosenFee(
  fee: Extract<Fee, { readonly form: 'byChoice' }>,
  facts: ResolvedFacts,
): Result<FeeAmount> {
  const value = facts.get(fee.fact);
  if (value === undefined) return fail('FACT_MISSING', { fact: fee.fact });
  const chosen = fee.fees.find((candidate) => candidate.value === value);
  return chosen === undefined ? UNPUBLISHED : feeAmount(chosen.fee, facts);
}

function comparedFee(
  fee: Extract<Fee, { readonly form: 'greaterOf' | 'lesserOf' }>,
  facts: ResolvedFacts,
): Result<FeeAmount> {
  let best: FeeAmount | null = null;
  for (const part of fee.of) {
    const amount = feeAmount(part, facts);
    if (!amount.ok) return amount;
    const better =
      best === null ||
      (fee.form === 'greaterOf'
        ? amount.value.amountPaise > best.amountPaise
        : amount.value.amountPaise < best.amountPaise);
    if (better) best = amount.value;
  }
  return best === null ? UNPUBLISHED : ok(best);
}

function feeAmount(fee: Fee, facts: ResolvedFacts): Result<FeeAmount> {
  switch (fee.form) {
    case 'fixed':
      return ok({ amountPaise: fee.amountPaise });
    case 'perUnit':
    case 'perStep':
    case 'percent':
      return measuredFee(fee, facts);
    case 'slabs':
      return slabFee(fee, facts);
    case 'byChoice':
      return chosenFee(fee, facts);
    case 'greaterOf':
    case 'lesserOf':
      return comparedFee(fee, facts);
    case 'unpublished':
      return UNPUBLISHED;
    default:
      return unreachable(fee);
  }
}

const described = (line: ChargeLine | RebateLine) => ({
  code: line.code,
  kind: line.kind,
  texts: line.texts,
  authority: line.authority,
  head: line.head,
});

/** How much a rebate takes off what is left of its lines: never more than that. */
function reduced(reduction: Reduction, grossPaise: Paise, leftPaise: Paise): Paise {
  const wanted = (): number => {
    switch (reduction.form) {
      case 'percent':
        return Number(halfUp(BigInt(grossPaise) * BigInt(reduction.basisPoints), BASIS));
      case 'amount':
        return reduction.amountPaise;
      case 'downTo':
        return Math.max(leftPaise - reduction.amountPaise, 0);
      default:
        return unreachable(reduction);
    }
  };
  return paise(Math.min(wanted(), leftPaise));
}

/** Amounts of lines as they stand, and what rebates have left of them. */
type Left = Map<string, { readonly grossPaise: Paise; leftPaise: Paise }>;

function rebateLine(line: RebateLine, left: Left): PricedLine | null {
  const bases = line.off.flatMap((code) => left.get(code) ?? []);
  const grossPaise = sum(bases.map((base) => base.grossPaise));
  const leftPaise = sum(bases.map((base) => base.leftPaise));
  const offPaise = reduced(line.reduction, grossPaise, leftPaise);
  if (offPaise === 0) return null;
  let toTake: number = offPaise;
  for (const base of bases) {
    const taken = Math.min(base.leftPaise, toTake);
    base.leftPaise = paise(base.leftPaise - taken);
    toTake -= taken;
  }
  assert(toTake === 0, 'a rebate exceeded its lines');
  return { ...described(line), amountPaise: negate(offPaise) };
}

/** The difference that rounding makes, on the head of the largest line; null where there is none. */
function roundingLine(rule: RoundingRule, lines: readonly PricedLine[]): PricedLine | null {
  const total = sum(lines.map((line) => line.amountPaise));
  const below = total % rule.toPaise;
  const up = rule.mode === 'up' || (rule.mode === 'nearest' && below * 2 >= rule.toPaise);
  const [first, ...others] = lines;
  if (below === 0 || first === undefined) return null;
  const largest = others.reduce(
    (most, line) => (line.amountPaise > most.amountPaise ? line : most),
    first,
  );
  return {
    code: 'ROUNDING',
    kind: 'rounding',
    texts: rule.texts,
    authority: rule.authority,
    head: largest.head,
    amountPaise: paise(up ? rule.toPaise - below : -below),
  };
}

const placed = (error: Failure, service: TariffService): Result<never> =>
  fail(error.code, { ...error.details, service: service.code });

/** The charge lines that apply, each with its amount. */
function chargeLines(service: TariffService, facts: ResolvedFacts): Result<PricedLine[]> {
  const lines: PricedLine[] = [];
  for (const line of service.lines) {
    if (line.kind === 'rebate' || (line.when !== undefined && !holds(line.when, facts))) continue;
    const amount = feeAmount(line.fee, facts);
    if (!amount.ok) return placed(amount.error, service);
    lines.push({ ...described(line), ...amount.value });
  }
  return lines.some((line) => line.kind === 'fee') ? ok(lines) : placed(UNPUBLISHED.error, service);
}

function withRebates(
  service: TariffService,
  facts: ResolvedFacts,
  charged: readonly PricedLine[],
): PricedLine[] {
  const left: Left = new Map(
    charged.map(({ code, amountPaise }) => [
      code,
      { grossPaise: amountPaise, leftPaise: amountPaise },
    ]),
  );
  const lines = [...charged];
  for (const line of service.lines) {
    if (line.kind !== 'rebate' || (line.when !== undefined && !holds(line.when, facts))) continue;
    const priced = rebateLine(line, left);
    if (priced !== null) lines.push(priced);
  }
  return lines;
}

export interface Evaluated {
  readonly lines: readonly PricedLine[];
  readonly totalPaise: Paise;
}

/**
 * Charges and add-ons in the tariff's order, then rebates, then rounding. FEE_NOT_PUBLISHED where
 * the tariff has no row for these facts, FEE_TOO_LARGE past MAX_PAISE.
 */
export function evaluate(
  tariff: Tariff,
  service: TariffService,
  facts: ResolvedFacts,
): Result<Evaluated> {
  const unpublished = service.unpublishedWhen;
  if (!service.published || (unpublished !== undefined && holds(unpublished, facts))) {
    return placed(UNPUBLISHED.error, service);
  }
  const charged = chargeLines(service, facts);
  if (!charged.ok) return charged;
  if (sum(charged.value.map((line) => line.amountPaise)) > MAX_PAISE) {
    return placed(TOO_LARGE.error, service);
  }
  const lines = withRebates(service, facts, charged.value);
  const rounding = tariff.rounding === undefined ? null : roundingLine(tariff.rounding, lines);
  if (rounding !== null) lines.push(rounding);
  const totalPaise = sum(lines.map((line) => line.amountPaise));
  assert(totalPaise >= ZERO, `a negative fee for ${service.code}`);
  return ok({ lines, totalPaise });
}
