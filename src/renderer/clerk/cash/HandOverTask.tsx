/** From one clerk to the next: two counts of the same cash, the second without sight of the first. */
import { useState } from 'react';

import type { CashCount } from '#domain/cash.ts';
import type { StaffId } from '#domain/ids.ts';
import { parseRupees, ZERO } from '#domain/money.ts';
import type { ClerkContext } from '#renderer/clerk/context.ts';
import { TaskFrame } from '#renderer/clerk/tasks/TaskFrame.tsx';
import { MAX_PIN, MIN_PIN, typePin } from '#renderer/clerk/tasks/Approval.tsx';
import { cleanAmount, showAmount } from '#renderer/clerk/tender/cash.ts';
import { useSpeech } from '#renderer/texts/use-texts.tsx';
import { Choice } from '#renderer/ui/Choice.tsx';
import { Field } from '#renderer/ui/Field.tsx';

import { OneCount } from './ExchangeTask.tsx';
import {
  BesideCount,
  COUNT_FIELDS,
  COUNT_WIDTH,
  GoButton,
  useFields,
  type CashTaskProps,
} from './parts.tsx';

const FIELDS = [...COUNT_FIELDS, 'variance-reason', 'taker', 'personal-cash', 'taker-pin'];

type TakerProps = CashTaskProps & {
  readonly context: ClerkContext;
  readonly given: CashCount;
};

function Taker({ context, counter, snapshot, given }: TakerProps) {
  const { t } = useSpeech();
  const [toCount, setCount] = useState<CashCount>({});
  const [taker, setTaker] = useState('');
  const [toPin, setPin] = useState('');
  const [reason, setReason] = useState('');
  const [personal, setPersonal] = useState('');
  const personalCashPaise = personal === '' ? ZERO : parseRupees(personal);
  const ready = taker !== '' && toPin.length >= MIN_PIN && personalCashPaise !== null;
  const go = (): void => {
    if (!ready || personalCashPaise === null) return;
    const varianceReason = reason.trim();
    const input = {
      count: given,
      toCount,
      toStaffId: taker as StaffId,
      toPin,
      personalCashPaise,
      ...(varianceReason === '' ? {} : { varianceReason }),
    };
    void counter.run('handOver', input).then((answer) => {
      if (answer?.ok !== true) return setPin('');
      context.shiftClosed(answer.value);
      counter.dispatch({ type: 'task', task: null });
      return undefined;
    });
  };
  useFields(FIELDS, go);
  const others = snapshot.roster.filter(({ staffId }) => staffId !== snapshot.staff?.staffId);
  return (
    <TaskFrame title={t.handTaker} width={COUNT_WIDTH}>
      <BesideCount count={toCount} onCount={setCount}>
        <Field
          stacked
          name="variance-reason"
          label={t.varianceReason}
          value={reason}
          maxLength={200}
          onValue={setReason}
        />
        <Choice
          name="taker"
          label={t.handTo}
          items={others.map(({ staffId, name }) => ({ value: staffId, label: name }))}
          value={taker}
          onValue={setTaker}
          placeholder={t.choose}
        />
        <Field
          name="personal-cash"
          takes="digits"
          label={t.handPersonal}
          value={showAmount(personal)}
          start={<span style={{ marginRight: 8 }}>₹</span>}
          onValue={(text) => setPersonal(cleanAmount(text))}
        />
        <Field
          secret
          name="taker-pin"
          takes="digits"
          label={t.handPin}
          value={toPin}
          maxLength={MAX_PIN}
          onValue={(text) => setPin(typePin(text))}
        />
        <GoButton counter={counter} label={t.handGo} ready={ready} onGo={go} />
      </BesideCount>
    </TaskFrame>
  );
}

export function HandOverTask(props: CashTaskProps & { readonly context: ClerkContext }) {
  const { t } = useSpeech();
  const [given, setGiven] = useState<CashCount | null>(null);
  if (given !== null) return <Taker key="taker" {...props} given={given} />;
  return (
    <OneCount counter={props.counter} title={t.handOver} text={t.handGiver} onCounted={setGiven} />
  );
}
