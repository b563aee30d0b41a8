/**
 * What to do with the finger, drawn from the side: put it on, hold it, lift it, breathe on it, wipe it,
 * lay it flat, move it to the middle. The words beside it say the same.
 */
import type { ReactNode } from 'react';

import { COLOUR } from '#renderer/theme.ts';

import type { Guide } from './guide.ts';

const SKIN = '#EBCFB2';
/** From the knuckle to the tip, lying on the glass. */
const FLAT = 'M168 34 C140 58 116 66 84 66';
/** Only the tip touches. */
const STEEP = 'M150 12 C132 30 112 52 96 70';

function Device() {
  return (
    <>
      <rect x={36} y={84} width={112} height={30} rx={6} fill={COLOUR.ink} />
      <rect x={60} y={78} width={64} height={8} rx={2} fill={COLOUR.action} />
    </>
  );
}

function FingerSide(props: { readonly d: string; readonly x?: number; readonly y?: number }) {
  const { d, x = 0, y = 0 } = props;
  return (
    <g transform={`translate(${x} ${y})`} fill="none" strokeLinecap="round">
      <path d={d} stroke={COLOUR.ink} strokeWidth={27} />
      <path d={d} stroke={SKIN} strokeWidth={24} />
    </g>
  );
}

interface ArrowProps {
  readonly x: number;
  readonly y: number;
  readonly turnDeg: number;
}

/** Points down where it is not turned. */
const Arrow = ({ x, y, turnDeg }: ArrowProps) => (
  <path
    transform={`translate(${x} ${y}) rotate(${turnDeg})`}
    d="M0 -18 V14 M-10 4 L0 16 L10 4"
    fill="none"
    stroke={COLOUR.action}
    strokeWidth={5}
    strokeLinecap="round"
    strokeLinejoin="round"
  />
);

const Lines = (props: { readonly d: string }) => (
  <path d={props.d} fill="none" stroke={COLOUR.action} strokeWidth={4} strokeLinecap="round" />
);

const Drop = (props: { readonly x: number; readonly y: number }) => (
  <path
    transform={`translate(${props.x} ${props.y})`}
    d="M0 -9 C7 1 7 8 0 8 C-7 8 -7 1 0 -9"
    fill={COLOUR.action}
  />
);

const Round = (props: { readonly colour: string; readonly d: string }) => (
  <g transform="translate(92 40)">
    <circle r={34} fill={props.colour} />
    <path
      d={props.d}
      fill="none"
      stroke={COLOUR.paper}
      strokeWidth={7}
      strokeLinecap="round"
      strokeLinejoin="round"
    />
  </g>
);

const PICTURES: Readonly<Record<Guide, ReactNode>> = {
  place: (
    <>
      <FingerSide d={FLAT} y={-30} />
      <Arrow x={40} y={46} turnDeg={0} />
      <Device />
    </>
  ),
  hold: (
    <>
      <FingerSide d={FLAT} />
      <Lines d="M44 60 H30 M46 46 L34 38 M60 36 L54 24" />
      <Device />
    </>
  ),
  lift: (
    <>
      <FingerSide d={FLAT} y={-30} />
      <Arrow x={40} y={46} turnDeg={180} />
      <Device />
    </>
  ),
  working: (
    <>
      <Device />
      <g fill={COLOUR.action}>
        <circle cx={64} cy={44} r={9} />
        <circle cx={92} cy={44} r={9} />
        <circle cx={120} cy={44} r={9} />
      </g>
    </>
  ),
  breathe: (
    <>
      <FingerSide d={FLAT} />
      <Lines d="M6 42 Q18 34 30 42 T54 42 M6 58 Q18 50 30 58 T54 58 M6 26 Q18 18 30 26 T54 26" />
      <Device />
    </>
  ),
  wipe: (
    <>
      <FingerSide d={FLAT} y={-26} />
      <Drop x={78} y={66} />
      <Drop x={102} y={64} />
      <Arrow x={28} y={36} turnDeg={90} />
      <Arrow x={56} y={36} turnDeg={-90} />
      <Device />
    </>
  ),
  flatten: (
    <>
      <FingerSide d={STEEP} />
      <Arrow x={152} y={58} turnDeg={20} />
      <Device />
    </>
  ),
  centre: (
    <>
      <FingerSide d={FLAT} x={38} />
      <Arrow x={76} y={42} turnDeg={90} />
      <Device />
    </>
  ),
  plug: (
    <>
      <Device />
      <Lines d="M92 84 V58 M78 58 H106 V34 H78 Z M84 34 V18 M100 34 V18" />
    </>
  ),
  good: (
    <>
      <Device />
      <Round colour={COLOUR.paid} d="M-15 1 L-4 12 L16 -11" />
    </>
  ),
  bad: (
    <>
      <Device />
      <Round colour={COLOUR.stop} d="M0 -17 V4 M0 16 V17" />
    </>
  ),
};

/** Decoration: whoever cannot see it is told by the words. */
export function GuidePicture(props: { readonly guide: Guide; readonly width: number }) {
  return (
    <svg viewBox="0 -18 200 138" width={props.width} aria-hidden="true" style={{ flexShrink: 0 }}>
      {PICTURES[props.guide]}
    </svg>
  );
}
