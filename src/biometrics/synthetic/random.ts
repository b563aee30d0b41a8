/** Repeatable chance: the same seed gives the same fingers on every machine. */

export interface Chance {
  /** [0, 1). */
  next(): number;
  between(low: number, high: number): number;
  /** Mean 0, standard deviation 1. */
  normal(): number;
}

export function chance(seed: number): Chance {
  let state = (seed ^ 0x9e3779b9) >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  return {
    next,
    between: (low, high) => low + (high - low) * next(),
    normal: () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
  };
}

/** A smooth random field, about -1..1: values on a coarse grid, blended in between. */
export type Field = (x: number, y: number) => number;

export function smoothField(random: Chance, spacingPx: number, sidePx: number): Field {
  const side = Math.ceil(sidePx / spacingPx) + 3;
  const knots = Float64Array.from({ length: side * side }, () => random.normal() * 0.6);
  const ease = (t: number): number => t * t * (3 - 2 * t);
  return (x, y) => {
    const u = Math.min(Math.max(x / spacingPx + 1, 0), side - 1.001);
    const v = Math.min(Math.max(y / spacingPx + 1, 0), side - 1.001);
    const c = Math.floor(u);
    const r = Math.floor(v);
    const fx = ease(u - c);
    const fy = ease(v - r);
    const at = r * side + c;
    const top = (knots[at] ?? 0) * (1 - fx) + (knots[at + 1] ?? 0) * fx;
    const bottom = (knots[at + side] ?? 0) * (1 - fx) + (knots[at + side + 1] ?? 0) * fx;
    return top * (1 - fy) + bottom * fy;
  };
}
