/** Books and papers of a month: its documents, its days, its heads from counter to treasury. */
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Link from '@mui/material/Link';
import Typography from '@mui/material/Typography';

import { paperDate } from '#domain/receipt/blocks.ts';
import { COLOUR } from '#renderer/theme.ts';
import { Money } from '#renderer/ui/Money.tsx';
import type { DayLine } from '#server/api/office-contract.ts';
import type { MonthFigures } from '#server/api/office-registers-contract.ts';
import { DayPapers, MonthPapers } from '#server/web/parts/papers.tsx';
import { Panel, WhenReady } from '#server/web/parts/states.tsx';
import { monthAfter, monthInWords } from '#server/web/months.ts';
import { useWords } from '#server/web/texts.ts';

import { addressOf, type Place } from '#server/office/address.ts';
import { useOffice, useRead } from '#server/office/office.ts';
import { DayMark } from '#server/office/parts/day-mark.tsx';
import { Lines } from '#server/office/parts/lines.tsx';
import { SHELL_WORDS } from '#server/office/texts-shell.ts';
import { PAPER_WORDS } from '#server/office/texts-registers.ts';
import { accountInWords, useSay } from '#server/office/words.ts';

function DaysOfMonth({ days }: { days: readonly DayLine[] }) {
  const say = useSay(PAPER_WORDS);
  return (
    <Lines
      label={say('days')}
      rows={days}
      rowId={({ date }) => date}
      empty={say('daysEmpty')}
      columns={[
        {
          id: 'day',
          title: say('day'),
          cell: ({ date }) => (
            <Link href={addressOf('close', date)} sx={{ color: COLOUR.actionDark }}>
              {paperDate(date)}
            </Link>
          ),
        },
        { id: 'state', title: say('state'), cell: (day) => <DayMark day={day} /> },
        {
          id: 'net',
          title: say('net'),
          isFigure: true,
          cell: ({ netPaise }) => <Money paise={netPaise} />,
        },
        {
          id: 'over',
          title: say('over'),
          isFigure: true,
          cell: ({ overPaise }) => <Money paise={overPaise} />,
        },
        {
          id: 'short',
          title: say('short'),
          isFigure: true,
          cell: ({ shortPaise }) => <Money paise={shortPaise} />,
        },
        {
          id: 'papers',
          title: say('papers'),
          isAct: true,
          cell: ({ date, state }) => (state === 'closed' ? <DayPapers date={date} /> : null),
        },
      ]}
    />
  );
}

function HeadsOfMonth({ figures }: { figures: MonthFigures }) {
  const say = useSay(PAPER_WORDS);
  const figure = (id: 'charged' | 'reversed' | 'deposited' | 'remitted') => ({
    id,
    title: say(id),
    isFigure: true,
    cell: (row: MonthFigures['heads'][number]) => <Money paise={row[`${id}Paise`]} />,
  });
  return (
    <Lines
      label={say('heads')}
      rows={figures.heads}
      rowId={({ head }) => head}
      empty={say('headsEmpty')}
      columns={[
        { id: 'head', title: say('head'), cell: ({ head }) => head },
        figure('charged'),
        figure('reversed'),
        figure('deposited'),
        figure('remitted'),
      ]}
    />
  );
}

function Accounts({ figures }: { figures: MonthFigures }) {
  const say = useSay(PAPER_WORDS);
  const { language } = useWords();
  const figure = (id: 'opening' | 'moved' | 'closing') => ({
    id,
    title: say(id),
    isFigure: true,
    cell: (row: MonthFigures['accounts'][number]) => <Money paise={row[`${id}Paise`]} />,
  });
  return (
    <>
      <Typography color="text.secondary">{say('accountsNote')}</Typography>
      <Lines
        label={say('accounts')}
        rows={figures.accounts}
        rowId={({ account }) => account}
        empty={say('headsEmpty')}
        columns={[
          {
            id: 'account',
            title: say('account'),
            cell: ({ account }) => accountInWords(account, language),
          },
          figure('opening'),
          figure('moved'),
          figure('closing'),
        ]}
      />
    </>
  );
}

function MonthBar({ month, isCurrent }: { month: string; isCurrent: boolean }) {
  const say = useSay(SHELL_WORDS);
  const { language } = useWords();
  const style = { minHeight: 48, color: COLOUR.actionDark };
  return (
    <Box sx={{ display: 'flex', alignItems: 'center', flexWrap: 'wrap', gap: 1, mb: 2 }}>
      <Button variant="outlined" href={addressOf('papers', monthAfter(month, -1))} sx={style}>
        {say('earlier')}
      </Button>
      <Typography variant="h4" component="p" sx={{ px: 1 }}>
        {monthInWords(month, language)}
      </Typography>
      <Button
        variant="outlined"
        href={addressOf('papers', monthAfter(month, 1))}
        disabled={isCurrent}
        sx={style}
      >
        {say('later')}
      </Button>
    </Box>
  );
}

function Month({ month }: { month: string }) {
  const say = useSay(PAPER_WORDS);
  const figures = useRead((reads) => reads.month(month), `month-${month}`);
  return (
    <WhenReady loaded={figures} minHeight={600}>
      {(value) => (
        <Box sx={{ display: 'grid', gap: 3, gridTemplateColumns: 'minmax(0, 1fr)' }}>
          <Panel title={say('monthPapers')}>
            <MonthPapers month={month} />
          </Panel>
          <Panel title={say('days')}>
            <DaysOfMonth days={value.days} />
          </Panel>
          <Panel title={say('heads')}>
            <HeadsOfMonth figures={value} />
          </Panel>
          <Panel title={say('accounts')}>
            <Accounts figures={value} />
          </Panel>
        </Box>
      )}
    </WhenReady>
  );
}

export function PapersPage({ place }: { place: Place }) {
  const current = useOffice().session.today.slice(0, 7);
  const named = /^\d{4}-(?:0[1-9]|1[0-2])$/.test(place.subject ?? '') ? place.subject : null;
  const month = named ?? current;
  return (
    <>
      <MonthBar month={month} isCurrent={month >= current} />
      <Month key={month} month={month} />
    </>
  );
}
