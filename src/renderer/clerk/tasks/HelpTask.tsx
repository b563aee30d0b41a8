/** The keys and what each does. */
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';

import { useSpeech } from '#renderer/texts/use-texts.tsx';
import { Key } from '#renderer/ui/Key.tsx';

import { TaskFrame } from './TaskFrame.tsx';

export function HelpTask() {
  const { t } = useSpeech();
  const rows = [
    ['Enter', t.helpEnter],
    ['Esc', t.helpEsc],
    ['/', t.helpSlash],
    ['1–9', t.helpDigits],
    ['F2', t.helpF2],
    ['F3', t.helpF3],
    ['F4', t.helpF4],
    ['F5', t.helpF5],
    ['F6', t.helpF6],
    ['F7', t.helpF7],
    ['F8', t.helpF8],
    ['F9', t.helpF9],
    ['F10', t.helpF10],
    ['Alt+L', t.switchLanguageTo],
  ] as const;
  return (
    <TaskFrame title={t.helpTitle}>
      <Box component="dl" sx={{ m: 0 }}>
        {rows.map(([key, text]) => (
          <Box key={key} sx={{ display: 'grid', gridTemplateColumns: '96px 1fr', minHeight: 36 }}>
            <dt>
              <Key>{key}</Key>
            </dt>
            <Typography component="dd" sx={{ m: 0 }}>
              {text}
            </Typography>
          </Box>
        ))}
      </Box>
    </TaskFrame>
  );
}
