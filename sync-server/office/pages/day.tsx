/** The day at a glance: what was taken, counters as rows, and one column of what needs a person. */
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';

import { formatIstTime, istDate, type Instant, type IsoDate } from '#domain/time.ts';
import { paperDate } from '#domain/receipt/blocks.ts';
import { COLOUR } from '#renderer/theme.ts';
import type { DayAtGlance } from '#server/api/office-contract.ts';
import { DayBooks } from '#server/web/parts/papers.tsx';
import { Panel, WhenReady } from '#server/web/parts/states.tsx';

import { addressOf, dateOf, type Place } from '#server/office/address.ts';
import { useOffice, useRead } from '#server/office/office.ts';
import { Figure } from '#server/office/parts/amount.tsx';
import { CountRows } from '#server/office/parts/count-rows.tsx';
import { CounterLines } from '#server/office/parts/counter-lines.tsx';
import { DateBar } from '#server/office/parts/date-bar.tsx';
import { Exceptions } from '#server/office/parts/exceptions.tsx';
import { DayMark } from '#server/office/parts/day-mark.tsx';
import { ShiftLines } from '#server/office/parts/shift-lines.tsx';
import { DAY_WORDS } from '#server/office/texts-day.ts';
import { useSay } from '#server/office/words.ts';

const FIGURES = {
  display: 'grid',
  gap: 2,
  alignItems: 'start',
  gridTemplateColumns: {
    xs: 'repeat(2, minmax(0, 1fr))',
    md: 'minmax(0, 2fr) repeat(4, minmax(0, 1fr))',
  },
  '& > :first-of-type': { gridColumn: { xs: 'span 2', md: 'span 1' } },
} as const;

/** A column for exceptions where there is room for it; on a phone they come before the shifts. */
const COLUMNS = {
  display: 'grid',
  gap: 2,
  alignItems: 'start',
  gridTemplateAreas: {
    xs: '"counters" "exceptions" "shifts" "counts"',
    lg: '"counters exceptions" "shifts exceptions" "counts exceptions"',
  },
  gridTemplateRows: { lg: 'auto auto 1fr' },
  gridTemplateColumns: {
    xs: 'minmax(0, 1fr)',
    lg: 'minmax(0, 1fr) 320px',
    xl: 'minmax(0, 1fr) 440px',
  },
} as const;

/** Said with its day where that is not the one that is looked at. */
const momentOf = (at: Instant, date: IsoDate): string =>
  istDate(at) === date ? formatIstTime(at) : `${paperDate(istDate(at))} ${formatIstTime(at)}`;

/** Not while a drawer is to be counted: books tell what should be in it. */
function Books({ glance }: { glance: DayAtGlance }) {
  const say = useSay(DAY_WORDS);
  const { date } = glance.day;
  const isOpen = glance.counters.some(({ shift }) => shift !== null && shift.businessDate <= date);
  if (isOpen || glance.shifts.length === 0) return null;
  return (
    <Box sx={{ mt: 2 }}>
      <Typography variant="h4" component="h3">
        {say('books')}
      </Typography>
      <DayBooks date={date} />
    </Box>
  );
}

function Totals({ glance }: { glance: DayAtGlance }) {
  const say = useSay(DAY_WORDS);
  const { totals } = glance;
  return (
    <Box component="section" aria-label={say('takings')} sx={FIGURES}>
      <Figure
        isLarge
        label={say('takings')}
        paise={totals.netPaise}
        note={[
          say('receipts', { n: totals.receipts }),
          glance.shifts.some(({ closedAt }) => closedAt === null) ? say('blind') : '',
        ]
          .filter((part) => part !== '')
          .join(' · ')}
      />
      <Figure label={say('cash')} paise={totals.cashPaise} />
      <Figure label={say('upi')} paise={totals.upiPaise} />
      <Figure label={say('instruments')} paise={totals.instrumentPaise} />
      <Figure label={say('awaiting')} paise={totals.awaitingUpiPaise} />
    </Box>
  );
}

function Glance({ glance }: { glance: DayAtGlance }) {
  const say = useSay(DAY_WORDS);
  const { day } = glance;
  return (
    <Box sx={{ display: 'grid', gap: 3, gridTemplateColumns: 'minmax(0, 1fr)' }}>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 2 }}>
        <DayMark day={day} />
        {day.state === 'closed' ? null : (
          <Typography color="text.secondary">
            {say('cutOff', { at: momentOf(day.cutOffAt, day.date) })}
          </Typography>
        )}
        <Button
          href={addressOf('close', day.date)}
          variant={day.state === 'closed' ? 'outlined' : 'contained'}
          disableElevation
          sx={{
            minHeight: 48,
            ml: { md: 'auto' },
            ...(day.state === 'closed'
              ? { color: COLOUR.actionDark }
              : { bgcolor: COLOUR.actionDark }),
          }}
        >
          {say(day.state === 'closed' ? 'toClosed' : 'toClose')}
        </Button>
      </Box>
      <Totals glance={glance} />
      <Box sx={COLUMNS}>
        <Box sx={{ gridArea: 'counters', minWidth: 0 }}>
          <Panel title={say('counters')}>
            <CounterLines glance={glance} />
          </Panel>
        </Box>
        <Box sx={{ gridArea: 'exceptions', minWidth: 0 }}>
          <Panel title={say('exceptions')}>
            <Exceptions glance={glance} />
          </Panel>
        </Box>
        <Box sx={{ gridArea: 'shifts', minWidth: 0 }}>
          <Panel title={say('shifts')}>
            <ShiftLines shifts={glance.shifts} />
            <Books glance={glance} />
          </Panel>
        </Box>
        <Box sx={{ gridArea: 'counts', minWidth: 0 }}>
          <Panel title={say('counts')}>
            <CountRows counts={glance.counts} date={day.date} />
          </Panel>
        </Box>
      </Box>
    </Box>
  );
}

function DayOf({ date }: { date: IsoDate }) {
  const glance = useRead((reads) => reads.day(date), `day-${date}`);
  return (
    <WhenReady loaded={glance} minHeight={600}>
      {(value) => <Glance glance={value} />}
    </WhenReady>
  );
}

export function DayPage({ place }: { place: Place }) {
  const { session } = useOffice();
  const date = dateOf(place, session.today);
  return (
    <>
      <DateBar page="day" date={date} />
      <DayOf key={date} date={date} />
    </>
  );
}
