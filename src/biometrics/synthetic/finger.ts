/**
 * A made-up finger: ridges grown out of noise by filtering it again and again along an orientation
 * field, so that minutiae arise where ridges have to part. No person has this finger.
 */
import { CELL_PX } from '#biometrics/flow.ts';
import type { Flow } from '#biometrics/flow.ts';
import { filterAlongFlow } from '#biometrics/gabor.ts';
import { makeSurface } from '#biometrics/image.ts';
import type { Surface } from '#biometrics/image.ts';
import type { Mask } from '#biometrics/segment.ts';
import { makePattern, SKIN_HEIGHT_PX, SKIN_WIDTH_PX } from './pattern.ts';
import type { Pattern, PatternKind } from './pattern.ts';
import { chance } from './random.ts';
import type { Chance } from './random.ts';

export interface Finger {
  readonly seed: number;
  readonly kind: PatternKind;
  /** Ridges near +1, valleys near -1, at 500 dpi. */
  readonly skin: Surface;
}

const GROWTH_ROUNDS = 6;
/** Ridges grow where a finger can touch, and a little beyond. */
const GROWTH_SHARE = 0.98;

export function growFinger(seed: number): Finger {
  const random = chance(seed);
  const pattern = makePattern(random);
  const columns = Math.ceil(SKIN_WIDTH_PX / CELL_PX);
  const rows = Math.ceil(SKIN_HEIGHT_PX / CELL_PX);
  const flow = patternFlow(pattern, columns, rows);
  const mask = touchable(columns, rows);
  let skin = noise(random);
  for (let round = 0; round < GROWTH_ROUNDS; round += 1) {
    skin = filterAlongFlow(skin, flow, mask);
    harden(skin);
  }
  return { seed, kind: pattern.kind, skin };
}

function touchable(columns: number, rows: number): Mask {
  const cells = Uint8Array.from({ length: columns * rows }, (_, i) => {
    const x = ((i % columns) + 0.5) / columns - 0.5;
    const y = (Math.floor(i / columns) + 0.5) / rows - 0.5;
    return 2 * Math.hypot(x, y) < GROWTH_SHARE ? 1 : 0;
  });
  return { columns, rows, cells };
}

function noise(random: Chance): Surface {
  const surface = makeSurface(SKIN_WIDTH_PX, SKIN_HEIGHT_PX);
  for (let i = 0; i < surface.values.length; i += 1) surface.values[i] = random.normal();
  return surface;
}

/** Drives ridges and valleys apart, at an even strength over the whole. */
function harden(surface: Surface): void {
  const { values } = surface;
  let power = 0;
  for (const value of values) power += value * value;
  const scale = 1.6 / Math.sqrt(power / values.length + 1e-9);
  for (let i = 0; i < values.length; i += 1) values[i] = Math.tanh((values[i] ?? 0) * scale);
}

export function patternFlow(pattern: Pattern, columns: number, rows: number): Flow {
  const flow: Flow = {
    columns,
    rows,
    angle: new Float32Array(columns * rows),
    coherence: new Float32Array(columns * rows).fill(1),
    frequency: new Float32Array(columns * rows),
  };
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      const x = (column + 0.5) * CELL_PX;
      const y = (row + 0.5) * CELL_PX;
      const turns = pattern.directionAt(x, y) / Math.PI;
      flow.angle[row * columns + column] = (turns - Math.floor(turns)) * Math.PI;
      flow.frequency[row * columns + column] = 1 / pattern.periodAt(x, y);
    }
  }
  return flow;
}
