/**
 * Control limits of counts: what a shift's difference may be by chance, from the shifts of its own office,
 * and who is outside them. Over counts as much as short (P11). Pure.
 */
import { paise, type Paise } from '#domain/money.ts';

/** Sums of differences, each counted less expected. */
export interface Spread {
  readonly shifts: number;
  readonly sumPaise: number;
  readonly sumOfSquares: number;
}

export interface ControlLimits {
  readonly meanPaise: Paise;
  readonly lowerPaise: Paise;
  readonly upperPaise: Paise;
}

/** Three standard deviations: by chance one shift of several hundred. */
const SIGMAS = 3;
/** Fewer say nothing of chance. */
const FEWEST_SHIFTS = 8;

function deviation({ shifts, sumPaise, sumOfSquares }: Spread): number {
  if (shifts < 2) return 0;
  const mean = sumPaise / shifts;
  return Math.sqrt(Math.max(0, (sumOfSquares - shifts * mean * mean) / (shifts - 1)));
}

const limits = (mean: number, width: number): ControlLimits => ({
  meanPaise: paise(Math.round(mean)),
  lowerPaise: paise(Math.round(mean - width)),
  upperPaise: paise(Math.round(mean + width)),
});

export const controlLimits = (of: Spread): ControlLimits =>
  limits(of.shifts === 0 ? 0 : of.sumPaise / of.shifts, SIGMAS * deviation(of));

const isOutside = (value: number, { lowerPaise, upperPaise }: ControlLimits): boolean =>
  value < lowerPaise || value > upperPaise;

/** One shift, where its office has enough of them to say. */
export const isBeyond = (variancePaise: number, office: Spread): boolean =>
  office.shifts >= FEWEST_SHIFTS && isOutside(variancePaise, controlLimits(office));

/**
 * Many small differences of one person, all to one side: their mean is held against the office's with the
 * spread that a mean of so many shifts has.
 */
export function leans(person: Spread, office: Spread): boolean {
  if (office.shifts < FEWEST_SHIFTS || person.shifts < 2) return false;
  const width = (SIGMAS * deviation(office)) / Math.sqrt(person.shifts);
  const mean = office.sumPaise / office.shifts;
  return Math.abs(person.sumPaise / person.shifts - mean) > width;
}
