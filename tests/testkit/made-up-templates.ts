/**
 * Templates of made-up fingers without the detour over an image: for tests and measurements that
 * need them by the thousand. Minutiae are strewn over an orientation field; an impression turns,
 * moves and jitters them, loses some and adds some. There is no picture of the ridges.
 */
import { FLOW_STEP_PX, FLOW_UNITS, NO_FLOW } from '#biometrics/template.ts';
import type { FlowGrid, Minutia, Template } from '#biometrics/template.ts';
import { makePattern, SKIN_HEIGHT_PX, SKIN_WIDTH_PX } from '#biometrics/synthetic/pattern.ts';
import type { Pattern } from '#biometrics/synthetic/pattern.ts';
import { chance } from '#biometrics/synthetic/random.ts';
import type { Chance } from '#biometrics/synthetic/random.ts';

export interface MadeUpFinger {
  readonly seed: number;
  readonly pattern: Pattern;
  readonly minutiae: readonly Minutia[];
}

const WIDTH_PX = 320;
const HEIGHT_PX = 400;
const APART_PX = 17;
const RADIUS_X_PX = 150;
const RADIUS_Y_PX = 190;

export function makeUpFinger(seed: number): MadeUpFinger {
  const random = chance(seed);
  const pattern = makePattern(random);
  const wanted = Math.round(random.between(35, 60));
  const minutiae: Minutia[] = [];
  for (let tries = 0; tries < 2_000 && minutiae.length < wanted; tries += 1) {
    const x = random.between(0, SKIN_WIDTH_PX);
    const y = random.between(0, SKIN_HEIGHT_PX);
    if (minutiae.some((m) => Math.hypot(m.x - x, m.y - y) < APART_PX)) continue;
    minutiae.push(strewn(pattern, { x, y }, random));
  }
  return { seed, pattern, minutiae };
}

function strewn(pattern: Pattern, at: { x: number; y: number }, random: Chance): Minutia {
  const turns = pattern.directionAt(at.x, at.y) / (2 * Math.PI) + (random.next() < 0.5 ? 0.5 : 0);
  return {
    ...at,
    angle: Math.round(turns * 256) & 255,
    type: random.next() < 0.5 ? 1 : 2,
    quality: Math.round(random.between(40, 95)),
  };
}

export function impressTemplate(finger: MadeUpFinger, seed: number): Template {
  const random = chance(Math.imul(seed + 1, 0x27d4eb2f) ^ finger.seed);
  const turn = random.normal() * 0.16;
  const shiftX = random.normal() * 12;
  const shiftY = random.normal() * 14;
  const cos = Math.cos(turn);
  const sin = Math.sin(turn);
  const onGlass = (x: number, y: number): { x: number; y: number } => {
    const u = x - SKIN_WIDTH_PX / 2;
    const v = y - SKIN_HEIGHT_PX / 2;
    return {
      x: cos * u - sin * v + shiftX + WIDTH_PX / 2,
      y: sin * u + cos * v + shiftY + HEIGHT_PX / 2,
    };
  };
  const kept = finger.minutiae.filter(() => random.next() > 0.15);
  const added = Array.from({ length: Math.round(finger.minutiae.length * 0.08) }, () =>
    strewn(
      finger.pattern,
      { x: random.between(0, SKIN_WIDTH_PX), y: random.between(0, SKIN_HEIGHT_PX) },
      random,
    ),
  );
  const minutiae = [...kept, ...added]
    .map((minutia) => {
      const { x, y } = onGlass(minutia.x, minutia.y);
      const angle = minutia.angle + (turn / (2 * Math.PI)) * 256 + random.normal() * 4;
      return {
        ...minutia,
        x: Math.round(x + random.normal() * 1.6),
        y: Math.round(y + random.normal() * 1.6),
        angle: Math.round(angle) & 255,
      };
    })
    .filter(({ x, y }) => inContact(x, y));
  const flow = impressFlow(finger.pattern, { turn, shiftX, shiftY });
  const ridges = new Uint16Array(0);
  return { width: WIDTH_PX, height: HEIGHT_PX, minutiae, quality: 80, flow, ridges };
}

const inContact = (x: number, y: number): boolean =>
  Math.hypot((x - WIDTH_PX / 2) / RADIUS_X_PX, (y - HEIGHT_PX / 2) / RADIUS_Y_PX) < 1;

function impressFlow(
  pattern: Pattern,
  pose: { readonly turn: number; readonly shiftX: number; readonly shiftY: number },
): FlowGrid {
  const columns = Math.ceil(WIDTH_PX / FLOW_STEP_PX);
  const rows = Math.ceil(HEIGHT_PX / FLOW_STEP_PX);
  const angles = new Uint8Array(columns * rows).fill(NO_FLOW);
  const cos = Math.cos(pose.turn);
  const sin = Math.sin(pose.turn);
  for (let cell = 0; cell < angles.length; cell += 1) {
    const x = ((cell % columns) + 0.5) * FLOW_STEP_PX;
    const y = (Math.floor(cell / columns) + 0.5) * FLOW_STEP_PX;
    if (!inContact(x, y)) continue;
    const u = x - pose.shiftX - WIDTH_PX / 2;
    const v = y - pose.shiftY - HEIGHT_PX / 2;
    const skinX = cos * u + sin * v + SKIN_WIDTH_PX / 2;
    const skinY = cos * v - sin * u + SKIN_HEIGHT_PX / 2;
    const half = (pattern.directionAt(skinX, skinY) + pose.turn) / Math.PI;
    angles[cell] = Math.round((half - Math.floor(half)) * FLOW_UNITS) % FLOW_UNITS;
  }
  return { columns, rows, angles };
}
