/** A state in a word, an icon and a colour: never by colour alone. */
import Block from '@mui/icons-material/Block';
import CheckCircle from '@mui/icons-material/CheckCircle';
import HourglassEmpty from '@mui/icons-material/HourglassEmpty';
import RadioButtonUnchecked from '@mui/icons-material/RadioButtonUnchecked';
import Box from '@mui/material/Box';
import type { ReactNode } from 'react';

import { COLOUR } from '#renderer/theme.ts';

export type Tone = 'done' | 'waiting' | 'stop' | 'quiet';

const TONES = {
  done: { Icon: CheckCircle, color: COLOUR.paid },
  waiting: { Icon: HourglassEmpty, color: COLOUR.waiting },
  stop: { Icon: Block, color: COLOUR.stop },
  quiet: { Icon: RadioButtonUnchecked, color: COLOUR.inkSoft },
} as const;

export function Mark({ tone, children }: { tone: Tone; children: ReactNode }) {
  const { Icon, color } = TONES[tone];
  return (
    <Box
      component="span"
      sx={{
        display: 'inline-flex',
        alignItems: 'center',
        verticalAlign: 'middle',
        gap: 0.75,
        color,
        fontWeight: 600,
      }}
    >
      <Icon aria-hidden="true" sx={{ fontSize: 20 }} />
      <span>{children}</span>
    </Box>
  );
}
