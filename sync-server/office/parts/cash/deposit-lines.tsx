/** Every bag: those on their way first, each with who may do what with it next. */
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useState } from 'react';

import type { DepositState } from '#domain/deposits/deposit.ts';
import { formatRupees } from '#domain/money.ts';
import { paperDate } from '#domain/receipt/blocks.ts';
import { COLOUR } from '#renderer/theme.ts';
import { Money } from '#renderer/ui/Money.tsx';
import type { DepositRow } from '#server/api/office-cash-contract.ts';
import { DepositPapers } from '#server/web/parts/papers.tsx';
import { WhenReady } from '#server/web/parts/states.tsx';
import { useWords } from '#server/web/texts.ts';

import { useNames, useOffice, useRead } from '#server/office/office.ts';
import { Lines, type LineColumn } from '#server/office/parts/lines.tsx';
import { Mark, type Tone } from '#server/office/parts/mark.tsx';
import { Parts } from '#server/office/parts/parts.tsx';
import { DELAY_WORDS, DEPOSIT_STATES, SAFE_WORDS } from '#server/office/texts-cash.ts';
import { useSay } from '#server/office/words.ts';
import { AcceptDialog, CarryDialog, ReturnDialog } from './deposit-acts.tsx';

type Act = 'carry' | 'accept' | 'return';
interface Acting {
  readonly act: Act;
  readonly row: DepositRow;
}

const TONES: Readonly<Record<DepositState, Tone>> = {
  prepared: 'quiet',
  carried: 'waiting',
  accepted: 'done',
  returned: 'quiet',
};

function People({ row }: { row: DepositRow }) {
  const say = useSay(SAFE_WORDS);
  const name = useNames();
  const parts = [
    say('preparedBy', { name: name(row.preparedBy) }),
    row.letGoBy === null ? '' : say('letGoBy', { name: name(row.letGoBy) }),
    row.carrier === null
      ? ''
      : say('carriedBy', { carrier: name(row.carrier), witness: name(row.witness) }),
  ];
  return <Parts of={parts} />;
}

function Bank({ row }: { row: DepositRow }) {
  const say = useSay(SAFE_WORDS);
  const { language } = useWords();
  const { bankReference, realisedOn, acceptedPaise, amountPaise, delay } = row;
  const differs = acceptedPaise !== null && acceptedPaise !== amountPaise;
  const parts = [
    row.branch.texts[language],
    bankReference === null || realisedOn === null
      ? ''
      : say('reference', { ref: bankReference, day: paperDate(realisedOn) }),
    differs ? say('differs', { amount: formatRupees(acceptedPaise) }) : '',
    delay === null ? '' : say('delayed', { reason: DELAY_WORDS[delay.reason][language] }),
    delay?.words ?? '',
    row.words ?? '',
    row.warnings.length > 0 ? say('warned') : '',
  ];
  return <Parts of={parts} />;
}

const BUTTON = { minHeight: 48, color: COLOUR.actionDark } as const;

/** Whoever filled the bag does not let it go; whoever carried it does not speak for the bank. */
function Next({ row, onAct }: { row: DepositRow; onAct: (acting: Acting) => void }) {
  const say = useSay(SAFE_WORDS);
  const { staffId } = useOffice().session;
  const button = (act: Act, word: 'carry' | 'accept' | 'bringBack' | 'giveUp', isMain: boolean) => (
    <Button
      variant={isMain ? 'outlined' : 'text'}
      aria-label={`${say(word)}: ${row.bagNumber}`}
      onClick={() => onAct({ act, row })}
      sx={BUTTON}
    >
      {say(word)}
    </Button>
  );
  if (row.state === 'prepared') {
    return (
      <>
        {row.preparedBy === staffId ? (
          <Mark tone="waiting">{say('needsOther')}</Mark>
        ) : (
          button('carry', 'carry', true)
        )}
        {button('return', 'giveUp', false)}
      </>
    );
  }
  if (row.state !== 'carried') return null;
  return (
    <>
      {row.carrier === staffId ? null : button('accept', 'accept', true)}
      {button('return', 'bringBack', false)}
    </>
  );
}

function useColumns(onAct: (acting: Acting) => void): readonly LineColumn<DepositRow>[] {
  const say = useSay(SAFE_WORDS);
  const { language } = useWords();
  return [
    {
      id: 'deposit',
      title: say('deposit'),
      cell: (row) => (
        <Box sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 2 }}>
          <span>{row.bagNumber}</span>
          <Mark tone={TONES[row.state]}>{DEPOSIT_STATES[row.state][language]}</Mark>
        </Box>
      ),
    },
    {
      id: 'amount',
      title: say('amount'),
      isFigure: true,
      isLead: true,
      cell: (row) => <Money paise={row.amountPaise} />,
    },
    { id: 'due', title: say('due'), isFigure: true, cell: (row) => paperDate(row.dueOn) },
    { id: 'people', title: say('people'), cell: (row) => <People row={row} /> },
    { id: 'bank', title: say('bank'), cell: (row) => <Bank row={row} /> },
    { id: 'next', title: '', isAct: true, cell: (row) => <Next row={row} onAct={onAct} /> },
    {
      id: 'papers',
      title: '',
      isAct: true,
      cell: (row) => <DepositPapers depositId={row.depositId} />,
    },
  ];
}

function ActDialog({ acting, onBack }: { acting: Acting; onBack: () => void }) {
  const { act, row } = acting;
  if (act === 'carry') return <CarryDialog row={row} onBack={onBack} />;
  if (act === 'accept') return <AcceptDialog row={row} onBack={onBack} />;
  return <ReturnDialog row={row} onBack={onBack} />;
}

export function DepositLines() {
  const say = useSay(SAFE_WORDS);
  const deposits = useRead((reads) => reads.deposits(), 'deposits');
  const [acting, setActing] = useState<Acting | null>(null);
  const columns = useColumns(setActing);
  return (
    <WhenReady loaded={deposits} minHeight={160}>
      {({ rows }) => (
        <>
          <Lines
            label={say('deposits')}
            rows={rows}
            columns={columns}
            rowId={(row) => row.depositId}
            asCards
            empty={say('depositsEmpty')}
          />
          {acting === null ? null : <ActDialog acting={acting} onBack={() => setActing(null)} />}
        </>
      )}
    </WhenReady>
  );
}
