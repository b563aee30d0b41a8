/**
 * Orientation fields of made-up fingers: arches by a formula, loops and whorls from cores and deltas
 * (the zero-pole model of Sherlock and Monro), a little bent by chance.
 */
import { smoothField } from './random.ts';
import type { Chance } from './random.ts';

export type PatternKind = 'arch' | 'left-loop' | 'right-loop' | 'whorl';

export interface Pattern {
  readonly kind: PatternKind;
  /** Direction of the ridge at a place (pixels, y downwards), radians. */
  readonly directionAt: (x: number, y: number) => number;
  readonly periodAt: (x: number, y: number) => number;
}

/** Side of the skin that a made-up finger has, pixels at 500 dpi. */
export const SKIN_WIDTH_PX = 400;
export const SKIN_HEIGHT_PX = 480;

interface Spot {
  readonly x: number;
  readonly y: number;
}

function pickKind(random: Chance): PatternKind {
  const roll = random.next();
  if (roll < 0.08) return 'arch';
  if (roll < 0.4) return 'left-loop';
  return roll < 0.7 ? 'right-loop' : 'whorl';
}

export function makePattern(random: Chance): Pattern {
  const kind = pickKind(random);
  const wobble = smoothField(random, 90, SKIN_HEIGHT_PX);
  const stretch = smoothField(random, 120, SKIN_HEIGHT_PX);
  const period = random.between(8, 10);
  const base = kind === 'arch' ? archDirection(random) : poleDirection(kind, random);
  return {
    kind,
    directionAt: (x, y) => base(x, y) + 0.12 * wobble(x, y),
    periodAt: (x, y) => period * (1 + 0.08 * stretch(x, y) + (y > SKIN_HEIGHT_PX * 0.6 ? 0.05 : 0)),
  };
}

function archDirection(random: Chance): Pattern['directionAt'] {
  const height = random.between(0.9, 1.6);
  const middle = SKIN_WIDTH_PX / 2 + random.between(-20, 20);
  return (x, y) => {
    const lift = height * (1 - Math.abs(y / SKIN_HEIGHT_PX - 0.55) * 1.1);
    return Math.atan(lift * Math.sin(((x - middle) / SKIN_WIDTH_PX) * Math.PI * 1.1));
  };
}

function poleDirection(kind: Exclude<PatternKind, 'arch'>, random: Chance): Pattern['directionAt'] {
  const x = SKIN_WIDTH_PX / 2 + random.between(-18, 18);
  const y = SKIN_HEIGHT_PX * 0.43 + random.between(-20, 20);
  const low = y + random.between(95, 150);
  const side = kind === 'left-loop' ? 1 : -1;
  const cores: Spot[] = [{ x, y }];
  const deltas: Spot[] = [{ x: x + side * random.between(85, 130), y: low }];
  if (kind === 'whorl') {
    cores.push({ x: x + random.between(-14, 14), y: y + random.between(25, 60) });
    deltas.push({ x: x - side * random.between(85, 130), y: low + random.between(-25, 25) });
  }
  const lean = kind === 'whorl' ? 0 : side * random.between(0.05, 0.25);
  // Angles in the usual sense, y upwards; the sign turns at the end for y downwards.
  const turn = (spot: Spot, px: number, py: number): number => Math.atan2(spot.y - py, px - spot.x);
  return (px, py) => {
    let angle = lean;
    for (const core of cores) angle += turn(core, px, py) / 2 - Math.PI / 4;
    for (const delta of deltas) angle -= turn(delta, px, py) / 2 - Math.PI / 4;
    return -angle;
  };
}
