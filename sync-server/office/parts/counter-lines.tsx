/** The counters of a day as rows, and the order to count one now. */
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useState } from 'react';

import { paperDate } from '#domain/receipt/blocks.ts';
import { formatIstTime } from '#domain/time.ts';
import { COLOUR } from '#renderer/theme.ts';
import { Money } from '#renderer/ui/Money.tsx';
import type { CounterLine, DayAtGlance } from '#server/api/office-contract.ts';
import { age, useWords } from '#server/web/texts.ts';

import { useNames } from '#server/office/office.ts';
import { COUNTER_STATES, DAY_WORDS } from '#server/office/texts-day.ts';
import { useSay } from '#server/office/words.ts';
import { Variance } from './amount.tsx';
import { Lines, type LineColumn } from './lines.tsx';
import { Mark, type Tone } from './mark.tsx';
import { SignDialog } from './sign.tsx';

const TONES: Readonly<Record<CounterLine['state'], Tone>> = {
  complete: 'done',
  open_shift: 'quiet',
  behind: 'waiting',
  unused: 'quiet',
};

function Name({ row }: { row: CounterLine }) {
  const { language } = useWords();
  return (
    <Box sx={{ display: 'grid', justifyItems: 'start' }}>
      <Box component="span" sx={{ whiteSpace: 'nowrap' }}>
        {row.counterId}
      </Box>
      <Mark tone={TONES[row.state]}>{COUNTER_STATES[row.state][language]}</Mark>
    </Box>
  );
}

interface CountProps {
  readonly row: CounterLine;
  readonly onCount: (counterId: string) => void;
}

/** A drawer is counted while its shift is open; afterwards it is empty. */
function CountNow({ row, onCount }: CountProps) {
  const say = useSay(DAY_WORDS);
  if (row.countWanted) return <Mark tone="waiting">{say('countAsked')}</Mark>;
  return (
    <Button
      onClick={() => onCount(row.counterId)}
      aria-label={`${say('countNow')}: ${row.counterId}`}
      sx={{ minHeight: 48, px: 1, ml: { md: -1 }, color: COLOUR.actionDark }}
    >
      {say('countNow')}
    </Button>
  );
}

function Shift({ row, date, onCount }: CountProps & { readonly date: string }) {
  const say = useSay(DAY_WORDS);
  const name = useNames();
  const { shift } = row;
  if (shift === null) return <>{say('noShift')}</>;
  const at = formatIstTime(shift.openedAt);
  const of = { name: name(shift.staffId), at, day: paperDate(shift.businessDate) };
  return (
    <Box sx={{ display: 'grid', justifyItems: { xs: 'end', md: 'start' } }}>
      <span>
        {say(shift.businessDate === date ? 'since' : 'sinceDay', of)}
        {shift.isSealed ? ` · ${say('sealed')}` : ''}
      </span>
      <CountNow row={row} onCount={onCount} />
    </Box>
  );
}

function Seen({ row, now }: { row: CounterLine; now: number }) {
  const words = useWords();
  const say = useSay(DAY_WORDS);
  if (row.isOnline) return <>{say('online')}</>;
  return <>{age({ from: row.lastHeardAt, now }, words)}</>;
}

function useColumns(glance: DayAtGlance, onCount: (counterId: string) => void) {
  const say = useSay(DAY_WORDS);
  // Money is told of drawers that were counted: before that there is no figure, and not a nothing.
  const counted = new Set(
    glance.shifts.filter(({ closedAt }) => closedAt !== null).map(({ counterId }) => counterId),
  );
  const isCounted = ({ counterId }: CounterLine): boolean => counted.has(counterId);
  const columns: readonly LineColumn<CounterLine>[] = [
    { id: 'counter', title: say('counter'), cell: (row) => <Name row={row} /> },
    {
      id: 'shift',
      title: say('shift'),
      cell: (row) => <Shift row={row} date={glance.day.date} onCount={onCount} />,
    },
    {
      id: 'taken',
      title: say('taken'),
      isFigure: true,
      cell: (row) => (isCounted(row) ? <Money paise={row.takingsPaise} /> : '–'),
    },
    {
      id: 'variance',
      title: say('variance'),
      isFigure: true,
      cell: (row) => <Variance paise={isCounted(row) ? row.variancePaise : null} />,
    },
    {
      id: 'toSend',
      title: say('toSend'),
      isFigure: true,
      cell: ({ toSend }) =>
        toSend === null ? say('unknown') : toSend === 0 ? say('nothing') : String(toSend),
    },
    {
      id: 'seen',
      title: say('seen'),
      isFigure: true,
      cell: (row) => <Seen row={row} now={glance.now} />,
    },
  ];
  return columns;
}

export function CounterLines({ glance }: { glance: DayAtGlance }) {
  const say = useSay(DAY_WORDS);
  const [counting, setCounting] = useState<string | null>(null);
  const columns = useColumns(glance, setCounting);
  return (
    <>
      <Lines
        label={say('counters')}
        rows={glance.counters}
        columns={columns}
        rowId={(row) => row.counterId}
        empty={say('countersEmpty')}
      />
      {counting === null ? null : (
        <SignDialog
          title={say('countTitle', { counter: counting })}
          address={`counters/${counting}/count`}
          body={{}}
          verb={say('countGo')}
          onBack={() => setCounting(null)}
          onDone={() => setCounting(null)}
        >
          <Typography>{say('countText')}</Typography>
        </SignDialog>
      )}
    </>
  );
}
