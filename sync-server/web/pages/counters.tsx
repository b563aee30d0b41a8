/** Counters: which office, how long since it was heard, what it took today. */
import type { GridColDef } from '@mui/x-data-grid';

import { formatRupees } from '#domain/money.ts';
import type { Instant } from '#domain/time.ts';
import type { CounterRow, Overview } from '#server/api/contract.ts';

import { Panel } from '#server/web/parts/states.tsx';
import { Table } from '#server/web/parts/table.tsx';
import { age, useWords, type Words } from '#server/web/texts.ts';

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

function columnsIn(words: Words, now: Instant): readonly GridColDef<Row>[] {
  const { t } = words;
  return [
    { field: 'officeName', headerName: t.office, flex: 1, minWidth: 180 },
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
      width: 116,
      valueGetter: (_value, row) => touchOf(row, { now, t }),
    },
    {
      field: 'lastSyncAt',
      headerName: t.lastSync,
      width: 112,
      valueFormatter: (value: Instant | null) => age({ from: value, now }, words),
    },
    { field: 'seq', headerName: t.entries, type: 'number', width: 96 },
    { field: 'todayReceipts', headerName: t.receipts, type: 'number', width: 88 },
    {
      field: 'todayPaise',
      headerName: t.takings,
      width: 136,
      align: 'right',
      headerAlign: 'right',
      valueFormatter: (value: CounterRow['todayPaise']) => formatRupees(value),
    },
    { field: 'openCases', headerName: t.openCases, type: 'number', width: 96 },
  ];
}

export function CountersPage({ overview }: { overview: Overview }) {
  const words = useWords();
  const rows: readonly Row[] = overview.offices.flatMap((office) =>
    office.counters.map((counter) => ({ ...counter, officeName: office.name[words.language] })),
  );
  return (
    <Panel title={words.t.counters}>
      <Table
        name="counters"
        rows={rows}
        columns={columnsIn(words, overview.now)}
        rowId={(row) => row.counterId}
        empty={words.t.countersEmpty}
        height={528}
      />
    </Panel>
  );
}
