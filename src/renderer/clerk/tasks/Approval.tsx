/**
 * The second person: a manager who stands beside the clerk, never the clerk. A PIN, or where there is a
 * scanner their finger, which gives a proof for this one act.
 */
import CheckCircle from '@mui/icons-material/CheckCircle';
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useEffect } from 'react';

import type { CommandInput } from '#contract/commands.ts';
import type { ClerkSnapshot } from '#contract/snapshot.ts';
import type { StaffId } from '#domain/ids.ts';
import type { StepUpAct } from '#domain/journal/finger-kinds.ts';
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
  /** How the approver's finger is asked for in the place of their PIN, and for what. */
  readonly finger: { readonly counter: StepUp; readonly act: StepUpAct };
}

/** A counter, or a door before it: nobody need be signed in for every act. */
export interface StepUp {
  readonly run: (name: 'stepUpByFinger', input: CommandInput<'stepUpByFinger'>) => Promise<unknown>;
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

/** The key that asks for the finger; nothing at a counter without a scanner. */
function FingerKey(props: ApprovalProps) {
  const { t } = useSpeech();
  const { snapshot, draft, finger } = props;
  const { counter, act } = finger;
  const ready = draft.approver !== '' && snapshot.scanner?.state === 'ready';
  const begin = (): void => {
    const approverId = draft.approver as StaffId;
    if (ready) void counter.run('stepUpByFinger', { approverId, act });
  };
  useKeys([{ code: 'F5', inText: true, run: begin }]);
  if (snapshot.scanner === undefined) return null;
  return <KeyButton fill keyName="F5" label={t.useFinger} disabled={!ready} onPress={begin} />;
}

/** The approver's finger as it is read. Once it has matched, that stands in the place of the PIN. */
function OwnCapture({ snapshot, draft }: ApprovalProps) {
  const { capture, scanner } = snapshot;
  if (scanner === undefined) return null;
  const isOwn = capture?.purpose === 'step_up' && capture.staffId === draft.approver;
  const shown = isOwn && draft.proof === null;
  return <CaptureStrip capture={shown ? capture : undefined} snapshot={snapshot} />;
}

function Matched() {
  const { t } = useSpeech();
  return (
    <Box role="status" sx={{ display: 'flex', alignItems: 'center', gap: 1 }}>
      <CheckCircle aria-hidden="true" sx={{ color: COLOUR.paid }} />
      <Typography sx={{ fontWeight: 700, color: COLOUR.paid }}>{t.fingerApproved}</Typography>
    </Box>
  );
}

/** PIN or finger, side by side; as high whichever is there. */
const BESIDE = {
  display: 'grid',
  gridTemplateColumns: 'repeat(auto-fit, minmax(150px, 1fr))',
  alignItems: 'end',
  columnGap: 1.5,
  minHeight: 76,
  my: 0.5,
};

export function Approval(props: ApprovalProps) {
  const { t } = useSpeech();
  const { snapshot, draft, onDraft } = props;
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
      <Box sx={BESIDE}>
        {draft.proof === null ? (
          <>
            <Field
              secret
              stacked
              name="approver-pin"
              takes="digits"
              label={t.pin}
              value={draft.pin}
              maxLength={MAX_PIN}
              onValue={(text) => onDraft({ ...draft, pin: typePin(text) })}
            />
            <FingerKey {...props} />
          </>
        ) : (
          <Matched />
        )}
      </Box>
      <OwnCapture {...props} />
    </Box>
  );
}
