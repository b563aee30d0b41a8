/**
 * Where a service asks who the citizen is, money waits here: their number at this office, their
 * finger, or another way. It stands in the place of the payment, and the quote stays in sight.
 */
import ErrorOutline from '@mui/icons-material/ErrorOutlineOutlined';
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';

import type { CaptureSnapshot } from '#contract/finger.ts';
import type { ClerkSnapshot, VisitSnapshot } from '#contract/snapshot.ts';
import type { Failure } from '#domain/result.ts';
import { REFERENCE_FIELD } from '#renderer/clerk/counter/counter-state.ts';
import type { Counter } from '#renderer/clerk/counter/use-counter.ts';
import { useEnter } from '#renderer/keys/use-enter.ts';
import { useKeys } from '#renderer/keys/use-keys.ts';
import { useSpeech, type Speech } from '#renderer/texts/use-texts.tsx';
import { COLOUR } from '#renderer/theme.ts';
import { Field } from '#renderer/ui/Field.tsx';
import { useFocus } from '#renderer/ui/focus.ts';
import { KeyButton } from '#renderer/ui/Key.tsx';

import { CaptureColumn } from './CaptureColumn.tsx';

interface Props {
  readonly counter: Counter;
  readonly snapshot: ClerkSnapshot;
  readonly visit: VisitSnapshot;
}

const MIN_REFERENCE = 3;
export const isReference = (text: string): boolean => text.trim().length >= MIN_REFERENCE;

/** One sentence on why the last try ended, or what is wrong with the scanner. */
function whatIsWrong(props: Props, { t, sentence }: Speech): string | null {
  const { scanner, capture } = props.snapshot;
  const outcome = capture?.outcome ?? null;
  if (outcome?.kind === 'refused') return sentence(outcome.failure);
  if (scanner === undefined || scanner.state === 'absent') return t.scannerAbsent;
  const failure: Failure | null = scanner.failure;
  if (scanner.state === 'trouble' && failure !== null) return sentence(failure);
  return scanner.state === 'capturing' && outcome === null ? t.scannerBusy : null;
}

function Wrong(props: { readonly text: string | null }) {
  const { text } = props;
  return (
    <Box role="alert" sx={{ minHeight: 120, display: 'flex', gap: 1, color: COLOUR.stop }}>
      {text === null ? null : (
        <>
          <ErrorOutline aria-hidden="true" />
          <Typography sx={{ fontWeight: 600, lineHeight: 1.35 }}>{text}</Typography>
        </>
      )}
    </Box>
  );
}

function Asking(props: Props) {
  const speech = useSpeech();
  const { t } = speech;
  const { counter, visit, snapshot } = props;
  const { state, dispatch, run } = counter;
  const reference = state.reference.trim();
  const ready =
    isReference(reference) && state.pending === null && snapshot.scanner?.state !== 'absent';
  const take = (): void => {
    if (ready) void run('verifyCitizen', { visitId: visit.visitId, reference });
  };
  const without = (): void => dispatch({ type: 'task', task: 'fallBack' });
  const enrol = (): void => dispatch({ type: 'task', task: 'fingers' });
  useFocus({ field: REFERENCE_FIELD, turn: 0 });
  useEnter(take);
  useKeys([
    { code: 'F3', inText: true, run: without },
    { code: 'F10', inText: true, run: enrol },
  ]);
  return (
    <Box
      component="section"
      aria-label={t.identityTitle}
      sx={{ display: 'grid', rowGap: 1.5, alignContent: 'start' }}
    >
      <Typography variant="h3" component="h2">
        {t.identityTitle}
      </Typography>
      <Typography>{t.identityText}</Typography>
      <Field
        stacked
        name={REFERENCE_FIELD}
        label={t.reference}
        placeholder={t.referenceHint}
        value={state.reference}
        maxLength={40}
        onValue={(text) => dispatch({ type: 'referenceTyped', text })}
      />
      <KeyButton
        fill
        look="main"
        keyName="Enter"
        label={state.pending === 'verifyCitizen' ? t.working : t.takeFinger}
        disabled={!ready}
        onPress={take}
      />
      <Wrong text={whatIsWrong(props, speech)} />
      <KeyButton fill keyName="F3" label={t.withoutFinger} onPress={without} />
      <KeyButton fill keyName="F10" label={t.enrolFirst} onPress={enrol} />
      <Typography sx={{ color: 'text.secondary', lineHeight: 1.35 }}>{t.notAadhaar}</Typography>
    </Box>
  );
}

export const isRunning = (capture: CaptureSnapshot | undefined): capture is CaptureSnapshot =>
  capture !== undefined && capture.outcome === null;

export function IdentityPanel(props: Props) {
  const { counter, snapshot } = props;
  const { capture } = snapshot;
  if (isRunning(capture) && capture.purpose === 'verification') {
    return (
      <CaptureColumn
        capture={capture}
        snapshot={snapshot}
        onStop={() => void counter.run('cancelCapture', {})}
      />
    );
  }
  return <Asking {...props} />;
}
