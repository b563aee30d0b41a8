/** Charges of the day, newest first: what was charged, where, and when HQ came to know it. */
import type { GridColDef } from '@mui/x-data-grid';

import { formatRupees } from '#domain/money.ts';
import { formatIst } from '#domain/time.ts';
import type { ChargeRow } from '#server/api/contract.ts';

import { useWords, type Words } from '#server/web/texts.ts';
import { Table } from './table.tsx';

const clock = (at: ChargeRow['issuedAt']): string => formatIst(at).slice(11, 19);

function columnsIn({ language, t }: Words): readonly GridColDef<ChargeRow>[] {
  const tender = {
    cash: t.cash,
    upi: t.upi,
    nil: t.nilTender,
    instrument: t.chequeTender,
  } as const;
  return [
    { field: 'issuedAt', headerName: t.time, width: 92, valueFormatter: clock },
    { field: 'counterId', headerName: t.counter, width: 136 },
    {
      field: 'serviceCode',
      headerName: t.service,
      flex: 1,
      minWidth: 152,
      valueGetter: (_value, row) => row.serviceTexts[language],
    },
    {
      field: 'totalPaise',
      headerName: t.amount,
      width: 120,
      align: 'right',
      headerAlign: 'right',
      valueFormatter: (value: ChargeRow['totalPaise']) => formatRupees(value),
    },
    {
      field: 'tenderKind',
      headerName: t.tender,
      width: 112,
      valueFormatter: (value: ChargeRow['tenderKind']) => tender[value],
    },
    { field: 'receiptNumber', headerName: t.receipt, width: 208 },
    {
      field: 'reversed',
      headerName: t.status,
      width: 96,
      valueFormatter: (reversed: boolean) => (reversed ? t.reversedState : t.valid),
    },
    { field: 'receivedAt', headerName: t.received, width: 104, valueFormatter: clock },
  ];
}

export function ChargesTable({ rows }: { rows: readonly ChargeRow[] }) {
  const words = useWords();
  return (
    <Table
      name="charges"
      rows={rows}
      columns={columnsIn(words)}
      rowId={(row) => `${row.counterId}/${row.seq}`}
      empty={words.t.chargesEmpty}
      height={480}
      narrow={['issuedAt', 'serviceCode', 'totalPaise']}
    />
  );
}
