/**
 * Reads untrusted JSON into typed values, noting every problem with its place instead of stopping
 * at the first. Small readers compose into larger ones; none throws, whatever comes in.
 */
import type { TariffProblem } from './types.ts';

/** Where a reader stands, and where its problems go. */
export interface Place {
  readonly path: string;
  readonly depth: number;
  readonly problems: TariffProblem[];
}

const MAX_DEPTH = 24;
/** A file of garbage is described by its first problems. */
export const MAX_PROBLEMS = 200;

export function report(place: Place, rule: string, message: string): undefined {
  if (place.problems.length < MAX_PROBLEMS) {
    place.problems.push({ path: place.path === '' ? '(tariff)' : place.path, rule, message });
  }
  return undefined;
}

export const inside = (place: Place, key: string | number): Place => ({
  ...place,
  path:
    typeof key === 'number'
      ? `${place.path}[${key}]`
      : `${place.path}${place.path === '' ? '' : '.'}${key}`,
  depth: place.depth + 1,
});

/** Undefined where the value was not readable; a problem has then been noted. */
export type Read<T> = (value: unknown, place: Place) => T | undefined;
interface Field<T> {
  readonly read: Read<T>;
  readonly optional: boolean;
}

export const required = <T>(read: Read<T>) => ({ read, optional: false }) as const;
export const optional = <T>(read: Read<T>) => ({ read, optional: true }) as const;

type Shape = Readonly<Record<string, Field<unknown>>>;
type TypeOf<F> = F extends { readonly read: Read<infer T> } ? T : never;
export type ShapeOf<S> = {
  readonly [K in keyof S as S[K] extends { readonly optional: false } ? K : never]: TypeOf<S[K]>;
} & {
  readonly [K in keyof S as S[K] extends { readonly optional: true } ? K : never]?: TypeOf<S[K]>;
};

export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Exactly the keys of `shape`: an unknown key is a problem, as it may be a misspelt one. */
export function object<const S extends Shape>(shape: S): Read<ShapeOf<S>> {
  return (value, place) => {
    if (!isObject(value)) return report(place, 'T1', 'must be an object');
    if (place.depth > MAX_DEPTH) return report(place, 'T1', 'is nested too deeply');
    for (const key of Object.keys(value)) {
      if (!Object.hasOwn(shape, key)) {
        report(inside(place, key.slice(0, 40)), 'T1', 'is not a known property here');
      }
    }
    const result: Record<string, unknown> = {};
    let complete = true;
    for (const [key, field] of Object.entries(shape)) {
      const at = inside(place, key);
      const present = Object.hasOwn(value, key);
      if (!present && !field.optional) report(at, 'T1', 'is missing');
      const read = present ? field.read(value[key], at) : undefined;
      if (read !== undefined) result[key] = read;
      complete &&= read !== undefined || (!present && field.optional);
    }
    return complete ? (result as ShapeOf<S>) : undefined;
  };
}

export function list<T>(
  read: Read<T>,
  size: { readonly min: number; readonly max: number },
): Read<readonly T[]> {
  return (value, place) => {
    if (!Array.isArray(value)) return report(place, 'T1', 'must be a list');
    if (value.length < size.min) return report(place, 'T1', `needs at least ${size.min} of these`);
    if (value.length > size.max) return report(place, 'T1', `has more than ${size.max} of these`);
    const items: T[] = [];
    for (const [index, item] of value.entries()) {
      const one = read(item, inside(place, index));
      if (one !== undefined) items.push(one);
    }
    return items.length === value.length ? items : undefined;
  };
}

/** A whole number within bounds: a fraction is refused, wherever it stands. */
export const integer =
  (min: number, max: number): Read<number> =>
  (value, place) => {
    if (typeof value !== 'number') return report(place, 'T1', 'must be a number');
    if (!Number.isSafeInteger(value)) {
      return report(place, 'T1', `must be a whole number, not ${value}`);
    }
    return value >= min && value <= max
      ? value
      : report(place, 'T1', `must be between ${min} and ${max}`);
  };

export const text =
  (maxLength: number, pattern?: RegExp): Read<string> =>
  (value, place) => {
    if (typeof value !== 'string') return report(place, 'T1', 'must be a text');
    if (value.trim() === '') return report(place, 'T1', 'must not be empty');
    if (value.length > maxLength) return report(place, 'T1', `is longer than ${maxLength}`);
    if (pattern !== undefined && !pattern.test(value)) {
      return report(place, 'T1', `is not of the form ${pattern.source}`);
    }
    return value;
  };

export const flag: Read<boolean> = (value, place) =>
  typeof value === 'boolean' ? value : report(place, 'T1', 'must be true or false');

export const oneOf =
  <const T extends string | number>(...values: readonly T[]): Read<T> =>
  (value, place) =>
    values.find((candidate) => candidate === value) ??
    report(place, 'T1', `must be one of ${values.join(', ')}`);

export const nullable =
  <T>(read: Read<T>): Read<T | null> =>
  (value, place) =>
    value === null ? null : read(value, place);

/** The reader that a tag in the value calls for: `{ form: "perUnit", … }`. */
export function tagged<T>(tag: string, readers: Readonly<Record<string, Read<T>>>): Read<T> {
  return (value, place) => {
    if (!isObject(value)) return report(place, 'T1', 'must be an object');
    const name = value[tag];
    if (typeof name !== 'string' || !Object.hasOwn(readers, name)) {
      const known = Object.keys(readers).join(', ');
      return report(inside(place, tag), 'T1', `must be one of ${known}`);
    }
    return readers[name]?.(value, place);
  };
}
