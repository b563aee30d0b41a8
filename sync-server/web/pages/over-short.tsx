/** Over and short by person and office: the chart with its control limits, and the shifts behind a row. */
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import type { GridColDef } from '@mui/x-data-grid';
import { useState } from 'react';

import { formatRupees, type Paise } from '#domain/money.ts';
import { COLOUR } from '#renderer/theme.ts';
import type { Overview } from '#server/api/contract.ts';
import type { OverShort, OverShortOffice, OverShortRow } from '#server/api/hq-days-contract.ts';

import { hq } from '#server/web/api.ts';
import { monthAfter, monthInWords } from '#server/web/months.ts';
import { ControlChart } from '#server/web/parts/control-chart.tsx';
import { Filters, OfficeFilter, Stepper } from '#server/web/parts/filters.tsx';
import { PersonShifts } from '#server/web/parts/person-shifts.tsx';
import { Panel, WhenReady } from '#server/web/parts/states.tsx';
import { Table } from '#server/web/parts/table.tsx';
import { DAYS_WORDS } from '#server/web/texts-days.ts';
import { useWords, type Words } from '#server/web/texts.ts';
import { useAddress } from '#server/web/use-address.ts';
import { useHq } from '#server/web/use-hq.ts';

/** Those who stand out come first; a chart of more people is no picture. */
const MOST_MARKS = 24;

function columnsIn(
  { language }: Words,
  onLook: (row: OverShortRow) => void,
): readonly GridColDef<OverShortRow>[] {
  const say = (word: keyof typeof DAYS_WORDS): string => DAYS_WORDS[word][language];
  const count = (
    field: 'shifts' | 'shiftsOver' | 'shiftsShort' | 'beyondLimits',
    name: string,
  ) => ({
    field,
    headerName: name,
    type: 'number' as const,
    width: 84,
  });
  const money = (field: 'overPaise' | 'shortPaise' | 'widestPaise', name: string) => ({
    field,
    headerName: name,
    width: 108,
    align: 'right' as const,
    headerAlign: 'right' as const,
    valueFormatter: (value: Paise) => formatRupees(value),
  });
  return [
    { field: 'staffId', headerName: say('clerk'), flex: 1, minWidth: 84 },
    { field: 'officeId', headerName: say('office'), width: 108 },
    count('shifts', say('shifts')),
    count('shiftsOver', say('shiftsOver')),
    count('shiftsShort', say('shiftsShort')),
    money('overPaise', say('over')),
    money('shortPaise', say('short')),
    money('widestPaise', say('widest')),
    count('beyondLimits', say('beyond')),
    {
      field: 'standsOut',
      headerName: say('signal'),
      width: 112,
      valueGetter: (_value, { standsOut }) => (standsOut ? `▲ ${say('askWhy')}` : ''),
    },
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

/** One office's people against its own limits: those of another office are another chart. */
function OfficeChart({ office, value }: { office: OverShortOffice; value: OverShort }) {
  const { language } = useWords();
  const people = value.people.filter(({ officeId }) => officeId === office.officeId);
  return (
    <ControlChart
      title={`${office.officeName[language]}: ${DAYS_WORDS.chartTitle[language]}`}
      marks={people.slice(0, MOST_MARKS).map((person) => ({
        id: person.staffId,
        label: person.staffId,
        paise: person.widestPaise,
        isBeyond: person.standsOut,
      }))}
      mean={office.meanPaise}
      lower={office.lowerPaise}
      upper={office.upperPaise}
      words={{ limit: DAYS_WORDS.upper[language], mean: DAYS_WORDS.mean[language] }}
      isJoined={false}
    />
  );
}

function Charts({ value }: { value: OverShort }) {
  const { language } = useWords();
  return (
    <>
      <Typography sx={{ mb: 2, maxWidth: '96ch' }}>{DAYS_WORDS.chartNote[language]}</Typography>
      <Box sx={{ display: 'grid', gap: 3, gridTemplateColumns: 'minmax(0, 1fr)' }}>
        {value.offices.map((office) => (
          <Box key={office.officeId} component="section">
            <Typography variant="h4" component="h3">
              {office.officeName[language]} · {DAYS_WORDS.over[language]}{' '}
              {formatRupees(office.overPaise)} · {DAYS_WORDS.short[language]}{' '}
              {formatRupees(office.shortPaise)}
            </Typography>
            <OfficeChart office={office} value={value} />
          </Box>
        ))}
      </Box>
    </>
  );
}

function Found({ value }: { value: OverShort }) {
  const words = useWords();
  const { language } = words;
  const [looking, setLooking] = useState<OverShortRow | null>(null);
  return (
    <Box sx={{ display: 'grid', gap: 3, gridTemplateColumns: 'minmax(0, 1fr)' }}>
      {value.offices.length === 0 ? null : (
        <Panel title={DAYS_WORDS.chartTitle[language]}>
          <Charts value={value} />
        </Panel>
      )}
      <Panel title={DAYS_WORDS.people[language]}>
        <Table
          name="over-short"
          rows={value.people}
          columns={columnsIn(words, setLooking)}
          rowId={({ officeId, staffId }) => `${officeId} ${staffId}`}
          empty={DAYS_WORDS.peopleEmpty[language]}
          height={480}
          narrow={['staffId', 'widestPaise', 'look']}
        />
      </Panel>
      {looking === null ? null : (
        <PersonShifts person={looking} month={value.month} onDone={() => setLooking(null)} />
      )}
    </Box>
  );
}

export function OverShortPage({ overview }: { overview: Overview }) {
  const { language } = useWords();
  const current = overview.businessDate.slice(0, 7);
  const [typed, setMonth] = useAddress('month');
  const [officeId, setOffice] = useAddress('office');
  const month = /^\d{4}-(?:0[1-9]|1[0-2])$/.test(typed) ? typed : current;
  const read = () => hq.overShort(month, officeId);
  const found = useHq(read, `over-short-${month}-${officeId}`);
  return (
    <Box sx={{ display: 'grid', gap: 3, gridTemplateColumns: 'minmax(0, 1fr)' }}>
      <Filters>
        <Stepper
          shown={monthInWords(month, language)}
          isLast={month >= current}
          onStep={(steps) => setMonth(monthAfter(month, steps))}
        />
        <OfficeFilter offices={overview.offices} value={officeId} onValue={setOffice} />
      </Filters>
      <WhenReady loaded={found} minHeight={640}>
        {(value) => <Found value={value} />}
      </WhenReady>
    </Box>
  );
}
