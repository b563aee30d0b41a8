/** Asking a citizen without a phone: the clerk brings the receipt, the citizen answers on their screen. */
import Typography from '@mui/material/Typography';
import { useState } from 'react';

import type { ClerkSnapshot } from '#contract/snapshot.ts';
import type { Counter } from '#renderer/clerk/counter/use-counter.ts';
import { Done, TaskFrame } from '#renderer/clerk/tasks/TaskFrame.tsx';
import { useEnter } from '#renderer/keys/use-enter.ts';
import { useSpeech } from '#renderer/texts/use-texts.tsx';
import { Field } from '#renderer/ui/Field.tsx';
import { useFocus } from '#renderer/ui/focus.ts';
import { KeyButton } from '#renderer/ui/Key.tsx';
import { Sheet } from '#renderer/ui/Section.tsx';

const LEAST_LENGTH = 8;

function Asked(props: { readonly receiptNumber: string; readonly isOver: boolean }) {
  const { t } = useSpeech();
  const { receiptNumber, isOver } = props;
  return (
    <TaskFrame title={t.askTask}>
      {isOver ? (
        <Done>
          <Typography variant="h4" component="p">
            {t.askOver}
          </Typography>
          <Typography sx={{ mt: 1 }}>{t.askOverText}</Typography>
        </Done>
      ) : (
        <Sheet sx={{ p: 3 }} role="status">
          <Typography variant="h4" component="p">
            {t.askStands}
          </Typography>
          <Typography sx={{ mt: 1 }}>{t.askStandsText}</Typography>
        </Sheet>
      )}
      <Typography sx={{ mt: 2 }}>
        {t.receiptNumber} {receiptNumber}
      </Typography>
    </TaskFrame>
  );
}

export function AskCitizenTask(props: {
  readonly counter: Counter;
  readonly snapshot: ClerkSnapshot;
}) {
  const { t } = useSpeech();
  const { counter, snapshot } = props;
  const [receipt, setReceipt] = useState('');
  const { ask } = snapshot;
  const isLong = receipt.trim().length >= LEAST_LENGTH;
  const go = (): void => {
    if (isLong) void counter.run('askCitizen', { receipt: receipt.trim() });
  };
  useFocus({ field: 'ask-receipt', turn: 0 });
  useEnter(go, isLong && ask === undefined);
  if (ask !== undefined) return <Asked {...ask} />;
  return (
    <TaskFrame title={t.askTask}>
      <Typography sx={{ mb: 2 }}>{t.askTaskText}</Typography>
      <Field
        stacked
        takesScan
        name="ask-receipt"
        label={t.askField}
        placeholder={t.scanHint}
        value={receipt}
        maxLength={2000}
        onValue={setReceipt}
      />
      <Typography component="div" sx={{ mt: 2 }}>
        <KeyButton
          look="main"
          keyName="Enter"
          label={counter.state.pending === 'askCitizen' ? t.working : t.askGo}
          disabled={!isLong || counter.state.pending !== null}
          onPress={go}
        />
      </Typography>
    </TaskFrame>
  );
}
