/** One step of the checklist: its state in a word, folded once it is done. */
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useId, useState, type ReactNode } from 'react';

import { COLOUR } from '#renderer/theme.ts';
import type { CloseStep } from '#server/api/office-contract.ts';
import { useWords } from '#server/web/texts.ts';

import { Mark, type Tone } from '#server/office/parts/mark.tsx';
import { STATE_WORDS, STEP_WORDS } from '#server/office/texts-close.ts';

const TONES: Readonly<Record<CloseStep['state'], Tone>> = {
  done: 'done',
  blocks: 'stop',
  note: 'waiting',
  next: 'quiet',
  later: 'quiet',
};

const EDGE: Readonly<Record<CloseStep['state'], string>> = {
  done: COLOUR.lineSoft,
  blocks: COLOUR.stop,
  note: COLOUR.waiting,
  next: COLOUR.action,
  later: COLOUR.lineSoft,
};

export function StepFrame(props: {
  readonly step: CloseStep;
  /** Somebody has to write something in it. */
  readonly isOpen: boolean;
  readonly children: ReactNode;
}) {
  const { step, children } = props;
  const { language } = useWords();
  const id = useId();
  const { state } = step;
  const folds = (state === 'done' || state === 'later') && !props.isOpen;
  const [isOpen, setOpen] = useState(false);
  const shows = !folds || isOpen;
  const words = STEP_WORDS[step.step];
  const heading = (
    <>
      <Typography variant="h4" component="span" sx={{ flex: 1, textAlign: 'left', minWidth: 0 }}>
        {words.title[language]}
      </Typography>
      <Mark tone={TONES[state]}>{STATE_WORDS[state][language]}</Mark>
    </>
  );
  const row = { display: 'flex', gap: 2, alignItems: 'center', width: '100%', minHeight: 48 };
  return (
    <Box
      component="li"
      sx={{
        bgcolor: 'background.paper',
        border: 1,
        borderColor: 'divider',
        borderLeft: `4px solid ${EDGE[state]}`,
        borderRadius: 1,
        px: { xs: 1.5, md: 2 },
        py: 0.5,
      }}
    >
      {folds ? (
        <Button
          aria-expanded={isOpen}
          aria-controls={id}
          onClick={() => setOpen(!isOpen)}
          sx={{ ...row, p: 0, color: COLOUR.ink }}
        >
          {heading}
        </Button>
      ) : (
        <Box component="h2" sx={{ ...row, m: 0, fontSize: 16 }}>
          {heading}
        </Box>
      )}
      <Box id={id} hidden={!shows} sx={{ pb: shows ? 1.5 : 0 }}>
        {step.items.length === 0 && state === 'done' ? (
          <Typography color="text.secondary">{words.clear[language]}</Typography>
        ) : null}
        {children}
      </Box>
    </Box>
  );
}
