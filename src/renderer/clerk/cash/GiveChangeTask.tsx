/** Change that was owed is paid: a slip of this counter by number, another's with HQ's leave. */
import Typography from '@mui/material/Typography';
import { useState } from 'react';

import type { CommandAnswer } from '#contract/answers.ts';
import { NumberedActions, TaskFrame } from '#renderer/clerk/tasks/TaskFrame.tsx';
import { codeTyped } from '#renderer/keys/digits.ts';
import { useKeys } from '#renderer/keys/use-keys.ts';
import { useSpeech } from '#renderer/texts/use-texts.tsx';
import { Field } from '#renderer/ui/Field.tsx';
import { KeyButton } from '#renderer/ui/Key.tsx';
import { faceValue, Money } from '#renderer/ui/Money.tsx';
import { Ends } from '#renderer/ui/Section.tsx';

import { GoButton, Told, useFields, type CashTaskProps } from './parts.tsx';
import { readSlipNumber } from './slip-number.ts';

type Given = CommandAnswer<'giveChange'>;
type GiveProps = CashTaskProps & { readonly onGive: (slipId: string) => void };

/** Typed from the paper: it says which counter wrote it. */
function OtherSlip({ counter, snapshot, onGive }: GiveProps) {
  const { t } = useSpeech();
  const [text, setText] = useState('');
  const slipId = readSlipNumber(text, snapshot.office.officeId);
  const go = (): void => {
    if (slipId !== null) onGive(slipId);
  };
  useFields(['slip-number'], go);
  const isOwn = snapshot.drawer?.slips.some((slip) => slip.slipId === slipId) === true;
  const isOffline = snapshot.sync.state !== 'online' && !isOwn;
  return (
    <TaskFrame title={t.giveOther}>
      <Typography sx={{ mb: 2 }}>{t.giveOtherText}</Typography>
      <Field
        stacked
        name="slip-number"
        label={t.giveNumber}
        value={text}
        maxLength={40}
        placeholder={t.giveNumberHint}
        onValue={(typed) => setText(codeTyped(typed))}
      />
      <Typography sx={{ minHeight: 32, mt: 1, fontWeight: 600 }}>
        {isOffline ? t.giveOtherOffline : (slipId ?? '')}
      </Typography>
      <GoButton
        counter={counter}
        label={t.giveGo}
        ready={slipId !== null && !isOffline}
        onGo={go}
      />
    </TaskFrame>
  );
}

function OwnSlips({ snapshot, onGive, onOther }: GiveProps & { readonly onOther: () => void }) {
  const { t } = useSpeech();
  const slips = snapshot.drawer?.slips ?? [];
  useKeys([{ code: 'F5', inText: true, run: onOther }]);
  return (
    <TaskFrame title={t.giveChange}>
      {slips.length === 0 ? <Typography sx={{ mb: 2 }}>{t.giveNone}</Typography> : null}
      <NumberedActions
        actions={slips.slice(0, 8).map(({ slipId, amountPaise }) => ({
          label: `${slipId} · ₹${faceValue(amountPaise)}`,
          run: () => onGive(slipId),
        }))}
      />
      <Typography component="div" sx={{ mt: 2 }}>
        <KeyButton keyName="F5" label={t.giveOther} onPress={onOther} />
      </Typography>
    </TaskFrame>
  );
}

export function GiveChangeTask(props: CashTaskProps) {
  const { t } = useSpeech();
  const [done, setDone] = useState<Given | null>(null);
  const [isOther, setOther] = useState(false);
  const give = (slipId: string): void => {
    void props.counter.run('giveChange', { slipId }).then((answer) => {
      if (answer?.ok === true) setDone(answer.value);
    });
  };
  if (done !== null) {
    return (
      <Told title={t.giveChange}>
        <Ends>
          <Typography variant="h4" component="span">
            {t.giveDone}
          </Typography>
          <Typography variant="h2" component="span">
            <Money paise={done.givenPaise} />
          </Typography>
        </Ends>
        <Typography sx={{ mt: 1 }}>{t.giveKeep}</Typography>
      </Told>
    );
  }
  return isOther ? (
    <OtherSlip {...props} onGive={give} />
  ) : (
    <OwnSlips {...props} onGive={give} onOther={() => setOther(true)} />
  );
}
