/** What the scanner sees, small and grey, drawn and forgotten; its place is kept while it is empty. */
import Box from '@mui/material/Box';
import { useEffect, useRef } from 'react';

import type { FingerPreview as Preview } from '#contract/finger.ts';
import { useSpeech } from '#renderer/texts/use-texts.tsx';
import { COLOUR } from '#renderer/theme.ts';

const MOST_SIDE_PX = 256;
const isSide = (side: number): boolean =>
  Number.isInteger(side) && side > 0 && side <= MOST_SIDE_PX;

/** Null where it is not as large as it says. */
function pixelsOf({ width, height, grey }: Preview): ImageData | null {
  if (!isSide(width) || !isSide(height)) return null;
  const bytes = atob(grey);
  if (bytes.length !== width * height) return null;
  const image = new ImageData(width, height);
  for (let at = 0; at < bytes.length; at += 1) {
    const value = bytes.charCodeAt(at);
    image.data.set([value, value, value, 255], at * 4);
  }
  return image;
}

export function FingerPreview(props: {
  readonly preview: Preview | null;
  readonly width: number;
  readonly height: number;
}) {
  const { t } = useSpeech();
  const { preview, width, height } = props;
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const paper = canvas.current;
    const context = paper?.getContext('2d') ?? null;
    if (paper === null || context === null) return;
    const pixels = preview === null ? null : pixelsOf(preview);
    // A new size clears what was drawn before.
    paper.width = pixels?.width ?? 1;
    paper.height = pixels?.height ?? 1;
    if (pixels !== null) context.putImageData(pixels, 0, 0);
  }, [preview]);
  return (
    <Box
      role="img"
      aria-label={preview === null ? `${t.previewLabel}: ${t.previewNone}` : t.previewLabel}
      sx={{
        width,
        height,
        flexShrink: 0,
        overflow: 'hidden',
        background: COLOUR.paper,
        border: `2px ${preview === null ? 'dashed' : 'solid'} ${COLOUR.line}`,
        borderRadius: 1,
      }}
    >
      <canvas
        ref={canvas}
        style={{ display: 'block', width: '100%', height: '100%', objectFit: 'contain' }}
      />
    </Box>
  );
}
