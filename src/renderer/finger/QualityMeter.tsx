/** How well the last capture could be read: a bar of ten and a word, never a colour alone. */
import Box from '@mui/material/Box';

import { useSpeech } from '#renderer/texts/use-texts.tsx';
import { COLOUR } from '#renderer/theme.ts';

import { qualityWord } from './guide.ts';

const STEPS = 10;

export function QualityMeter(props: {
  readonly percent: number | null;
  readonly heightPx?: number;
  readonly fontSizePx?: number;
}) {
  const { t } = useSpeech();
  const { percent, heightPx = 16, fontSizePx = 16 } = props;
  const word = t[qualityWord(percent)];
  const filled = Math.round(((percent ?? 0) / 100) * STEPS);
  return (
    <Box>
      <Box sx={{ display: 'flex', justifyContent: 'space-between', fontSize: fontSizePx, mb: 0.5 }}>
        <span>{t.quality}</span>
        <Box component="span" sx={{ fontWeight: 700 }}>
          {word}
        </Box>
      </Box>
      <Box
        role="meter"
        aria-label={t.quality}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={percent ?? 0}
        aria-valuetext={word}
        sx={{ display: 'grid', gridTemplateColumns: `repeat(${STEPS}, 1fr)`, gap: '3px' }}
      >
        {Array.from({ length: STEPS }, (_, step) => (
          <Box
            key={step}
            sx={{
              height: heightPx,
              borderRadius: '3px',
              border: `1px solid ${COLOUR.line}`,
              background: step < filled ? COLOUR.action : COLOUR.paper,
            }}
          />
        ))}
      </Box>
    </Box>
  );
}
