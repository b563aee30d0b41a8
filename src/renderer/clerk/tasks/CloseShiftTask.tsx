/** A blind count: the figure that is expected comes only after the one that was counted. */
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useState } from 'react';

import type { CashCount } from '#domain/cash.ts';
import type { ClerkContext } from '#renderer/clerk/context.ts';
import type { Counter } from '#renderer/clerk/counter/use-counter.ts';
import { useSpeech } from '#renderer/texts/use-texts.tsx';
import { Field } from '#renderer/ui/Field.tsx';
import { focusField, useFocus } from '#renderer/ui/focus.ts';
import { KeyButton } from '#renderer/ui/Key.tsx';
import { useEnter } from '#renderer/keys/use-enter.ts';

import { CASH_FIELDS, cashField, CashGrid } from './CashGrid.tsx';
import { TaskFrame } from './TaskFrame.tsx';

const FIELDS = [...CASH_FIELDS, 'variance-reason'];

/** Focus to the next of these fields; false at the last. */
export function focusNext(fields: readonly string[]): boolean {
  const active = document.activeElement;
  const field = active instanceof HTMLElement ? (active.dataset['field'] ?? '') : '';
  const next = fields[fields.indexOf(field) + 1];
  if (next === undefined) return false;
  focusField(next);
  return true;
}

export function CloseShiftTask(props: {
  readonly context: ClerkContext;
  readonly counter: Counter;
}) {
  const { t } = useSpeech();
  const { context, counter } = props;
  const [count, setCount] = useState<CashCount>({});
  const [reason, setReason] = useState('');
  useFocus({ field: cashField(0), turn: 0 });
  const close = (): void => {
    const varianceReason = reason.trim();
    const input = varianceReason === '' ? { count } : { count, varianceReason };
    void counter.run('closeShift', input).then((answer) => {
      if (answer?.ok === true) context.shiftClosed(answer.value);
    });
  };
  useEnter(() => {
    if (!focusNext(FIELDS)) close();
  });
  return (
    <TaskFrame title={t.closeTitle} width={840}>
      <Typography sx={{ mb: 1.5 }}>{t.closeText}</Typography>
      <CashGrid count={count} onCount={setCount} />
      <Box
        sx={{
          display: 'grid',
          gridTemplateColumns: 'minmax(0, 1fr) auto',
          gap: 3,
          mt: 2,
          alignItems: 'end',
        }}
      >
        <Field
          stacked
          name="variance-reason"
          label={t.varianceReason}
          value={reason}
          maxLength={200}
          onValue={setReason}
        />
        <KeyButton
          look="main"
          keyName="Enter"
          label={t.closeGo}
          disabled={counter.state.pending !== null}
          onPress={close}
        />
      </Box>
    </TaskFrame>
  );
}
