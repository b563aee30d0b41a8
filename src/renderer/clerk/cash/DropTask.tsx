/** Cash out of the drawer and into a sealed bag, counted by two. */
import Typography from '@mui/material/Typography';
import { useState } from 'react';

import { codeTyped } from '#renderer/keys/digits.ts';
import { useSpeech } from '#renderer/texts/use-texts.tsx';
import { Field } from '#renderer/ui/Field.tsx';
import { Money } from '#renderer/ui/Money.tsx';

import type { CommandAnswer } from '#contract/answers.ts';
import { CountAndApprove, Told, type CashTaskProps } from './parts.tsx';

const MIN_BAG = 3;

export function DropTask(props: CashTaskProps) {
  const { t } = useSpeech();
  const [bagNumber, setBag] = useState('');
  const [done, setDone] = useState<CommandAnswer<'dropCash'> | null>(null);
  if (done !== null) {
    return (
      <Told title={t.drop}>
        <Typography variant="h4" component="p">
          {t.dropDone(done.dropId)}
        </Typography>
        <Typography variant="h2" component="p">
          <Money paise={done.droppedPaise} />
        </Typography>
      </Told>
    );
  }
  return (
    <CountAndApprove
      {...props}
      title={t.drop}
      text={t.dropText}
      act="drop"
      label={t.dropGo}
      field={{
        name: 'bag',
        ready: bagNumber.trim().length >= MIN_BAG,
        node: (
          <Field
            stacked
            name="bag"
            label={t.dropBag}
            value={bagNumber}
            maxLength={20}
            onValue={(text) => setBag(codeTyped(text))}
          />
        ),
      }}
      onGo={async (count, approval) => {
        const answer = await props.counter.run('dropCash', { count, bagNumber, ...approval });
        if (answer?.ok === true) setDone(answer.value);
        return answer?.ok === true;
      }}
    />
  );
}
