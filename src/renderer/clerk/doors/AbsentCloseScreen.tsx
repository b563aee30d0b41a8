/** A shift whose clerk is away: the manager counts and closes it, with the reason. */
import { useState } from 'react';

import type { ShiftClosed } from '#contract/answers.ts';
import type { CashCount } from '#domain/cash.ts';
import { BesideCount, COUNT_WIDTH } from '#renderer/clerk/cash/parts.tsx';
import {
  Approval,
  APPROVAL_FIELDS,
  approvalOf,
  NO_APPROVAL,
  unspent,
} from '#renderer/clerk/tasks/Approval.tsx';
import { CASH_FIELDS, cashField } from '#renderer/clerk/tasks/CashGrid.tsx';
import { focusNext } from '#renderer/clerk/tasks/CloseShiftTask.tsx';
import { useEnter } from '#renderer/keys/use-enter.ts';
import { useSpeech } from '#renderer/texts/use-texts.tsx';
import { Field } from '#renderer/ui/Field.tsx';
import { useFocus } from '#renderer/ui/focus.ts';
import { KeyButton } from '#renderer/ui/Key.tsx';

import { Door, useDoorCommand, type DoorProps } from './Door.tsx';

const FIELDS = [...CASH_FIELDS, 'absent-reason', ...APPROVAL_FIELDS];
const MIN_REASON = 3;

export function AbsentCloseScreen(props: DoorProps & { readonly onBack: () => void }) {
  const { t } = useSpeech();
  const { context, snapshot, onBack } = props;
  const [count, setCount] = useState<CashCount>({});
  const [reason, setReason] = useState('');
  const [draft, setDraft] = useState(NO_APPROVAL);
  const { pending, failure, run } = useDoorCommand(props);
  useFocus({ field: cashField(0), turn: 0 });
  const approval = approvalOf(draft);
  const ready = approval !== null && reason.trim().length >= MIN_REASON && !pending;
  const told = (closed: ShiftClosed): void => context.shiftClosed(closed);
  const close = (): void => {
    if (approval === null || !ready) return;
    void run('closeForAbsent', { count, reason, ...approval }).then((answer) => {
      if (answer?.ok === true) told(answer.value);
      else setDraft(unspent(draft));
    });
  };
  useEnter(() => {
    if (draft.proof !== null || !focusNext(FIELDS)) close();
  });
  const actions = [{ keyName: 'F6', label: t.keyBack, run: onBack }];
  return (
    <Door
      {...props}
      title={t.absent}
      text={t.absentText}
      failure={failure}
      width={COUNT_WIDTH}
      actions={actions}
    >
      <BesideCount count={count} onCount={setCount}>
        <Field
          stacked
          name="absent-reason"
          label={t.absentReason}
          value={reason}
          maxLength={200}
          onValue={setReason}
        />
        <Approval
          snapshot={snapshot}
          draft={draft}
          onDraft={setDraft}
          finger={{ counter: { run }, act: 'close_absent' }}
        />
        <KeyButton
          fill
          look="main"
          keyName="Enter"
          label={pending ? t.working : t.absentGo}
          disabled={!ready}
          onPress={close}
        />
      </BesideCount>
    </Door>
  );
}
