/** Reversing a receipt: its paper, a reason, a second person; then the money goes back. */
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useState } from 'react';

import type { CommandAnswer } from '#contract/answers.ts';
import type { ClerkSnapshot } from '#contract/snapshot.ts';
import { REVERSAL_REASONS, type ReversalReason } from '#domain/journal/kinds.ts';
import type { Counter } from '#renderer/clerk/counter/use-counter.ts';
import { useEnter } from '#renderer/keys/use-enter.ts';
import { useSpeech } from '#renderer/texts/use-texts.tsx';
import { Choice } from '#renderer/ui/Choice.tsx';
import { useFocus } from '#renderer/ui/focus.ts';
import { KeyButton } from '#renderer/ui/Key.tsx';
import { Money } from '#renderer/ui/Money.tsx';
import { Ends } from '#renderer/ui/Section.tsx';

import { Approval, APPROVAL_FIELDS, approvalOf, NO_APPROVAL, unspent } from './Approval.tsx';
import { focusNext } from './CloseShiftTask.tsx';
import { ReceiptCard, ReceiptScan, type ScannedReceipt } from './ReceiptScan.tsx';
import { Done, TaskFrame } from './TaskFrame.tsx';

const FIELDS = ['reversal-reason', ...APPROVAL_FIELDS];

interface TaskProps {
  readonly counter: Counter;
  readonly snapshot: ClerkSnapshot;
}

function ReasonAndApproval(
  props: TaskProps & {
    readonly receipt: ScannedReceipt;
    readonly onDone: (answer: CommandAnswer<'reverse'>) => void;
  },
) {
  const { t } = useSpeech();
  const { counter, snapshot, receipt, onDone } = props;
  const [reason, setReason] = useState<ReversalReason | ''>('');
  const [draft, setDraft] = useState(NO_APPROVAL);
  useFocus({ field: 'reversal-reason', turn: 0 });
  const approval = approvalOf(draft);
  const reverse = (): void => {
    if (approval === null || reason === '') return;
    void counter.run('reverse', { qr: receipt.qr, reason, ...approval }).then((answer) => {
      if (answer?.ok === true) onDone(answer.value);
      else setDraft(unspent);
    });
  };
  useEnter(() => {
    if (draft.proof !== null || !focusNext(FIELDS)) reverse();
  });
  return (
    <Box
      sx={{
        display: 'grid',
        gridTemplateColumns: '1fr 1fr',
        columnGap: 4,
        mt: 2,
        alignItems: 'start',
      }}
    >
      <Choice
        open
        name="reversal-reason"
        label={t.reason}
        items={REVERSAL_REASONS.map((value) => ({ value, label: t[`reason_${value}`] }))}
        value={reason}
        onValue={(value) =>
          setReason(REVERSAL_REASONS.find((candidate) => candidate === value) ?? '')
        }
        placeholder={t.choose}
      />
      <Box sx={{ display: 'grid', rowGap: 2, alignContent: 'start' }}>
        <Approval
          snapshot={snapshot}
          draft={draft}
          onDraft={setDraft}
          finger={{ counter, act: 'reverse' }}
        />
        <KeyButton
          fill
          look="main"
          keyName="Enter"
          label={counter.state.pending === 'reverse' ? t.working : t.reverseGo}
          disabled={approval === null || reason === '' || counter.state.pending !== null}
          onPress={reverse}
        />
      </Box>
    </Box>
  );
}

export function ReverseTask(props: TaskProps) {
  const { t } = useSpeech();
  const { counter } = props;
  const [receipt, setReceipt] = useState<ScannedReceipt | null>(null);
  const [done, setDone] = useState<CommandAnswer<'reverse'> | null>(null);
  const usable = receipt !== null && receipt.check.verdict === 'genuine_here';
  return (
    <TaskFrame title={t.reverse}>
      {done === null ? null : (
        <Done>
          <Typography variant="h4" component="p">
            {t.reversedTitle} · {done.receiptNumber}
          </Typography>
          <Ends sx={{ my: 1 }}>
            <Typography variant="h4" component="span">
              {done.toRefundPaise > 0 ? t.toRefund : t.payBack}
            </Typography>
            <Typography variant="h2" component="span">
              <Money paise={done.toRefundPaise > 0 ? done.toRefundPaise : done.paidBackPaise} />
            </Typography>
          </Ends>
          {done.toRefundPaise > 0 ? <Typography>{t.toRefundHelp}</Typography> : null}
          <Typography>{t.keepPaper}</Typography>
        </Done>
      )}
      {done === null && !usable ? <ReceiptScan counter={counter} onScanned={setReceipt} /> : null}
      {done === null && receipt !== null ? (
        <Box sx={{ mt: 2 }}>
          <ReceiptCard check={receipt.check} />
        </Box>
      ) : null}
      {done === null && usable ? (
        <ReasonAndApproval {...props} receipt={receipt} onDone={setDone} />
      ) : null}
    </TaskFrame>
  );
}
