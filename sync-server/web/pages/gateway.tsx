/** The payment gateway: where the books differ, what was paid out, and what a person must try again. */
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import type { GridColDef } from '@mui/x-data-grid';
import { useState } from 'react';

import type { Language } from '#domain/language.ts';
import { formatRupees, type Paise } from '#domain/money.ts';
import { formatIst, type Instant } from '#domain/time.ts';
import { COLOUR } from '#renderer/theme.ts';
import type {
  GatewayBreak,
  GatewayReport,
  GatewaySettlement,
  StuckEffect,
} from '#server/api/gateway-contract.ts';
import { hq } from '#server/web/api.ts';
import { ActDialog } from '#server/web/parts/act-dialog.tsx';
import { Panel, WhenReady } from '#server/web/parts/states.tsx';
import { Table } from '#server/web/parts/table.tsx';
import { ACT_WORDS } from '#server/web/texts-cases.ts';
import { breakInWords, GATEWAY_WORDS } from '#server/web/texts-gateway.ts';
import { useWords } from '#server/web/texts.ts';
import { useHq } from '#server/web/use-hq.ts';

const clock = (at: Instant): string => formatIst(at).slice(11, 16);
const money = (paise: Paise | null): string => (paise === null ? '' : formatRupees(paise));

const figure = { width: 132, align: 'right', headerAlign: 'right' } as const;

const breakColumns = (language: Language): readonly GridColDef<GatewayBreak>[] => [
  {
    field: 'kind',
    headerName: GATEWAY_WORDS.what[language],
    flex: 1,
    minWidth: 200,
    valueGetter: (_value, row) => breakInWords(row.kind, language),
  },
  { field: 'chargeId', headerName: GATEWAY_WORDS.charge[language], width: 220 },
  { field: 'orderId', headerName: GATEWAY_WORDS.order[language], width: 220 },
  {
    field: 'oursPaise',
    headerName: GATEWAY_WORDS.ours[language],
    ...figure,
    valueFormatter: money,
  },
  {
    field: 'theirsPaise',
    headerName: GATEWAY_WORDS.theirs[language],
    ...figure,
    valueFormatter: money,
  },
];

const SETTLEMENT_SUMS = [
  ['grossPaise', 'gross'],
  ['refundedPaise', 'back'],
  ['feePaise', 'fee'],
  ['taxPaise', 'tax'],
  ['settledPaise', 'settled'],
] as const;

const settlementColumns = (language: Language): readonly GridColDef<GatewaySettlement>[] => [
  { field: 'settlementId', headerName: GATEWAY_WORDS.settlement[language], width: 136 },
  {
    field: 'state',
    headerName: GATEWAY_WORDS.state[language],
    width: 112,
    valueGetter: (_value, row) => GATEWAY_WORDS[row.state][language],
  },
  { field: 'utr', headerName: GATEWAY_WORDS.utr[language], flex: 1, minWidth: 160 },
  {
    field: 'payments',
    headerName: GATEWAY_WORDS.payments[language],
    ...figure,
    width: 88,
    type: 'number',
  },
  ...SETTLEMENT_SUMS.map(([field, word]): GridColDef<GatewaySettlement> => ({
    field,
    headerName: GATEWAY_WORDS[word][language],
    ...figure,
    width: word === 'gross' || word === 'settled' ? 120 : 96,
    valueFormatter: money,
  })),
];

const stuckColumns = (
  language: Language,
  onRetry: (row: StuckEffect) => void,
): readonly GridColDef<StuckEffect>[] => [
  { field: 'key', headerName: GATEWAY_WORDS.what[language], flex: 1, minWidth: 220 },
  {
    field: 'state',
    headerName: GATEWAY_WORDS.state[language],
    width: 140,
    valueGetter: (_value, row) => GATEWAY_WORDS[row.state][language],
  },
  { field: 'attempts', headerName: GATEWAY_WORDS.attempts[language], ...figure, width: 100 },
  { field: 'lastError', headerName: GATEWAY_WORDS.error[language], flex: 1, minWidth: 200 },
  {
    field: 'next',
    headerName: ACT_WORDS.next[language],
    width: 148,
    sortable: false,
    filterable: false,
    disableExport: true,
    renderCell: ({ row }) =>
      row.state === 'dead' ? (
        <Button onClick={() => onRetry(row)} sx={{ color: COLOUR.actionDark }}>
          {ACT_WORDS.retry[language]}
        </Button>
      ) : null,
  },
];

function Report(props: {
  readonly report: GatewayReport;
  readonly onRetry: (row: StuckEffect) => void;
}) {
  const { language } = useWords();
  const { breaks, settlements, stuck, readAt } = props.report;
  const read =
    readAt === null
      ? GATEWAY_WORDS.neverRead[language]
      : GATEWAY_WORDS.readAt[language].replace('{time}', clock(readAt));
  const breakId = ({ kind, chargeId, gatewayPaymentId }: GatewayBreak): string =>
    `${kind}/${chargeId ?? ''}/${gatewayPaymentId ?? ''}`;
  return (
    <Box sx={{ display: 'grid', gap: 3 }}>
      <Panel title={GATEWAY_WORDS.stuck[language]}>
        <Table
          name="stuck"
          rows={stuck}
          columns={stuckColumns(language, props.onRetry)}
          rowId={(row) => row.id}
          empty={GATEWAY_WORDS.stuckEmpty[language]}
          height={280}
          narrow={['key', 'state', 'next']}
        />
      </Panel>
      <Panel title={GATEWAY_WORDS.breaks[language]} action={<Typography>{read}</Typography>}>
        <Table
          name="breaks"
          rows={breaks}
          columns={breakColumns(language)}
          rowId={breakId}
          empty={GATEWAY_WORDS.breaksEmpty[language]}
          height={360}
          narrow={['kind', 'chargeId', 'oursPaise']}
        />
      </Panel>
      <Panel title={GATEWAY_WORDS.settlements[language]}>
        <Table
          name="settlements"
          rows={settlements}
          columns={settlementColumns(language)}
          rowId={(row) => row.settlementId}
          empty={GATEWAY_WORDS.settlementsEmpty[language]}
          height={360}
          narrow={['state', 'settledPaise']}
        />
      </Panel>
    </Box>
  );
}

export function GatewayPage() {
  const { language } = useWords();
  const [version, setVersion] = useState(0);
  const [retrying, setRetrying] = useState<StuckEffect | null>(null);
  const report = useHq(() => hq.gateway(), `gateway-${version}`);
  const done = (): void => {
    setRetrying(null);
    setVersion(version + 1);
  };
  return (
    <>
      <WhenReady loaded={report} minHeight={480}>
        {(value) => <Report report={value} onRetry={setRetrying} />}
      </WhenReady>
      {retrying === null ? null : (
        <ActDialog
          title={ACT_WORDS.retry[language]}
          address={`outbox/${retrying.id}`}
          acts={[{ verb: 'retry', fields: [] }]}
          onDone={done}
        >
          <Typography sx={{ overflowWrap: 'anywhere' }}>
            {retrying.key} · {retrying.lastError}
          </Typography>
        </ActDialog>
      )}
    </>
  );
}
