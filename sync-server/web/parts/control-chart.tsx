/**
 * A control chart: one mark a shift or person around the line of nothing, with the mean and its limits.
 * Marks outside the limits have another shape and their amount beside them, not another colour alone.
 */
import Box from '@mui/material/Box';

import { formatRupees, paise, type Paise } from '#domain/money.ts';
import { COLOUR, SIZE } from '#renderer/theme.ts';

export interface ControlMark {
  readonly id: string;
  readonly label: string;
  readonly paise: Paise;
  readonly isBeyond: boolean;
}

interface ControlChartProps {
  readonly title: string;
  readonly marks: readonly ControlMark[];
  readonly mean: Paise;
  readonly lower: Paise;
  readonly upper: Paise;
  readonly words: { readonly limit: string; readonly mean: string };
  /** Shifts in the order of time are joined by a line; people are not. */
  readonly isJoined: boolean;
}

const HEIGHT = 300;
const TOP = 28;
const BOTTOM = 56;
/** Room at the right for the names of the lines. */
const RIGHT = 168;
const LEFT = 24;
const STEP = 96;
const LEAST_WIDTH = 640;
/** Where nothing differs the chart still has a height. */
const LEAST_REACH = 1000;

/** How far up or down the chart goes, in paise. */
function reachOf({ marks, lower, upper }: ControlChartProps): number {
  const all = [...marks.map(({ paise: each }) => each), lower, upper];
  return Math.max(LEAST_REACH, ...all.map(Math.abs)) * 1.1;
}

function Line(props: {
  readonly y: number;
  readonly width: number;
  readonly name: string;
  readonly isDashed?: boolean;
  readonly isStrong?: boolean;
}) {
  const { y, width, name, isDashed = false, isStrong = false } = props;
  return (
    <>
      <line
        x1={LEFT}
        x2={width - RIGHT}
        y1={y}
        y2={y}
        stroke={isStrong ? COLOUR.ink : COLOUR.inkSoft}
        strokeWidth={isStrong ? 2 : 1}
        {...(isDashed ? { strokeDasharray: '6 4' } : {})}
      />
      <text x={width - RIGHT + 8} y={y + 5} fontSize={SIZE.base} fill={COLOUR.ink}>
        {name}
      </text>
    </>
  );
}

function Mark({ mark, x, y }: { mark: ControlMark; x: number; y: number }) {
  const { isBeyond } = mark;
  const above = mark.paise >= 0;
  return (
    <>
      {isBeyond ? (
        <path d={`M ${x} ${y - 9} L ${x + 9} ${y + 7} L ${x - 9} ${y + 7} Z`} fill={COLOUR.stop} />
      ) : (
        <circle cx={x} cy={y} r={6} fill={COLOUR.action} />
      )}
      {isBeyond ? (
        <text
          x={x}
          y={above ? y - 14 : y + 24}
          textAnchor="middle"
          fontSize={SIZE.base}
          fontWeight={700}
          fill={COLOUR.stop}
        >
          {formatRupees(mark.paise)}
        </text>
      ) : null}
      <text x={x} y={HEIGHT - 16} textAnchor="middle" fontSize={SIZE.base} fill={COLOUR.ink}>
        {mark.label}
      </text>
    </>
  );
}

/** What differs by less than a line of text from another line is not written twice. */
const isApart = (a: number, b: number): boolean => Math.abs(a - b) > 18;

export function ControlChart(props: ControlChartProps) {
  const { marks, mean, lower, upper, words } = props;
  const width = Math.max(LEAST_WIDTH, LEFT + RIGHT + marks.length * STEP);
  const reach = reachOf(props);
  const middle = TOP + (HEIGHT - TOP - BOTTOM) / 2;
  const y = (amount: number): number => middle - (amount / reach) * ((HEIGHT - TOP - BOTTOM) / 2);
  const x = (index: number): number => LEFT + STEP / 2 + index * STEP;
  const rupees = (amount: number): string => formatRupees(paise(Math.round(amount)));
  const points = marks.map((mark, index) => `${x(index)},${y(mark.paise)}`).join(' ');
  const hasMean = isApart(y(mean), y(0));
  return (
    <Box sx={{ overflowX: 'auto' }} tabIndex={0} role="group" aria-label={props.title}>
      <svg
        role="img"
        aria-label={`${props.title}: ${marks
          .map((mark) => `${mark.label} ${formatRupees(mark.paise)}`)
          .join(', ')}`}
        width={width}
        height={HEIGHT}
        style={{ display: 'block' }}
      >
        <Line y={y(0)} width={width} name={rupees(0)} isStrong />
        {hasMean ? <Line y={y(mean)} width={width} name={`${words.mean} ${rupees(mean)}`} /> : null}
        <Line y={y(upper)} width={width} name={`${words.limit} ${rupees(upper)}`} isDashed />
        <Line y={y(lower)} width={width} name={`${words.limit} ${rupees(lower)}`} isDashed />
        {props.isJoined ? (
          <polyline points={points} fill="none" stroke={COLOUR.line} strokeWidth={1} />
        ) : null}
        {marks.map((mark, index) => (
          <Mark key={mark.id} mark={mark} x={x(index)} y={y(mark.paise)} />
        ))}
      </svg>
    </Box>
  );
}
