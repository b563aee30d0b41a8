/** What is kept of a finger: its minutiae, and beside them (a cache) how its ridges flow. */

export const ENDING = 1;
export const BIFURCATION = 2;
/** Two images of a finger rarely share more; the rest costs time and space. */
export const MAX_MINUTIAE = 80;
/** A full circle of minutia directions (as in ISO/IEC 19794-2). */
export const ANGLE_UNITS = 256;

export interface Minutia {
  /** Pixels at 500 dpi from the top left. */
  readonly x: number;
  readonly y: number;
  /** Direction back along the line, in 1/256 of a circle, clockwise on the screen from +x. */
  readonly angle: number;
  /** 1 ridge ending, 2 bifurcation, 0 not told. */
  readonly type: 0 | 1 | 2;
  /** 1..100, 0 not told. */
  readonly quality: number;
}

/** Ridge directions on a coarse grid; cell (c, r) is centred at `((c + 0.5), (r + 0.5)) * stepPx`. */
export interface FlowGrid {
  readonly columns: number;
  readonly rows: number;
  /** Half circle in 128 units, clockwise on the screen from +x; {@link NO_FLOW} off the skin. */
  readonly angles: Uint8Array;
}

export const FLOW_STEP_PX = 16;
export const FLOW_UNITS = 128;
export const NO_FLOW = 255;

export interface Template {
  /** Pixels at 500 dpi. */
  readonly width: number;
  readonly height: number;
  readonly minutiae: readonly Minutia[];
  /** 0..100. */
  readonly quality: number;
  readonly flow: FlowGrid;
  /** A picture of the ridges, sixteen bits a cell of `flow`; empty where there is none. */
  readonly ridges: Uint16Array;
}

/** Bit `4 * row + column` of a cell: 1 where the ridge is, every {@link RIDGE_STEP_PX}. */
export const RIDGE_STEP_PX = 4;
