/**
 * An act that somebody signs for: what is about to be done, its fields, the PIN of whoever is signed
 * in. A refusal stays in sight as a sentence; nothing typed is lost by it, but the PIN.
 */
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import Typography from '@mui/material/Typography';
import { useState, type ReactNode, type SyntheticEvent } from 'react';

import { isPin } from '#renderer/clerk/doors/PinField.tsx';
import { COLOUR } from '#renderer/theme.ts';
import { FORM } from '#server/web/parts/act-dialog.tsx';
import { useWords } from '#server/web/texts.ts';

import { useOffice } from '#server/office/office.ts';
import { SHELL_WORDS } from '#server/office/texts-shell.ts';
import { sentenceOf, useSay } from '#server/office/words.ts';
import { PinInput } from './fields.tsx';

export type ActBody = Readonly<Record<string, unknown>>;

interface SigningProps {
  readonly address: string;
  /** Without the PIN; null while something is missing. */
  readonly body: ActBody | null;
  readonly onDone: (value: unknown) => void;
  /** For who keeps the sentence where this form may go away. */
  readonly onRefused?: (sentence: string) => void;
}

/** The PIN, its sending, and what was answered. */
export function useSigning({ address, body, onDone, onRefused }: SigningProps) {
  const { act, acted } = useOffice();
  const { language } = useWords();
  const say = useSay(SHELL_WORDS);
  const [pin, setPin] = useState('');
  const [trouble, setTrouble] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const ready = body !== null && isPin(pin) && !busy;
  const send = async (event: SyntheticEvent): Promise<void> => {
    event.preventDefault();
    if (!ready) return;
    setBusy(true);
    const answer = await act(address, { ...body, pin });
    setBusy(false);
    setPin('');
    // What was refused is often refused because something has changed: it is read again.
    acted();
    if (answer.ok) return onDone(answer.value);
    const { failure } = answer;
    const sentence = failure === null ? say('unreachable') : sentenceOf(failure, language);
    setTrouble(sentence);
    onRefused?.(sentence);
  };
  return { pin, setPin, trouble, busy, ready, send };
}

/** The PIN and the button: the last line of everything that is signed. */
export function SignLine(props: {
  readonly signing: ReturnType<typeof useSigning>;
  readonly verb: string;
  readonly onBack?: () => void;
}) {
  const { signing, verb, onBack } = props;
  const { session } = useOffice();
  const say = useSay(SHELL_WORDS);
  return (
    <>
      <PinInput
        label={`${say('yourPin')} · ${session.name}`}
        value={signing.pin}
        onValue={signing.setPin}
      />
      <Typography
        role="alert"
        sx={{ color: signing.busy ? COLOUR.inkSoft : COLOUR.stop, minHeight: 48 }}
      >
        {signing.busy ? say('working') : signing.trouble}
      </Typography>
      <Box sx={{ display: 'flex', gap: 2, justifyContent: 'flex-end', flexWrap: 'wrap' }}>
        {onBack === undefined ? null : (
          <Button onClick={onBack} sx={{ minHeight: 48, color: COLOUR.actionDark }}>
            {say('back')}
          </Button>
        )}
        <Button
          type="submit"
          variant="contained"
          disableElevation
          disabled={!signing.ready}
          sx={{ minHeight: 48, bgcolor: COLOUR.actionDark }}
        >
          {verb}
        </Button>
      </Box>
    </>
  );
}

export interface SignDialogProps extends SigningProps {
  readonly title: string;
  readonly verb: string;
  readonly onBack: () => void;
  readonly children?: ReactNode;
}

export function SignDialog(props: SignDialogProps) {
  const signing = useSigning(props);
  return (
    <Dialog
      open
      onClose={props.onBack}
      fullWidth
      maxWidth="sm"
      aria-labelledby="sign-title"
      slotProps={{ paper: { sx: { m: { xs: 1, md: 4 }, width: '100%' } } }}
    >
      <Box
        component="form"
        onSubmit={(event: SyntheticEvent) => void signing.send(event)}
        sx={{ ...FORM, p: { xs: 2, md: 3 } }}
      >
        <Typography id="sign-title" variant="h4" component="h2">
          {props.title}
        </Typography>
        {props.children}
        <SignLine signing={signing} verb={props.verb} onBack={props.onBack} />
      </Box>
    </Dialog>
  );
}
