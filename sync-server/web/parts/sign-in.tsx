/** The door: an access code, given once; afterwards a cookie that scripts cannot read. */
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useState, type SyntheticEvent } from 'react';

import { COLOUR, SIZE } from '#renderer/theme.ts';

import { signIn } from '#server/web/api.ts';
import { useWords } from '#server/web/texts.ts';

export function SignIn({ onSignedIn }: { onSignedIn: () => void }) {
  const { t } = useWords();
  const [code, setCode] = useState('');
  const [trouble, setTrouble] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const submit = async (event: SyntheticEvent): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    const answer = await signIn(code.trim());
    setBusy(false);
    if (answer.ok) onSignedIn();
    else setTrouble(answer.failed === 'unauthorised' ? t.wrongCode : t.unreachable);
  };
  return (
    <Box
      component="form"
      aria-label={t.signInTitle}
      onSubmit={(event: SyntheticEvent) => void submit(event)}
      sx={{ m: 'auto', width: 420, maxWidth: '90vw', display: 'grid', gap: 2 }}
    >
      <Typography variant="h3" component="h1">
        {t.signInTitle}
      </Typography>
      <Typography color="text.secondary">{t.signInHint}</Typography>
      <Typography component="label" htmlFor="access-code" sx={{ mb: -1 }}>
        {t.accessCode}
      </Typography>
      <TextField
        id="access-code"
        type="password"
        autoComplete="current-password"
        value={code}
        onChange={(event) => setCode(event.target.value)}
        autoFocus
        error={trouble !== null}
        helperText={trouble ?? ' '}
        slotProps={{ formHelperText: { sx: { mx: 0, fontSize: SIZE.base } } }}
      />
      <Button
        type="submit"
        variant="contained"
        disableElevation
        size="large"
        disabled={busy || code.trim() === ''}
        sx={{ bgcolor: COLOUR.actionDark, minHeight: 48 }}
      >
        {t.signIn}
      </Button>
    </Box>
  );
}
