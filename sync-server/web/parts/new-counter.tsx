/** A one-time code for a new counter: its name, who signs for it, then the code, shown once. */
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useState } from 'react';

import { COLOUR } from '#renderer/theme.ts';

import { ACT_WORDS } from '#server/web/texts-cases.ts';
import { useWords } from '#server/web/texts.ts';
import { ActDialog, FORM } from './act-dialog.tsx';

function Code({ code, onDone }: { code: string; onDone: () => void }) {
  const { language } = useWords();
  return (
    <Dialog open onClose={onDone} fullWidth maxWidth="sm" aria-labelledby="code-title">
      <Box sx={FORM}>
        <Typography id="code-title" variant="h4" component="h2">
          {ACT_WORDS.codeIs[language]}
        </Typography>
        <Typography variant="h3" component="p" sx={{ overflowWrap: 'anywhere' }}>
          {code}
        </Typography>
        <Button onClick={onDone} sx={{ color: COLOUR.actionDark, justifySelf: 'end' }}>
          {ACT_WORDS.shut[language]}
        </Button>
      </Box>
    </Dialog>
  );
}

export function NewCounterDialog({ onDone }: { onDone: () => void }) {
  const { language } = useWords();
  const [name, setName] = useState('');
  const [code, setCode] = useState<string | null>(null);
  if (code !== null) return <Code code={code} onDone={onDone} />;
  return (
    <ActDialog
      title={ACT_WORDS.newCounter[language]}
      address={`counters/${encodeURIComponent(name.trim())}`}
      acts={[
        {
          verb: 'code',
          fields: [],
          note: 'codeNote',
          onAnswer: (value) => setCode(String(value)),
        },
      ]}
      onDone={onDone}
    >
      <TextField
        label={ACT_WORDS.counterName[language]}
        value={name}
        autoComplete="off"
        onChange={(event) => setName(event.target.value.toUpperCase())}
        fullWidth
      />
    </ActDialog>
  );
}
