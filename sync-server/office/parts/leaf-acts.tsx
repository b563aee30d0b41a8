/** What is signed of a book of leaves: who takes it, and how far it is used. */
import { useState } from 'react';

import type { LeafBookRow } from '#server/api/office-registers-contract.ts';

import { useOffice } from '#server/office/office.ts';
import { LEAF_WORDS } from '#server/office/texts-registers.ts';
import { useSay } from '#server/office/words.ts';
import { NumberInput, Select } from './fields.tsx';
import { SignDialog } from './sign.tsx';

interface DialogProps {
  readonly row: LeafBookRow;
  readonly onBack: () => void;
}

/** A book is counted forward only, and no further than its end. */
function nextLeafOf(row: LeafBookRow, typed: string): number | null {
  const next = Number(typed);
  return typed === '' || next < row.nextLeaf || next > row.lastLeaf + 1 ? null : next;
}

function NextLeaf(props: {
  readonly row: LeafBookRow;
  readonly typed: string;
  readonly isFirst: boolean;
  readonly onTyped: (typed: string) => void;
}) {
  const { row, typed } = props;
  const say = useSay(LEAF_WORDS);
  return (
    <NumberInput
      label={say('nextLeaf')}
      value={typed}
      isFirst={props.isFirst}
      isWrong={typed !== '' && nextLeafOf(row, typed) === null}
      hint={say('nextHint', { from: row.nextLeaf, to: row.lastLeaf + 1 })}
      onValue={props.onTyped}
    />
  );
}

const TO_OFFICE = 'office';

export function HandBookDialog({ row, onBack }: DialogProps) {
  const say = useSay(LEAF_WORDS);
  const { staff } = useOffice().session;
  const [to, setTo] = useState('');
  const [typed, setTyped] = useState('');
  const nextLeaf = nextLeafOf(row, typed);
  const body =
    to === '' || nextLeaf === null ? null : { custodian: to === TO_OFFICE ? null : to, nextLeaf };
  const people = staff
    .filter(({ staffId }) => staffId !== row.custodian)
    .map(({ staffId, name }) => [staffId, `${name} · ${staffId}`] as const);
  const office = row.custodian === null ? [] : [[TO_OFFICE, say('toOffice')] as const];
  return (
    <SignDialog
      title={say('handTitle', { book: row.bookId })}
      address={`leaf-books/${encodeURIComponent(row.bookId)}/hand`}
      body={body}
      verb={say('handGo')}
      onBack={onBack}
      onDone={onBack}
    >
      <Select label={say('to')} value={to} options={[...office, ...people]} onValue={setTo} />
      <NextLeaf row={row} typed={typed} isFirst={false} onTyped={setTyped} />
    </SignDialog>
  );
}

export function CountBookDialog({ row, onBack }: DialogProps) {
  const say = useSay(LEAF_WORDS);
  const [typed, setTyped] = useState('');
  const nextLeaf = nextLeafOf(row, typed);
  return (
    <SignDialog
      title={say('countTitle', { book: row.bookId })}
      address={`leaf-books/${encodeURIComponent(row.bookId)}/count`}
      body={nextLeaf === null ? null : { nextLeaf }}
      verb={say('countGo')}
      onBack={onBack}
      onDone={onBack}
    >
      <NextLeaf row={row} typed={typed} isFirst onTyped={setTyped} />
    </SignDialog>
  );
}
