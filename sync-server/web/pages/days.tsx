/** Days by office: open, closed, late, supplemented; and what an approver signs of them. */
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import type { GridColDef } from '@mui/x-data-grid';
import { useState } from 'react';

import { formatRupees, type Paise } from '#domain/money.ts';
import { paperDate } from '#domain/receipt/blocks.ts';
import { addDays, parseIsoDate, type IsoDate } from '#domain/time.ts';
import { COLOUR } from '#renderer/theme.ts';
import type { Overview } from '#server/api/contract.ts';
import type { OfficeDay, OfficeDays } from '#server/api/hq-days-contract.ts';

import { hq } from '#server/web/api.ts';
import { DayDialog } from '#server/web/parts/day-dialog.tsx';
import { Figure } from '#server/web/parts/figure.tsx';
import { Filter, Filters, OfficeFilter, Stepper } from '#server/web/parts/filters.tsx';
import { Panel, WhenReady } from '#server/web/parts/states.tsx';
import { Table } from '#server/web/parts/table.tsx';
import { CHECK_WORDS, DAY_STATE_WORDS, DAYS_WORDS, HOW_WORDS } from '#server/web/texts-days.ts';
import { useWords, type Words } from '#server/web/texts.ts';
import { useAddress } from '#server/web/use-address.ts';
import { useHq } from '#server/web/use-hq.ts';

const DAYS_SHOWN = 7;

const figure = { align: 'right', headerAlign: 'right' } as const;

/** `Closed by itself · to be checked`, `Open · late`. */
function stateInWords(day: OfficeDay, { language }: Words): string {
  const how = day.how === null ? '' : ` ${HOW_WORDS[day.how][language]}`;
  return [
    `${DAY_STATE_WORDS[day.state][language]}${how}`,
    day.check === null || day.how === 'two' ? '' : CHECK_WORDS[day.check][language],
    day.isLate ? DAYS_WORDS.late[language] : '',
  ]
    .filter((part) => part !== '')
    .join(' · ');
}

function columnsIn(
  words: Words,
  onLook: (day: OfficeDay) => void,
): readonly GridColDef<OfficeDay>[] {
  const { language } = words;
  const say = (word: keyof typeof DAYS_WORDS): string => DAYS_WORDS[word][language];
  const money = (field: 'netPaise' | 'overPaise' | 'shortPaise', name: string, width: number) => ({
    field,
    headerName: name,
    width,
    ...figure,
    valueFormatter: (value: Paise) => formatRupees(value),
  });
  return [
    {
      field: 'date',
      headerName: say('day'),
      width: 108,
      valueFormatter: (value: IsoDate) => paperDate(value),
    },
    {
      field: 'officeName',
      headerName: say('office'),
      flex: 1,
      minWidth: 144,
      valueGetter: (_value, row) => row.officeName[language],
    },
    {
      field: 'state',
      headerName: say('state'),
      width: 156,
      valueGetter: (_value, row) => stateInWords(row, words),
    },
    {
      field: 'signed',
      headerName: say('signed'),
      width: 104,
      valueGetter: (_value, { maker, checker }) =>
        [maker, checker].filter((who) => who !== null).join(', '),
    },
    { field: 'supplements', headerName: say('supplements'), type: 'number', width: 104 },
    money('netPaise', say('net'), 128),
    money('overPaise', say('over'), 104),
    money('shortPaise', say('short'), 104),
    {
      field: 'look',
      headerName: say('look'),
      width: 80,
      sortable: false,
      filterable: false,
      disableExport: true,
      renderCell: ({ row }) => (
        <Button onClick={() => onLook(row)} sx={{ color: COLOUR.actionDark }}>
          {say('look')}
        </Button>
      ),
    },
  ];
}

const FIGURES = {
  display: 'grid',
  gap: 2,
  gridTemplateColumns: { xs: 'repeat(2, minmax(0, 1fr))', md: 'repeat(6, minmax(0, 1fr))' },
} as const;

function Totals({ totals }: { totals: OfficeDays['totals'] }) {
  const { language } = useWords();
  const shown = [
    'open',
    'prepared',
    'closed',
    'byThemselves',
    'supplemented',
    'checksWaiting',
  ] as const;
  return (
    <Box sx={FIGURES}>
      {shown.map((name) => (
        <Figure key={name} label={DAYS_WORDS[name][language]} value={String(totals[name])} />
      ))}
    </Box>
  );
}

function useFilters(today: IsoDate) {
  const [officeId, setOffice] = useAddress('office');
  const [state, setState] = useAddress('state');
  const [typed, setUntil] = useAddress('until');
  const until = parseIsoDate(typed) ?? today;
  const from = addDays(until, 1 - DAYS_SHOWN);
  const query = new URLSearchParams({ from, until });
  if (officeId !== '') query.set('officeId', officeId);
  if (state !== '') query.set('state', state);
  return { officeId, setOffice, state, setState, from, until, setUntil, query: query.toString() };
}

export function DaysPage({ overview }: { overview: Overview }) {
  const words = useWords();
  const { language } = words;
  const of = useFilters(overview.businessDate);
  const [version, setVersion] = useState(0);
  const [looking, setLooking] = useState<OfficeDay | null>(null);
  const days = useHq(() => hq.days(of.query), `days-${of.query}-${version}`);
  const done = (): void => {
    setLooking(null);
    setVersion(version + 1);
  };
  return (
    <Box sx={{ display: 'grid', gap: 3, gridTemplateColumns: 'minmax(0, 1fr)' }}>
      <Filters>
        <Stepper
          shown={`${paperDate(of.from)} – ${paperDate(of.until)}`}
          isLast={of.until >= overview.businessDate}
          onStep={(steps) => of.setUntil(addDays(of.until, steps * DAYS_SHOWN))}
        />
        <OfficeFilter offices={overview.offices} value={of.officeId} onValue={of.setOffice} />
        <Filter
          label={DAYS_WORDS.state[language]}
          value={of.state}
          all={DAYS_WORDS.allStates[language]}
          options={(['open', 'prepared', 'closed'] as const).map((each) => [
            each,
            DAY_STATE_WORDS[each][language],
          ])}
          onValue={of.setState}
        />
      </Filters>
      <WhenReady loaded={days} minHeight={640}>
        {({ rows, totals }) => (
          <Box sx={{ display: 'grid', gap: 3, gridTemplateColumns: 'minmax(0, 1fr)' }}>
            <Totals totals={totals} />
            <Panel title={DAYS_WORDS.title[language]}>
              {totals.days > rows.length ? (
                <Typography color="text.secondary">
                  {rows.length} / {totals.days}
                </Typography>
              ) : null}
              <Table
                name="days"
                rows={rows}
                columns={columnsIn(words, setLooking)}
                rowId={({ officeId, date }) => `${officeId} ${date}`}
                empty={DAYS_WORDS.empty[language]}
                height={528}
                narrow={['date', 'state', 'look']}
              />
            </Panel>
          </Box>
        )}
      </WhenReady>
      {looking === null ? null : <DayDialog day={looking} onDone={done} />}
    </Box>
  );
}
