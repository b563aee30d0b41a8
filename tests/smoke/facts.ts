/** Facts for any service of any tariff, drawn from a seeded stream: whatever its data ask for. */
import type { FactDefinition, FactValues } from '#domain/tariff/types.ts';
import { addDays, type IsoDate } from '#domain/time.ts';

export interface Draw {
  /** A whole number from `min` to `max`, both included. */
  between(min: number, max: number): number;
}

/** Small, fast, seeded (mulberry32): the seed is the run. */
export function createDraw(seed: number): Draw {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  return { between: (min, max) => min + Math.floor(next() * (max - min + 1)) };
}

const OLDEST_DAYS = 25_000;

function draw(fact: FactDefinition, of: { from: Draw; today: IsoDate }): FactValues[string] | null {
  const { from, today } = of;
  switch (fact.type) {
    case 'integer':
      return from.between(fact.min, Math.min(fact.max, fact.min + 9));
    case 'money':
      return (
        from.between(Math.ceil(fact.min / 100), Math.floor(Math.min(fact.max, 1e9) / 100)) * 100
      );
    case 'date':
      return addDays(today, -from.between(1, OLDEST_DAYS));
    case 'choice':
      return fact.options[from.between(0, fact.options.length - 1)]?.value ?? null;
    case 'boolean':
      return from.between(0, 1) === 1;
    case 'document':
      return 'DOC'.padEnd(fact.minLength, '7');
    case 'waiver':
    case 'derived':
      return null;
  }
}

/** One draw for each fact that a person is asked; what is not asked in the end is left out later. */
export function drawFacts(
  facts: readonly FactDefinition[],
  of: { readonly from: Draw; readonly today: IsoDate },
): FactValues {
  const values: Record<string, FactValues[string]> = {};
  for (const fact of facts) {
    const value = draw(fact, of);
    if (value !== null) values[fact.name] = value;
  }
  return values;
}
