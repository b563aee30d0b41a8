/** A member of staff's own finger, in a strip under their name; the room for it is always kept. */
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';

import type { CaptureSnapshot } from '#contract/finger.ts';
import type { ClerkSnapshot } from '#contract/snapshot.ts';
import { FingerPreview } from '#renderer/finger/FingerPreview.tsx';
import { clerkWords } from '#renderer/finger/guide.ts';
import { useSpeech, type Speech } from '#renderer/texts/use-texts.tsx';
import { COLOUR } from '#renderer/theme.ts';

import { nameOf } from './CaptureColumn.tsx';

interface Said {
  readonly text: string;
  readonly tone: string;
}

function said(capture: CaptureSnapshot, name: string | null, { t, sentence }: Speech): Said {
  const { outcome, complaint } = capture;
  if (outcome?.kind === 'refused') return { text: sentence(outcome.failure), tone: COLOUR.stop };
  if (outcome !== null) return { text: t.fingerApproved, tone: COLOUR.paid };
  if (complaint !== null && capture.prompt === 'place') {
    return { text: sentence(complaint), tone: COLOUR.waiting };
  }
  return { text: clerkWords(capture, name, t), tone: COLOUR.ink };
}

export function CaptureStrip(props: {
  readonly capture: CaptureSnapshot | undefined;
  readonly snapshot: Pick<ClerkSnapshot, 'roster'>;
}) {
  const speech = useSpeech();
  const { capture, snapshot } = props;
  const running = capture?.outcome === null;
  const what = capture === undefined ? null : said(capture, nameOf(capture, snapshot), speech);
  return (
    <Box sx={{ minHeight: 84, display: 'flex', gap: 1.5, alignItems: 'center' }}>
      {running ? <FingerPreview preview={capture.preview} width={60} height={80} /> : null}
      <Box role="status">
        <Typography sx={{ fontWeight: 600, lineHeight: 1.35, color: what?.tone ?? 'inherit' }}>
          {what?.text}
        </Typography>
        {running ? (
          <Typography sx={{ color: 'text.secondary' }}>
            {speech.t.tryOf(capture.attempt, capture.attempts)}
          </Typography>
        ) : null}
      </Box>
    </Box>
  );
}
