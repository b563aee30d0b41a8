/** A blind count: the figure that is expected comes only after the one that was counted. */
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useEffect, useState } from 'react';

import type { ClerkSnapshot, DrawerSnapshot } from '#contract/snapshot.ts';
import type { CashCount } from '#domain/cash.ts';
import type { ClerkContext } from '#renderer/clerk/context.ts';
import type { Counter } from '#renderer/clerk/counter/use-counter.ts';
import { useSpeech } from '#renderer/texts/use-texts.tsx';
import { Field } from '#renderer/ui/Field.tsx';
import { COLOUR } from '#renderer/theme.ts';
import { focusField } from '#renderer/ui/focus.ts';
import { KeyButton } from '#renderer/ui/Key.tsx';
import { useEnter } from '#renderer/keys/use-enter.ts';
import { Ends } from '#renderer/ui/Section.tsx';

import { CASH_FIELDS, cashField, CashGrid } from './CashGrid.tsx';
import { TaskFrame } from './TaskFrame.tsx';

/** The field that has the focus; empty where none has. */
export function focusedName(): string {
  const active = document.activeElement;
  return active instanceof HTMLElement ? (active.dataset['field'] ?? '') : '';
}

/** Focus to the next of these fields; false at the last. */
export function focusNext(fields: readonly string[]): boolean {
  const next = fields[fields.indexOf(focusedName()) + 1];
  if (next === undefined) return false;
  focusField(next);
  return true;
}

/** What is asked at this count: how often it was counted says it, and nothing else. */
function useCountText({ counts, standing }: DrawerSnapshot['closing']): string {
  const { t } = useSpeech();
  if (standing !== null) return t.countStands;
  return counts === 0 ? t.countFirst : counts === 1 ? t.countSecond : t.countThird;
}

const NOTHING_COUNTED: DrawerSnapshot['closing'] = { counts: 0, standing: null };

/** A new count begins with nothing in it; one that stands is only given its reason. */
function useCounting(closing: DrawerSnapshot['closing']) {
  const { counts, standing } = closing;
  const [typed, setTyped] = useState<{ readonly at: number; readonly count: CashCount }>({
    at: counts,
    count: {},
  });
  const isStanding = standing !== null;
  useEffect(() => focusField(isStanding ? 'variance-reason' : cashField(0)), [counts, isStanding]);
  const count = standing ?? (typed.at === counts ? typed.count : {});
  return { count, setCount: (next: CashCount) => setTyped({ at: counts, count: next }) };
}

export function CloseShiftTask(props: {
  readonly context: ClerkContext;
  readonly counter: Counter;
  readonly snapshot: ClerkSnapshot;
}) {
  const { t } = useSpeech();
  const { context, counter, snapshot } = props;
  const closing = snapshot.drawer?.closing ?? NOTHING_COUNTED;
  const { counts, standing } = closing;
  const { count, setCount } = useCounting(closing);
  const [reason, setReason] = useState('');
  const text = useCountText(closing);
  const asksReason = standing !== null;
  const close = (): void => {
    const varianceReason = reason.trim();
    const input = varianceReason === '' ? { count } : { count, varianceReason };
    void counter.run('closeShift', input).then((answer) => {
      if (answer?.ok === true) context.shiftClosed(answer.value);
    });
  };
  const fields = asksReason ? ['variance-reason'] : CASH_FIELDS;
  useEnter(() => {
    if (!focusNext(fields)) close();
  });
  return (
    <TaskFrame title={t.closeTitle} width={840}>
      <Ends sx={{ mb: 1.5, minHeight: 48, alignItems: 'center' }}>
        <Typography
          role="status"
          sx={counts === 0 ? {} : { color: COLOUR.waiting, fontWeight: 600 }}
        >
          {text}
        </Typography>
        <Typography sx={{ color: 'text.secondary', whiteSpace: 'nowrap' }}>
          {standing === null ? t.countNumber(counts + 1) : ''}
        </Typography>
      </Ends>
      <CashGrid count={count} onCount={setCount} readOnly={standing !== null} />
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
          disabled={!asksReason}
          placeholder={asksReason ? '' : t.reasonLater}
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
