/** The shifts behind a person's row, as a control chart and one by one. */
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import Typography from '@mui/material/Typography';

import { formatRupees } from '#domain/money.ts';
import { paperDate } from '#domain/receipt/blocks.ts';
import { COLOUR } from '#renderer/theme.ts';
import type { OverShortRow, OverShortShifts } from '#server/api/hq-days-contract.ts';

import { hq } from '#server/web/api.ts';
import { DAYS_WORDS } from '#server/web/texts-days.ts';
import { fill, useWords } from '#server/web/texts.ts';
import { useHq } from '#server/web/use-hq.ts';
import { FORM } from './act-dialog.tsx';
import { ControlChart } from './control-chart.tsx';
import { WhenReady } from './states.tsx';

type Shift = OverShortShifts['rows'][number];

const CELL = { p: 1, borderTop: 1, borderColor: 'divider', textAlign: 'left' } as const;
const FIGURE = { ...CELL, textAlign: 'right', whiteSpace: 'nowrap' } as const;

function ShiftTable({ rows, title }: { rows: readonly Shift[]; title: string }) {
  const { language } = useWords();
  const say = (word: keyof typeof DAYS_WORDS): string => DAYS_WORDS[word][language];
  return (
    <Box component="table" aria-label={title} sx={{ width: '100%', borderCollapse: 'collapse' }}>
      <thead>
        <tr>
          {(['day', 'counter'] as const).map((word) => (
            <Box key={word} component="th" scope="col" sx={CELL}>
              {say(word)}
            </Box>
          ))}
          {(['takings', 'variance'] as const).map((word) => (
            <Box key={word} component="th" scope="col" sx={FIGURE}>
              {say(word)}
            </Box>
          ))}
          <Box component="th" scope="col" sx={CELL}>
            {say('reason')}
          </Box>
        </tr>
      </thead>
      <tbody>
        {rows.map((shift) => (
          <tr key={`${shift.counterId} ${shift.shiftId}`}>
            <Box component="td" sx={{ ...CELL, whiteSpace: 'nowrap' }}>
              {paperDate(shift.date)}
            </Box>
            <Box component="td" sx={CELL}>
              {shift.counterId}
            </Box>
            <Box component="td" sx={FIGURE}>
              {formatRupees(shift.takingsPaise)}
            </Box>
            <Box component="td" sx={{ ...FIGURE, fontWeight: shift.isBeyond ? 700 : 400 }}>
              {shift.isBeyond ? '▲ ' : ''}
              {formatRupees(shift.variancePaise)}
            </Box>
            <Box component="td" sx={CELL}>
              {shift.reason}
            </Box>
          </tr>
        ))}
      </tbody>
    </Box>
  );
}

interface PersonShiftsProps {
  readonly person: OverShortRow;
  readonly month: string;
  readonly onDone: () => void;
}

function Shifts({
  person,
  rows,
  title,
}: {
  readonly person: OverShortRow;
  readonly rows: readonly Shift[];
  readonly title: string;
}) {
  const { language } = useWords();
  const inOrder = rows.toSorted((a, b) => (a.date < b.date ? -1 : 1));
  return (
    <>
      <ControlChart
        isJoined
        title={title}
        marks={inOrder.map((shift) => ({
          id: `${shift.counterId} ${shift.shiftId}`,
          label: paperDate(shift.date).slice(0, 5),
          paise: shift.variancePaise,
          isBeyond: shift.isBeyond,
        }))}
        mean={person.meanPaise}
        lower={person.lowerPaise}
        upper={person.upperPaise}
        words={{ limit: DAYS_WORDS.upper[language], mean: DAYS_WORDS.mean[language] }}
      />
      <Box sx={{ overflowX: 'auto' }} tabIndex={0} role="group" aria-label={title}>
        <ShiftTable rows={rows} title={title} />
      </Box>
    </>
  );
}

export function PersonShifts({ person, month, onDone }: PersonShiftsProps) {
  const { language } = useWords();
  const { officeId, staffId } = person;
  const read = () => hq.overShortShifts({ officeId, staffId, month });
  const shifts = useHq(read, `shifts-${officeId}-${staffId}-${month}`);
  const title = fill(DAYS_WORDS.shiftsOf[language], { name: staffId });
  return (
    <Dialog open onClose={onDone} fullWidth maxWidth="md" aria-labelledby="shifts-title">
      <Box sx={{ ...FORM, gridTemplateColumns: 'minmax(0, 1fr)' }}>
        <Typography id="shifts-title" variant="h4" component="h2">
          {title}
        </Typography>
        <WhenReady loaded={shifts} minHeight={420}>
          {({ rows }) => <Shifts person={person} rows={rows} title={title} />}
        </WhenReady>
        <Button onClick={onDone} sx={{ justifySelf: 'end', color: COLOUR.actionDark }}>
          {DAYS_WORDS.shut[language]}
        </Button>
      </Box>
    </Dialog>
  );
}
