/** Conditions on facts: whether one holds, and which facts it reads. */
import type { Condition, FactValue } from './types.ts';

/** Facts after checking and deriving; a fact that was not asked is absent. */
export type ResolvedFacts = ReadonlyMap<string, FactValue>;

/** A comparison with an absent fact is false. */
export function holds(condition: Condition, facts: ResolvedFacts): boolean {
  if ('all' in condition) return condition.all.every((part) => holds(part, facts));
  if ('any' in condition) return condition.any.some((part) => holds(part, facts));
  if ('not' in condition) return !holds(condition.not, facts);
  if ('given' in condition) return facts.has(condition.given);
  const value = facts.get(condition.fact);
  if (value === undefined) return false;
  if ('is' in condition) return value === condition.is;
  if ('in' in condition) return typeof value === 'string' && condition.in.includes(value);
  if (typeof value !== 'number') return false;
  return (
    value >= (condition.atLeast ?? Number.NEGATIVE_INFINITY) &&
    value <= (condition.atMost ?? Number.POSITIVE_INFINITY)
  );
}

/** Where a condition reads a fact, with the constants at which its truth may change. */
export interface FactUse {
  readonly fact: string;
  readonly path: string;
  readonly use: 'given' | 'option' | 'boolean' | 'number';
  readonly options: readonly string[];
  /** Each begins a range: `atLeast` itself, and one past `atMost`. */
  readonly cuts: readonly number[];
}

export function conditionUses(condition: Condition, path: string): FactUse[] {
  if ('all' in condition) return listUses(condition.all, `${path}.all`);
  if ('any' in condition) return listUses(condition.any, `${path}.any`);
  if ('not' in condition) return conditionUses(condition.not, `${path}.not`);
  const none = { options: [], cuts: [] };
  if ('given' in condition) {
    return [{ fact: condition.given, path: `${path}.given`, use: 'given', ...none }];
  }
  const place = { fact: condition.fact, path: `${path}.fact` };
  if ('is' in condition) {
    return typeof condition.is === 'boolean'
      ? [{ ...place, use: 'boolean', ...none }]
      : [{ ...place, use: 'option', options: [condition.is], cuts: [] }];
  }
  if ('in' in condition) return [{ ...place, use: 'option', options: condition.in, cuts: [] }];
  const cuts: number[] = [];
  if (condition.atLeast !== undefined) cuts.push(condition.atLeast);
  if (condition.atMost !== undefined) cuts.push(condition.atMost + 1);
  return [{ ...place, use: 'number', options: [], cuts }];
}

const listUses = (conditions: readonly Condition[], path: string): FactUse[] =>
  conditions.flatMap((part, index) => conditionUses(part, `${path}[${index}]`));
