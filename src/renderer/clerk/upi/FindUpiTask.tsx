/** What became of a citizen's slip, at any counter of the office. */
import Typography from '@mui/material/Typography';
import { useState } from 'react';

import type { UpiSlipFound } from '#contract/upi.ts';
import type { Counter } from '#renderer/clerk/counter/use-counter.ts';
import { TaskFrame } from '#renderer/clerk/tasks/TaskFrame.tsx';
import { useEnter } from '#renderer/keys/use-enter.ts';
import { useSpeech } from '#renderer/texts/use-texts.tsx';
import { COLOUR } from '#renderer/theme.ts';
import { Field } from '#renderer/ui/Field.tsx';
import { useFocus } from '#renderer/ui/focus.ts';
import { KeyButton } from '#renderer/ui/Key.tsx';
import { Money } from '#renderer/ui/Money.tsx';
import { Sheet } from '#renderer/ui/Section.tsx';

function Found(props: { readonly found: UpiSlipFound }) {
  const { t } = useSpeech();
  const { found } = props;
  const isWaiting = found.state === 'waiting';
  return (
    <Sheet sx={{ p: 3, mt: 3 }} role="status">
      <Typography
        variant="h4"
        component="p"
        sx={{ color: isWaiting ? COLOUR.waiting : COLOUR.ink }}
      >
        {t[`upiState_${found.state}`]}
      </Typography>
      <Typography variant="h3" component="p" sx={{ mt: 1 }}>
        <Money paise={found.amountPaise} />
      </Typography>
      {found.receiptNumbers.map((number) => (
        <Typography key={number}>
          {t.receiptNumber} {number}
        </Typography>
      ))}
    </Sheet>
  );
}

export function FindUpiTask(props: { readonly counter: Counter }) {
  const { t } = useSpeech();
  const { counter } = props;
  const [slip, setSlip] = useState('');
  const [found, setFound] = useState<UpiSlipFound | null>(null);
  const find = async (): Promise<void> => {
    setFound(null);
    const answer = await counter.run('findUpi', { slip });
    if (answer?.ok === true) setFound(answer.value);
  };
  const isLong = slip.trim().length >= 8;
  useFocus({ field: 'slip', turn: 0 });
  useEnter(() => void find(), isLong);
  return (
    <TaskFrame title={t.upiFindTitle}>
      <Typography sx={{ mb: 2 }}>{t.upiFindText}</Typography>
      <Field
        stacked
        name="slip"
        label={t.upiFindField}
        value={slip}
        onValue={(text) => setSlip(text.toUpperCase())}
      />
      <Typography component="div" sx={{ mt: 2 }}>
        <KeyButton
          look="main"
          keyName="Enter"
          label={counter.state.pending === 'findUpi' ? t.working : t.upiFindGo}
          disabled={!isLong || counter.state.pending !== null}
          onPress={() => void find()}
        />
      </Typography>
      {found === null ? null : <Found found={found} />}
    </TaskFrame>
  );
}
