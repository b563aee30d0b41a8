/** Detection error trade-off curves as an SVG: both error rates, logarithmic, in percent. */
import { operatingPoints } from './biometrics-figures.ts';
import type { Scores } from './biometrics-figures.ts';

export interface Curve {
  readonly name: string;
  readonly scores: Scores;
}

const COLOURS = ['#1b6ca8', '#c8553d', '#3a7d44', '#7b4fa3', '#222222'];
const SIDE = 480;
const MARGIN = 60;
const LOW_PERCENT = 0.01;
const HIGH_PERCENT = 50;
const TICKS = [0.01, 0.1, 1, 10, 50];

const at = (share: number): number => {
  const percent = Math.min(HIGH_PERCENT, Math.max(LOW_PERCENT, share * 100));
  return Math.log(percent / LOW_PERCENT) / Math.log(HIGH_PERCENT / LOW_PERCENT);
};
const x = (share: number): string => (MARGIN + at(share) * SIDE).toFixed(1);
const y = (share: number): string => (MARGIN + (1 - at(share)) * SIDE).toFixed(1);

function curvePath({ scores }: Curve): string {
  const points = operatingPoints(scores).map(({ fmr, fnmr }) => `${x(fmr)},${y(fnmr)}`);
  return points.filter((point, i) => point !== points[i - 1]).join(' L');
}

export function drawDet(title: string, curves: readonly Curve[]): string {
  const size = SIDE + 2 * MARGIN;
  const grid = TICKS.map(
    (percent) => `
  <path d="M${x(percent / 100)},${MARGIN} V${MARGIN + SIDE}" class="grid"/>
  <path d="M${MARGIN},${y(percent / 100)} H${MARGIN + SIDE}" class="grid"/>
  <text x="${x(percent / 100)}" y="${MARGIN + SIDE + 18}" text-anchor="middle">${percent}</text>
  <text x="${MARGIN - 8}" y="${y(percent / 100)}" dy="4" text-anchor="end">${percent}</text>`,
  );
  const lines = curves.map(
    (curve, i) => `
  <path d="M${curvePath(curve)}" fill="none" stroke="${COLOURS[i % COLOURS.length]}" stroke-width="2"/>
  <text x="${MARGIN + SIDE - 8}" y="${MARGIN + 20 + 18 * i}" text-anchor="end"
    fill="${COLOURS[i % COLOURS.length]}">${curve.name}</text>`,
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}">
  <style>text { font: 13px sans-serif } .grid { stroke: #ddd; fill: none }</style>
  <rect width="${size}" height="${size}" fill="#fff"/>${grid.join('')}
  <path d="M${x(0)},${y(0)} L${x(0.5)},${y(0.5)}" stroke="#bbb" stroke-dasharray="4 4"/>${lines.join('')}
  <text x="${size / 2}" y="30" text-anchor="middle">${title}</text>
  <text x="${size / 2}" y="${size - 14}" text-anchor="middle">False match rate, %</text>
  <text transform="translate(16 ${size / 2}) rotate(-90)" text-anchor="middle">False non-match rate, %</text>
</svg>
`;
}
