/** A waiver at discretion: the manager beside the clerk agrees, and the same quote is asked for. */
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useState } from 'react';

import { quote, type Moment } from '#renderer/clerk/counter/use-counter.ts';
import { useEnter } from '#renderer/keys/use-enter.ts';
import { useSpeech } from '#renderer/texts/use-texts.tsx';
import { focusField, useFocus } from '#renderer/ui/focus.ts';
import { KeyButton } from '#renderer/ui/Key.tsx';

import { Approval, APPROVAL_FIELDS, approvalOf, NO_APPROVAL, unspent } from './Approval.tsx';
import { focusNext } from './CloseShiftTask.tsx';

export function ApproveTask(props: { readonly moment: Moment }) {
  const { t } = useSpeech();
  const { counter, snapshot } = props.moment;
  const [draft, setDraft] = useState(NO_APPROVAL);
  useFocus({ field: 'approver', turn: 0 });
  const approval = approvalOf(draft);
  const pending = counter.state.pending !== null;
  const ask = (): void => {
    if (approval === null || pending) return;
    void quote(counter, approval).then((answer) => {
      if (answer?.ok !== false) return;
      setDraft(unspent);
      focusField('approver-pin');
    });
  };
  useEnter(() => {
    if (draft.proof !== null || !focusNext(APPROVAL_FIELDS)) ask();
  });
  return (
    <Box
      component="section"
      aria-label={t.waiverTitle}
      sx={{ display: 'grid', rowGap: 2, alignContent: 'start' }}
    >
      <Typography variant="h4" component="h2">
        {t.waiverTitle}
      </Typography>
      <Typography>{t.waiverText}</Typography>
      <Approval
        snapshot={snapshot}
        draft={draft}
        onDraft={setDraft}
        finger={{ counter, act: 'waive' }}
      />
      <KeyButton
        fill
        look="main"
        keyName="Enter"
        label={counter.state.pending === 'quote' ? t.working : t.waiverGo}
        disabled={approval === null || pending}
        onPress={ask}
      />
    </Box>
  );
}
