/**
 * A finger put on a glass: turned, moved, bent by the press, in part or whole, dry or wet, seen by
 * a sensor with noise. What is not told is drawn from the impression's seed.
 */
import { WORKING_DPI } from '#biometrics/image.ts';
import type { GrayImage } from '#biometrics/image.ts';
import type { Finger } from './finger.ts';
import { chance, smoothField } from './random.ts';
import type { Chance, Field } from './random.ts';

export interface ImpressionOptions {
  readonly seed: number;
  readonly width?: number;
  readonly height?: number;
  readonly dpi?: number;
  /** Clockwise. */
  readonly rotationDeg?: number;
  /** Pixels at 500 dpi. */
  readonly shiftX?: number;
  readonly shiftY?: number;
  /** -1 dry and light, 0 good, 1 wet and hard. */
  readonly pressure?: number;
  /** 0 none, 1 heavy. */
  readonly noise?: number;
  /** Share of the finger that touches, 0..1. */
  readonly contact?: number;
  /** Pixels that the skin is bent by, at most about. */
  readonly bendPx?: number;
}

interface Touch {
  readonly cos: number;
  readonly sin: number;
  readonly shiftX: number;
  readonly shiftY: number;
  readonly bendPx: number;
  readonly bendX: Field;
  readonly bendY: Field;
  readonly pressure: number;
  readonly noise: number;
  readonly radiusX: number;
  readonly radiusY: number;
  readonly edge: Field;
  readonly damp: Field;
  readonly breaks: Field;
}

const FIELD_SIDE_PX = 900;

function makeTouch(random: Chance, options: ImpressionOptions): Touch {
  const drawn = {
    rotationDeg: random.normal() * 9,
    shiftX: random.normal() * 12,
    shiftY: random.normal() * 14,
    pressure: random.normal() * 0.25,
    noise: random.between(0.1, 0.35),
    contact: random.between(0.82, 1),
    bendPx: random.between(1, 4),
  };
  const told = { ...drawn, ...options };
  const turn = (told.rotationDeg * Math.PI) / 180;
  const reach = Math.sqrt(told.contact);
  return {
    cos: Math.cos(turn),
    sin: Math.sin(turn),
    shiftX: told.shiftX,
    shiftY: told.shiftY,
    bendPx: told.bendPx,
    bendX: smoothField(random, 130, FIELD_SIDE_PX),
    bendY: smoothField(random, 130, FIELD_SIDE_PX),
    pressure: told.pressure,
    noise: told.noise,
    radiusX: 150 * reach,
    radiusY: 190 * reach,
    edge: smoothField(random, 35, FIELD_SIDE_PX),
    damp: smoothField(random, 60, FIELD_SIDE_PX),
    breaks: smoothField(random, 5, FIELD_SIDE_PX),
  };
}

export function pressFinger(finger: Finger, options: ImpressionOptions): GrayImage {
  const { width = 320, height = 400, dpi = WORKING_DPI } = options;
  const random = chance(Math.imul(options.seed + 1, 0x85ebca6b) ^ finger.seed);
  const touch = makeTouch(random, options);
  const pixels = new Uint8Array(width * height);
  const scale = WORKING_DPI / dpi;
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const px = (x - width / 2) * scale;
      const py = (y - height / 2) * scale;
      pixels[y * width + x] = shade(finger, touch, px, py, random);
    }
  }
  return { width, height, dpi, pixels };
}

const PAPER_GREY = 232;

/** Grey of the place (px, py) from the middle of the glass. */
function shade(finger: Finger, touch: Touch, px: number, py: number, random: Chance): number {
  const { skin } = finger;
  const x = px - touch.shiftX;
  const y = py - touch.shiftY;
  const u = touch.cos * x + touch.sin * y;
  const v = -touch.sin * x + touch.cos * y;
  const fx = u + FIELD_SIDE_PX / 2;
  const fy = v + FIELD_SIDE_PX / 2;
  const grain = random.normal();
  const out = Math.hypot(u / touch.radiusX, v / touch.radiusY) + 0.06 * touch.edge(fx, fy);
  const grip = 1 / (1 + Math.exp((out - 1) * 26));
  const paper = PAPER_GREY + grain * (1 + 5 * touch.noise);
  if (grip < 0.02) return clampGrey(paper);
  const skinX = u + touch.bendPx * touch.bendX(fx, fy) + skin.width / 2;
  const skinY = v + touch.bendPx * touch.bendY(fx, fy) + skin.height / 2;
  const ridge = skinAt(skin, skinX, skinY);
  const wet = touch.pressure + 0.3 * touch.damp(fx, fy);
  const broken = Math.max(0, touch.breaks(fx, fy) * (0.5 + touch.noise - wet) - 0.35);
  const level = 1 / (1 + Math.exp(-3.2 * (ridge + 0.9 * wet - 1.3 * broken)));
  const ink = grip * level * (0.72 + 0.2 * touch.pressure);
  return clampGrey(paper - ink * 190 + grain * 30 * touch.noise);
}

const clampGrey = (value: number): number => Math.round(Math.min(255, Math.max(0, value)));

function skinAt(skin: Finger['skin'], x: number, y: number): number {
  const c = Math.floor(x);
  const r = Math.floor(y);
  if (c < 0 || r < 0 || c >= skin.width - 1 || r >= skin.height - 1) return -1;
  const fx = x - c;
  const fy = y - r;
  const at = r * skin.width + c;
  const top = (skin.values[at] ?? 0) * (1 - fx) + (skin.values[at + 1] ?? 0) * fx;
  const below = at + skin.width;
  const bottom = (skin.values[below] ?? 0) * (1 - fx) + (skin.values[below + 1] ?? 0) * fx;
  return top * (1 - fy) + bottom * fy;
}
