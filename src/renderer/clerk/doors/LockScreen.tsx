/** The screen is locked: the shift goes on, its clerk opens it. */
import Box from '@mui/material/Box';
import { useState } from 'react';

import { useEnter } from '#renderer/keys/use-enter.ts';
import { useSpeech } from '#renderer/texts/use-texts.tsx';
import { useFocus } from '#renderer/ui/focus.ts';

import { AbsentCloseScreen } from './AbsentCloseScreen.tsx';
import { Door, useDoorCommand, type DoorProps } from './Door.tsx';
import { isPin, PinForm, usePinDelay } from './PinField.tsx';

export function LockScreen(props: DoorProps) {
  const [isAbsent, setAbsent] = useState(false);
  if (isAbsent) return <AbsentCloseScreen {...props} onBack={() => setAbsent(false)} />;
  return <Unlock {...props} onAbsent={() => setAbsent(true)} />;
}

function Unlock(props: DoorProps & { readonly onAbsent: () => void }) {
  const { t } = useSpeech();
  const [pin, setPin] = useState('');
  const { pending, failure, run } = useDoorCommand(props);
  const waitSeconds = usePinDelay(failure);
  useFocus({ field: 'pin', turn: 0 });
  const unlock = (): void => {
    if (!isPin(pin) || waitSeconds > 0) return;
    void run('unlock', { pin }).then((answer) => {
      if (answer?.ok === false) setPin('');
    });
  };
  useEnter(unlock);
  return (
    <Door
      {...props}
      title={t.lockedTitle}
      text={t.lockedText(props.snapshot.staff?.name ?? '')}
      failure={failure}
      actions={
        props.snapshot.shift === null
          ? []
          : [{ keyName: 'F6', label: t.absent, run: props.onAbsent }]
      }
    >
      <Box sx={{ display: 'grid', rowGap: 2 }}>
        <PinForm
          pin={pin}
          onPin={setPin}
          bad={failure !== null && pin === ''}
          waitSeconds={waitSeconds}
          pending={pending}
          label={t.unlock}
          onGo={unlock}
        />
      </Box>
    </Door>
  );
}
