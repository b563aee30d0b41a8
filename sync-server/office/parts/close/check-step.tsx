/** The last step: the document as it will print, and the signature that closes the day. */
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import type { SyntheticEvent } from 'react';

import { COLOUR } from '#renderer/theme.ts';
import type { CloseStep, DayClosing } from '#server/api/office-contract.ts';
import { FORM } from '#server/web/parts/act-dialog.tsx';
import { useWords } from '#server/web/texts.ts';

import { useOffice } from '#server/office/office.ts';
import { SignLine, useSigning } from '#server/office/parts/sign.tsx';
import { CLOSE_WORDS } from '#server/office/texts-close.ts';
import { sentenceOf, useSay } from '#server/office/words.ts';
import { DaySheet } from './day-sheet.tsx';
import { StepItems } from './step-items.tsx';

interface CheckStepProps {
  readonly step: CloseStep;
  readonly closing: DayClosing;
  readonly onRefused: (sentence: string | null) => void;
}

function CheckForm({ closing, onRefused }: Omit<CheckStepProps, 'step'>) {
  const say = useSay(CLOSE_WORDS);
  const { day, revision } = closing;
  const { staffId } = useOffice().session;
  const signing = useSigning({
    address: `days/${day.date}/close`,
    body: { revision },
    onDone: () => onRefused(null),
    onRefused,
  });
  return (
    <Box
      component="form"
      onSubmit={(event: SyntheticEvent) => void signing.send(event)}
      sx={{ ...FORM, p: 0, pt: 1 }}
    >
      <Typography>{say(closing.isOnePerson ? 'oneText' : 'closeText')}</Typography>
      <DaySheet
        title={say('documentTitle')}
        document={closing.document}
        of={{
          how: closing.isOnePerson ? 'one' : 'two',
          maker: day.maker,
          checker: closing.isOnePerson ? null : staffId,
          signed: null,
        }}
      />
      <SignLine signing={signing} verb={say('closeGo')} />
    </Box>
  );
}

export function CheckStep({ step, closing, onRefused }: CheckStepProps) {
  const { language } = useWords();
  if (step.state === 'next' && closing.mayClose === null) {
    return <CheckForm closing={closing} onRefused={onRefused} />;
  }
  return (
    <>
      {closing.mayClose !== null && step.state !== 'later' && step.state !== 'done' ? (
        <Typography sx={{ color: COLOUR.waiting, py: 1 }}>
          {sentenceOf(closing.mayClose, language)}
        </Typography>
      ) : null}
      <StepItems step={step} now={closing.now} />
    </>
  );
}
