/** A dialog in which something is looked at: nobody has anything to sign there. */
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import Typography from '@mui/material/Typography';
import type { ReactNode } from 'react';

import { COLOUR } from '#renderer/theme.ts';

import { DAYS_WORDS } from '#server/web/texts-days.ts';
import { useWords } from '#server/web/texts.ts';
import { FORM } from './act-dialog.tsx';

export function LookDialog(props: {
  readonly title: string;
  readonly onDone: () => void;
  readonly children: ReactNode;
}) {
  const { language } = useWords();
  return (
    <Dialog open onClose={props.onDone} fullWidth maxWidth="sm" aria-labelledby="look-title">
      <Box sx={FORM}>
        <Typography id="look-title" variant="h4" component="h2">
          {props.title}
        </Typography>
        {props.children}
        <Button onClick={props.onDone} sx={{ justifySelf: 'end', color: COLOUR.actionDark }}>
          {DAYS_WORDS.shut[language]}
        </Button>
      </Box>
    </Dialog>
  );
}
