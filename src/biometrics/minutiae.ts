/**
 * Minutiae from line ends: near the border, in front of each other (a broken line), back to back
 * or in a crowd they are artefacts and go; the rest get a direction from the flow and a quality.
 */
import { CELL_PX } from './flow.ts';
import type { Flow } from './flow.ts';
import type { LineEnd } from './skeleton.ts';
import { ENDING, BIFURCATION, MAX_MINUTIAE } from './template.ts';
import type { Minutia } from './template.ts';

interface Candidate {
  readonly x: number;
  readonly y: number;
  /** Radians, y downwards, from the end back along its line. */
  readonly angle: number;
  readonly type: 1 | 2;
  readonly quality: number;
  dropped: boolean;
}

export interface MinutiaInputs {
  readonly ridgeEnds: readonly LineEnd[];
  readonly valleyEnds: readonly LineEnd[];
  readonly flow: Flow;
  /** Per cell: 0..1. */
  readonly reliability: Float32Array;
  /** Per cell: distance to the border of the skin, in cells. */
  readonly depth: Uint8Array;
}

const MIN_DEPTH_CELLS = 3;
const GAP_PX = 10;
const GAP_TURN = Math.PI / 4;
const TWIN_PX = 7;
const CROWD_PX = 20;
const CROWD_COUNT = 5;
const MIN_QUALITY = 12;

export function selectMinutiae(inputs: MinutiaInputs): Minutia[] {
  const candidates = [
    ...inputs.ridgeEnds.map((end) => toCandidate(end, ENDING, inputs)),
    ...inputs.valleyEnds.map((end) => toCandidate(end, BIFURCATION, inputs)),
  ].filter((candidate): candidate is Candidate => candidate !== null);
  dropPairs(candidates);
  dropCrowds(candidates);
  return candidates
    .filter((candidate) => !candidate.dropped)
    .sort((a, b) => b.quality - a.quality)
    .slice(0, MAX_MINUTIAE)
    .map(({ x, y, angle, type, quality }) => ({
      x,
      y,
      angle: Math.round((angle / (2 * Math.PI)) * 256) & 255,
      type,
      quality,
    }));
}

function toCandidate(end: LineEnd, type: 1 | 2, inputs: MinutiaInputs): Candidate | null {
  const { flow, depth, reliability } = inputs;
  const cell = Math.floor(end.y / CELL_PX) * flow.columns + Math.floor(end.x / CELL_PX);
  if ((depth[cell] ?? 0) < MIN_DEPTH_CELLS) return null;
  const along = flow.angle[cell] ?? 0;
  const facing = Math.cos(along) * end.backX + Math.sin(along) * end.backY;
  const angle = facing >= 0 ? along : along + Math.PI;
  const quality = Math.round(
    100 * Math.min(1, (reliability[cell] ?? 0) * (flow.coherence[cell] ?? 0) * 1.1),
  );
  if (quality < MIN_QUALITY) return null;
  return { x: end.x, y: end.y, angle, type, quality, dropped: false };
}

const turn = (a: number, b: number): number => {
  const off = Math.abs(a - b) % (2 * Math.PI);
  return off > Math.PI ? 2 * Math.PI - off : off;
};

function dropPairs(candidates: readonly Candidate[]): void {
  for (const [index, a] of candidates.entries()) {
    for (const b of candidates.slice(index + 1)) {
      const dx = b.x - a.x;
      const dy = b.y - a.y;
      const distance = Math.hypot(dx, dy);
      if (distance > GAP_PX) continue;
      const opposite = turn(a.angle, b.angle + Math.PI) < GAP_TURN;
      const twin = distance < TWIN_PX && opposite;
      if (twin || (a.type === b.type && opposite && faceEachOther(a, dx, dy))) {
        a.dropped = true;
        b.dropped = true;
      }
    }
  }
}

/** `b` lies ahead of `a`, where its line would go on. */
function faceEachOther(a: Candidate, dx: number, dy: number): boolean {
  const ahead = -(dx * Math.cos(a.angle) + dy * Math.sin(a.angle));
  return ahead > 0.5 * Math.hypot(dx, dy);
}

function dropCrowds(candidates: readonly Candidate[]): void {
  const crowded = candidates.filter((a) => {
    if (a.dropped) return false;
    const near = candidates.filter(
      (b) => !b.dropped && b !== a && Math.hypot(b.x - a.x, b.y - a.y) < CROWD_PX,
    );
    return near.length >= CROWD_COUNT;
  });
  for (const candidate of crowded) candidate.dropped = true;
}
