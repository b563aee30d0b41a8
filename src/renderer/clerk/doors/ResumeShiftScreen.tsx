/** After a break: the clerk's own sealed drawer. The seal is read before it is broken. */
import Typography from '@mui/material/Typography';
import { useState } from 'react';

import type { DrawerSnapshot } from '#contract/snapshot.ts';
import { MIN_SEAL } from '#renderer/clerk/cash/SealTask.tsx';
import type { KeyAction } from '#renderer/clerk/shell/KeyBar.tsx';
import { focusNext } from '#renderer/clerk/tasks/CloseShiftTask.tsx';
import { useEnter } from '#renderer/keys/use-enter.ts';
import { useSpeech } from '#renderer/texts/use-texts.tsx';
import { Choice } from '#renderer/ui/Choice.tsx';
import { Field } from '#renderer/ui/Field.tsx';
import { useFocus } from '#renderer/ui/focus.ts';
import { KeyButton } from '#renderer/ui/Key.tsx';

import { Door, useDoorCommand, type DoorProps } from './Door.tsx';

const FIELDS = ['seal', 'seal-whole'];

export function ResumeShiftScreen(
  props: DoorProps & {
    readonly sealed: NonNullable<DrawerSnapshot['sealed']>;
    readonly actions?: readonly KeyAction[];
  },
) {
  const { t } = useSpeech();
  const { shiftId } = props.sealed;
  const [sealNumber, setSeal] = useState('');
  const [whole, setWhole] = useState('');
  const { pending, failure, run } = useDoorCommand(props);
  useFocus({ field: 'seal', turn: 0 });
  const ready = sealNumber.trim().length >= MIN_SEAL && whole !== '' && !pending;
  const go = (): void => {
    if (ready) void run('resumeShift', { shiftId, sealNumber, intact: whole === 'yes' });
  };
  useEnter(() => {
    if (!focusNext(FIELDS)) go();
  });
  return (
    <Door {...props} title={t.unsealTitle} text={t.unsealText} failure={failure}>
      <Typography sx={{ mb: 2, fontWeight: 700 }}>{shiftId}</Typography>
      <Field
        name="seal"
        label={t.sealNumber}
        value={sealNumber}
        maxLength={20}
        onValue={(text) => setSeal(text.toUpperCase())}
      />
      <Choice
        open
        name="seal-whole"
        label={t.unsealWhole}
        items={[
          { value: 'yes', label: t.sealWhole },
          { value: 'no', label: t.sealBroken },
        ]}
        value={whole}
        onValue={setWhole}
        placeholder={t.choose}
      />
      <Typography component="div" sx={{ mt: 2, display: 'grid', rowGap: 1 }}>
        <KeyButton
          fill
          look="main"
          keyName="Enter"
          label={pending ? t.working : t.unsealGo}
          disabled={!ready}
          onPress={go}
        />
        <KeyButton fill look="quiet" label={t.signOut} onPress={() => void run('signOut', {})} />
      </Typography>
    </Door>
  );
}
