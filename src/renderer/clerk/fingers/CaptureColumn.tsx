/** A finger being compared, in the narrow column beside the charge: what to do, and what is seen. */
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';

import type { CaptureSnapshot } from '#contract/finger.ts';
import type { ClerkSnapshot } from '#contract/snapshot.ts';
import { FingerPreview } from '#renderer/finger/FingerPreview.tsx';
import { GuidePicture } from '#renderer/finger/GuidePicture.tsx';
import { clerkWords, guideOf, marksOf } from '#renderer/finger/guide.ts';
import { Hands } from '#renderer/finger/Hands.tsx';
import { QualityMeter } from '#renderer/finger/QualityMeter.tsx';
import { useSpeech } from '#renderer/texts/use-texts.tsx';
import { COLOUR } from '#renderer/theme.ts';
import { KeyButton } from '#renderer/ui/Key.tsx';
import { Ends } from '#renderer/ui/Section.tsx';

export const nameOf = (
  capture: CaptureSnapshot,
  { roster }: Pick<ClerkSnapshot, 'roster'>,
): string | null => roster.find(({ staffId }) => staffId === capture.staffId)?.name ?? null;

/** Room for three lines whether anything is wrong or not: nothing moves when it comes. */
export function Complaint(props: { readonly capture: CaptureSnapshot; readonly lines: number }) {
  const { sentence } = useSpeech();
  const { complaint } = props.capture;
  return (
    <Typography
      role="status"
      sx={{
        minHeight: `${props.lines * 1.35}em`,
        lineHeight: 1.35,
        fontWeight: 600,
        color: COLOUR.waiting,
      }}
    >
      {complaint === null ? '' : sentence(complaint)}
    </Typography>
  );
}

export function CaptureColumn(props: {
  readonly capture: CaptureSnapshot;
  readonly snapshot: Pick<ClerkSnapshot, 'roster'>;
  readonly onStop: () => void;
}) {
  const { t } = useSpeech();
  const { capture, snapshot } = props;
  const words = clerkWords(capture, nameOf(capture, snapshot), t);
  return (
    <Box component="section" aria-label={words} sx={{ display: 'grid', rowGap: 1.5 }}>
      <Typography
        variant="h3"
        component="h2"
        aria-live="polite"
        sx={{ minHeight: '2.5em', fontSize: 24, display: 'flex', alignItems: 'center' }}
      >
        {words}
      </Typography>
      <Box sx={{ display: 'flex', justifyContent: 'space-between', alignItems: 'center' }}>
        <GuidePicture guide={guideOf(capture)} width={200} />
        <FingerPreview preview={capture.preview} width={108} height={144} />
      </Box>
      <QualityMeter percent={capture.qualityPercent} />
      <Complaint capture={capture} lines={4} />
      {capture.staffId === null ? <Hands marks={marksOf(capture)} maxWidth={216} /> : null}
      <Ends sx={{ alignItems: 'center' }}>
        <Typography sx={{ fontWeight: 600 }}>
          {t.tryOf(capture.attempt, capture.attempts)}
        </Typography>
        <KeyButton keyName="Esc" label={t.stopCapture} onPress={props.onStop} />
      </Ends>
    </Box>
  );
}
