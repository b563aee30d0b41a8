/** Notes for coins from the safe: what goes out, then what comes in, worth the same. */
import Typography from '@mui/material/Typography';
import { useState } from 'react';

import type { CashCount } from '#domain/cash.ts';
import { CashGrid } from '#renderer/clerk/tasks/CashGrid.tsx';
import { TaskFrame } from '#renderer/clerk/tasks/TaskFrame.tsx';
import type { Counter } from '#renderer/clerk/counter/use-counter.ts';
import { useSpeech } from '#renderer/texts/use-texts.tsx';

import { COUNT_FIELDS, CountAndApprove, GoButton, Told, useFields } from './parts.tsx';
import type { CashTaskProps } from './parts.tsx';

/** One count on its own, before the next step. */
export function OneCount(props: {
  readonly counter: Counter;
  readonly title: string;
  readonly text: string;
  readonly onCounted: (count: CashCount) => void;
}) {
  const { t } = useSpeech();
  const { counter, title, text, onCounted } = props;
  const [count, setCount] = useState<CashCount>({});
  const go = (): void => onCounted(count);
  useFields(COUNT_FIELDS, go);
  return (
    <TaskFrame title={title} width={840}>
      <Typography sx={{ mb: 1.5 }}>{text}</Typography>
      <CashGrid count={count} onCount={setCount} />
      <Typography component="div" sx={{ mt: 2 }}>
        <GoButton counter={counter} ready label={t.cashNext} onGo={go} />
      </Typography>
    </TaskFrame>
  );
}

export function ExchangeTask(props: CashTaskProps) {
  const { t } = useSpeech();
  const { counter } = props;
  const [out, setOut] = useState<CashCount | null>(null);
  const [isDone, setDone] = useState(false);
  if (isDone) return <Told title={t.exchange}>{t.exchangeDone}</Told>;
  if (out === null) {
    const title = `${t.exchange} · ${t.exchangeOut}`;
    return <OneCount counter={counter} title={title} text={t.exchangeText} onCounted={setOut} />;
  }
  return (
    <CountAndApprove
      key="in"
      {...props}
      title={`${t.exchange} · ${t.exchangeIn}`}
      text={t.exchangeText}
      act="exchange"
      label={t.exchangeGo}
      onGo={async (count, approval) => {
        const answer = await counter.run('exchangeCash', { out, in: count, ...approval });
        setDone(answer?.ok === true);
        return answer?.ok === true;
      }}
    />
  );
}
