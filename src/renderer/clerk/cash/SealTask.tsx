/** A break: the drawer is sealed and the clerk signs out. */
import Typography from '@mui/material/Typography';
import { useState } from 'react';

import { TaskFrame } from '#renderer/clerk/tasks/TaskFrame.tsx';
import { codeTyped } from '#renderer/keys/digits.ts';
import { useSpeech } from '#renderer/texts/use-texts.tsx';
import { Field } from '#renderer/ui/Field.tsx';

import { GoButton, useFields, type CashTaskProps } from './parts.tsx';

export const MIN_SEAL = 3;

export function SealTask({ counter }: CashTaskProps) {
  const { t } = useSpeech();
  const [sealNumber, setSeal] = useState('');
  const ready = sealNumber.trim().length >= MIN_SEAL;
  const go = (): void => {
    if (ready) void counter.run('suspendShift', { sealNumber });
  };
  useFields(['seal'], go);
  return (
    <TaskFrame title={t.seal}>
      <Typography sx={{ mb: 2 }}>{t.sealText}</Typography>
      <Field
        stacked
        name="seal"
        label={t.sealNumber}
        value={sealNumber}
        maxLength={20}
        onValue={(text) => setSeal(codeTyped(text))}
      />
      <Typography component="div" sx={{ mt: 2 }}>
        <GoButton counter={counter} label={t.sealGo} ready={ready} onGo={go} />
      </Typography>
    </TaskFrame>
  );
}
