/** First start: the one-time code from HQ makes this machine a counter. */
import Box from '@mui/material/Box';
import { useState } from 'react';

import { useEnter } from '#renderer/keys/use-enter.ts';
import { useSpeech } from '#renderer/texts/use-texts.tsx';
import { Field } from '#renderer/ui/Field.tsx';
import { useFocus } from '#renderer/ui/focus.ts';
import { KeyButton } from '#renderer/ui/Key.tsx';

import { Door, useDoorCommand, type DoorProps } from './Door.tsx';

const MIN_CODE = 8;

export function EnrolScreen(props: DoorProps) {
  const { t } = useSpeech();
  const [code, setCode] = useState('');
  const { pending, failure, run } = useDoorCommand(props);
  useFocus({ field: 'code', turn: 0 });
  const ready = code.trim().length >= MIN_CODE && !pending;
  const enrol = (): void => {
    if (ready) void run('enrol', { code: code.trim() });
  };
  useEnter(enrol);
  return (
    <Door {...props} title={t.enrolTitle} text={t.enrolText} failure={failure}>
      <Box sx={{ display: 'grid', rowGap: 2 }}>
        <Field
          stacked
          takesScan
          name="code"
          label={t.enrolCode}
          value={code}
          bad={failure !== null}
          maxLength={40}
          onValue={setCode}
        />
        <KeyButton
          fill
          look="main"
          keyName="Enter"
          label={pending ? t.working : t.enrolGo}
          disabled={!ready}
          onPress={enrol}
        />
      </Box>
    </Door>
  );
}
