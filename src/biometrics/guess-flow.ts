/**
 * The flow of the ridges as far as minutiae alone tell it: each cell takes the direction of the
 * minutiae around it. For records of other makers, which carry no flow.
 */
import { FLOW_STEP_PX, FLOW_UNITS, NO_FLOW } from './template.ts';
import type { FlowGrid, Minutia } from './template.ts';

const REACH_PX = 60;
const SIGMA_PX = 30;

export function guessFlow(
  minutiae: readonly Minutia[],
  size: { readonly width: number; readonly height: number },
): FlowGrid {
  const columns = Math.ceil(size.width / FLOW_STEP_PX);
  const rows = Math.ceil(size.height / FLOW_STEP_PX);
  const angles = new Uint8Array(columns * rows).fill(NO_FLOW);
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      const x = (column + 0.5) * FLOW_STEP_PX;
      const y = (row + 0.5) * FLOW_STEP_PX;
      const direction = directionAt(minutiae, x, y);
      if (direction !== null) angles[row * columns + column] = direction;
    }
  }
  return { columns, rows, angles };
}

function directionAt(minutiae: readonly Minutia[], x: number, y: number): number | null {
  let cos = 0;
  let sin = 0;
  let nearest = Infinity;
  for (const minutia of minutiae) {
    const away = (minutia.x - x) ** 2 + (minutia.y - y) ** 2;
    nearest = Math.min(nearest, away);
    const weight = Math.exp(-away / (2 * SIGMA_PX * SIGMA_PX));
    const doubled = (2 * Math.PI * minutia.angle) / FLOW_UNITS;
    cos += weight * Math.cos(doubled);
    sin += weight * Math.sin(doubled);
  }
  if (nearest > REACH_PX * REACH_PX) return null;
  const half = Math.atan2(sin, cos) / (2 * Math.PI);
  return Math.round(half * FLOW_UNITS + FLOW_UNITS) % FLOW_UNITS;
}
