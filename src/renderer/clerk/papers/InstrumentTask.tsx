/** A cheque or draft in the place of cash: what is printed on it, beside the charge that it pays. */
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useState } from 'react';

import type { CommandInput } from '#contract/commands.ts';
import type { PapersSnapshot, VisitSnapshot } from '#contract/snapshot.ts';
import { INSTRUMENT_KINDS } from '#domain/journal/instrument-kinds.ts';
import { formatRupees } from '#domain/money.ts';
import { GoButton, useFields } from '#renderer/clerk/cash/parts.tsx';
import type { Counter } from '#renderer/clerk/counter/use-counter.ts';
import { dateOfDigits, showDateDigits } from '#renderer/clerk/item/facts-typed.ts';
import { digitsOnly } from '#renderer/keys/digits.ts';
import { useSpeech } from '#renderer/texts/use-texts.tsx';
import { Choice } from '#renderer/ui/Choice.tsx';
import { Field } from '#renderer/ui/Field.tsx';

const FIELDS = ['instrument-kind', 'instrument-number', 'instrument-bank', 'instrument-date'];
const NUMBER_DIGITS = 6;
const DATE_DIGITS = 8;
const MIN_BANK = 3;

interface Draft {
  readonly kind: string;
  readonly number: string;
  readonly bank: string;
  readonly day: string;
}

/** The command's input; null until everything that is asked is there. */
function inputOf(draft: Draft, visit: VisitSnapshot): CommandInput<'takeInstrument'> | null {
  const { number, bank } = draft;
  const instrument = INSTRUMENT_KINDS.find((value) => value === draft.kind);
  const drawnOn = dateOfDigits(draft.day);
  if (instrument === undefined || drawnOn === null) return null;
  if (number.length !== NUMBER_DIGITS || bank.trim().length < MIN_BANK) return null;
  return { visitId: visit.visitId, instrument, number, bank: bank.trim(), drawnOn };
}

function Printed(props: { readonly draft: Draft; readonly onDraft: (draft: Draft) => void }) {
  const { t } = useSpeech();
  const { draft, onDraft } = props;
  return (
    <>
      <Field
        name="instrument-number"
        takes="digits"
        label={t.instrumentNumber}
        value={draft.number}
        maxLength={NUMBER_DIGITS}
        onValue={(text) => onDraft({ ...draft, number: digitsOnly(text).slice(0, NUMBER_DIGITS) })}
      />
      <Field
        stacked
        name="instrument-bank"
        label={t.instrumentBank}
        value={draft.bank}
        maxLength={60}
        onValue={(bank) => onDraft({ ...draft, bank })}
      />
      <Field
        name="instrument-date"
        takes="digits"
        label={t.instrumentDate}
        value={showDateDigits(draft.day)}
        placeholder={t.dateHint}
        onValue={(text) => onDraft({ ...draft, day: digitsOnly(text).slice(0, DATE_DIGITS) })}
      />
    </>
  );
}

export function InstrumentTask(props: {
  readonly counter: Counter;
  readonly visit: VisitSnapshot;
  readonly accepted: NonNullable<PapersSnapshot['accepted']>;
}) {
  const { t, language } = useSpeech();
  const { counter, visit, accepted } = props;
  const [only] = accepted.kinds.length === 1 ? accepted.kinds : [];
  const [draft, setDraft] = useState<Draft>({ kind: only ?? '', number: '', bank: '', day: '' });
  const input = inputOf(draft, visit);
  const go = (): void => {
    if (input === null) return;
    void counter.run('takeInstrument', input).then((answer) => {
      if (answer?.ok === true) counter.dispatch({ type: 'task', task: null });
    });
  };
  useFields(only === undefined ? FIELDS : FIELDS.slice(1), go);
  return (
    <Box
      component="section"
      aria-label={t.instrumentTitle}
      sx={{ display: 'grid', rowGap: 1, alignContent: 'start' }}
    >
      <Typography variant="h4" component="h2">
        {t.instrumentTitle}
      </Typography>
      <Typography sx={{ mb: 1 }}>
        {t.instrumentText(formatRupees(visit.totalPaise), accepted.payableTo[language])}
      </Typography>
      <Choice
        open
        name="instrument-kind"
        label={t.instrumentKind}
        items={accepted.kinds.map((value) => ({ value, label: t[`instrument_${value}`] }))}
        value={draft.kind}
        onValue={(kind) => setDraft({ ...draft, kind })}
        placeholder={t.choose}
      />
      <Printed draft={draft} onDraft={setDraft} />
      <GoButton counter={counter} label={t.instrumentGo} ready={input !== null} onGo={go} />
      <Typography sx={{ color: 'text.secondary' }}>{t.instrumentNote}</Typography>
    </Box>
  );
}
