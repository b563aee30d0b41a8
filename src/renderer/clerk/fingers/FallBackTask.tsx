/**
 * Nobody is excluded: why there is no finger, and how the citizen shows who they are instead, by a code
 * on their phone or by the manager who knows them. Each step is one key; all of it is written down.
 */
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useState, type ReactNode } from 'react';

import type { ClerkSnapshot, VisitSnapshot } from '#contract/snapshot.ts';
import { FALLBACK_REASONS, type FallbackReason } from '#domain/journal/finger-kinds.ts';
import { formatIstTime } from '#domain/time.ts';
import type { Counter } from '#renderer/clerk/counter/use-counter.ts';
import {
  Approval,
  APPROVAL_FIELDS,
  approvalOf,
  NO_APPROVAL,
  unspent,
} from '#renderer/clerk/tasks/Approval.tsx';
import { focusNext } from '#renderer/clerk/tasks/CloseShiftTask.tsx';
import { NumberedActions } from '#renderer/clerk/tasks/TaskFrame.tsx';
import { digitsOnly } from '#renderer/keys/digits.ts';
import { useEnter } from '#renderer/keys/use-enter.ts';
import { useSpeech } from '#renderer/texts/use-texts.tsx';
import { Field } from '#renderer/ui/Field.tsx';
import { useFocus } from '#renderer/ui/focus.ts';
import { KeyButton } from '#renderer/ui/Key.tsx';

interface Props {
  readonly counter: Counter;
  readonly snapshot: ClerkSnapshot;
  readonly visit: VisitSnapshot;
}

type StepProps = Props & { readonly reason: FallbackReason };

const CODE_DIGITS = 6;

function Step(props: { readonly title: string; readonly children: ReactNode }) {
  return (
    <Box
      component="section"
      aria-label={props.title}
      sx={{ display: 'grid', rowGap: 2, alignContent: 'start' }}
    >
      <Typography variant="h4" component="h2">
        {props.title}
      </Typography>
      {props.children}
    </Box>
  );
}

function ByCode(props: StepProps) {
  const { t } = useSpeech();
  const { counter, visit, reason } = props;
  const [code, setCode] = useState('');
  const until = visit.identity?.codeValidUntil;
  useFocus({ field: 'identity-code', turn: until ?? 0 });
  const ready = code.length === CODE_DIGITS && counter.state.pending === null;
  const check = (): void => {
    if (!ready) return;
    const input = { way: 'otp', visitId: visit.visitId, reason, code } as const;
    void counter.run('fallBack', input).then(() => setCode(''));
  };
  useEnter(check);
  return (
    <Step title={t[`fallback_${reason}`]}>
      <Typography sx={{ minHeight: '3em' }}>
        {until === undefined
          ? t.working
          : t.codeSent(visit.mobile?.slice(-4) ?? '', formatIstTime(until))}
      </Typography>
      <Field
        stacked
        figure
        name="identity-code"
        takes="digits"
        label={t.code}
        value={code}
        maxLength={CODE_DIGITS}
        onValue={(text) => setCode(digitsOnly(text).slice(0, CODE_DIGITS))}
      />
      <KeyButton
        fill
        look="main"
        keyName="Enter"
        label={counter.state.pending === 'fallBack' ? t.working : t.codeGo}
        disabled={!ready}
        onPress={check}
      />
    </Step>
  );
}

function ByManager(props: StepProps) {
  const { t } = useSpeech();
  const { counter, snapshot, visit, reason } = props;
  const [draft, setDraft] = useState(NO_APPROVAL);
  useFocus({ field: 'approver', turn: 0 });
  const approval = approvalOf(draft);
  const ready = approval !== null && counter.state.pending === null;
  const agree = (): void => {
    if (!ready) return;
    const input = { way: 'manager', visitId: visit.visitId, reason, ...approval } as const;
    void counter.run('fallBack', input).then(() => setDraft(unspent));
  };
  useEnter(() => {
    if (draft.proof !== null || !focusNext(APPROVAL_FIELDS)) agree();
  });
  return (
    <Step title={t[`fallback_${reason}`]}>
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
        label={counter.state.pending === 'fallBack' ? t.working : t.managerGo}
        disabled={!ready}
        onPress={agree}
      />
      <Typography sx={{ color: 'text.secondary' }}>{t.writtenDown}</Typography>
    </Step>
  );
}

function Ways(props: StepProps & { readonly onWay: (way: 'otp' | 'manager') => void }) {
  const { t } = useSpeech();
  const { counter, snapshot, visit, reason, onWay } = props;
  const offline = snapshot.sync.state !== 'online';
  const code =
    visit.mobile === null
      ? `${t.code}: ${t.wayCodeNoPhone}`
      : offline
        ? `${t.code}: ${t.wayCodeOffline}`
        : t.wayCode(visit.mobile.slice(-4));
  const byCode = (): void => {
    // One that was sent before and still holds is not sent again.
    if (visit.identity?.codeValidUntil !== undefined) onWay('otp');
    else {
      void counter.run('sendCode', { visitId: visit.visitId }).then((answer) => {
        if (answer?.ok === true) onWay('otp');
      });
    }
  };
  return (
    <Step title={`${t[`fallback_${reason}`]}. ${t.fallbackHow}`}>
      <NumberedActions
        actions={[
          { label: code, disabled: offline || visit.mobile === null, run: byCode },
          { label: t.wayManager, run: () => onWay('manager') },
        ]}
      />
      <Typography sx={{ color: 'text.secondary' }}>{t.writtenDown}</Typography>
    </Step>
  );
}

export function FallBackTask(props: Props) {
  const { t } = useSpeech();
  const [reason, setReason] = useState<FallbackReason | null>(null);
  const [way, setWay] = useState<'otp' | 'manager' | null>(null);
  if (reason === null) {
    return (
      <Step title={t.fallbackTitle}>
        <NumberedActions
          actions={FALLBACK_REASONS.map((value) => ({
            label: t[`fallback_${value}`],
            run: () => setReason(value),
          }))}
        />
      </Step>
    );
  }
  if (way === null) return <Ways {...props} reason={reason} onWay={setWay} />;
  return way === 'otp' ? (
    <ByCode {...props} reason={reason} />
  ) : (
    <ByManager {...props} reason={reason} />
  );
}
