/** Collected by hour: zero-based bars, one accent, each bar labelled with its own amount. */
import { BarChart } from '@mui/x-charts/BarChart';

import { formatPaise, formatRupees, paise, ZERO } from '#domain/money.ts';
import { COLOUR } from '#renderer/theme.ts';
import type { HourTotal } from '#server/api/contract.ts';

import { useWords } from '#server/web/texts.ts';

/** The highest bar leaves room for its own label. */
const ROOM_ABOVE = 1.15;
const OPENING_HOUR = 8;
const CLOSING_HOUR = 19;

/** The office's hours, widened by whatever happened outside them. */
export function hoursShown(totals: readonly HourTotal[]): readonly HourTotal[] {
  const used = totals.filter((total) => total.receipts > 0).map((total) => total.hour);
  // One hour more on each side: a bar's label is wider than the bar.
  const first = Math.max(0, Math.min(OPENING_HOUR, ...used) - 1);
  const last = Math.min(23, Math.max(CLOSING_HOUR, ...used) + 1);
  return Array.from({ length: last - first + 1 }, (_, index) => {
    const hour = first + index;
    return totals.find((total) => total.hour === hour) ?? { hour, receipts: 0, totalPaise: ZERO };
  });
}

const LAKH_PAISE = 10_000_000;

/** A label as wide as its bar: whole rupees, or lakhs; the exact amount stands in the tooltip. */
const short = (value: number): string =>
  value < LAKH_PAISE
    ? formatPaise(paise(value)).slice(0, -3)
    : `${(Math.round(value / (LAKH_PAISE / 100)) / 100).toFixed(2)} L`;

export function HourChart({ totals }: { totals: readonly HourTotal[] }) {
  const { t } = useWords();
  const shown = hoursShown(totals);
  return (
    <BarChart
      height={280}
      hideLegend
      skipAnimation
      margin={{ left: 0, right: 0, top: 24, bottom: 0 }}
      slotProps={{ barLabel: { style: { fontSize: 13 } } }}
      xAxis={[
        {
          scaleType: 'band',
          data: shown.map((total) => String(total.hour).padStart(2, '0')),
          height: 40,
          tickLabelStyle: { fontSize: 14, fill: COLOUR.inkSoft },
        },
      ]}
      yAxis={[
        {
          min: 0,
          max: Math.max(1, ...shown.map((total) => total.totalPaise)) * ROOM_ABOVE,
          position: 'none',
        },
      ]}
      series={[
        {
          data: shown.map((total) => total.totalPaise),
          label: t.byHour,
          color: COLOUR.action,
          valueFormatter: (value) => (value === null ? '' : formatRupees(paise(value))),
          barLabel: (item) => (item.value === null || item.value === 0 ? null : short(item.value)),
          barLabelPlacement: 'outside',
        },
      ]}
    />
  );
}
