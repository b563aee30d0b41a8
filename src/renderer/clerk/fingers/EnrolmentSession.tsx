/**
 * Somebody is being enrolled: the consent read out, a finger chosen on two drawn hands, three captures of
 * it with what the scanner sees, the next finger, done. The terminal says which of these it is.
 */
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { type ReactNode } from 'react';

import type { CaptureConsent, CaptureSnapshot, Finger } from '#contract/finger.ts';
import type { ClerkSnapshot } from '#contract/snapshot.ts';
import type { Counter } from '#renderer/clerk/counter/use-counter.ts';
import { Done } from '#renderer/clerk/tasks/TaskFrame.tsx';
import { FingerPreview } from '#renderer/finger/FingerPreview.tsx';
import { GuidePicture } from '#renderer/finger/GuidePicture.tsx';
import { clerkWords, guideOf, marksOf } from '#renderer/finger/guide.ts';
import { DRAWN_FINGERS, Hands } from '#renderer/finger/Hands.tsx';
import { QualityMeter } from '#renderer/finger/QualityMeter.tsx';
import { useEnter } from '#renderer/keys/use-enter.ts';
import { useKeys } from '#renderer/keys/use-keys.ts';
import { useSpeech } from '#renderer/texts/use-texts.tsx';
import { COLOUR } from '#renderer/theme.ts';
import { useFocus } from '#renderer/ui/focus.ts';
import { KeyButton } from '#renderer/ui/Key.tsx';
import { Ends, Sheet } from '#renderer/ui/Section.tsx';

import { Complaint, nameOf } from './CaptureColumn.tsx';

interface Props {
  readonly counter: Counter;
  readonly snapshot: ClerkSnapshot;
  readonly capture: CaptureSnapshot;
}

export function ConsentServices(props: { readonly consent: CaptureConsent }) {
  const { t, language } = useSpeech();
  const { consent } = props;
  if (consent.services.length === 0) return null;
  return (
    <p style={{ margin: 0 }}>
      {t.usedFor}: {consent.services.map(({ texts }) => texts[language]).join(' · ')}
    </p>
  );
}

function Consent(props: Props & { readonly consent: CaptureConsent }) {
  const { t } = useSpeech();
  const { counter, capture, consent } = props;
  const accept = (): void => void counter.run('acceptConsent', {});
  useFocus({ field: 'consent', turn: 0 });
  useEnter(accept);
  return (
    <Box sx={{ display: 'grid', rowGap: 2 }}>
      <Typography variant="h4" component="h3">
        {capture.staffId === null ? t.consentTitle : t.consentTitleStaff}
      </Typography>
      <Sheet sx={{ px: 3, py: 2 }} tabIndex={-1} data-field="consent">
        <Typography variant="h4" component="p" lang={consent.language} sx={{ fontWeight: 400 }}>
          {consent.text[consent.language]}
        </Typography>
        <Box sx={{ mt: 2, display: 'grid', rowGap: 0.5, color: 'text.secondary' }}>
          <ConsentServices consent={consent} />
          <span>{t.keptForDays(consent.retentionDays)}</span>
          <span>{t.consentVersion(consent.version)}</span>
        </Box>
      </Sheet>
      <Typography sx={{ fontWeight: 600 }}>{t.notAadhaar}</Typography>
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 3 }}>
        <KeyButton look="main" keyName="Enter" label={t.consentYes} onPress={accept} />
        <Typography>{t.consentNo}</Typography>
      </Box>
    </Box>
  );
}

/** Two index fingers first: they are read best and lie best on a glass. */
const SUGGESTED: readonly Finger[] = [
  'right_index',
  'left_index',
  'right_thumb',
  'left_thumb',
  'right_middle',
  'left_middle',
  ...DRAWN_FINGERS,
];

function Choosing(props: Props) {
  const { t } = useSpeech();
  const { counter, capture } = props;
  const { fingers, fingersNeeded } = capture;
  const next = SUGGESTED.find((finger) => !fingers.includes(finger)) ?? 'right_index';
  const missing = fingersNeeded - fingers.length;
  const take = (finger: Finger): void => {
    if (!fingers.includes(finger)) void counter.run('captureFinger', { finger });
  };
  const goOn = (): void => {
    if (missing > 0) take(next);
    else void counter.run('finishEnrolment', {});
  };
  useFocus({ field: 'choose-finger', turn: fingers.length });
  useEnter(goOn);
  useKeys(
    DRAWN_FINGERS.flatMap((finger, index) => {
      const digit = (index + 1) % 10;
      const run = (): void => take(finger);
      return [
        { code: `Digit${digit}`, run },
        { code: `Numpad${digit}`, run },
      ];
    }),
  );
  return (
    <Layout
      title={t.chooseFinger}
      left={
        <Box tabIndex={-1} data-field="choose-finger" sx={{ outline: 'none' }}>
          <Hands marks={marksOf(capture)} maxWidth={600} onPick={take} />
        </Box>
      }
      right={
        <>
          <Typography sx={{ minHeight: '3em' }}>{t.chooseFingerHelp}</Typography>
          <Typography variant="h4" component="p" sx={{ minHeight: '2.8em' }}>
            {missing > 0 ? t.fingersMissing(missing) : ''}
          </Typography>
          <KeyButton
            fill
            look="main"
            keyName="Enter"
            label={
              missing > 0 ? t.captureThis(t[`finger_${next}`]) : t.finishFingers(fingers.length)
            }
            disabled={counter.state.pending !== null}
            onPress={goOn}
          />
          <Complaint capture={capture} lines={3} />
        </>
      }
    />
  );
}

function Layout(props: {
  readonly title: string;
  readonly left: ReactNode;
  readonly right: ReactNode;
}) {
  return (
    <Box
      sx={{
        display: 'grid',
        gridTemplateColumns: 'minmax(0, 600px) minmax(0, 1fr)',
        columnGap: 5,
        alignItems: 'start',
      }}
    >
      <Typography
        variant="h3"
        component="h3"
        aria-live="polite"
        sx={{ gridColumn: '1 / -1', minHeight: 48 }}
      >
        {props.title}
      </Typography>
      {props.left}
      <Box sx={{ display: 'grid', rowGap: 2, alignContent: 'start' }}>{props.right}</Box>
    </Box>
  );
}

function Dots(props: { readonly capture: CaptureSnapshot }) {
  const { t } = useSpeech();
  const { finger, progress } = props.capture;
  const one = progress.find((row) => row.finger === finger);
  const captured = one?.captured ?? 0;
  const of = one?.of ?? 3;
  return (
    <Ends sx={{ alignItems: 'center' }}>
      <Typography variant="h4" component="p">
        {t.capturesOf(captured, of)}
      </Typography>
      <Box sx={{ display: 'flex', gap: 1 }} aria-hidden="true">
        {Array.from({ length: of }, (_, at) => (
          <Box
            key={at}
            sx={{
              width: 24,
              height: 24,
              borderRadius: '50%',
              border: `2px solid ${COLOUR.paid}`,
              background: at < captured ? COLOUR.paid : COLOUR.paper,
            }}
          />
        ))}
      </Box>
    </Ends>
  );
}

function Capturing(props: Props) {
  const { t } = useSpeech();
  const { counter, snapshot, capture } = props;
  return (
    <Layout
      title={clerkWords(capture, nameOf(capture, snapshot), t)}
      left={<Hands marks={marksOf(capture)} maxWidth={600} />}
      right={
        <>
          <Box sx={{ display: 'flex', justifyContent: 'space-between', alignItems: 'center' }}>
            <GuidePicture guide={guideOf(capture)} width={250} />
            <FingerPreview preview={capture.preview} width={132} height={176} />
          </Box>
          <QualityMeter percent={capture.qualityPercent} />
          <Dots capture={capture} />
          <Complaint capture={capture} lines={3} />
          <Box sx={{ justifySelf: 'end' }}>
            <KeyButton
              keyName="Esc"
              label={t.stopCapture}
              onPress={() => void counter.run('cancelCapture', {})}
            />
          </Box>
        </>
      }
    />
  );
}

function Ended(props: Props) {
  const { t, sentence } = useSpeech();
  const { counter, capture } = props;
  const { outcome } = capture;
  const leave = (): void => void counter.run('cancelCapture', {});
  useFocus({ field: 'enrolment-ended', turn: 0 });
  useEnter(leave);
  const good = outcome?.kind === 'enrolled';
  return (
    <Box
      tabIndex={-1}
      data-field="enrolment-ended"
      sx={{ display: 'grid', rowGap: 2, outline: 'none' }}
    >
      {good ? (
        <Done>
          <Typography variant="h3" component="p">
            {t.enrolledTitle(outcome.fingers)}
          </Typography>
          <Typography sx={{ color: 'text.primary' }}>{t.enrolledText}</Typography>
        </Done>
      ) : (
        <Box
          role="alert"
          sx={{ p: 3, borderRadius: 1, color: COLOUR.stop, background: COLOUR.stopSoft }}
        >
          <Typography variant="h4" component="p">
            {t.enrolRefused}
          </Typography>
          <Typography>{outcome?.kind === 'refused' ? sentence(outcome.failure) : ''}</Typography>
        </Box>
      )}
      <Box>
        <KeyButton look="main" keyName="Enter" label={t.goOn} onPress={leave} />
      </Box>
    </Box>
  );
}

export function EnrolmentSession(props: Props) {
  const { capture } = props;
  switch (capture.prompt) {
    case 'read_consent':
      return capture.consent === null ? null : <Consent {...props} consent={capture.consent} />;
    case 'choose_finger':
      return <Choosing {...props} />;
    case 'done':
      return <Ended {...props} />;
    default:
      return <Capturing {...props} />;
  }
}
