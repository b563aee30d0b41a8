/** What is signed of a bag: that it leaves with a carrier and a witness, reached the bank, came back. */
import { useState } from 'react';

import { formatPaise, parseRupees } from '#domain/money.ts';
import type { AcceptDeposit, DepositRow } from '#server/api/office-cash-contract.ts';

import { useOffice } from '#server/office/office.ts';
import {
  AmountInput,
  DateInput,
  isReference,
  isSaid,
  Select,
  TextInput,
  typedDate,
} from '#server/office/parts/fields.tsx';
import { SignDialog } from '#server/office/parts/sign.tsx';
import { Sum } from '#server/office/parts/sum.tsx';
import { SAFE_WORDS } from '#server/office/texts-cash.ts';
import { useSay } from '#server/office/words.ts';

interface DialogProps {
  readonly row: DepositRow;
  readonly onBack: () => void;
}

export function CarryDialog({ row, onBack }: DialogProps) {
  const say = useSay(SAFE_WORDS);
  const { staff } = useOffice().session;
  const [carrier, setCarrier] = useState('');
  const [witness, setWitness] = useState('');
  const people = staff.map(({ staffId, name }) => [staffId, `${name} · ${staffId}`] as const);
  const body = carrier === '' || witness === '' ? null : { carrier, witness };
  return (
    <SignDialog
      title={say('carryTitle', { bag: row.bagNumber })}
      address={`deposits/${row.depositId}/carry`}
      body={body}
      verb={say('carryGo')}
      onBack={onBack}
      onDone={onBack}
    >
      <Sum row={row} />
      <Select label={say('carrier')} value={carrier} options={people} onValue={setCarrier} />
      <Select
        label={say('witness')}
        value={witness}
        options={people.filter(([staffId]) => staffId !== carrier)}
        onValue={setWitness}
      />
    </SignDialog>
  );
}

export function AcceptDialog({ row, onBack }: DialogProps) {
  const say = useSay(SAFE_WORDS);
  const [reference, setReference] = useState('');
  const [date, setDate] = useState('');
  const [amount, setAmount] = useState(formatPaise(row.amountPaise));
  const [words, setWords] = useState('');
  const realisedOn = typedDate(date);
  const acceptedPaise = parseRupees(amount);
  const differs = acceptedPaise !== null && acceptedPaise !== row.amountPaise;
  const isWhole = isReference(reference) && (!differs || isSaid(words));
  const body: Omit<AcceptDeposit, 'pin'> | null =
    realisedOn === null || acceptedPaise === null || !isWhole
      ? null
      : {
          bankReference: reference.trim(),
          realisedOn,
          acceptedPaise,
          ...(differs ? { words: words.trim() } : {}),
        };
  return (
    <SignDialog
      title={say('acceptTitle', { bag: row.bagNumber })}
      address={`deposits/${row.depositId}/accept`}
      body={body === null ? null : { ...body }}
      verb={say('acceptGo')}
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
      <AmountInput
        label={say('accepted')}
        value={amount}
        isWrong={acceptedPaise === null}
        onValue={setAmount}
      />
      {differs ? (
        <TextInput label={say('whyDiffers')} value={words} lines={2} onValue={setWords} />
      ) : null}
    </SignDialog>
  );
}

export function ReturnDialog({ row, onBack }: DialogProps) {
  const say = useSay(SAFE_WORDS);
  const [words, setWords] = useState('');
  return (
    <SignDialog
      title={say('returnTitle', { bag: row.bagNumber })}
      address={`deposits/${row.depositId}/return`}
      body={isSaid(words) ? { words: words.trim() } : null}
      verb={say('returnGo')}
      onBack={onBack}
      onDone={onBack}
    >
      <Sum row={row} />
      <TextInput isFirst label={say('returnWords')} value={words} lines={2} onValue={setWords} />
    </SignDialog>
  );
}
