/** Remittances to the treasury: prepared by one, and said to have arrived by another. */
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';

import { paperDate } from '#domain/receipt/blocks.ts';
import { COLOUR } from '#renderer/theme.ts';
import { Money } from '#renderer/ui/Money.tsx';
import type { RemittanceRow } from '#server/api/office-cash-contract.ts';
import { useWords } from '#server/web/texts.ts';

import { useNames, useOffice } from '#server/office/office.ts';
import { Lines, type LineColumn } from '#server/office/parts/lines.tsx';
import { Mark, type Tone } from '#server/office/parts/mark.tsx';
import { BANK_WORDS, REMITTANCE_STATES, SAFE_WORDS } from '#server/office/texts-cash.ts';
import { useSay } from '#server/office/words.ts';

const TONES: Readonly<Record<RemittanceRow['state'], Tone>> = {
  prepared: 'waiting',
  remitted: 'done',
  withdrawn: 'quiet',
};

function Challan({ row }: { row: RemittanceRow }) {
  const { challanNumber, realisedOn } = row;
  if (challanNumber === null || realisedOn === null) return null;
  return (
    <>
      {challanNumber} · {paperDate(realisedOn)}
    </>
  );
}

export interface RemittanceActing {
  readonly row: RemittanceRow;
  readonly act: 'remit' | 'withdraw';
}

/** Whoever prepared it does not say that it arrived. */
function Next(props: {
  readonly row: RemittanceRow;
  readonly onAct: (acting: RemittanceActing) => void;
}) {
  const { row, onAct } = props;
  const say = useSay(BANK_WORDS);
  const { staffId } = useOffice().session;
  if (row.state !== 'prepared') return null;
  const button = (act: RemittanceActing['act'], isMain: boolean) => (
    <Button
      variant={isMain ? 'outlined' : 'text'}
      aria-label={`${say(act)}: ${row.remittanceId}`}
      onClick={() => onAct({ row, act })}
      sx={{ minHeight: 48, color: COLOUR.actionDark }}
    >
      {say(act)}
    </Button>
  );
  return (
    <>
      {row.preparedBy === staffId ? (
        <Mark tone="waiting">{say('needsOther')}</Mark>
      ) : (
        button('remit', true)
      )}
      {button('withdraw', false)}
    </>
  );
}

export function RemittanceLines(props: {
  readonly rows: readonly RemittanceRow[];
  readonly onAct: (acting: RemittanceActing) => void;
}) {
  const say = useSay(BANK_WORDS);
  const saySafe = useSay(SAFE_WORDS);
  const { language } = useWords();
  const name = useNames();
  const columns: readonly LineColumn<RemittanceRow>[] = [
    {
      id: 'remittance',
      title: say('remittance'),
      cell: (row) => (
        <Box sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 2 }}>
          <span>{row.remittanceId}</span>
          <Mark tone={TONES[row.state]}>{REMITTANCE_STATES[row.state][language]}</Mark>
        </Box>
      ),
    },
    {
      id: 'amount',
      title: saySafe('amount'),
      isFigure: true,
      isLead: true,
      cell: (row) => <Money paise={row.amountPaise} />,
    },
    { id: 'treasury', title: say('treasury'), cell: (row) => row.treasury.texts[language] },
    {
      id: 'people',
      title: say('people'),
      cell: ({ preparedBy, remittedBy }) =>
        [name(preparedBy), name(remittedBy)].filter((part) => part !== '').join(' · '),
    },
    { id: 'challan', title: say('challan'), cell: (row) => <Challan row={row} /> },
    { id: 'next', title: '', isAct: true, cell: (row) => <Next row={row} onAct={props.onAct} /> },
  ];
  return (
    <Lines
      label={say('remittances')}
      rows={props.rows}
      columns={columns}
      rowId={({ remittanceId }) => remittanceId}
      asCards
      empty={say('remittancesEmpty')}
    />
  );
}
