/** Refunds: what citizens are owed back, step by step, each step signed by a person. */
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import type { GridColDef } from '@mui/x-data-grid';
import { useState } from 'react';

import { formatRupees } from '#domain/money.ts';
import { COLOUR } from '#renderer/theme.ts';
import type { RefundRow } from '#server/api/contract.ts';

import { hq } from '#server/web/api.ts';
import { ActDialog, type PossibleAct } from '#server/web/parts/act-dialog.tsx';
import { Panel, WhenReady } from '#server/web/parts/states.tsx';
import { Table } from '#server/web/parts/table.tsx';
import { ACT_WORDS, basisInWords, stateInWords } from '#server/web/texts-cases.ts';
import { useWords, type Words } from '#server/web/texts.ts';
import { useHq } from '#server/web/use-hq.ts';

function nextAct({ state, isByGateway }: RefundRow, { language }: Words): PossibleAct | null {
  if (state === 'proposed') return { verb: 'endorse', fields: [] };
  if (state === 'endorsed') return { verb: 'approve', fields: [], note: 'secondPerson' };
  if (state !== 'approved' || isByGateway) return null;
  const options = (['bank', 'cash'] as const).map(
    (how) => [how, ACT_WORDS[how][language]] as const,
  );
  const fields = [
    { name: 'how', label: 'how', options },
    { name: 'reference', label: 'reference' },
  ] as const;
  return { verb: 'pay', fields };
}

/** RS1: no place for an amount. */
const REQUEST: PossibleAct = {
  verb: 'request',
  note: 'requestNote',
  fields: [
    { name: 'receiptNumber', label: 'receiptNumber' },
    { name: 'reason', label: 'reason', multiline: true },
  ],
};

const money = (field: keyof RefundRow, headerName: string): GridColDef<RefundRow> => ({
  field,
  headerName,
  width: 120,
  align: 'right',
  headerAlign: 'right',
  valueFormatter: (value: RefundRow['amountPaise']) => formatRupees(value),
});

function columnsIn(
  words: Words,
  onAct: (row: RefundRow) => void,
): readonly GridColDef<RefundRow>[] {
  const { language, t } = words;
  return [
    { field: 'receiptNumber', headerName: t.receipt, flex: 1, minWidth: 176 },
    money('amountPaise', ACT_WORDS.owed[language]),
    {
      field: 'basis',
      headerName: ACT_WORDS.why[language],
      width: 144,
      valueGetter: (_value, row) => basisInWords(row.basis, language),
    },
    {
      field: 'state',
      headerName: ACT_WORDS.state[language],
      width: 128,
      valueGetter: (_value, row) => stateInWords(row.state, language),
    },
    {
      field: 'people',
      headerName: ACT_WORDS.people[language],
      width: 248,
      valueGetter: (_value, row) =>
        [row.endorsedBy, row.approvedBy, row.sanctionNumber, row.paidReference]
          .filter((who) => who !== null)
          .join(' · '),
    },
    {
      field: 'next',
      headerName: ACT_WORDS.next[language],
      width: 192,
      sortable: false,
      filterable: false,
      disableExport: true,
      renderCell: ({ row }) => {
        const next = nextAct(row, words);
        if (next === null) {
          return row.state === 'approved' ? ACT_WORDS.byGateway[language] : null;
        }
        return (
          <Button onClick={() => onAct(row)} sx={{ color: COLOUR.actionDark }}>
            {ACT_WORDS[next.verb][language]}
          </Button>
        );
      },
    },
  ];
}

export function RefundsPage() {
  const words = useWords();
  const { language, t } = words;
  const [version, setVersion] = useState(0);
  const [acting, setActing] = useState<RefundRow | null>(null);
  const [isAsking, setIsAsking] = useState(false);
  const refunds = useHq(() => hq.refunds(), `refunds-${version}`);
  const next = acting === null ? null : nextAct(acting, words);
  const done = (): void => {
    setActing(null);
    setIsAsking(false);
    setVersion(version + 1);
  };
  return (
    <Panel
      title={t.refunds}
      action={
        <Button
          variant="outlined"
          onClick={() => setIsAsking(true)}
          sx={{ color: COLOUR.actionDark }}
        >
          {ACT_WORDS.request[language]}
        </Button>
      }
    >
      <WhenReady loaded={refunds} minHeight={480}>
        {(value) => (
          <Table
            name="refunds"
            rows={value.rows}
            columns={columnsIn(words, setActing)}
            rowId={(row) => row.refundId}
            empty={ACT_WORDS.refundsEmpty[language]}
            height={560}
            narrow={['receiptNumber', 'amountPaise', 'next']}
          />
        )}
      </WhenReady>
      {isAsking && (
        <ActDialog
          title={ACT_WORDS.request[language]}
          address="refunds"
          acts={[REQUEST]}
          onDone={done}
        />
      )}
      {acting !== null && next !== null && (
        <ActDialog
          title={`${ACT_WORDS[next.verb][language]}: ${formatRupees(acting.amountPaise)}`}
          address={`refunds/${acting.officeId}/${acting.refundId}`}
          acts={[next]}
          onDone={done}
        >
          <Typography>
            {acting.receiptNumber} · {formatRupees(acting.chargedPaise)} →{' '}
            {formatRupees(acting.expectedPaise)} · {basisInWords(acting.basis, language)}
          </Typography>
        </ActDialog>
      )}
    </Panel>
  );
}
