/** Change that the drawer cannot give now: part of it goes on a slip, which is paid later. */
import Typography from '@mui/material/Typography';
import { useState } from 'react';

import type { CommandAnswer } from '#contract/answers.ts';
import { parseRupees } from '#domain/money.ts';
import { TaskFrame } from '#renderer/clerk/tasks/TaskFrame.tsx';
import { cleanAmount, showAmount } from '#renderer/clerk/tender/cash.ts';
import { useSpeech } from '#renderer/texts/use-texts.tsx';
import { Field } from '#renderer/ui/Field.tsx';
import { Money } from '#renderer/ui/Money.tsx';
import { Ends } from '#renderer/ui/Section.tsx';

import { GoButton, Told, useFields, type CashTaskProps } from './parts.tsx';

export function OweChangeTask(props: CashTaskProps) {
  const { t } = useSpeech();
  const { counter, snapshot } = props;
  const { paid } = snapshot;
  const receipt = paid?.receipts[0];
  const [text, setText] = useState('');
  const [done, setDone] = useState<CommandAnswer<'oweChange'> | null>(null);
  const owedPaise = parseRupees(text);
  const ready = owedPaise !== null && owedPaise > 0;
  const go = (): void => {
    if (receipt === undefined || !ready) return;
    const { receiptNumber } = receipt;
    void counter.run('oweChange', { receiptNumber, owedPaise }).then((answer) => {
      if (answer?.ok === true) setDone(answer.value);
    });
  };
  useFields(['owed'], go);
  if (done !== null) return <Told title={t.oweChange}>{t.oweDone(done.slipId)}</Told>;
  if (paid === null || receipt === undefined || paid.changePaise === 0) {
    return <TaskFrame title={t.oweChange}>{t.oweNothing}</TaskFrame>;
  }
  return (
    <TaskFrame title={t.oweChange}>
      <Typography sx={{ mb: 2 }}>{t.oweText}</Typography>
      <Ends sx={{ mb: 2 }}>
        <span>{t.oweOf(receipt.receiptNumber)}</span>
        <strong>
          <Money paise={paid.changePaise} />
        </strong>
      </Ends>
      <Field
        stacked
        figure
        name="owed"
        takes="digits"
        label={t.oweAmount}
        value={showAmount(text)}
        start={<span style={{ marginRight: 8 }}>₹</span>}
        onValue={(typed) => setText(cleanAmount(typed))}
      />
      <Typography component="div" sx={{ mt: 2 }}>
        <GoButton counter={counter} label={t.oweGo} ready={ready} onGo={go} />
      </Typography>
    </TaskFrame>
  );
}
