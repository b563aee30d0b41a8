/**
 * An act that somebody signs for: what is about to be done, its fields, then a staff number and PIN.
 * A refusal stays in the dialog as a sentence; nothing typed is lost by it, but the PIN.
 */
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useState, type ReactNode, type SyntheticEvent } from 'react';

import { errorSentence } from '#domain/errors.ts';
import { COLOUR } from '#renderer/theme.ts';

import { act } from '#server/web/api.ts';
import { ACT_WORDS } from '#server/web/texts-cases.ts';
import { useWords } from '#server/web/texts.ts';

type Word = keyof typeof ACT_WORDS;

export interface ActField {
  readonly name: string;
  readonly label: Word;
  /** Value and words; absent: free text. */
  readonly options?: readonly (readonly [value: string, words: string])[];
  readonly multiline?: boolean;
}

type Verb =
  | 'assign'
  | 'decide'
  | 'close'
  | 'endorse'
  | 'approve'
  | 'pay'
  | 'request'
  | 'order'
  | 'withdraw'
  | 'recall'
  | 'message'
  | 'count'
  | 'rotate'
  | 'retire'
  | 'accept'
  | 'retry'
  | 'reveal'
  | 'code'
  | 'check'
  | 'closeDay'
  | 'issueBook'
  | 'closeBook'
  | 'setDesk';

type Values = Readonly<Record<string, string>>;

export interface PossibleAct {
  /** The last part of its address, and its words. */
  readonly verb: Verb;
  readonly fields: readonly ActField[];
  readonly note?: Word;
  /** Where it is not the dialog's own. */
  readonly address?: string;
  /** The whole address, where the verb is no part of it. */
  readonly path?: string;
  /** What is sent of what was typed, where it is more than texts; null while it is not whole. */
  readonly bodyOf?: (values: Values) => Readonly<Record<string, unknown>> | null;
  /** What was answered, where it is for the eyes of whoever signed: the dialog stays. */
  readonly onAnswer?: (value: unknown) => void;
}

interface ActDialogProps {
  readonly title: string;
  readonly children?: ReactNode;
  /** `cases/<office>/<case>` */
  readonly address: string;
  readonly acts: readonly PossibleAct[];
  readonly onDone: () => void;
}

/** Labels stay as large as what is typed: Hindi is not read below 16 px. */
export const FORM = {
  p: 3,
  display: 'grid',
  gap: 2.5,
  '& .MuiInputLabel-root': { px: 0.5, bgcolor: COLOUR.paper },
  '& .MuiInputLabel-root.Mui-focused': { color: COLOUR.actionDark },
  '& .MuiInputLabel-root.MuiInputLabel-shrink': { transform: 'translate(12px, -12px) scale(1)' },
} as const;

interface InputProps {
  readonly field: ActField;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

function Input({ field, value, onChange }: InputProps) {
  const { language } = useWords();
  const { options } = field;
  return (
    <TextField
      label={ACT_WORDS[field.label][language]}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      select={options !== undefined}
      multiline={field.multiline === true}
      minRows={field.multiline === true ? 2 : 1}
      fullWidth
    >
      {options?.map(([option, words]) => (
        <MenuItem key={option} value={option}>
          {words}
        </MenuItem>
      ))}
    </TextField>
  );
}

/** What was typed, whether it is whole, and its sending. */
function useAct(of: Pick<ActDialogProps, 'address' | 'onDone'>, chosen: PossibleAct | undefined) {
  const { language, t } = useWords();
  const [values, setValues] = useState<Values>({});
  const [trouble, setTrouble] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const names = [...(chosen?.fields.map(({ name }) => name) ?? []), 'staffId', 'pin'];
  const typed = Object.fromEntries(names.map((name) => [name, (values[name] ?? '').trim()]));
  const more = chosen?.bodyOf === undefined ? {} : chosen.bodyOf(typed);
  const whole = names.every((name) => typed[name] !== '') && more !== null;
  const set = (name: string, value: string): void => setValues({ ...values, [name]: value });
  const send = async (event: SyntheticEvent): Promise<void> => {
    event.preventDefault();
    if (chosen === undefined || busy) return;
    setBusy(true);
    const path = chosen.path ?? `${chosen.address ?? of.address}/${chosen.verb}`;
    const answer = await act(path, { ...typed, ...more });
    setBusy(false);
    if (answer.ok) {
      if (chosen.onAnswer === undefined) return of.onDone();
      setValues({});
      setTrouble(null);
      return chosen.onAnswer(answer.value);
    }
    setValues({ ...values, pin: '' });
    setTrouble(answer.failure === null ? t.unreachable : errorSentence(answer.failure, language));
  };
  return { values, set, send, trouble, ready: whole && !busy };
}

interface SignatureProps {
  readonly values: Values;
  readonly onSet: (name: string, value: string) => void;
}

function Signature({ values, onSet }: SignatureProps) {
  const { language } = useWords();
  return (
    <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: { xs: '1fr', sm: '1fr 1fr' } }}>
      <TextField
        label={ACT_WORDS.staffId[language]}
        value={values['staffId'] ?? ''}
        autoComplete="off"
        onChange={(event) => onSet('staffId', event.target.value.toUpperCase())}
      />
      <TextField
        label={ACT_WORDS.pin[language]}
        type="password"
        autoComplete="off"
        value={values['pin'] ?? ''}
        onChange={(event) => onSet('pin', event.target.value)}
      />
    </Box>
  );
}

export function ActDialog(props: ActDialogProps) {
  const { language } = useWords();
  const { acts, onDone, title } = props;
  const [verb, setVerb] = useState(acts[0]?.verb ?? 'close');
  const chosen = acts.find((each) => each.verb === verb);
  const { values, set, send, trouble, ready } = useAct(props, chosen);
  const verbs = acts.map(({ verb: each }) => [each, ACT_WORDS[each][language]] as const);
  return (
    <Dialog open onClose={onDone} fullWidth maxWidth="sm" aria-labelledby="act-title">
      <Box component="form" onSubmit={(event: SyntheticEvent) => void send(event)} sx={FORM}>
        <Typography id="act-title" variant="h4" component="h2">
          {title}
        </Typography>
        {props.children}
        {acts.length > 1 && (
          <Input
            field={{ name: 'verb', label: 'act', options: verbs }}
            value={verb}
            onChange={(value) => setVerb(acts.find((each) => each.verb === value)?.verb ?? verb)}
          />
        )}
        {chosen?.note !== undefined && <Typography>{ACT_WORDS[chosen.note][language]}</Typography>}
        {chosen?.fields.map((field) => (
          <Input
            key={field.name}
            field={field}
            value={values[field.name] ?? ''}
            onChange={(value) => set(field.name, value)}
          />
        ))}
        <Signature values={values} onSet={set} />
        <Typography role="alert" sx={{ color: COLOUR.stop, minHeight: 24 }}>
          {trouble}
        </Typography>
        <Box sx={{ display: 'flex', gap: 2, justifyContent: 'flex-end' }}>
          <Button onClick={onDone} sx={{ color: COLOUR.actionDark }}>
            {ACT_WORDS.cancel[language]}
          </Button>
          <Button
            type="submit"
            variant="contained"
            disableElevation
            disabled={!ready}
            sx={{ bgcolor: COLOUR.actionDark }}
          >
            {ACT_WORDS.sign[language]}
          </Button>
        </Box>
      </Box>
    </Dialog>
  );
}
