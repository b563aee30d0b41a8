/** Cash that has not reached the bank, by age: still in safes, and in bags on their way. */
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import type { GridColDef } from '@mui/x-data-grid';
import { useState } from 'react';

import { formatRupees, type Paise } from '#domain/money.ts';
import { paperDate } from '#domain/receipt/blocks.ts';
import type { IsoDate } from '#domain/time.ts';
import { COLOUR } from '#renderer/theme.ts';
import type { OutstandingCash, OutstandingDeposit } from '#server/api/hq-days-contract.ts';

import { hq } from '#server/web/api.ts';
import { Figure } from '#server/web/parts/figure.tsx';
import { LookDialog } from '#server/web/parts/look-dialog.tsx';
import { DepositPapers } from '#server/web/parts/papers.tsx';
import { Panel, WhenReady } from '#server/web/parts/states.tsx';
import { Table } from '#server/web/parts/table.tsx';
import { AGE_WORDS, DAYS_WORDS } from '#server/web/texts-days.ts';
import { fill, useWords, type Words } from '#server/web/texts.ts';
import { useHq } from '#server/web/use-hq.ts';

type InSafe = OutstandingCash['inSafes'][number];
type Aged = Pick<InSafe, 'age' | 'daysLate'>;

const money = { align: 'right', headerAlign: 'right', width: 128 } as const;

const say =
  ({ language }: Words) =>
  (word: keyof typeof DAYS_WORDS): string =>
    DAYS_WORDS[word][language];

/** Sorted by its days, written in words. */
const ageColumn = <Row extends Aged>(words: Words): GridColDef<Row> => ({
  field: 'daysLate',
  headerName: say(words)('age'),
  width: 128,
  valueFormatter: (_value, row) => AGE_WORDS[row.age][words.language],
});

const dateColumn = <Row extends object>(field: string, headerName: string): GridColDef<Row> => ({
  field,
  headerName,
  width: 104,
  valueFormatter: (value: IsoDate) => paperDate(value),
});

function safeColumns(words: Words): readonly GridColDef<InSafe>[] {
  const word = say(words);
  return [
    {
      field: 'officeName',
      headerName: word('office'),
      flex: 1,
      minWidth: 136,
      valueGetter: (_value, row) => row.officeName[words.language],
    },
    {
      field: 'amountPaise',
      headerName: word('amount'),
      ...money,
      valueFormatter: (value: Paise) => formatRupees(value),
    },
    dateColumn('oldestDate', word('oldest')),
    dateColumn('dueOn', word('due')),
    ageColumn(words),
    {
      field: 'isOverCeiling',
      headerName: word('ceiling'),
      width: 128,
      valueGetter: (_value, row) => (row.isOverCeiling ? `▲ ${word('overCeiling')}` : ''),
    },
  ];
}

function bagColumns(
  words: Words,
  onLook: (bag: OutstandingDeposit) => void,
): readonly GridColDef<OutstandingDeposit>[] {
  const word = say(words);
  return [
    {
      field: 'officeName',
      headerName: word('office'),
      flex: 1,
      minWidth: 136,
      valueGetter: (_value, row) => row.officeName[words.language],
    },
    { field: 'bagNumber', headerName: word('bag'), width: 88 },
    {
      field: 'state',
      headerName: word('state'),
      width: 104,
      valueGetter: (_value, row) => word(row.state === 'carried' ? 'onItsWay' : 'filled'),
    },
    {
      field: 'amountPaise',
      headerName: word('amount'),
      ...money,
      valueFormatter: (value: Paise) => formatRupees(value),
    },
    {
      field: 'carrier',
      headerName: word('carrier'),
      width: 104,
      valueGetter: (_value, { carrier, witness }) =>
        [carrier, witness].filter((who) => who !== null).join(', '),
    },
    dateColumn('dueOn', word('due')),
    ageColumn(words),
    {
      field: 'delay',
      headerName: word('delay'),
      width: 112,
      valueGetter: (_value, row) => row.delay?.words ?? '',
    },
    {
      field: 'look',
      headerName: word('look'),
      width: 72,
      sortable: false,
      filterable: false,
      disableExport: true,
      renderCell: ({ row }) => (
        <Button onClick={() => onLook(row)} sx={{ color: COLOUR.actionDark }}>
          {word('look')}
        </Button>
      ),
    },
  ];
}

const FIGURES = {
  display: 'grid',
  gap: 2,
  gridTemplateColumns: { xs: 'minmax(0, 1fr)', md: 'repeat(4, minmax(0, 1fr))' },
} as const;

function Ages({ ages }: { ages: OutstandingCash['ages'] }) {
  const { language } = useWords();
  return (
    <Box component="section" aria-label={DAYS_WORDS.ages[language]} sx={FIGURES}>
      {ages.map(({ age, offices, amountPaise }) => (
        <Figure
          key={age}
          label={AGE_WORDS[age][language]}
          value={formatRupees(amountPaise)}
          note={fill(DAYS_WORDS.offices[language], { n: offices })}
        />
      ))}
    </Box>
  );
}

/** A bag and its papers: the challan that goes with it, the notes that are in it. */
function BagDialog({ bag, onDone }: { bag: OutstandingDeposit; onDone: () => void }) {
  const { language } = useWords();
  const title = `${bag.officeName[language]}, ${bag.bagNumber}`;
  return (
    <LookDialog title={title} onDone={onDone}>
      <Typography variant="h3" component="p">
        {formatRupees(bag.amountPaise)}
      </Typography>
      <Typography>
        {[bag.branch.texts[language], bag.delay?.words ?? '']
          .filter((part) => part !== '')
          .join(' · ')}
      </Typography>
      <DepositPapers depositId={bag.depositId} officeId={bag.officeId} />
    </LookDialog>
  );
}

function Outstanding({ value }: { value: OutstandingCash }) {
  const words = useWords();
  const word = say(words);
  const [looking, setLooking] = useState<OutstandingDeposit | null>(null);
  return (
    <Box sx={{ display: 'grid', gap: 3, gridTemplateColumns: 'minmax(0, 1fr)' }}>
      <Ages ages={value.ages} />
      <Panel title={word('onTheWay')}>
        <Table
          name="bags"
          rows={value.deposits}
          columns={bagColumns(words, setLooking)}
          rowId={({ officeId, depositId }) => `${officeId} ${depositId}`}
          empty={word('onTheWayEmpty')}
          height={360}
          narrow={['bagNumber', 'amountPaise', 'look']}
        />
      </Panel>
      <Panel title={word('inSafes')}>
        <Table
          name="safes"
          rows={value.inSafes}
          columns={safeColumns(words)}
          rowId={({ officeId }) => officeId}
          empty={word('inSafesEmpty')}
          height={400}
          narrow={['officeName', 'amountPaise', 'daysLate']}
        />
      </Panel>
      {looking === null ? null : <BagDialog bag={looking} onDone={() => setLooking(null)} />}
    </Box>
  );
}

export function DepositsPage() {
  const cash = useHq(() => hq.outstanding(), 'outstanding');
  return (
    <WhenReady loaded={cash} minHeight={640}>
      {(value) => <Outstanding value={value} />}
    </WhenReady>
  );
}
