/**
 * Both hands as they lie before their owner, palms down. A finger is told by a mark and a word as well as
 * by its colour; with digits each finger carries the one that picks it.
 */
import Box from '@mui/material/Box';
import { styled } from '@mui/material/styles';

import type { Finger } from '#contract/finger.ts';
import { useSpeech } from '#renderer/texts/use-texts.tsx';
import { COLOUR } from '#renderer/theme.ts';

export type FingerMark = 'asked' | 'done' | 'known';
export type FingerMarks = Readonly<Partial<Record<Finger, FingerMark>>>;

/** Left to right as drawn: the first carries 1, the last 0. */
export const DRAWN_FINGERS = [
  'left_little',
  'left_ring',
  'left_middle',
  'left_index',
  'left_thumb',
  'right_thumb',
  'right_index',
  'right_middle',
  'right_ring',
  'right_little',
] as const satisfies readonly Finger[];

const WIDTH = 480;
const HEIGHT = 244;
const SKIN = '#EBCFB2';
const MARK_COLOURS = { asked: COLOUR.action, done: COLOUR.paid, known: COLOUR.ink } as const;

interface Place {
  readonly base: readonly [number, number];
  readonly tip: readonly [number, number];
}

/** Of the right hand, from its thumb; the left one is its mirror. */
const RIGHT: readonly Place[] = [
  { base: [322, 196], tip: [266, 128] },
  { base: [326, 140], tip: [312, 54] },
  { base: [354, 132], tip: [354, 30] },
  { base: [382, 136], tip: [396, 46] },
  { base: [408, 148], tip: [434, 82] },
];

const mirror = ([x, y]: readonly [number, number]): readonly [number, number] => [WIDTH - x, y];

const placeOf = (index: number): Place => {
  const right = RIGHT[index < 5 ? 4 - index : index - 5];
  if (right === undefined) return { base: [0, 0], tip: [0, 0] };
  return index < 5 ? { base: mirror(right.base), tip: mirror(right.tip) } : right;
};

function FingerLine(props: { readonly place: Place; readonly mark: FingerMark | undefined }) {
  const { place, mark } = props;
  const line = {
    x1: place.base[0],
    y1: place.base[1],
    x2: place.tip[0],
    y2: place.tip[1],
    strokeLinecap: 'round' as const,
  };
  return (
    <>
      <line {...line} stroke={COLOUR.ink} strokeWidth={29} />
      <line {...line} stroke={mark === 'asked' ? COLOUR.actionSoft : SKIN} strokeWidth={26} />
    </>
  );
}

const Palm = (props: { readonly left: number }) => (
  <rect
    x={props.left}
    y={124}
    width={112}
    height={112}
    rx={38}
    fill={SKIN}
    stroke={COLOUR.ink}
    strokeWidth={1.5}
  />
);

/** The joints of the fingers, so that no outline crosses the palm. */
const Joint = (props: { readonly place: Place }) => (
  <circle cx={props.place.base[0]} cy={props.place.base[1]} r={13} fill={SKIN} />
);

const CHECK = 'M-7 0 L-2 6 L8 -6';

function TipMark(props: { readonly place: Place; readonly mark: FingerMark }) {
  const { place, mark } = props;
  const [x, y] = place.tip;
  return (
    <g transform={`translate(${x} ${y})`}>
      <circle r={13} fill={MARK_COLOURS[mark]} />
      {mark === 'asked' ? (
        <>
          <circle r={19} fill="none" stroke={COLOUR.action} strokeWidth={3} />
          <circle r={5} fill={COLOUR.paper} />
        </>
      ) : (
        <path d={CHECK} fill="none" stroke={COLOUR.paper} strokeWidth={3.5} />
      )}
    </g>
  );
}

const Pick = styled('button')({
  position: 'absolute',
  width: 48,
  height: 48,
  margin: -24,
  padding: 0,
  border: 0,
  borderRadius: 24,
  background: 'transparent',
  cursor: 'pointer',
  display: 'grid',
  placeItems: 'center',
  fontSize: 14,
  fontWeight: 700,
  fontFamily: 'inherit',
  color: COLOUR.ink,
  '&:focus-visible': { outline: `3px solid ${COLOUR.action}` },
});

const Digit = styled('kbd')({
  fontFamily: 'inherit',
  width: 24,
  lineHeight: '22px',
  borderRadius: 4,
  border: `1px solid ${COLOUR.ink}`,
  background: COLOUR.paper,
});

function Picks(props: { readonly marks: FingerMarks; readonly onPick: (finger: Finger) => void }) {
  const { t } = useSpeech();
  return (
    <>
      {DRAWN_FINGERS.map((finger, index) => {
        const [x, y] = placeOf(index).tip;
        const at = { left: `${(100 * x) / WIDTH}%`, top: `${(100 * y) / HEIGHT}%` };
        return (
          <Pick
            key={finger}
            type="button"
            style={at}
            aria-label={`${(index + 1) % 10}: ${t[`finger_${finger}`]}`}
            onClick={() => props.onPick(finger)}
          >
            {props.marks[finger] === undefined ? (
              <Digit aria-hidden="true">{(index + 1) % 10}</Digit>
            ) : null}
          </Pick>
        );
      })}
    </>
  );
}

export function Hands(props: {
  readonly marks: FingerMarks;
  /** Fingers may be picked, by their digits or by touch. */
  readonly onPick?: (finger: Finger) => void;
  readonly maxWidth?: number;
}) {
  const { t } = useSpeech();
  const { marks, onPick } = props;
  const words = { asked: t.fingerAsked, done: t.fingerDone, known: t.fingerKnown };
  const said = DRAWN_FINGERS.flatMap((finger) => {
    const mark = marks[finger];
    return mark === undefined ? [] : [words[mark](t[`finger_${finger}`])];
  });
  return (
    <Box sx={{ position: 'relative', width: '100%', maxWidth: props.maxWidth ?? WIDTH }}>
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        role="img"
        aria-label={[t.handsDrawn, ...said].join('; ')}
        style={{ display: 'block', width: '100%' }}
      >
        {DRAWN_FINGERS.map((finger, index) => (
          <FingerLine key={finger} place={placeOf(index)} mark={marks[finger]} />
        ))}
        <Palm left={313} />
        <Palm left={WIDTH - 313 - 112} />
        {DRAWN_FINGERS.map((finger, index) => (
          <Joint key={finger} place={placeOf(index)} />
        ))}
        {DRAWN_FINGERS.map((finger, index) => {
          const mark = marks[finger];
          return mark === undefined ? null : (
            <TipMark key={finger} place={placeOf(index)} mark={mark} />
          );
        })}
        <text x={WIDTH - 369} y={196} textAnchor="middle" fontSize={20} fontWeight={600}>
          {t.handLeft}
        </text>
        <text x={369} y={196} textAnchor="middle" fontSize={20} fontWeight={600}>
          {t.handRight}
        </text>
      </svg>
      {onPick === undefined ? null : <Picks marks={marks} onPick={onPick} />}
    </Box>
  );
}
