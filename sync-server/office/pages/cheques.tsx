/** Cheques and drafts from the counter to the bank, and what the bank said of each. */
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useState } from 'react';

import { paperDate } from '#domain/receipt/blocks.ts';
import { istDate } from '#domain/time.ts';
import { COLOUR } from '#renderer/theme.ts';
import { Money } from '#renderer/ui/Money.tsx';
import type { ChequeRow } from '#server/api/office-registers-contract.ts';
import { ChequePapers } from '#server/web/parts/papers.tsx';
import { Panel, WhenReady } from '#server/web/parts/states.tsx';
import { useWords } from '#server/web/texts.ts';

import { useNames, useOffice, useRead } from '#server/office/office.ts';
import { DishonourDialog, RealiseDialog } from '#server/office/parts/cheque-acts.tsx';
import { Lines, type LineColumn } from '#server/office/parts/lines.tsx';
import { Mark, type Tone } from '#server/office/parts/mark.tsx';
import { Parts } from '#server/office/parts/parts.tsx';
import {
  CHEQUE_STATES,
  CHEQUE_WORDS,
  DISHONOUR_WORDS,
  INSTRUMENTS,
} from '#server/office/texts-registers.ts';
import { useSay } from '#server/office/words.ts';

const TONES: Readonly<Record<ChequeRow['state'], Tone>> = {
  received: 'waiting',
  realised: 'done',
  dishonoured: 'stop',
};

interface Acting {
  readonly row: ChequeRow;
  readonly act: 'realise' | 'dishonour';
}

function Outcome({ row }: { row: ChequeRow }) {
  const say = useSay(CHEQUE_WORDS);
  const { language } = useWords();
  const { bankReference, endedOn, reason, receipts } = row;
  const parts = [
    bankReference ?? '',
    reason === null ? '' : DISHONOUR_WORDS[reason][language],
    endedOn === null ? '' : paperDate(endedOn),
    receipts.length > 0 ? say('receipts') : '',
    ...receipts,
    row.state === 'realised' && receipts.length === 0 ? say('receiptWaits') : '',
  ];
  return <Parts of={parts} />;
}

function Next({ row, onAct }: { row: ChequeRow; onAct: (acting: Acting) => void }) {
  const say = useSay(CHEQUE_WORDS);
  const { staffId } = useOffice().session;
  if (row.state !== 'received') return null;
  if (row.receivedBy === staffId) return <Mark tone="waiting">{say('needsOther')}</Mark>;
  const button = (act: Acting['act'], isMain: boolean) => (
    <Button
      variant={isMain ? 'outlined' : 'text'}
      aria-label={`${say(act)}: ${row.number}`}
      onClick={() => onAct({ row, act })}
      sx={{ minHeight: 48, color: COLOUR.actionDark }}
    >
      {say(act)}
    </Button>
  );
  return (
    <>
      {button('realise', true)}
      {button('dishonour', false)}
    </>
  );
}

function useColumns(onAct: (acting: Acting) => void): readonly LineColumn<ChequeRow>[] {
  const say = useSay(CHEQUE_WORDS);
  const { language } = useWords();
  const name = useNames();
  return [
    {
      id: 'cheque',
      title: say('cheque'),
      cell: (row) => (
        <Box sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 2 }}>
          <span>
            {INSTRUMENTS[row.instrument][language]} {row.number}
          </span>
          <Mark tone={TONES[row.state]}>{CHEQUE_STATES[row.state][language]}</Mark>
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
    {
      id: 'bank',
      title: say('bank'),
      cell: (row) => <Parts of={[row.bank, paperDate(row.drawnOn)]} />,
    },
    {
      id: 'received',
      title: say('received'),
      cell: (row) => (
        <Parts of={[paperDate(istDate(row.receivedAt)), name(row.receivedBy), row.counterId]} />
      ),
    },
    {
      id: 'valid',
      title: say('valid'),
      isFigure: true,
      cell: (row) => paperDate(row.validUntil),
    },
    {
      id: 'ended',
      title: say('ended'),
      cell: (row) => (row.endedOn === null ? null : <Outcome row={row} />),
    },
    { id: 'next', title: '', isAct: true, cell: (row) => <Next row={row} onAct={onAct} /> },
  ];
}

export function ChequesPage() {
  const say = useSay(CHEQUE_WORDS);
  const cheques = useRead((reads) => reads.cheques(), 'cheques');
  const [acting, setActing] = useState<Acting | null>(null);
  const columns = useColumns(setActing);
  const onBack = (): void => setActing(null);
  return (
    <Panel title={say('title')}>
      <ChequePapers month={useOffice().session.today.slice(0, 7)} />
      <WhenReady loaded={cheques} minHeight={480}>
        {({ rows }) => (
          <Lines
            label={say('title')}
            rows={rows}
            columns={columns}
            rowId={(row) => row.instrumentId}
            asCards
            empty={say('empty')}
          />
        )}
      </WhenReady>
      {acting?.act === 'realise' ? <RealiseDialog row={acting.row} onBack={onBack} /> : null}
      {acting?.act === 'dishonour' ? <DishonourDialog row={acting.row} onBack={onBack} /> : null}
    </Panel>
  );
}
