/** The second person: a manager who stands beside the clerk, never the clerk. */
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';

import type { ClerkSnapshot } from '#contract/snapshot.ts';
import type { StaffId } from '#domain/ids.ts';
import { digitsOnly } from '#renderer/keys/digits.ts';
import { useSpeech } from '#renderer/texts/use-texts.tsx';
import { Choice } from '#renderer/ui/Choice.tsx';
import { Field } from '#renderer/ui/Field.tsx';

export interface ApprovalDraft {
  readonly approver: string;
  readonly pin: string;
}

export const NO_APPROVAL: ApprovalDraft = { approver: '', pin: '' };
export const APPROVAL_FIELDS = ['approver', 'approver-pin'] as const;
export const MIN_PIN = 4;
export const MAX_PIN = 8;

export const typePin = (text: string): string => digitsOnly(text).slice(0, MAX_PIN);

/** Null until both are there. */
export function approvalOf(
  draft: ApprovalDraft,
): { readonly approverId: StaffId; readonly approverPin: string } | null {
  if (draft.approver === '' || draft.pin.length < MIN_PIN) return null;
  return { approverId: draft.approver as StaffId, approverPin: draft.pin };
}

export function Approval(props: {
  readonly snapshot: ClerkSnapshot;
  readonly draft: ApprovalDraft;
  readonly onDraft: (draft: ApprovalDraft) => void;
}) {
  const { t } = useSpeech();
  const { snapshot, draft, onDraft } = props;
  const managers = snapshot.roster.filter(
    ({ staffId, role }) => role !== 'clerk' && staffId !== snapshot.staff?.staffId,
  );
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
        onValue={(approver) => onDraft({ ...draft, approver })}
        placeholder={t.choose}
      />
      <Field
        secret
        name="approver-pin"
        takes="digits"
        label={t.pin}
        value={draft.pin}
        maxLength={MAX_PIN}
        onValue={(text) => onDraft({ ...draft, pin: typePin(text) })}
      />
    </Box>
  );
}
