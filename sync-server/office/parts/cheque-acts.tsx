/** What is signed of a cheque: that the bank paid, or that it came back. */
import Typography from '@mui/material/Typography';
import { useState } from 'react';

import { DISHONOUR_REASONS, type DishonourReason } from '#domain/journal/instrument-kinds.ts';
import type { ChequeRow } from '#server/api/office-registers-contract.ts';
import { useWords } from '#server/web/texts.ts';

import { CHEQUE_WORDS, DISHONOUR_WORDS, INSTRUMENTS } from '#server/office/texts-registers.ts';
import { useSay } from '#server/office/words.ts';
import { DateInput, isReference, Select, TextInput, typedDate } from './fields.tsx';
import { SignDialog } from './sign.tsx';
import { Sum } from './sum.tsx';

interface DialogProps {
  readonly row: ChequeRow;
  readonly onBack: () => void;
}

export function RealiseDialog({ row, onBack }: DialogProps) {
  const say = useSay(CHEQUE_WORDS);
  const { language } = useWords();
  const [reference, setReference] = useState('');
  const [date, setDate] = useState('');
  const realisedOn = typedDate(date);
  const body =
    !isReference(reference) || realisedOn === null
      ? null
      : { bankReference: reference.trim(), realisedOn };
  return (
    <SignDialog
      title={say('realiseTitle', {
        kind: INSTRUMENTS[row.instrument][language],
        number: row.number,
      })}
      address={`cheques/${row.instrumentId}/realise`}
      body={body}
      verb={say('realiseGo')}
      onBack={onBack}
      onDone={onBack}
    >
      <Sum row={row} />
      <TextInput
        isFirst
        label={say('bankReference')}
        value={reference}
        maxLength={60}
        onValue={setReference}
      />
      <DateInput label={say('realisedOn')} value={date} onValue={setDate} />
    </SignDialog>
  );
}

export function DishonourDialog({ row, onBack }: DialogProps) {
  const say = useSay(CHEQUE_WORDS);
  const { language } = useWords();
  const [reason, setReason] = useState<DishonourReason | ''>('');
  const [date, setDate] = useState('');
  const returnedOn = typedDate(date);
  const body = reason === '' || returnedOn === null ? null : { reason, returnedOn };
  return (
    <SignDialog
      title={say('dishonourTitle', {
        kind: INSTRUMENTS[row.instrument][language],
        number: row.number,
      })}
      address={`cheques/${row.instrumentId}/dishonour`}
      body={body}
      verb={say('dishonourGo')}
      onBack={onBack}
      onDone={onBack}
    >
      <Sum row={row} />
      <Typography>{say('dishonourNote')}</Typography>
      <Select
        label={say('why')}
        value={reason}
        options={DISHONOUR_REASONS.map((each) => [each, DISHONOUR_WORDS[each][language]])}
        onValue={(value) => setReason(value as DishonourReason)}
      />
      <DateInput label={say('returnedOn')} value={date} onValue={setDate} />
    </SignDialog>
  );
}
