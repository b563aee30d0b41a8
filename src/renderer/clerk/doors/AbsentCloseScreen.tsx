/**
 * A shift whose clerk is away: the manager counts and closes it, with the reason. A drawer that was
 * left sealed has its seal read first.
 */
import Box from '@mui/material/Box';
import { useState } from 'react';

import type { CommandInput } from '#contract/commands.ts';
import type { ClerkSnapshot } from '#contract/snapshot.ts';
import type { CashCount } from '#domain/cash.ts';
import { istDate } from '#domain/time.ts';
import { BesideCount, COUNT_WIDTH } from '#renderer/clerk/cash/parts.tsx';
import { MIN_SEAL } from '#renderer/clerk/cash/SealTask.tsx';
import { showDate } from '#renderer/clerk/shell/Header.tsx';
import {
  Approval,
  APPROVAL_FIELDS,
  approvalOf,
  NO_APPROVAL,
  unspent,
} from '#renderer/clerk/tasks/Approval.tsx';
import { CASH_FIELDS, cashField } from '#renderer/clerk/tasks/CashGrid.tsx';
import { focusNext } from '#renderer/clerk/tasks/CloseShiftTask.tsx';
import { codeTyped } from '#renderer/keys/digits.ts';
import { useEnter } from '#renderer/keys/use-enter.ts';
import { useSpeech } from '#renderer/texts/use-texts.tsx';
import { Choice } from '#renderer/ui/Choice.tsx';
import { Field } from '#renderer/ui/Field.tsx';
import { focusField, useFocus } from '#renderer/ui/focus.ts';
import { KeyButton } from '#renderer/ui/Key.tsx';

import { Door, useDoorCommand, type DoorProps } from './Door.tsx';

const SEAL_FIELDS = ['sealed-shift', 'seal', 'seal-whole'];
const REST_FIELDS = ['absent-reason', ...APPROVAL_FIELDS];
const MIN_REASON = 3;

type Sealed = NonNullable<ClerkSnapshot['sealedHere']>;

interface Seal {
  readonly shiftId: string;
  readonly number: string;
  readonly whole: string;
}

/** What the command is told of the seal; null while something of it is missing. */
function sealOf(sealed: Sealed, seal: Seal): CommandInput<'closeForAbsent'>['sealed'] | null {
  if (sealed.length === 0) return undefined;
  const found = sealed.find(({ shiftId }) => shiftId === seal.shiftId);
  const sealNumber = seal.number.trim();
  if (found === undefined || sealNumber.length < MIN_SEAL || seal.whole === '') return null;
  return { shiftId: found.shiftId, sealNumber, intact: seal.whole === 'yes' };
}

function SealFields(props: {
  readonly sealed: Sealed;
  readonly roster: ClerkSnapshot['roster'];
  readonly seal: Seal;
  readonly onSeal: (seal: Seal) => void;
}) {
  const { t } = useSpeech();
  const { sealed, roster, seal, onSeal } = props;
  const nameOf = (staffId: string): string =>
    roster.find((one) => one.staffId === staffId)?.name ?? staffId;
  return (
    <Box
      sx={{
        display: 'grid',
        gridTemplateColumns: '1fr 1fr 400px',
        alignItems: 'start',
        columnGap: 4,
        mb: 1,
      }}
    >
      <Choice
        open
        name="sealed-shift"
        label={t.sealedWhose}
        items={sealed.map(({ shiftId, staffId, openedAt }) => ({
          value: shiftId,
          label: `${nameOf(staffId)} · ${showDate(istDate(openedAt))}`,
        }))}
        value={seal.shiftId}
        onValue={(shiftId) => onSeal({ ...seal, shiftId })}
        placeholder={t.choose}
      />
      <Box>
        <Field
          stacked
          name="seal"
          label={t.sealNumber}
          value={seal.number}
          maxLength={20}
          onValue={(text) => onSeal({ ...seal, number: codeTyped(text) })}
        />
      </Box>
      <Choice
        open
        name="seal-whole"
        label={t.unsealWhole}
        items={[
          { value: 'yes', label: t.sealWhole },
          { value: 'no', label: t.sealBroken },
        ]}
        value={seal.whole}
        onValue={(whole) => onSeal({ ...seal, whole })}
        placeholder={t.choose}
      />
    </Box>
  );
}

/** Everything that is typed of the close, and the act once all of it is there. */
function useAbsentClose(props: DoorProps, sealed: Sealed) {
  const [only] = sealed.length === 1 ? sealed : [];
  const [count, setCount] = useState<CashCount>({});
  const [reason, setReason] = useState('');
  const [seal, setSeal] = useState<Seal>({ shiftId: only?.shiftId ?? '', number: '', whole: '' });
  const [draft, setDraft] = useState(NO_APPROVAL);
  const { pending, failure, run } = useDoorCommand(props);
  const approval = approvalOf(draft);
  const found = sealOf(sealed, seal);
  const isWhy = reason.trim().length >= MIN_REASON;
  const ready = approval !== null && found !== null && isWhy && !pending;
  const close = (): void => {
    if (!ready) return;
    const of = found === undefined ? {} : { sealed: found };
    void run('closeForAbsent', { count, reason, ...of, ...approval }).then((answer) => {
      if (answer?.ok === true) {
        props.context.shiftClosed(answer.value);
        return;
      }
      setDraft(unspent(draft));
      // Counted once more from the start, and not the old figures again.
      if (answer?.error.code === 'COUNT_AGAIN') {
        setCount({});
        focusField(cashField(0));
      }
    });
  };
  return {
    count,
    setCount,
    reason,
    setReason,
    seal,
    setSeal,
    draft,
    setDraft,
    pending,
    failure,
    run,
    ready,
    close,
  };
}

export function AbsentCloseScreen(
  props: DoorProps & { readonly sealed?: Sealed; readonly onBack: () => void },
) {
  const { t } = useSpeech();
  const { snapshot, sealed = [], onBack } = props;
  const closing = useAbsentClose(props, sealed);
  const { pending, ready, close } = closing;
  const isSealed = sealed.length > 0;
  useFocus({ field: isSealed ? 'sealed-shift' : cashField(0), turn: 0 });
  useEnter(() => {
    const fields = [...(isSealed ? SEAL_FIELDS : []), ...CASH_FIELDS, ...REST_FIELDS];
    if (closing.draft.proof !== null || !focusNext(fields)) close();
  });
  const actions = [{ keyName: 'F6', label: t.keyBack, run: onBack }];
  return (
    <Door
      {...props}
      title={isSealed ? t.sealedLeft : t.absent}
      text={isSealed ? t.sealedText : t.absentText}
      failure={closing.failure}
      width={COUNT_WIDTH}
      actions={actions}
    >
      {isSealed ? (
        <SealFields
          sealed={sealed}
          roster={snapshot.roster}
          seal={closing.seal}
          onSeal={closing.setSeal}
        />
      ) : null}
      <BesideCount count={closing.count} onCount={closing.setCount}>
        <Field
          stacked
          name="absent-reason"
          label={t.absentReason}
          value={closing.reason}
          maxLength={200}
          onValue={closing.setReason}
        />
        <Approval
          snapshot={snapshot}
          draft={closing.draft}
          onDraft={closing.setDraft}
          finger={{ counter: closing, act: 'close_absent' }}
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
