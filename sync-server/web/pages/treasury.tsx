/** Settled money on its way to the treasury: what may be sent on, and what was, each step signed. */
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import type { GridColDef } from '@mui/x-data-grid';
import { useState } from 'react';

import type { DepositLine } from '#domain/deposits/deposit.ts';
import type { Language } from '#domain/language.ts';
import { chartAccount } from '#domain/ledger/chart.ts';
import { formatRupees, type Paise } from '#domain/money.ts';
import { COLOUR } from '#renderer/theme.ts';
import type { PayoutOffice, PayoutReport, PayoutRow } from '#server/api/payouts-contract.ts';

import { hq } from '#server/web/api.ts';
import { ActDialog, type PossibleAct } from '#server/web/parts/act-dialog.tsx';
import { Panel, WhenReady } from '#server/web/parts/states.tsx';
import { Table } from '#server/web/parts/table.tsx';
import { ACT_WORDS } from '#server/web/texts-cases.ts';
import { payoutInWords, PAYOUT_WORDS } from '#server/web/texts-payouts.ts';
import { useWords } from '#server/web/texts.ts';
import { useHq } from '#server/web/use-hq.ts';

/** What somebody is about to sign for. */
interface Asked {
  readonly title: string;
  readonly address: string;
  readonly acts: readonly PossibleAct[];
  readonly amountPaise: Paise;
  readonly lines: readonly DepositLine[];
}

const ORDER: PossibleAct = { verb: 'order', fields: [], note: 'orderNote' };
const APPROVE: PossibleAct = { verb: 'approve', fields: [], note: 'secondPerson' };
const WITHDRAW: PossibleAct = {
  verb: 'withdraw',
  fields: [{ name: 'reason', label: 'reason', multiline: true }],
};

function accountInWords(account: string, language: Language): string {
  const [, whose] = account.split(':');
  const name = chartAccount(account)?.texts[language] ?? account;
  return whose === undefined ? name : `${name} ${whose}`;
}

const money = (paise: Paise): string => formatRupees(paise);
const figure = { width: 144, align: 'right', headerAlign: 'right' } as const;

function nextColumn<T extends object>(
  language: Language,
  next: (row: T) => { readonly label: string; readonly onClick: () => void } | null,
): GridColDef<T> {
  return {
    field: 'next',
    headerName: ACT_WORDS.next[language],
    width: 160,
    sortable: false,
    filterable: false,
    disableExport: true,
    renderCell: ({ row }) => {
      const act = next(row);
      return act === null ? null : (
        <Button onClick={act.onClick} sx={{ color: COLOUR.actionDark }}>
          {act.label}
        </Button>
      );
    },
  };
}

const officeColumns = (
  language: Language,
  onOrder: ((row: PayoutOffice) => void) | null,
): readonly GridColDef<PayoutOffice>[] => [
  { field: 'officeId', headerName: PAYOUT_WORDS.office[language], width: 152 },
  {
    field: 'amountPaise',
    headerName: PAYOUT_WORDS.ready[language],
    ...figure,
    valueFormatter: money,
  },
  { field: 'heldPaise', headerName: PAYOUT_WORDS.held[language], ...figure, valueFormatter: money },
  {
    field: 'lines',
    headerName: PAYOUT_WORDS.whose[language],
    flex: 1,
    minWidth: 240,
    valueGetter: (_value, row) =>
      row.lines
        .map((line) => `${accountInWords(line.account, language)} ${money(line.amountPaise)}`)
        .join(' · '),
  },
  nextColumn<PayoutOffice>(language, (row) =>
    onOrder === null || row.amountPaise <= 0
      ? null
      : { label: ACT_WORDS.order[language], onClick: () => onOrder(row) },
  ),
];

const payoutColumns = (
  language: Language,
  onSign: (row: PayoutRow) => void,
): readonly GridColDef<PayoutRow>[] => [
  { field: 'payoutId', headerName: PAYOUT_WORDS.transfer[language], width: 152 },
  {
    field: 'amountPaise',
    headerName: PAYOUT_WORDS.amount[language],
    ...figure,
    valueFormatter: money,
  },
  {
    field: 'state',
    headerName: ACT_WORDS.state[language],
    width: 176,
    valueGetter: (_value, row) => payoutInWords(row.state, language),
  },
  {
    field: 'people',
    headerName: ACT_WORDS.people[language],
    width: 136,
    valueGetter: (_value, row) =>
      [row.orderedBy, row.approvedBy].filter((who) => who !== null).join(' · '),
  },
  {
    field: 'bankReference',
    headerName: PAYOUT_WORDS.reference[language],
    flex: 1,
    minWidth: 184,
    valueGetter: (_value, row) =>
      [row.bankReference, row.trouble].filter((what) => what !== null).join(' · '),
  },
  nextColumn<PayoutRow>(language, (row) =>
    row.state === 'ordered'
      ? { label: ACT_WORDS.approve[language], onClick: () => onSign(row) }
      : null,
  ),
];

function Lines({ lines, amountPaise }: Pick<Asked, 'lines' | 'amountPaise'>) {
  const { language } = useWords();
  const rows = [
    ...lines.map((line) => [accountInWords(line.account, language), line.amountPaise] as const),
    [PAYOUT_WORDS.amount[language], amountPaise] as const,
  ];
  return (
    <Box component="dl" sx={{ m: 0, display: 'grid', gap: 0.5 }}>
      {rows.map(([name, amount], index) => (
        <Box
          key={name}
          sx={{
            display: 'flex',
            justifyContent: 'space-between',
            gap: 2,
            fontWeight: index === rows.length - 1 ? 700 : 400,
          }}
        >
          <dt>{name}</dt>
          <Box component="dd" sx={{ m: 0, fontVariantNumeric: 'tabular-nums' }}>
            {money(amount)}
          </Box>
        </Box>
      ))}
    </Box>
  );
}

function Both({ report, onAsk }: { report: PayoutReport; onAsk: (asked: Asked) => void }) {
  const { language } = useWords();
  const { account, offices, rows } = report;
  const where =
    account === null
      ? PAYOUT_WORDS.off[language]
      : PAYOUT_WORDS.to[language]
          .replace('{name}', account.name)
          .replace('{digits}', account.lastFour);
  const order = ({ officeId, amountPaise, lines }: PayoutOffice): void =>
    onAsk({
      title: `${ACT_WORDS.order[language]}: ${officeId}`,
      address: `payouts/${officeId}`,
      acts: [ORDER],
      amountPaise,
      lines,
    });
  const sign = ({ officeId, payoutId, amountPaise, lines }: PayoutRow): void =>
    onAsk({
      title: payoutId,
      address: `payouts/${officeId}/${payoutId}`,
      acts: [APPROVE, WITHDRAW],
      amountPaise,
      lines,
    });
  return (
    <>
      <Panel title={PAYOUT_WORDS.title[language]} action={<Typography>{where}</Typography>}>
        <Table
          name="payout-offices"
          rows={offices}
          columns={officeColumns(language, account === null ? null : order)}
          rowId={(row) => row.officeId}
          empty={PAYOUT_WORDS.officesEmpty[language]}
          height={280}
          narrow={['officeId', 'amountPaise', 'next']}
        />
      </Panel>
      <Panel title={PAYOUT_WORDS.transfers[language]}>
        <Table
          name="payouts"
          rows={rows}
          columns={payoutColumns(language, sign)}
          rowId={(row) => row.payoutId}
          empty={PAYOUT_WORDS.transfersEmpty[language]}
          height={320}
          narrow={['payoutId', 'amountPaise', 'next']}
        />
      </Panel>
    </>
  );
}

export function TreasuryPage() {
  const [version, setVersion] = useState(0);
  const [asked, setAsked] = useState<Asked | null>(null);
  const report = useHq(() => hq.payouts(), `payouts-${version}`);
  const done = (): void => {
    setAsked(null);
    setVersion(version + 1);
  };
  return (
    <>
      <WhenReady loaded={report} minHeight={480}>
        {(value) => (
          <Box sx={{ display: 'grid', gap: 3 }}>
            <Both report={value} onAsk={setAsked} />
          </Box>
        )}
      </WhenReady>
      {asked === null ? null : (
        <ActDialog title={asked.title} address={asked.address} acts={asked.acts} onDone={done}>
          <Lines lines={asked.lines} amountPaise={asked.amountPaise} />
        </ActDialog>
      )}
    </>
  );
}
