/**
 * Error rates as the FVC competitions define them, from the scores of pairs of one finger (genuine)
 * and of different fingers (impostor). A pair is accepted at a score of the threshold or above.
 */

export interface Scores {
  readonly genuine: readonly number[];
  readonly impostor: readonly number[];
}

/** Percent. */
export interface ErrorRates {
  readonly eer: number;
  /** False non-match rate where the false match rate is at most 1 %, 0.1 % and 0. */
  readonly fmr100: number;
  readonly fmr1000: number;
  readonly zeroFmr: number;
}

export interface OperatingPoint {
  readonly threshold: number;
  /** Shares, 0..1. */
  readonly fmr: number;
  readonly fnmr: number;
}

/** Every threshold at which something changes, rising; the last accepts nothing. */
export function operatingPoints({ genuine, impostor }: Scores): OperatingPoint[] {
  const own = genuine.toSorted((a, b) => a - b);
  const other = impostor.toSorted((a, b) => a - b);
  const thresholds = [...new Set([...own, ...other])].toSorted((a, b) => a - b);
  let rejected = 0;
  let refused = 0;
  return [...thresholds, Infinity].map((threshold) => {
    while (rejected < own.length && (own[rejected] ?? 0) < threshold) rejected += 1;
    while (refused < other.length && (other[refused] ?? 0) < threshold) refused += 1;
    return {
      threshold,
      fmr: (other.length - refused) / Math.max(1, other.length),
      fnmr: rejected / Math.max(1, own.length),
    };
  });
}

export function errorRates(scores: Scores): ErrorRates {
  const points = operatingPoints(scores);
  const closest = points.reduce((best, point) =>
    Math.abs(point.fmr - point.fnmr) < Math.abs(best.fmr - best.fnmr) ? point : best,
  );
  const missedAt = (fmr: number): number =>
    100 * Math.min(...points.filter((point) => point.fmr <= fmr).map((point) => point.fnmr));
  return {
    eer: 50 * (closest.fmr + closest.fnmr),
    fmr100: missedAt(0.01),
    fmr1000: missedAt(0.001),
    zeroFmr: missedAt(0),
  };
}

/** What a given threshold does. */
export function ratesAt({ genuine, impostor }: Scores, threshold: number): OperatingPoint {
  const share = (scores: readonly number[], test: (score: number) => boolean): number =>
    scores.filter(test).length / Math.max(1, scores.length);
  return {
    threshold,
    fmr: share(impostor, (score) => score >= threshold),
    fnmr: share(genuine, (score) => score < threshold),
  };
}

/** The lowest threshold whose false match rate is at most `fmr`. */
export function thresholdFor(scores: Scores, fmr: number): number {
  return operatingPoints(scores).find((point) => point.fmr <= fmr)?.threshold ?? Infinity;
}

export const meanRates = (all: readonly ErrorRates[]): ErrorRates => {
  const mean = (pick: (rates: ErrorRates) => number): number =>
    all.reduce((sum, rates) => sum + pick(rates), 0) / Math.max(1, all.length);
  return {
    eer: mean((rates) => rates.eer),
    fmr100: mean((rates) => rates.fmr100),
    fmr1000: mean((rates) => rates.fmr1000),
    zeroFmr: mean((rates) => rates.zeroFmr),
  };
};
