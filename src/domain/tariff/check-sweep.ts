/**
 * Prices a service at every combination of facts at which its fee may change: the ends of ranges,
 * both sides of every comparison, every option. What no static rule can see shows here: a line
 * that never applies, a fact read where it is not asked, a default or a category that raises.
 */
import { rangeOf } from './check-facts.ts';
import { feeUses } from './check-fees.ts';
import { conditionUses, holds, type ResolvedFacts } from './conditions.ts';
import { combineNumbers } from './derive.ts';
import { evaluate } from './evaluate.ts';
import { documentNeeded, factNamed, isAsked } from './facts.ts';
import { inside, report, type Place } from './reader.ts';
import type { FactDefinition, FactValue, Tariff, TariffService } from './types.ts';

/** Past this a service is to be split: what cannot be checked is not trusted. */
const MAX_COMBINATIONS = 50_000;
/** The same for all services of a tariff together, so that checking one takes seconds at most. */
export const MAX_TARIFF_COMBINATIONS = 500_000;

/** Numbers at which the service's fee changes, by fact; those of a combined fact pass to its parts. */
function cutsByFact(tariff: Tariff, service: TariffService, place: Place): Map<string, number[]> {
  const cuts = new Map<string, number[]>();
  const note = (name: string, numbers: readonly number[]): void => {
    cuts.set(name, [...(cuts.get(name) ?? []), ...numbers]);
    const fact = factNamed(tariff, name);
    if (fact?.type === 'derived' && 'of' in fact.derive) {
      for (const part of fact.derive.of) note(part, numbers);
    }
  };
  const conditions = [
    service.unpublishedWhen,
    ...service.lines.map((line) => line.when),
    ...service.facts.map((name) => factNamed(tariff, name)?.askWhen),
  ];
  for (const condition of conditions) {
    if (condition === undefined) continue;
    for (const use of conditionUses(condition, '')) note(use.fact, use.cuts);
  }
  for (const line of service.lines) {
    if (line.kind === 'rebate') continue;
    for (const use of feeUses(line.fee, place)) note(use.fact, use.cuts);
  }
  return cuts;
}

/** Values worth trying; null stands for a fact that is not there. */
function candidates(fact: FactDefinition, cuts: readonly number[]): readonly (FactValue | null)[] {
  if (fact.type === 'choice') return fact.options.map((option) => option.value);
  if (fact.type === 'waiver') return [null, ...fact.options.map((option) => option.value)];
  const range = rangeOf(fact);
  if (range === null) return fact.type === 'date' ? [null] : [true, false];
  const near = cuts.flatMap((cut) => [cut - 1, cut]);
  const preset = fact.type === 'integer' && fact.default !== undefined ? [fact.default] : [];
  const tried = [range.min, range.max, ...preset, ...near];
  return [...new Set(tried)].filter((value) => value >= range.min && value <= range.max);
}

interface Sweep {
  readonly tariff: Tariff;
  readonly service: TariffService;
  readonly cuts: ReadonlyMap<string, readonly number[]>;
  readonly visit: (facts: ResolvedFacts) => void;
  left: number;
}

function valuesFor(sweep: Sweep, fact: FactDefinition, facts: ResolvedFacts) {
  const { tariff, service, cuts } = sweep;
  if (!isAsked(tariff, fact, facts)) return [null];
  if (fact.type === 'document') {
    return [documentNeeded(fact.name, { tariff, service }, facts) ? true : null];
  }
  if (fact.type !== 'derived' || !('of' in fact.derive)) {
    return candidates(fact, cuts.get(fact.name) ?? []);
  }
  const parts = fact.derive.of.map((name) => facts.get(name));
  const numbers = parts.filter((value) => typeof value === 'number');
  return [numbers.length === 0 ? null : combineNumbers(fact.derive.kind, numbers)];
}

/** Depth first over the facts in order. False once there were too many. */
function explore(sweep: Sweep, index: number, facts: ReadonlyMap<string, FactValue>): boolean {
  const name = sweep.service.facts[index];
  if (name === undefined) {
    sweep.left -= 1;
    if (sweep.left < 0) return false;
    sweep.visit(facts);
    return true;
  }
  const fact = factNamed(sweep.tariff, name);
  if (fact === undefined) return explore(sweep, index + 1, facts);
  for (const value of valuesFor(sweep, fact, facts)) {
    const next = value === null ? facts : new Map(facts).set(name, value);
    if (!explore(sweep, index + 1, next)) return false;
  }
  return true;
}

/** The lowest total by the other facts, for one value of a fact against another. */
type Lowest = Map<string, { readonly value: FactValue; totalPaise: number }[]>;

interface Comparison {
  readonly fact: FactDefinition;
  /** Facts whose question hangs on the compared one: what they cost is the citizen's choice. */
  readonly aside: ReadonlySet<string>;
  readonly lowest: Lowest;
}

function comparisonsOf(tariff: Tariff, service: TariffService): Comparison[] {
  const facts = service.facts.flatMap((name) => factNamed(tariff, name) ?? []);
  return facts
    .filter(
      (fact) =>
        ('default' in fact && fact.default !== undefined) ||
        (fact.type === 'choice' && fact.byRight === true),
    )
    .map((fact) => {
      const aside = new Set([fact.name]);
      for (const other of facts) {
        const hangs =
          other.askWhen !== undefined &&
          conditionUses(other.askWhen, '').some((use) => aside.has(use.fact));
        if (hangs || other.type === 'document') aside.add(other.name);
      }
      return { fact, aside, lowest: new Map() };
    });
}

function noteTotal(comparison: Comparison, facts: ResolvedFacts, totalPaise: number): void {
  const value = facts.get(comparison.fact.name);
  if (value === undefined) return;
  const others = [...facts].filter(([name]) => !comparison.aside.has(name));
  const key = JSON.stringify(others);
  const entries = comparison.lowest.get(key) ?? [];
  const entry = entries.find((candidate) => candidate.value === value);
  if (entry === undefined) entries.push({ value, totalPaise });
  else entry.totalPaise = Math.min(entry.totalPaise, totalPaise);
  comparison.lowest.set(key, entries);
}

function raises({ fact, lowest }: Comparison): 'default' | 'category' | null {
  const documented = (value: FactValue): boolean =>
    fact.type === 'choice' &&
    fact.options.some((option) => option.value === value && option.document !== undefined);
  for (const entries of lowest.values()) {
    for (const { value, totalPaise } of entries) {
      const lower = entries.some((other) => other.totalPaise < totalPaise);
      if (lower && 'default' in fact && fact.default === value) return 'default';
      const above = entries.some(
        (other) => !documented(other.value) && other.totalPaise < totalPaise,
      );
      if (documented(value) && above) return 'category';
    }
  }
  return null;
}

function reportRaises(comparisons: readonly Comparison[], service: TariffService, place: Place) {
  for (const comparison of comparisons) {
    const raised = raises(comparison);
    const { name } = comparison.fact;
    const at = inside(inside(place, 'facts'), service.facts.indexOf(name));
    if (raised === 'default') report(at, 'T13', `the default of ${name} raises the fee`);
    if (raised === 'category') report(at, 'T9', `a category of ${name} raises the fee`);
  }
}

interface Findings {
  readonly reached: Set<string>;
  readonly faults: Map<string, string>;
  priced: number;
}

function visitor(
  tariff: Tariff,
  service: TariffService,
  { comparisons, findings }: { comparisons: readonly Comparison[]; findings: Findings },
): (facts: ResolvedFacts) => void {
  return (facts) => {
    const evaluated = evaluate(tariff, service, facts);
    if (!evaluated.ok) {
      const { code, details } = evaluated.error;
      if (code === 'FACT_MISSING') {
        findings.faults.set('T6', `a line reads ${details?.['fact']} where it is not asked`);
      }
      if (code === 'FEE_TOO_LARGE') findings.faults.set('T21', 'comes to more than can be charged');
      return;
    }
    findings.priced += 1;
    for (const line of evaluated.value.lines) findings.reached.add(line.code);
    if (evaluated.value.totalPaise % 50 !== 0) {
      findings.faults.set('T20', 'needs a rounding rule: the total must be payable in coins');
    }
    for (const line of service.lines) {
      if (line.when !== undefined && !holds(line.when, facts)) continue;
      if (line.kind === 'rebate' && line.reduction.form === 'downTo')
        findings.reached.add(line.code);
    }
    for (const comparison of comparisons) {
      noteTotal(comparison, facts, evaluated.value.totalPaise);
    }
  };
}

/** Answers how many of `allowed` combinations were used. */
export function sweepService(
  { tariff, service, allowed }: { tariff: Tariff; service: TariffService; allowed: number },
  place: Place,
): number {
  const comparisons = comparisonsOf(tariff, service);
  const findings: Findings = { reached: new Set(), faults: new Map(), priced: 0 };
  const visit = visitor(tariff, service, { comparisons, findings });
  const cuts = cutsByFact(tariff, service, place);
  const limit = Math.min(allowed, MAX_COMBINATIONS);
  const sweep: Sweep = { tariff, service, cuts, visit, left: limit };
  if (!explore(sweep, 0, new Map())) {
    report(place, 'T22', 'has more combinations of facts than can be checked: split it');
    return limit;
  }
  for (const [rule, message] of findings.faults) report(place, rule, message);
  if (findings.priced === 0) report(place, 'T22', 'is never priced, whatever the facts');
  for (const [index, line] of service.lines.entries()) {
    if (findings.reached.has(line.code)) continue;
    report(inside(inside(place, 'lines'), index), 'T22', `${line.code} never applies`);
  }
  reportRaises(comparisons, service, place);
  return limit - sweep.left;
}
