/** Change that the drawer cannot give now, and the slip that is paid for it later. */
import Typography from '@mui/material/Typography';
import { useState } from 'react';

import type { CommandAnswer } from '#contract/answers.ts';
import { parseRupees } from '#domain/money.ts';
import { NumberedActions, TaskFrame } from '#renderer/clerk/tasks/TaskFrame.tsx';
import { cleanAmount, showAmount } from '#renderer/clerk/tender/cash.ts';
import { useSpeech } from '#renderer/texts/use-texts.tsx';
import { Field } from '#renderer/ui/Field.tsx';
import { faceValue, Money } from '#renderer/ui/Money.tsx';
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

export function GiveChangeTask(props: CashTaskProps) {
  const { t } = useSpeech();
  const { counter, snapshot } = props;
  const [done, setDone] = useState<CommandAnswer<'giveChange'> | null>(null);
  const slips = snapshot.drawer?.slips ?? [];
  if (done !== null) {
    return (
      <Told title={t.giveChange}>
        <Ends>
          <Typography variant="h4" component="span">
            {t.giveDone}
          </Typography>
          <Typography variant="h2" component="span">
            <Money paise={done.givenPaise} />
          </Typography>
        </Ends>
      </Told>
    );
  }
  const give = (slipId: string) => (): void => {
    void counter.run('giveChange', { slipId }).then((answer) => {
      if (answer?.ok === true) setDone(answer.value);
    });
  };
  return (
    <TaskFrame title={t.giveChange}>
      {slips.length === 0 ? (
        <Typography>{t.giveNone}</Typography>
      ) : (
        <NumberedActions
          actions={slips.slice(0, 10).map(({ slipId, amountPaise }) => ({
            label: `${slipId} · ₹${faceValue(amountPaise)}`,
            run: give(slipId),
          }))}
        />
      )}
    </TaskFrame>
  );
}
