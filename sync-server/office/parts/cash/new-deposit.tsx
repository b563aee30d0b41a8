/**
 * A bag for the bank: its notes and coins, held against the fees in the safe and the office's limits
 * as they are typed, the branch, the bag's number, and why it is late where it is.
 */
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useEffect, useState, type SyntheticEvent } from 'react';

import { cashTotal } from '#domain/cash.ts';
import { DELAY_REASONS } from '#domain/deposits/deposit.ts';
import { formatRupees, subtract, type Paise } from '#domain/money.ts';
import { paperDate } from '#domain/receipt/blocks.ts';
import { CASH_FIELDS, CashGrid } from '#renderer/clerk/tasks/CashGrid.tsx';
import { COLOUR } from '#renderer/theme.ts';
import { focusField } from '#renderer/ui/focus.ts';
import type { Safe } from '#server/api/office-cash-contract.ts';
import { FORM } from '#server/web/parts/act-dialog.tsx';
import { Panel } from '#server/web/parts/states.tsx';
import { useWords } from '#server/web/texts.ts';

import { goTo } from '#server/office/address.ts';
import { useOffice } from '#server/office/office.ts';
import { Select, TextInput } from '#server/office/parts/fields.tsx';
import { SignLine, useSigning } from '#server/office/parts/sign.tsx';
import { DELAY_WORDS, SAFE_WORDS } from '#server/office/texts-cash.ts';
import { sentenceOf, useSay } from '#server/office/words.ts';
import { BankDays } from './bank-days.tsx';
import { bodyOf, findingsOf, type DepositDraft } from './deposit-draft.ts';

/** What the count says: how much of the fees, what stays, what warns and what refuses it. */
function Said({ safe, amountPaise }: { safe: Safe; amountPaise: Paise }) {
  const say = useSay(SAFE_WORDS);
  const { language } = useWords();
  const { refusal, warnings } = findingsOf(safe, amountPaise);
  return (
    <Box role="status" sx={{ minHeight: 72 }}>
      <Typography>
        {say('ofFees', { fees: formatRupees(safe.fees.totalPaise) })}
        {refusal?.code === 'DEPOSIT_TOO_MUCH'
          ? ''
          : ` · ${say('stays', { rest: formatRupees(subtract(safe.fees.totalPaise, amountPaise)) })}`}
      </Typography>
      {refusal === null ? null : (
        <Typography sx={{ color: COLOUR.stop, fontWeight: 600 }}>
          {sentenceOf(refusal, language)}
        </Typography>
      )}
      {warnings.map((warning) => (
        <Typography key={warning.code} sx={{ color: COLOUR.waiting, fontWeight: 600 }}>
          {sentenceOf(warning, language)}
        </Typography>
      ))}
    </Box>
  );
}

interface FieldsProps {
  readonly safe: Safe;
  readonly draft: DepositDraft;
  readonly onDraft: (draft: DepositDraft) => void;
}

function Delay({ safe, draft, onDraft }: FieldsProps) {
  const say = useSay(SAFE_WORDS);
  const { language } = useWords();
  if (safe.late === null) return null;
  return (
    <>
      <Typography sx={{ color: COLOUR.waiting }}>
        {say('late', { due: paperDate(safe.late.dueOn), n: safe.late.daysLate })}
      </Typography>
      <Select
        label={say('delayReason')}
        value={draft.reason}
        options={DELAY_REASONS.map((each) => [each, DELAY_WORDS[each][language]])}
        onValue={(reason) => onDraft({ ...draft, reason })}
      />
      <TextInput
        label={say('delayWords')}
        value={draft.words}
        onValue={(words) => onDraft({ ...draft, words })}
      />
    </>
  );
}

function Where({ draft, onDraft }: FieldsProps) {
  const say = useSay(SAFE_WORDS);
  const { language } = useWords();
  const { branches } = useOffice().session;
  if (branches.length === 0) return <Typography role="status">{say('noBranch')}</Typography>;
  return (
    <>
      <Select
        label={say('branch')}
        value={draft.branchId}
        options={branches.map(({ branchId, texts, code }) => [
          branchId,
          `${texts[language]} · ${code}`,
        ])}
        onValue={(branchId) => onDraft({ ...draft, branchId })}
      />
      <TextInput
        label={say('bagNumber')}
        value={draft.bagNumber}
        maxLength={40}
        onValue={(bagNumber) => onDraft({ ...draft, bagNumber: bagNumber.toUpperCase() })}
      />
    </>
  );
}

/** What is counted at the left, where it goes at the right. */
const SIDES = {
  display: 'grid',
  gap: 3,
  alignItems: 'start',
  gridTemplateColumns: { xs: 'minmax(0, 1fr)', lg: 'minmax(0, 3fr) minmax(0, 2fr)' },
} as const;

export function NewDeposit({ safe }: { safe: Safe }) {
  const say = useSay(SAFE_WORDS);
  const { branches } = useOffice().session;
  const [draft, setDraft] = useState<DepositDraft>({
    count: {},
    // Where there is one branch there is nothing to choose.
    branchId: branches.length === 1 ? (branches[0]?.branchId ?? '') : '',
    bagNumber: '',
    reason: '',
    words: '',
  });
  const signing = useSigning({
    address: 'deposits',
    body: bodyOf(draft, safe),
    onDone: () => goTo('safe'),
  });
  const fields = { safe, draft, onDraft: setDraft };
  useEffect(() => focusField(CASH_FIELDS[0] ?? ''), []);
  return (
    <Panel title={say('newTitle')}>
      <Box
        component="form"
        onSubmit={(event: SyntheticEvent) => void signing.send(event)}
        sx={SIDES}
      >
        <Box component="section" aria-label={say('count')} sx={{ display: 'grid', gap: 2 }}>
          <CashGrid count={draft.count} onCount={(count) => setDraft({ ...draft, count })} />
          <Said safe={safe} amountPaise={cashTotal(draft.count)} />
          <BankDays safe={safe} />
        </Box>
        <Box sx={{ ...FORM, p: 0, pt: 1.5 }}>
          <Where {...fields} />
          <Delay {...fields} />
          <SignLine signing={signing} verb={say('prepareGo')} onBack={() => goTo('safe')} />
        </Box>
      </Box>
    </Panel>
  );
}
