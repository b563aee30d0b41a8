/**
 * Evidence as one file: what it is to be about, and the button that has HQ make it and the browser
 * keep it. What HQ answers instead stays in sight.
 */
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useState } from 'react';

import { errorSentence } from '#domain/errors.ts';
import { isReceiptNumber } from '#domain/ids.ts';
import { COLOUR } from '#renderer/theme.ts';
import type { OfficeRow } from '#server/api/contract.ts';

import { evidenceFile } from '#server/web/api.ts';
import { ACT_WORDS } from '#server/web/texts-cases.ts';
import { EVIDENCE_WORDS } from '#server/web/texts-evidence.ts';
import { fill, useWords } from '#server/web/texts.ts';
import { FORM } from './act-dialog.tsx';

type Query = Readonly<Record<string, string>>;

/** The browser's own way to keep a file. */
function keep({ name, blob }: { readonly name: string; readonly blob: Blob }): void {
  const address = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}

interface Told {
  readonly text: string;
  readonly isTrouble: boolean;
}

interface ButtonProps {
  /** Null while something is missing. */
  readonly query: Query | null;
  readonly label: 'title' | 'make';
}

export function EvidenceButton({ query, label }: ButtonProps) {
  const { language, t } = useWords();
  const [told, setTold] = useState<Told | null>(null);
  const [busy, setBusy] = useState(false);
  const make = async (): Promise<void> => {
    if (query === null || busy) return;
    setBusy(true);
    const answer = await evidenceFile(query);
    setBusy(false);
    if (answer.ok) {
      keep(answer.value);
      const text = fill(EVIDENCE_WORDS.made[language], { name: answer.value.name });
      setTold({ text, isTrouble: false });
      return;
    }
    const { failure } = answer;
    const text = failure === null ? t.unreachable : errorSentence(failure, language);
    setTold({ text, isTrouble: true });
  };
  return (
    <Box sx={{ display: 'flex', gap: 2, alignItems: 'center', minHeight: 48 }}>
      <Button
        variant="outlined"
        disabled={query === null || busy}
        onClick={() => void make()}
        sx={{ color: COLOUR.actionDark, flexShrink: 0 }}
      >
        {EVIDENCE_WORDS[label][language]}
      </Button>
      <Typography
        role="status"
        sx={{
          overflowWrap: 'anywhere',
          color: told?.isTrouble === true ? COLOUR.stop : COLOUR.paid,
        }}
      >
        {told?.text}
      </Typography>
    </Box>
  );
}

const SUBJECTS = ['receipt', 'day', 'shift', 'range', 'office'] as const;
type Subject = (typeof SUBJECTS)[number];
type Field = 'receiptNumber' | 'counterId' | 'officeId' | 'date' | 'shiftId' | 'fromSeq' | 'toSeq';

const FIELDS: Readonly<Record<Subject, readonly Field[]>> = {
  receipt: ['receiptNumber'],
  day: ['counterId', 'date'],
  shift: ['shiftId'],
  range: ['counterId', 'fromSeq', 'toSeq'],
  office: ['officeId'],
};

/** What HQ is asked; null where it is not whole. */
function queryOf(subject: Subject, values: Readonly<Partial<Record<Field, string>>>): Query | null {
  const of = (field: Field): string => (values[field] ?? '').trim();
  if (FIELDS[subject].some((field) => of(field) === '')) return null;
  const counterId = of('counterId');
  switch (subject) {
    case 'receipt': {
      const receipt = of('receiptNumber').toUpperCase();
      const [counter = ''] = receipt.split('/');
      return isReceiptNumber(receipt) ? { counterId: counter, receipt } : null;
    }
    case 'shift': {
      const shift = of('shiftId').toUpperCase();
      return { counterId: shift.slice(0, shift.lastIndexOf('-')), shift };
    }
    case 'day':
      return { counterId, date: of('date') };
    case 'range':
      return { counterId, fromSeq: of('fromSeq'), toSeq: of('toSeq') };
    case 'office':
      return { officeId: of('officeId') };
  }
}

interface DialogProps {
  readonly offices: readonly OfficeRow[];
  readonly onDone: () => void;
}

export function EvidenceDialog({ offices, onDone }: DialogProps) {
  const { language } = useWords();
  const [subject, setSubject] = useState<Subject>('receipt');
  const [values, setValues] = useState<Readonly<Partial<Record<Field, string>>>>({});
  const choices: Readonly<Partial<Record<Field, readonly string[]>>> = {
    counterId: offices.flatMap(({ counters }) => counters.map(({ counterId }) => counterId)),
    officeId: offices.map(({ officeId }) => officeId),
  };
  return (
    <Dialog open onClose={onDone} fullWidth maxWidth="sm" aria-labelledby="evidence-title">
      <Box sx={FORM}>
        <Typography id="evidence-title" variant="h4" component="h2">
          {EVIDENCE_WORDS.title[language]}
        </Typography>
        <Typography>{EVIDENCE_WORDS.note[language]}</Typography>
        <TextField
          select
          label={EVIDENCE_WORDS.about[language]}
          value={subject}
          onChange={({ target }) =>
            setSubject(SUBJECTS.find((each) => each === target.value) ?? subject)
          }
        >
          {SUBJECTS.map((each) => (
            <MenuItem key={each} value={each}>
              {EVIDENCE_WORDS[each][language]}
            </MenuItem>
          ))}
        </TextField>
        {FIELDS[subject].map((field) => (
          <TextField
            key={field}
            select={choices[field] !== undefined}
            label={EVIDENCE_WORDS[field][language]}
            value={values[field] ?? ''}
            autoComplete="off"
            onChange={({ target }) => setValues({ ...values, [field]: target.value })}
          >
            {choices[field]?.map((each) => (
              <MenuItem key={each} value={each}>
                {each}
              </MenuItem>
            ))}
          </TextField>
        ))}
        <EvidenceButton key={subject} label="make" query={queryOf(subject, values)} />
        <Button onClick={onDone} sx={{ color: COLOUR.actionDark, justifySelf: 'end' }}>
          {ACT_WORDS.shut[language]}
        </Button>
      </Box>
    </Dialog>
  );
}
