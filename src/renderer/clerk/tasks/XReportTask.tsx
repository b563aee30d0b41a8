/** X: what was done in this shift. The expected cash is not here, on purpose. */
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useEffect, useState } from 'react';

import type { XReport } from '#contract/answers.ts';
import { formatIstTime } from '#domain/time.ts';
import type { Counter } from '#renderer/clerk/counter/use-counter.ts';
import { showDate } from '#renderer/clerk/shell/Header.tsx';
import { useEnter } from '#renderer/keys/use-enter.ts';
import { useSpeech } from '#renderer/texts/use-texts.tsx';
import { COLOUR } from '#renderer/theme.ts';
import { KeyButton } from '#renderer/ui/Key.tsx';
import { Money } from '#renderer/ui/Money.tsx';
import { Ends, Sheet } from '#renderer/ui/Section.tsx';

import { TaskFrame } from './TaskFrame.tsx';

function Rows(props: { readonly report: XReport }) {
  const { t } = useSpeech();
  const { report } = props;
  const counts = [
    [t.xQuotes, report.quotes],
    [t.xLapsed, report.lapsed],
    [t.xReceipts, report.receipts],
    [t.xNil, report.nilReceipts],
    [t.xReversals, report.reversals],
    [t.xReprints, report.reprints],
    [t.xNoSales, report.noSales],
    [t.xInstruments, report.instruments],
  ] as const;
  return (
    <Sheet sx={{ px: 3, py: 2 }}>
      <Ends sx={{ borderBottom: `1px dashed ${COLOUR.line}`, pb: 1, mb: 1 }}>
        <span>{showDate(report.businessDate)}</span>
        <span>{formatIstTime(report.at)}</span>
      </Ends>
      {counts.map(([label, count]) => (
        <Ends key={label} sx={{ py: 0.5 }}>
          <span>{label}</span>
          <strong>{count}</strong>
        </Ends>
      ))}
      <Ends sx={{ borderTop: `2px solid ${COLOUR.ink}`, mt: 1, pt: 1 }}>
        <Typography variant="h4" component="span">
          {t.xNonCash}
        </Typography>
        <Typography variant="h3" component="span">
          <Money paise={report.nonCashPaise} />
        </Typography>
      </Ends>
    </Sheet>
  );
}

export function XReportTask(props: { readonly counter: Counter }) {
  const { t } = useSpeech();
  const { run } = props.counter;
  const [report, setReport] = useState<XReport | null>(null);
  useEffect(() => {
    void run('xReport', { print: false }).then((answer) => {
      if (answer?.ok === true) setReport(answer.value);
    });
  }, [run]);
  const print = (): void => void run('xReport', { print: true });
  useEnter(print, report !== null);
  return (
    <TaskFrame title={t.xTitle} width={560}>
      <Box sx={{ minHeight: 380 }}>
        {report === null ? <Typography>{t.working}</Typography> : <Rows report={report} />}
      </Box>
      <Typography sx={{ color: 'text.secondary', my: 1.5 }}>{t.xNote}</Typography>
      <KeyButton
        look="main"
        keyName="Enter"
        label={t.xPrint}
        disabled={report === null}
        onPress={print}
      />
    </TaskFrame>
  );
}
