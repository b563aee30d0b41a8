/**
 * The second person: a manager who stands beside the clerk, never the clerk. A PIN, or where there is a
 * scanner their finger, which gives a proof for this one act.
 */
import CheckCircle from '@mui/icons-material/CheckCircle';
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useEffect } from 'react';

import type { ClerkSnapshot } from '#contract/snapshot.ts';
import type { StaffId } from '#domain/ids.ts';
import type { StepUpAct } from '#domain/journal/finger-kinds.ts';
import type { Counter } from '#renderer/clerk/counter/use-counter.ts';
import { CaptureStrip } from '#renderer/clerk/fingers/CaptureStrip.tsx';
import { digitsOnly } from '#renderer/keys/digits.ts';
import { useKeys } from '#renderer/keys/use-keys.ts';
import { useSpeech } from '#renderer/texts/use-texts.tsx';
import { COLOUR } from '#renderer/theme.ts';
import { Choice } from '#renderer/ui/Choice.tsx';
import { Field } from '#renderer/ui/Field.tsx';
import { KeyButton } from '#renderer/ui/Key.tsx';

export interface ApprovalDraft {
  readonly approver: string;
  readonly pin: string;
  /** What the approver's matched finger gave; once. */
  readonly proof: string | null;
}

export const NO_APPROVAL: ApprovalDraft = { approver: '', pin: '', proof: null };
export const APPROVAL_FIELDS = ['approver', 'approver-pin'] as const;
export const MIN_PIN = 4;
export const MAX_PIN = 8;

export const typePin = (text: string): string => digitsOnly(text).slice(0, MAX_PIN);

/** The same approver, after what they gave was used or refused. */
export const unspent = (draft: ApprovalDraft): ApprovalDraft => ({
  ...draft,
  pin: '',
  proof: null,
});

interface Given {
  readonly approverId: StaffId;
  readonly approverPin?: string;
  readonly approverProof?: string;
}

/** Null until both are there. */
export function approvalOf({ approver, pin, proof }: ApprovalDraft): Given | null {
  if (approver === '') return null;
  const approverId = approver as StaffId;
  if (proof !== null) return { approverId, approverProof: proof };
  return pin.length < MIN_PIN ? null : { approverId, approverPin: pin };
}

interface ApprovalProps {
  readonly snapshot: ClerkSnapshot;
  readonly draft: ApprovalDraft;
  readonly onDraft: (draft: ApprovalDraft) => void;
  /** Present where a finger does as well as the PIN. */
  readonly finger?: { readonly counter: Counter; readonly act: StepUpAct };
}

/** The outcome of the approver's own capture becomes their approval. */
function useProof({ snapshot, draft, onDraft }: ApprovalProps): void {
  const { capture } = snapshot;
  const mine = capture?.purpose === 'step_up' && capture.staffId === draft.approver;
  const proof = mine && capture.outcome?.kind === 'approved' ? capture.outcome.proof : null;
  useEffect(() => {
    if (proof !== null) onDraft({ ...draft, pin: '', proof });
    // Only the arrival of a proof is an event; the draft is what it was then.
  }, [proof]);
}

function ByFinger(
  props: ApprovalProps & { readonly finger: NonNullable<ApprovalProps['finger']> },
) {
  const { t } = useSpeech();
  const { snapshot, draft, finger } = props;
  const { counter, act } = finger;
  const { capture, scanner } = snapshot;
  const ready = draft.approver !== '' && scanner?.state === 'ready';
  const begin = (): void => {
    const approverId = draft.approver as StaffId;
    if (ready) void counter.run('stepUpByFinger', { approverId, act });
  };
  useKeys([{ code: 'F5', inText: true, run: begin }]);
  const isOwn = capture?.purpose === 'step_up' && capture.staffId === draft.approver;
  // Once it has matched, that stands in the place of the PIN.
  const shown = isOwn && draft.proof === null;
  if (scanner === undefined) return null;
  return (
    <Box sx={{ display: 'grid', rowGap: 1 }}>
      <KeyButton fill keyName="F5" label={t.useFinger} disabled={!ready} onPress={begin} />
      <CaptureStrip capture={shown ? capture : undefined} snapshot={snapshot} />
    </Box>
  );
}

function Matched() {
  const { t } = useSpeech();
  return (
    <Box role="status" sx={{ minHeight: 52, display: 'flex', alignItems: 'center', gap: 1 }}>
      <CheckCircle aria-hidden="true" sx={{ color: COLOUR.paid }} />
      <Typography sx={{ fontWeight: 700, color: COLOUR.paid }}>{t.fingerApproved}</Typography>
    </Box>
  );
}

export function Approval(props: ApprovalProps) {
  const { t } = useSpeech();
  const { snapshot, draft, onDraft, finger } = props;
  const managers = snapshot.roster.filter(
    ({ staffId, role }) => role !== 'clerk' && staffId !== snapshot.staff?.staffId,
  );
  useProof(props);
  return (
    <Box component="section" aria-label={t.approval}>
      <Typography variant="h4" component="h3" sx={{ mb: 1 }}>
        {t.approval}
      </Typography>
      <Choice
        name="approver"
        label={t.approver}
        items={managers.map(({ staffId, name }) => ({ value: staffId, label: name }))}
        value={draft.approver}
        onValue={(approver) => onDraft({ ...NO_APPROVAL, approver })}
        placeholder={t.choose}
      />
      {draft.proof === null ? (
        <Field
          secret
          name="approver-pin"
          takes="digits"
          label={t.pin}
          value={draft.pin}
          maxLength={MAX_PIN}
          onValue={(text) => onDraft({ ...draft, pin: typePin(text) })}
        />
      ) : (
        <Matched />
      )}
      {finger === undefined ? null : <ByFinger {...props} finger={finger} />}
    </Box>
  );
}
