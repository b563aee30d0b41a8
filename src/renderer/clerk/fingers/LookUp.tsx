/** What is kept of somebody's fingers, and its deletion when they ask for it. */
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useState } from 'react';

import type { EnrolmentFound } from '#contract/answers.ts';
import type { ClerkSnapshot } from '#contract/snapshot.ts';
import type { StaffId } from '#domain/ids.ts';
import { istDate } from '#domain/time.ts';
import type { Counter } from '#renderer/clerk/counter/use-counter.ts';
import { showDate } from '#renderer/clerk/shell/Header.tsx';
import {
  Approval,
  APPROVAL_FIELDS,
  approvalOf,
  NO_APPROVAL,
  unspent,
} from '#renderer/clerk/tasks/Approval.tsx';
import { focusNext } from '#renderer/clerk/tasks/CloseShiftTask.tsx';
import { Done, NumberedActions } from '#renderer/clerk/tasks/TaskFrame.tsx';
import { Hands } from '#renderer/finger/Hands.tsx';
import { useEnter } from '#renderer/keys/use-enter.ts';
import { useSpeech } from '#renderer/texts/use-texts.tsx';
import { Choice } from '#renderer/ui/Choice.tsx';
import { Field } from '#renderer/ui/Field.tsx';
import { useFocus } from '#renderer/ui/focus.ts';
import { KeyButton } from '#renderer/ui/Key.tsx';

import { isReference } from './IdentityPanel.tsx';

interface Props {
  readonly counter: Counter;
  readonly snapshot: ClerkSnapshot;
}

function Deleted() {
  const { t } = useSpeech();
  return (
    <Done>
      <Typography variant="h4" component="p">
        {t.deletedTitle}
      </Typography>
      <Typography sx={{ color: 'text.primary' }}>{t.deletedText}</Typography>
    </Done>
  );
}

function Found(props: Props & { readonly found: EnrolmentFound; readonly onDelete: () => void }) {
  const { t, language } = useSpeech();
  const { snapshot, found, onDelete } = props;
  const [sure, setSure] = useState(false);
  const marks = Object.fromEntries(found.fingers.map((finger) => [finger, 'known' as const]));
  const names = found.services.map((code) => {
    const known = snapshot.fingerServices?.find(({ serviceCode }) => serviceCode === code);
    return known?.texts[language] ?? code;
  });
  return (
    <Box sx={{ display: 'grid', rowGap: 1.5 }}>
      <Hands marks={marks} maxWidth={360} />
      <Typography>
        {t.usedFor}: {names.join(' · ')}
      </Typography>
      <Typography>
        {found.expiresAt === null ? '' : t.enrolledUntil(showDate(istDate(found.expiresAt)))}
      </Typography>
      {sure ? (
        <NumberedActions
          key="sure"
          actions={[
            { label: t.deleteNot, run: () => setSure(false) },
            { label: t.deleteSure, run: onDelete },
          ]}
        />
      ) : (
        <NumberedActions
          key="ask"
          actions={[{ label: t.deletePrints, run: () => setSure(true) }]}
        />
      )}
    </Box>
  );
}

export function LookUp(props: Props) {
  const { t } = useSpeech();
  const { counter } = props;
  const [reference, setReference] = useState('');
  const [found, setFound] = useState<EnrolmentFound | null>(null);
  const [deleted, setDeleted] = useState(false);
  const ready = isReference(reference) && counter.state.pending === null;
  useFocus({ field: 'look-reference', turn: 0 });
  const look = (): void => {
    if (!ready) return;
    void counter.run('findEnrolment', { reference: reference.trim() }).then((answer) => {
      if (answer?.ok === true) setFound(answer.value);
    });
  };
  const remove = (): void => {
    void counter.run('deleteTemplates', { reference: reference.trim() }).then((answer) => {
      if (answer?.ok === true) setDeleted(true);
    });
  };
  useEnter(look, found?.enrolled !== true);
  if (deleted) return <Deleted />;
  return (
    <Box sx={{ display: 'grid', rowGap: 2 }}>
      <Field
        stacked
        name="look-reference"
        label={t.reference}
        placeholder={t.referenceHint}
        value={reference}
        maxLength={40}
        onValue={(text) => {
          setReference(text);
          setFound(null);
        }}
      />
      {found?.enrolled === true ? (
        <Found {...props} found={found} onDelete={remove} />
      ) : (
        <>
          <KeyButton
            fill
            look="main"
            keyName="Enter"
            label={t.findEnrolment}
            disabled={!ready}
            onPress={look}
          />
          <Typography role="status" sx={{ minHeight: '1.5em', fontWeight: 600 }}>
            {found === null ? '' : t.enrolledNot}
          </Typography>
        </>
      )}
    </Box>
  );
}

export function StaffDeletion(props: Props) {
  const { t } = useSpeech();
  const { counter, snapshot } = props;
  const [staff, setStaff] = useState('');
  const [draft, setDraft] = useState(NO_APPROVAL);
  const [deleted, setDeleted] = useState(false);
  const approval = approvalOf(draft);
  const ready = staff !== '' && approval !== null && counter.state.pending === null;
  useFocus({ field: 'finger-staff', turn: 0 });
  const remove = (): void => {
    if (!ready) return;
    const input = { staffId: staff as StaffId, ...approval };
    void counter.run('deleteStaffTemplates', input).then((answer) => {
      if (answer?.ok === true) setDeleted(true);
      else setDraft(unspent);
    });
  };
  useEnter(() => {
    if (draft.proof !== null || !focusNext(['finger-staff', ...APPROVAL_FIELDS])) remove();
  });
  if (deleted) return <Deleted />;
  return (
    <Box sx={{ display: 'grid', rowGap: 2 }}>
      <Choice
        open
        name="finger-staff"
        label={t.staffName}
        items={snapshot.roster.map(({ staffId, name }) => ({ value: staffId, label: name }))}
        value={staff}
        onValue={setStaff}
        placeholder={t.choose}
      />
      <Approval
        snapshot={snapshot}
        draft={draft}
        onDraft={setDraft}
        finger={{ counter, act: 'identity' }}
      />
      <KeyButton
        fill
        look="main"
        keyName="Enter"
        label={t.deletePrints}
        disabled={!ready}
        onPress={remove}
      />
    </Box>
  );
}
