/** The door of the page: office, staff number, PIN. What is wrong is said under it; nothing moves. */
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import LinearProgress from '@mui/material/LinearProgress';
import Typography from '@mui/material/Typography';
import { useState, type SyntheticEvent } from 'react';

import { isPin } from '#renderer/clerk/doors/PinField.tsx';
import { COLOUR } from '#renderer/theme.ts';
import type { OfficeSignIn } from '#server/api/office-contract.ts';
import type { Line } from '#server/web/line.ts';
import { FORM } from '#server/web/parts/act-dialog.tsx';
import { useWords } from '#server/web/texts.ts';

import { SHELL_WORDS } from '#server/office/texts-shell.ts';
import { sentenceOf, useSay } from '#server/office/words.ts';
import { PinInput, TextInput } from './fields.tsx';

/** `ended`: somebody was signed in until now. */
export type DoorState = 'asking' | 'open' | 'ended' | 'unreachable';

interface DoorProps {
  readonly state: DoorState;
  readonly line: Line;
  readonly onSignedIn: () => void;
  readonly onLanguage: () => void;
}

const OFFICE_KEY = 'raseed-office';
const keptOffice = (): string => localStorage.getItem(OFFICE_KEY) ?? '';

function useSignIn({ line, onSignedIn }: Pick<DoorProps, 'line' | 'onSignedIn'>) {
  const say = useSay(SHELL_WORDS);
  const { language } = useWords();
  const [given, setGiven] = useState<OfficeSignIn>({
    officeId: keptOffice(),
    staffId: '',
    pin: '',
  });
  const [trouble, setTrouble] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const send = async (event: SyntheticEvent): Promise<void> => {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    const acted = await line.act('session', { ...given });
    setBusy(false);
    if (acted.ok) {
      localStorage.setItem(OFFICE_KEY, given.officeId);
      return onSignedIn();
    }
    setGiven({ ...given, pin: '' });
    setTrouble(acted.failure === null ? say('unreachable') : sentenceOf(acted.failure, language));
  };
  const set = (part: keyof OfficeSignIn, value: string): void =>
    setGiven({ ...given, [part]: value });
  const isWhole = given.officeId !== '' && given.staffId !== '' && isPin(given.pin);
  return { given, set, send, trouble, ready: isWhole && !busy };
}

function SignInForm(props: Pick<DoorProps, 'line' | 'onSignedIn'> & { readonly note: string }) {
  const say = useSay(SHELL_WORDS);
  const { given, set, send, trouble, ready } = useSignIn(props);
  return (
    <Box
      component="form"
      aria-label={say('signInTitle')}
      onSubmit={(event: SyntheticEvent) => void send(event)}
      sx={{ ...FORM, p: 0 }}
    >
      <TextInput
        label={say('officeId')}
        value={given.officeId}
        isFirst={given.officeId === ''}
        onValue={(value) => set('officeId', value.trim().toUpperCase())}
      />
      <TextInput
        label={say('staffId')}
        value={given.staffId}
        isFirst={given.officeId !== ''}
        onValue={(value) => set('staffId', value.trim().toUpperCase())}
      />
      <PinInput label={say('pin')} value={given.pin} onValue={(value) => set('pin', value)} />
      <Typography role="alert" sx={{ minHeight: 48, color: COLOUR.stop }}>
        {trouble ?? props.note}
      </Typography>
      <Button
        type="submit"
        variant="contained"
        disableElevation
        size="large"
        disabled={!ready}
        sx={{ bgcolor: COLOUR.actionDark, minHeight: 48 }}
      >
        {say('signIn')}
      </Button>
    </Box>
  );
}

export function Door({ state, line, onSignedIn, onLanguage }: DoorProps) {
  const say = useSay(SHELL_WORDS);
  const { t } = useWords();
  return (
    <Box component="main" sx={{ display: 'flex', height: '100%', overflow: 'auto', p: 2 }}>
      <Box sx={{ m: 'auto', width: 420, maxWidth: '100%', display: 'grid', gap: 2 }}>
        <Box sx={{ display: 'flex', alignItems: 'center', gap: 2 }}>
          <Typography variant="h3" component="h1" sx={{ flex: 1 }}>
            {say('signInTitle')}
          </Typography>
          <Button variant="outlined" onClick={onLanguage} sx={{ color: COLOUR.actionDark }}>
            {t.language}
          </Button>
        </Box>
        <Typography color="text.secondary">{say('signInHint')}</Typography>
        {state === 'asking' && <LinearProgress aria-label={t.loading} />}
        {state === 'unreachable' && (
          <Typography role="status" sx={{ color: COLOUR.waiting }}>
            {t.unreachableFirst}
          </Typography>
        )}
        {(state === 'open' || state === 'ended') && (
          <SignInForm
            line={line}
            onSignedIn={onSignedIn}
            note={state === 'ended' ? say('signedOut') : ''}
          />
        )}
      </Box>
    </Box>
  );
}
