/** Today: six figures with their comparison, when and for what money came, and the charges live. */
import Box from '@mui/material/Box';

import { formatRupees } from '#domain/money.ts';
import type { Overview } from '#server/api/contract.ts';

import { hq } from '#server/web/api.ts';
import { ChargesTable } from '#server/web/parts/charges-table.tsx';
import { Figure } from '#server/web/parts/figure.tsx';
import { HourChart } from '#server/web/parts/hour-chart.tsx';
import { ServiceBars } from '#server/web/parts/service-bars.tsx';
import { Notice, Panel, WhenReady } from '#server/web/parts/states.tsx';
import { useWords } from '#server/web/texts.ts';
import { useHq } from '#server/web/use-hq.ts';

const CHARGES_SHOWN = 500;

const FIGURES = {
  display: 'grid',
  gap: 2,
  gridTemplateColumns: { xs: 'repeat(2, minmax(0, 1fr))', md: 'repeat(4, minmax(0, 1fr))' },
} as const;
const CHARTS = {
  display: 'grid',
  gap: 3,
  gridTemplateColumns: { xs: 'minmax(0, 1fr)', md: 'minmax(0, 3fr) minmax(0, 2fr)' },
} as const;

function Figures({ overview }: { overview: Overview }) {
  const { t } = useWords();
  const { today, yesterday } = overview;
  return (
    <Box sx={FIGURES}>
      <Figure
        large
        label={t.collected}
        value={formatRupees(today.collectedPaise)}
        before={formatRupees(yesterday.collectedPaise)}
      />
      <Figure
        large
        label={t.reversed}
        value={formatRupees(today.reversedPaise)}
        before={formatRupees(yesterday.reversedPaise)}
      />
      <Figure label={t.receipts} value={`${today.receipts}`} before={`${yesterday.receipts}`} />
      <Figure
        label={t.withoutMoney}
        value={`${today.quotesWithoutMoney}`}
        before={`${yesterday.quotesWithoutMoney}`}
      />
      <Figure label={t.nil} value={`${today.nilReceipts}`} before={`${yesterday.nilReceipts}`} />
      <Figure label={t.reprints} value={`${today.reprints}`} before={`${yesterday.reprints}`} />
    </Box>
  );
}

export function TodayPage({ overview }: { overview: Overview }) {
  const { t } = useWords();
  const date = overview.businessDate;
  const totals = useHq(() => hq.totals(date), `totals-${date}`);
  const charges = useHq(() => hq.charges(date, CHARGES_SHOWN), `charges-${date}`);
  return (
    <Box sx={{ display: 'grid', gap: 3, gridTemplateColumns: 'minmax(0, 1fr)' }}>
      <Figures overview={overview} />
      <Box sx={CHARTS}>
        <Panel title={t.byHour}>
          <WhenReady loaded={totals} minHeight={280}>
            {(value) =>
              value.byService.length === 0 ? (
                <Notice tone="quiet">{t.noService}</Notice>
              ) : (
                <HourChart totals={value.byHour} />
              )
            }
          </WhenReady>
        </Panel>
        <Panel title={t.byService}>
          <WhenReady loaded={totals} minHeight={280}>
            {(value) => <ServiceBars totals={value.byService} />}
          </WhenReady>
        </Panel>
      </Box>
      <Panel title={t.charges}>
        <WhenReady loaded={charges} minHeight={480}>
          {(value) => <ChargesTable rows={value.rows} />}
        </WhenReady>
      </Panel>
    </Box>
  );
}
