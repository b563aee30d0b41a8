/** 56 px kept for one sentence of trouble: what happened, whether money is safe, what to do. */
import ErrorOutline from '@mui/icons-material/ErrorOutlineOutlined';
import HourglassEmpty from '@mui/icons-material/HourglassEmpty';
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';

import type { ClerkSnapshot } from '#contract/snapshot.ts';
import type { Failure } from '#domain/result.ts';
import type { Link } from '#renderer/connection/screen-connection.ts';
import type { Speech } from '#renderer/texts/use-texts.tsx';
import { COLOUR } from '#renderer/theme.ts';

export interface Trouble {
  readonly tone: 'stop' | 'wait';
  readonly text: string;
}

/** `KA-BLR-01-C3/2627/000042` is `000042` at its own counter. */
export const shortReceipt = (receiptNumber: string): string =>
  receiptNumber.slice(receiptNumber.lastIndexOf('/') + 1);

function printTrouble(snapshot: ClerkSnapshot, { t }: Speech): Trouble | null {
  const job = snapshot.printJobs.find(
    ({ status }) => status !== 'queued' && status !== 'confirmed',
  );
  if (job === undefined) return null;
  const name = `${t[`document_${job.document}`]} ${shortReceipt(job.subject)}`.trim();
  const text = job.status === 'unconfirmed' ? t.printUnsure(name) : t.printFailed(name);
  return { tone: 'wait', text };
}

/** The one thing to say now: the nearest to what the clerk just did comes first. */
export function worstTrouble(options: {
  readonly link: Link;
  readonly failure: Failure | null;
  readonly snapshot: ClerkSnapshot;
  readonly speech: Speech;
}): Trouble | null {
  const { link, failure, snapshot, speech } = options;
  if (link === 'lost') return { tone: 'stop', text: speech.t.linkLost };
  if (failure !== null) return { tone: 'stop', text: speech.sentence(failure) };
  const first = snapshot.trouble[0] ?? snapshot.printer.failure;
  if (first !== null) return { tone: 'stop', text: speech.sentence(first) };
  return printTrouble(snapshot, speech);
}

const TONES = {
  stop: { color: COLOUR.stop, background: COLOUR.stopSoft, Icon: ErrorOutline },
  wait: { color: COLOUR.waiting, background: COLOUR.waitingSoft, Icon: HourglassEmpty },
} as const;

export function TroubleLine(props: { readonly trouble: Trouble | null }) {
  const { trouble } = props;
  const tone = trouble === null ? null : TONES[trouble.tone];
  return (
    <Box
      role="alert"
      sx={{
        minHeight: 56,
        height: 56,
        display: 'flex',
        alignItems: 'center',
        gap: 1.5,
        px: 3,
        color: tone?.color ?? 'inherit',
        background: tone?.background ?? 'transparent',
      }}
    >
      {tone === null ? null : <tone.Icon aria-hidden="true" />}
      <Typography sx={{ fontWeight: 600, lineHeight: 1.3 }}>{trouble?.text}</Typography>
    </Box>
  );
}
