/** Who is at the counter: a name by number, a PIN. */
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useState } from 'react';

import type { StaffId } from '#domain/ids.ts';
import type { KeyAction } from '#renderer/clerk/shell/KeyBar.tsx';
import { useEnter } from '#renderer/keys/use-enter.ts';
import { useSpeech } from '#renderer/texts/use-texts.tsx';
import { Choice } from '#renderer/ui/Choice.tsx';
import { focusField, useFocus } from '#renderer/ui/focus.ts';

import { Door, useDoorCommand, type DoorProps } from './Door.tsx';
import { isPin, PinForm, usePinDelay } from './PinField.tsx';

export const roleWord = (role: string, t: ReturnType<typeof useSpeech>['t']): string =>
  role === 'clerk' ? t.role_clerk : role === 'manager' ? t.role_manager : role;

export function SignInScreen(props: DoorProps & { readonly actions: readonly KeyAction[] }) {
  const { t } = useSpeech();
  const { roster } = props.snapshot;
  const only = roster.length === 1 ? (roster[0]?.staffId ?? '') : '';
  const [staffId, setStaffId] = useState<string>(only);
  const [pin, setPin] = useState('');
  const { pending, failure, run } = useDoorCommand(props);
  const waitSeconds = usePinDelay(failure);
  useFocus({ field: only === '' ? 'staff' : 'pin', turn: 0 });
  const signIn = (): void => {
    if (staffId === '') focusField('staff');
    else if (!isPin(pin)) focusField('pin');
    else if (waitSeconds === 0) {
      void run('signIn', { staffId: staffId as StaffId, pin }).then((answer) => {
        if (answer?.ok === false) setPin('');
      });
    }
  };
  useEnter(signIn);
  return (
    <Door {...props} title={t.signInTitle} failure={failure}>
      {roster.length === 0 ? (
        <Typography>{t.noStaff}</Typography>
      ) : (
        <Box sx={{ display: 'grid', rowGap: 2 }}>
          <Choice
            open
            name="staff"
            label={t.staffName}
            items={roster.map((one) => ({
              value: one.staffId,
              label: `${one.name} · ${roleWord(one.role, t)}`,
            }))}
            value={staffId}
            onValue={setStaffId}
            onPick={() => focusField('pin')}
            placeholder={t.choose}
          />
          <PinForm
            pin={pin}
            onPin={setPin}
            bad={failure !== null && pin === ''}
            waitSeconds={waitSeconds}
            pending={pending}
            label={t.signInGo}
            onGo={signIn}
          />
        </Box>
      )}
    </Door>
  );
}
