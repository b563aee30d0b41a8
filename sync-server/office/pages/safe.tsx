/** The safe: what of it are fees, by head and day, what is late, what limits say; and every bag. */
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';

import type { CashLimit } from '#domain/deposits/limits.ts';
import { paperDate } from '#domain/receipt/blocks.ts';
import { COLOUR } from '#renderer/theme.ts';
import { Money } from '#renderer/ui/Money.tsx';
import type { Safe } from '#server/api/office-cash-contract.ts';
import { Panel, WhenReady } from '#server/web/parts/states.tsx';
import { useWords } from '#server/web/texts.ts';

import { addressOf, type Place } from '#server/office/address.ts';
import { useRead } from '#server/office/office.ts';
import { Figure } from '#server/office/parts/amount.tsx';
import { BankDays } from '#server/office/parts/cash/bank-days.tsx';
import { DepositLines } from '#server/office/parts/cash/deposit-lines.tsx';
import { NewDeposit } from '#server/office/parts/cash/new-deposit.tsx';
import { Facts } from '#server/office/parts/facts.tsx';
import { Lines } from '#server/office/parts/lines.tsx';
import { SAFE_WORDS } from '#server/office/texts-cash.ts';
import { accountInWords, useSay } from '#server/office/words.ts';

const FIGURES = {
  display: 'grid',
  gap: 2,
  alignItems: 'end',
  gridTemplateColumns: {
    xs: 'minmax(0, 1fr)',
    md: 'minmax(0, 2fr) repeat(3, minmax(0, 1fr))',
  },
} as const;

const HALVES = {
  display: 'grid',
  gap: 3,
  alignItems: 'start',
  gridTemplateColumns: { xs: 'minmax(0, 1fr)', lg: 'minmax(0, 3fr) minmax(0, 2fr)' },
} as const;

function Limit({ limit }: { limit: CashLimit | null }) {
  const say = useSay(SAFE_WORDS);
  if (limit === null) return <>{say('noLimit')}</>;
  return (
    <>
      <Money paise={limit.mostPaise} /> · {say(limit.act === 'warn' ? 'warns' : 'blocks')}
    </>
  );
}

function Late({ safe }: { safe: Safe }) {
  const say = useSay(SAFE_WORDS);
  const { late } = safe;
  if (late === null) {
    return (
      <Typography color="text.secondary">{say('dueIn', { n: safe.dueWorkingDays })}</Typography>
    );
  }
  return (
    <Typography role="status" sx={{ p: 2, bgcolor: COLOUR.waitingSoft, color: COLOUR.waiting }}>
      {say('late', { due: paperDate(late.dueOn), n: late.daysLate })}
    </Typography>
  );
}

function Fees({ safe }: { safe: Safe }) {
  const say = useSay(SAFE_WORDS);
  const { language } = useWords();
  const { fees } = safe;
  return (
    <Box sx={HALVES}>
      <Panel title={say('byHead')}>
        <Lines
          label={say('byHead')}
          rows={fees.lines}
          rowId={({ account }) => account}
          empty={say('noFees')}
          totals={{ amount: <Money paise={fees.totalPaise} /> }}
          columns={[
            {
              id: 'head',
              title: say('head'),
              cell: ({ account }) => accountInWords(account, language),
            },
            {
              id: 'amount',
              title: say('amount'),
              isFigure: true,
              cell: ({ amountPaise }) => <Money paise={amountPaise} />,
            },
          ]}
        />
      </Panel>
      <Panel title={say('byDay')}>
        <Lines
          label={say('byDay')}
          rows={fees.byDay}
          rowId={({ date }) => date}
          empty={say('noFees')}
          columns={[
            { id: 'day', title: say('day'), cell: ({ date }) => paperDate(date) },
            {
              id: 'amount',
              title: say('amount'),
              isFigure: true,
              cell: ({ amountPaise }) => <Money paise={amountPaise} />,
            },
          ]}
        />
        <Box sx={{ pt: 2 }}>
          <Facts
            facts={[
              [say('officeLimit'), <Limit key="office" limit={safe.office} />],
              [say('officerLimit'), <Limit key="officer" limit={safe.officer} />],
            ]}
          />
        </Box>
      </Panel>
    </Box>
  );
}

function SafeView({ safe }: { safe: Safe }) {
  const say = useSay(SAFE_WORDS);
  const mayDeposit = safe.fees.totalPaise > 0;
  return (
    <Box sx={{ display: 'grid', gap: 3, gridTemplateColumns: 'minmax(0, 1fr)' }}>
      <Box sx={FIGURES}>
        <Figure isLarge label={say('fees')} paise={safe.fees.totalPaise} />
        <Figure label={say('inBags')} paise={safe.preparedPaise} />
        <Figure label={say('floats')} paise={safe.floatPaise} />
        <Figure label={say('book')} paise={safe.bookPaise} />
      </Box>
      <Box sx={{ display: 'grid', gap: 1 }}>
        <Late safe={safe} />
        <BankDays safe={safe} />
      </Box>
      <Button
        variant="contained"
        disableElevation
        href={addressOf('safe', 'new')}
        disabled={!mayDeposit}
        sx={{ justifySelf: 'start', minHeight: 48, bgcolor: COLOUR.actionDark }}
      >
        {say('newDeposit')}
      </Button>
      <Panel title={say('deposits')}>
        <DepositLines />
      </Panel>
      <Fees safe={safe} />
    </Box>
  );
}

export function SafePage({ place }: { place: Place }) {
  const safe = useRead((reads) => reads.safe(), 'safe');
  return (
    <WhenReady loaded={safe} minHeight={600}>
      {(value) =>
        place.subject === 'new' ? <NewDeposit safe={value} /> : <SafeView safe={value} />
      }
    </WhenReady>
  );
}
