/** Fingerprints apart from a charge: enrolling, looking up, deleting; citizens and staff. */
import Typography from '@mui/material/Typography';
import { useState } from 'react';

import type { ClerkSnapshot } from '#contract/snapshot.ts';
import type { Counter } from '#renderer/clerk/counter/use-counter.ts';
import { NumberedActions, TaskFrame } from '#renderer/clerk/tasks/TaskFrame.tsx';
import { useSpeech } from '#renderer/texts/use-texts.tsx';

import { EnrolmentSession } from './EnrolmentSession.tsx';
import { EnrolForm, StaffForm } from './EnrolForms.tsx';
import { LookUp, StaffDeletion } from './LookUp.tsx';

interface Props {
  readonly counter: Counter;
  readonly snapshot: ClerkSnapshot;
}

type View = 'menu' | 'enrol' | 'look' | 'staff' | 'staffDelete';

function Menu(props: Props & { readonly onView: (view: View) => void }) {
  const { t } = useSpeech();
  const { snapshot, onView } = props;
  const noScanner = snapshot.scanner === undefined || snapshot.scanner.state === 'absent';
  const noService = (snapshot.fingerServices ?? []).length === 0;
  return (
    <>
      <Typography sx={{ mb: 2 }}>{t.fingersText}</Typography>
      <NumberedActions
        actions={[
          { label: t.enrolCitizen, disabled: noScanner || noService, run: () => onView('enrol') },
          { label: t.lookCitizen, run: () => onView('look') },
          { label: t.enrolStaff, disabled: noScanner, run: () => onView('staff') },
          { label: t.deleteStaff, run: () => onView('staffDelete') },
        ]}
      />
      <Typography sx={{ mt: 2, minHeight: '3em', fontWeight: 600 }}>
        {noScanner ? t.scannerAbsent : noService ? t.noFingerServices : ''}
      </Typography>
      <Typography sx={{ color: 'text.secondary' }}>{t.notAadhaar}</Typography>
    </>
  );
}

export function FingersTask(props: Props) {
  const { t } = useSpeech();
  const { snapshot } = props;
  const { capture } = snapshot;
  const waits = snapshot.visit?.identity?.state === 'needed';
  const [view, setView] = useState<View>(waits ? 'enrol' : 'menu');
  if (capture?.purpose === 'enrolment' || capture?.purpose === 'staff_enrolment') {
    const title = capture.purpose === 'enrolment' ? t.enrolCitizen : t.enrolStaff;
    return (
      <TaskFrame title={title} width={1080}>
        <EnrolmentSession {...props} capture={capture} />
      </TaskFrame>
    );
  }
  switch (view) {
    case 'menu':
      return (
        <TaskFrame title={t.fingers} width={560}>
          <Menu {...props} onView={setView} />
        </TaskFrame>
      );
    case 'enrol':
      return (
        <TaskFrame title={t.enrolCitizen} width={640}>
          <EnrolForm {...props} />
        </TaskFrame>
      );
    case 'look':
      return (
        <TaskFrame title={t.lookCitizen} width={640}>
          <LookUp {...props} />
        </TaskFrame>
      );
    case 'staff':
      return (
        <TaskFrame title={t.enrolStaff} width={480}>
          <StaffForm {...props} />
        </TaskFrame>
      );
    case 'staffDelete':
      return (
        <TaskFrame title={t.deleteStaff} width={480}>
          <StaffDeletion {...props} />
        </TaskFrame>
      );
    default:
      return view satisfies never;
  }
}
