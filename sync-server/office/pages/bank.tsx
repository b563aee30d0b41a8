/** After the counters: what the gateway still owes the bank, and what goes on to the treasury. */
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useState } from 'react';

import { paperDate } from '#domain/receipt/blocks.ts';
import { COLOUR } from '#renderer/theme.ts';
import { Money } from '#renderer/ui/Money.tsx';
import type { ExpectedSettlements, Remittances } from '#server/api/office-cash-contract.ts';
import { Panel, WhenReady } from '#server/web/parts/states.tsx';
import { useWords } from '#server/web/texts.ts';

import { useRead } from '#server/office/office.ts';
import { Figure } from '#server/office/parts/amount.tsx';
import {
  PrepareRemittanceDialog,
  RemitDialog,
  WithdrawDialog,
} from '#server/office/parts/cash/remittance-acts.tsx';
import {
  RemittanceLines,
  type RemittanceActing,
} from '#server/office/parts/cash/remittance-lines.tsx';
import { Lines } from '#server/office/parts/lines.tsx';
import { Mark } from '#server/office/parts/mark.tsx';
import { BANK_WORDS } from '#server/office/texts-cash.ts';
import { accountInWords, useSay } from '#server/office/words.ts';

type Settlement = ExpectedSettlements['rows'][number];

function Settlements({ value }: { value: ExpectedSettlements }) {
  const say = useSay(BANK_WORDS);
  return (
    <Box sx={{ display: 'grid', gap: 2 }}>
      <Figure label={say('gatewayHolds')} paise={value.bookPaise} />
      <Lines<Settlement>
        label={say('settlements')}
        rows={value.rows}
        rowId={({ date }) => date}
        empty={say('settlementsEmpty')}
        columns={[
          { id: 'date', title: say('paidOn'), cell: ({ date }) => paperDate(date) },
          {
            id: 'payments',
            title: say('payments'),
            isFigure: true,
            cell: ({ payments }) => String(payments),
          },
          {
            id: 'gross',
            title: say('gross'),
            isFigure: true,
            cell: ({ grossPaise }) => <Money paise={grossPaise} />,
          },
          {
            id: 'expected',
            title: say('expectedOn'),
            isFigure: true,
            cell: ({ expectedOn }) => paperDate(expectedOn),
          },
          {
            id: 'late',
            title: say('state'),
            cell: ({ isLate }) => (
              <Mark tone={isLate ? 'waiting' : 'quiet'}>{say(isLate ? 'late' : 'notDue')}</Mark>
            ),
          },
        ]}
      />
    </Box>
  );
}

function Heads({ value }: { value: Remittances }) {
  const say = useSay(BANK_WORDS);
  const { language } = useWords();
  const figure = (id: 'atBank' | 'prepared' | 'remitted') => ({
    id,
    title: say(id),
    isFigure: true,
    cell: (row: Remittances['heads'][number]) => <Money paise={row[`${id}Paise`]} />,
  });
  return (
    <Lines
      label={say('heads')}
      rows={value.heads}
      rowId={({ account }) => account}
      empty={say('headsEmpty')}
      columns={[
        {
          id: 'head',
          title: say('head'),
          cell: ({ account }) => accountInWords(account, language),
        },
        figure('atBank'),
        figure('prepared'),
        figure('remitted'),
      ]}
    />
  );
}

function ToTreasury({ value }: { value: Remittances }) {
  const say = useSay(BANK_WORDS);
  const [preparing, setPreparing] = useState(false);
  const [acting, setActing] = useState<RemittanceActing | null>(null);
  const onBack = (): void => setActing(null);
  const hasMoney = value.heads.some(
    ({ atBankPaise, preparedPaise }) => atBankPaise > preparedPaise,
  );
  return (
    <Box sx={{ display: 'grid', gap: 3, gridTemplateColumns: 'minmax(0, 1fr)' }}>
      <Panel title={say('heads')}>
        <Heads value={value} />
        <Button
          variant="outlined"
          disabled={!hasMoney}
          onClick={() => setPreparing(true)}
          sx={{ mt: 2, minHeight: 48, color: COLOUR.actionDark }}
        >
          {say('newRemittance')}
        </Button>
      </Panel>
      <Panel title={say('remittances')}>
        <RemittanceLines rows={value.rows} onAct={setActing} />
      </Panel>
      {preparing ? (
        <PrepareRemittanceDialog value={value} onBack={() => setPreparing(false)} />
      ) : null}
      {acting?.act === 'remit' ? <RemitDialog row={acting.row} onBack={onBack} /> : null}
      {acting?.act === 'withdraw' ? <WithdrawDialog row={acting.row} onBack={onBack} /> : null}
    </Box>
  );
}

export function BankPage() {
  const say = useSay(BANK_WORDS);
  const settlements = useRead((reads) => reads.settlements(), 'settlements');
  const remittances = useRead((reads) => reads.remittances(), 'remittances');
  return (
    <Box sx={{ display: 'grid', gap: 3, gridTemplateColumns: 'minmax(0, 1fr)' }}>
      <Panel title={say('settlements')}>
        <WhenReady loaded={settlements} minHeight={200}>
          {(value) => <Settlements value={value} />}
        </WhenReady>
      </Panel>
      <WhenReady loaded={remittances} minHeight={320}>
        {(value) => <ToTreasury value={value} />}
      </WhenReady>
    </Box>
  );
}
