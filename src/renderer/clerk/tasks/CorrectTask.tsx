/**
 * A wrong service put right: the receipt, the right service with its facts, the difference, a second
 * person. One act of the terminal: reversal and new charge, linked; only the difference moves.
 */
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useState } from 'react';

import type { PaymentAnswer } from '#contract/answers.ts';
import type { ClerkSnapshot } from '#contract/snapshot.ts';
import { negate, subtract, ZERO, type Paise } from '#domain/money.ts';
import type { ClerkContext } from '#renderer/clerk/context.ts';
import type { Counter } from '#renderer/clerk/counter/use-counter.ts';
import { askedOf, type ItemState } from '#renderer/clerk/item/item-state.ts';
import { ItemPicker, usePickedItem, type PickedItem } from '#renderer/clerk/item/ItemPicker.tsx';
import { PreviewPaper } from '#renderer/clerk/quote/QuotePanel.tsx';
import { cleanAmount, readCash, showAmount } from '#renderer/clerk/tender/cash.ts';
import { useEnter } from '#renderer/keys/use-enter.ts';
import { useSpeech } from '#renderer/texts/use-texts.tsx';
import { Field } from '#renderer/ui/Field.tsx';
import { focusField, useFocus } from '#renderer/ui/focus.ts';
import { KeyButton } from '#renderer/ui/Key.tsx';
import { Money } from '#renderer/ui/Money.tsx';
import { Ends } from '#renderer/ui/Section.tsx';

import { Approval, APPROVAL_FIELDS, approvalOf, NO_APPROVAL, unspent } from './Approval.tsx';
import { focusNext } from './CloseShiftTask.tsx';
import { ReceiptCard, ReceiptScan, type ScannedReceipt } from './ReceiptScan.tsx';
import { Done, TaskFrame } from './TaskFrame.tsx';

interface TaskProps {
  readonly context: ClerkContext;
  readonly counter: Counter;
  readonly snapshot: ClerkSnapshot;
}

function RightService({ picked }: { readonly picked: PickedItem }) {
  const { t } = useSpeech();
  const { item } = picked;
  const firstFact = askedOf(item).facts[0];
  const chosenField = firstFact === undefined ? 'approver' : `fact-${firstFact.name}`;
  useFocus({ field: item.service === null ? 'service' : chosenField, turn: 0 });
  return <ItemPicker picked={picked} title={t.rightService} />;
}

function Difference(props: { readonly before: Paise; readonly after: Paise }) {
  const { t } = useSpeech();
  const { before, after } = props;
  const more = subtract(after, before);
  const word = more > 0 ? t.toCollect : more < 0 ? t.toReturn : t.evenOut;
  return (
    <Box>
      <Ends>
        <span>{t.paidBefore}</span>
        <Money paise={before} />
      </Ends>
      <Ends>
        <span>{t.newTotal}</span>
        <Money paise={after} />
      </Ends>
      <Ends sx={{ mt: 0.5 }}>
        <Typography variant="h4" component="span">
          {word}
        </Typography>
        <Typography variant="h3" component="span">
          <Money paise={more < 0 ? negate(more) : more} />
        </Typography>
      </Ends>
    </Box>
  );
}

function priceOf(item: ItemState): Paise | null {
  return item.preview.status === 'ready' ? item.preview.value.totalPaise : null;
}

function Given(props: {
  readonly text: string;
  readonly short: boolean;
  readonly onText: (text: string) => void;
}) {
  const { t } = useSpeech();
  return (
    <Field
      figure
      name="given"
      takes="digits"
      label={t.given}
      value={showAmount(props.text)}
      bad={props.short}
      onValue={(text) => props.onText(cleanAmount(text))}
    />
  );
}

function Settle(
  props: TaskProps & {
    readonly receipt: ScannedReceipt;
    readonly item: PickedItem;
    readonly onDone: (answer: PaymentAnswer) => void;
  },
) {
  const { t } = useSpeech();
  const { counter, snapshot, receipt, item, onDone } = props;
  const [givenText, setGivenText] = useState('');
  const [draft, setDraft] = useState(NO_APPROVAL);
  const after = priceOf(item.item);
  const before = receipt.check.totalPaise ?? ZERO;
  const dueText = after === null || after <= before ? ZERO : subtract(after, before);
  const cash = readCash(givenText, dueText);
  const approval = approvalOf(draft);
  const asked = askedOf(item.item);
  const { service } = item.item;
  const ready = approval !== null && cash.state === 'enough' && service !== null && after !== null;
  const correct = (): void => {
    if (!ready) return;
    const { serviceCode } = service;
    const input = { qr: receipt.qr, serviceCode, facts: asked.values, ...approval };
    void counter.run('correct', { ...input, givenPaise: cash.givenPaise }).then((answer) => {
      if (answer?.ok === true) onDone(answer.value);
      else setDraft(unspent);
    });
  };
  useEnter(() => {
    if (service === null) {
      item.pick(item.item.highlighted);
      return;
    }
    if (asked.problem !== null) {
      item.dispatch({ type: 'problemsShown' });
      focusField(`fact-${asked.problem.fact.name}`);
      return;
    }
    const facts = asked.facts.map((fact) => `fact-${fact.name}`);
    const cashFields = dueText === 0 ? [] : ['given'];
    const fields = [...facts, ...cashFields, ...APPROVAL_FIELDS];
    if (draft.proof !== null || !focusNext(fields)) correct();
  });
  if (service === null || after === null) return null;
  return (
    <Box sx={{ display: 'grid', rowGap: 1.5, alignContent: 'start' }}>
      <Difference before={before} after={after} />
      {dueText === 0 ? null : (
        <Given text={givenText} short={cash.state === 'short'} onText={setGivenText} />
      )}
      <Approval
        snapshot={snapshot}
        draft={draft}
        onDraft={setDraft}
        finger={{ counter, act: 'correct' }}
      />
      <KeyButton
        fill
        look="main"
        keyName="Enter"
        label={counter.state.pending === 'correct' ? t.working : t.correctGo}
        disabled={!ready || counter.state.pending !== null}
        onPress={correct}
      />
    </Box>
  );
}

function Corrected(props: { readonly answer: PaymentAnswer }) {
  const { t } = useSpeech();
  const { answer } = props;
  return (
    <Done>
      <Typography variant="h4" component="p">
        {t.corrected} · {answer.receiptNumbers.join(', ')}
      </Typography>
      <Ends sx={{ my: 1 }}>
        <Typography variant="h4" component="span">
          {t.changeBack}
        </Typography>
        <Typography variant="h2" component="span">
          <Money paise={answer.changePaise} />
        </Typography>
      </Ends>
      <Typography>{t.keepPaper}</Typography>
    </Done>
  );
}

export function CorrectTask(props: TaskProps) {
  const { t } = useSpeech();
  const item = usePickedItem({ connection: props.context.connection, counter: props.counter });
  const [receipt, setReceipt] = useState<ScannedReceipt | null>(null);
  const [done, setDone] = useState<PaymentAnswer | null>(null);
  const usable = receipt !== null && receipt.check.verdict === 'genuine_here';
  if (done !== null) {
    return (
      <TaskFrame title={t.correct}>
        <Corrected answer={done} />
      </TaskFrame>
    );
  }
  return (
    <TaskFrame title={t.correct} width={1280}>
      {usable ? null : <ReceiptScan counter={props.counter} onScanned={setReceipt} />}
      {receipt === null ? null : (
        <Box sx={{ mb: 2 }}>
          <ReceiptCard check={receipt.check} />
        </Box>
      )}
      {usable ? (
        <Box
          sx={{
            display: 'grid',
            gridTemplateColumns: 'minmax(0, 3fr) minmax(0, 4fr) minmax(0, 3fr)',
            columnGap: 3,
          }}
        >
          <Box>
            <RightService picked={item} />
          </Box>
          <Box sx={{ height: 400 }}>
            <PreviewPaper item={item.item} />
          </Box>
          <Settle {...props} receipt={receipt} item={item} onDone={setDone} />
        </Box>
      ) : null}
    </TaskFrame>
  );
}
