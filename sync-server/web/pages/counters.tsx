/** Counters: which office, how long since it was heard, what it took today, and what HQ asks of it. */
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import type { GridColDef } from '@mui/x-data-grid';

import { useState } from 'react';

import { formatRupees } from '#domain/money.ts';
import type { Instant } from '#domain/time.ts';
import { COLOUR } from '#renderer/theme.ts';
import type { CounterRow, Overview } from '#server/api/contract.ts';

import { ActDialog, type PossibleAct } from '#server/web/parts/act-dialog.tsx';
import { EvidenceDialog } from '#server/web/parts/evidence.tsx';
import { LostDiskDialog } from '#server/web/parts/lost-disk.tsx';
import { NewCounterDialog } from '#server/web/parts/new-counter.tsx';
import { Panel } from '#server/web/parts/states.tsx';
import { Table } from '#server/web/parts/table.tsx';
import { ACT_WORDS } from '#server/web/texts-cases.ts';
import { EVIDENCE_WORDS } from '#server/web/texts-evidence.ts';
import { age, fill, useWords, type Words } from '#server/web/texts.ts';

const QUIET_AFTER_MS = 5 * 60_000;
const SILENT_AFTER_MS = 60 * 60_000;

type Row = CounterRow & { readonly officeName: string };

/** Offline is normal: silence is a word here, not an alarm. */
function touchOf(row: CounterRow, of: { now: Instant; t: Words['t'] }): string {
  if (row.enrolledAt === null) return of.t.notEnrolled;
  if (row.lastSyncAt === null) return of.t.silent;
  const sinceMs = of.now - row.lastSyncAt;
  if (sinceMs < QUIET_AFTER_MS) return of.t.online;
  return sinceMs < SILENT_AFTER_MS ? of.t.quiet : of.t.silent;
}

function actsIn({ language }: Words): readonly PossibleAct[] {
  const hours = (['1', '8', '24', '72'] as const).map(
    (each) => [each, ACT_WORDS[`hours${each}`][language]] as const,
  );
  const whom = [
    ['counter', ACT_WORDS.thisCounter[language]],
    ['office', ACT_WORDS.wholeOffice[language]],
  ] as const;
  return [
    {
      verb: 'message',
      fields: [
        { name: 'whom', label: 'whom', options: whom },
        { name: 'en', label: 'inEnglish' },
        { name: 'hi', label: 'inHindi' },
        { name: 'hours', label: 'hours', options: hours },
      ],
    },
    { verb: 'count', fields: [], note: 'countNote' },
    { verb: 'rotate', fields: [], note: 'rotateNote' },
    { verb: 'retire', fields: [], note: 'retireNote' },
    { verb: 'accept', fields: [], note: 'acceptNote' },
  ];
}

/** One that another has taken over from is asked nothing more: its receipts are gathered. */
const actColumn = (words: Words, onAct: (row: Row) => void): GridColDef<Row> => ({
  field: 'next',
  headerName: ACT_WORDS.next[words.language],
  width: 120,
  sortable: false,
  filterable: false,
  disableExport: true,
  renderCell: ({ row }) => (
    <Button onClick={() => onAct(row)} sx={{ color: COLOUR.actionDark }}>
      {ACT_WORDS[row.successorId === null ? 'ask' : 'lost'][words.language]}
    </Button>
  ),
});

function columnsIn(words: Words, now: Instant): readonly GridColDef<Row>[] {
  const { t } = words;
  return [
    { field: 'officeName', headerName: t.office, flex: 1, minWidth: 132 },
    {
      field: 'counterId',
      headerName: t.counter,
      width: 152,
      valueGetter: (_value, row) =>
        row.training ? `${row.counterId} · ${t.training}` : row.counterId,
    },
    {
      field: 'touch',
      headerName: t.status,
      width: 108,
      valueGetter: (_value, row) => touchOf(row, { now, t }),
    },
    {
      field: 'lastSyncAt',
      headerName: t.lastSync,
      width: 104,
      valueFormatter: (value: Instant | null) => age({ from: value, now }, words),
    },
    { field: 'seq', headerName: t.entries, type: 'number', width: 84 },
    { field: 'todayReceipts', headerName: t.receipts, type: 'number', width: 80 },
    {
      field: 'todayPaise',
      headerName: t.takings,
      width: 120,
      align: 'right',
      headerAlign: 'right',
      valueFormatter: (value: CounterRow['todayPaise']) => formatRupees(value),
    },
    { field: 'openCases', headerName: t.openCases, type: 'number', width: 88 },
  ];
}

export function CountersPage({ overview }: { overview: Overview }) {
  const words = useWords();
  const [acting, setActing] = useState<Row | null>(null);
  const [opened, setOpened] = useState<'new' | 'evidence' | null>(null);
  const done = (): void => {
    setActing(null);
    setOpened(null);
  };
  const rows: readonly Row[] = overview.offices.flatMap((office) =>
    office.counters.map((counter) => ({ ...counter, officeName: office.name[words.language] })),
  );
  return (
    <Panel title={words.t.counters}>
      <Box sx={{ mb: 2, display: 'flex', flexWrap: 'wrap', gap: 2 }}>
        <Button
          variant="outlined"
          onClick={() => setOpened('new')}
          sx={{ color: COLOUR.actionDark }}
        >
          {ACT_WORDS.newCounter[words.language]}
        </Button>
        <Button
          variant="outlined"
          onClick={() => setOpened('evidence')}
          sx={{ color: COLOUR.actionDark }}
        >
          {EVIDENCE_WORDS.title[words.language]}
        </Button>
      </Box>
      {opened === 'new' && <NewCounterDialog onDone={done} />}
      {opened === 'evidence' && <EvidenceDialog offices={overview.offices} onDone={done} />}
      <Table
        name="counters"
        rows={rows}
        columns={[...columnsIn(words, overview.now), actColumn(words, setActing)]}
        rowId={(row) => row.counterId}
        empty={words.t.countersEmpty}
        height={528}
        narrow={['counterId', 'touch', 'next']}
      />
      {acting !== null && acting.successorId === null && (
        <ActDialog
          title={fill(ACT_WORDS.askTitle[words.language], { counter: acting.counterId })}
          address={`counters/${acting.counterId}`}
          acts={actsIn(words)}
          onDone={done}
        >
          <Typography>{acting.officeName}</Typography>
        </ActDialog>
      )}
      {acting !== null && acting.successorId !== null && (
        <LostDiskDialog counterId={acting.counterId} onDone={done} />
      )}
    </Panel>
  );
}
