/** The shifts of a day: who, from when to when, what was counted, over and short. */
import Box from '@mui/material/Box';

import { formatIstTime } from '#domain/time.ts';
import type { DayShift } from '#domain/day/document.ts';
import { Money } from '#renderer/ui/Money.tsx';
import { ShiftPapers } from '#server/web/parts/papers.tsx';

import { useNames } from '#server/office/office.ts';
import { DAY_WORDS } from '#server/office/texts-day.ts';
import { useSay } from '#server/office/words.ts';
import { Variance } from './amount.tsx';
import { Lines, type LineColumn } from './lines.tsx';

function Clerk({ row }: { row: DayShift }) {
  const say = useSay(DAY_WORDS);
  const name = useNames();
  const more = [
    row.takenOverFrom === null ? '' : say('takenOver', { name: name(row.takenOverFrom) }),
    row.handedTo === null ? '' : say('handedTo', { name: name(row.handedTo) }),
    row.closedBy === null || row.closedBy === row.staffId
      ? ''
      : say('closedBy', { name: name(row.closedBy) }),
    row.reason ?? '',
  ].filter((part) => part !== '');
  return <>{[name(row.staffId), ...more].join(' · ')}</>;
}

export function ShiftLines({ shifts }: { shifts: readonly DayShift[] }) {
  const say = useSay(DAY_WORDS);
  const columns: readonly LineColumn<DayShift>[] = [
    {
      id: 'counter',
      title: say('counter'),
      cell: (row) => (
        <Box sx={{ display: 'grid', justifyItems: 'start' }}>
          <span>
            {row.zNumber === null ? row.counterId : `${row.counterId} · Z ${row.zNumber}`}
          </span>
          <ShiftPapers shift={row} />
        </Box>
      ),
    },
    { id: 'clerk', title: say('clerk'), cell: (row) => <Clerk row={row} /> },
    {
      id: 'hours',
      title: say('hours'),
      isFigure: true,
      cell: (row) =>
        `${formatIstTime(row.openedAt)} – ${row.closedAt === null ? say('stillOpen') : formatIstTime(row.closedAt)}`,
    },
    {
      id: 'taken',
      title: say('taken'),
      isFigure: true,
      cell: (row) => (row.takingsPaise === null ? '–' : <Money paise={row.takingsPaise} />),
    },
    {
      id: 'counted',
      title: say('counted'),
      isFigure: true,
      cell: (row) => (row.countedPaise === null ? '–' : <Money paise={row.countedPaise} />),
    },
    {
      id: 'variance',
      title: say('variance'),
      isFigure: true,
      cell: (row) => <Variance paise={row.variancePaise} />,
    },
  ];
  return (
    <Lines
      label={say('shifts')}
      rows={shifts}
      columns={columns}
      rowId={(row) => `${row.counterId}/${row.shiftId}`}
      empty={say('shiftsEmpty')}
    />
  );
}
