/** A count in the middle of a shift: asked for by a manager, or taken because it was asked for. */
import Typography from '@mui/material/Typography';
import { useState } from 'react';

import {
  Approval,
  APPROVAL_FIELDS,
  approvalOf,
  NO_APPROVAL,
  unspent,
} from '#renderer/clerk/tasks/Approval.tsx';
import { TaskFrame } from '#renderer/clerk/tasks/TaskFrame.tsx';
import { useSpeech } from '#renderer/texts/use-texts.tsx';

import { CountAndApprove, GoButton, Told, useFields, type CashTaskProps } from './parts.tsx';

function Order({ counter, snapshot }: CashTaskProps) {
  const { t } = useSpeech();
  const [draft, setDraft] = useState(NO_APPROVAL);
  const approval = approvalOf(draft);
  const go = (): void => {
    if (approval === null) return;
    void counter.run('orderCount', approval).then((answer) => {
      if (answer?.ok === false) setDraft(unspent(draft));
    });
  };
  useFields(APPROVAL_FIELDS, go, draft.proof !== null);
  return (
    <TaskFrame title={t.countOrder}>
      <Typography sx={{ mb: 2 }}>{t.countOrderText}</Typography>
      <Approval
        snapshot={snapshot}
        draft={draft}
        onDraft={setDraft}
        finger={{ counter, act: 'count' }}
      />
      <Typography component="div" sx={{ mt: 2 }}>
        <GoButton counter={counter} label={t.countOrderGo} ready={approval !== null} onGo={go} />
      </Typography>
    </TaskFrame>
  );
}

export function CountTask(props: CashTaskProps) {
  const { t } = useSpeech();
  const { counter, snapshot } = props;
  const [isDone, setDone] = useState(false);
  const wanted = snapshot.drawer?.countWanted ?? null;
  if (isDone) return <Told title={t.countWanted}>{t.countDone}</Told>;
  if (wanted === null) return <Order {...props} />;
  return (
    <CountAndApprove
      {...props}
      title={t.countWanted}
      text={t[`countWanted_${wanted.source}`]}
      act="count"
      label={t.countGo}
      onGo={async (count, approval) => {
        const { countId } = wanted;
        const answer = await counter.run('takeCount', { countId, count, ...approval });
        setDone(answer?.ok === true);
        return answer?.ok === true;
      }}
    />
  );
}
