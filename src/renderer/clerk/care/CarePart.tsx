/** One of the parts of "This counter": its name, what is so, what may be done. */
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useId, type ReactNode } from 'react';

import { COLOUR } from '#renderer/theme.ts';
import { Sheet } from '#renderer/ui/Section.tsx';

export function CarePart(props: { readonly title: string; readonly children: ReactNode }) {
  const id = useId();
  return (
    <Sheet as="section" aria-labelledby={id} sx={{ px: 2, py: 1.5 }}>
      <Typography id={id} variant="h4" component="h3">
        {props.title}
      </Typography>
      {props.children}
    </Sheet>
  );
}

/** How far something is, in figures beside it. Kept in place when nothing runs. */
export function Progress(props: {
  readonly label: string;
  readonly done: number;
  readonly of: number;
}) {
  const { label, done } = props;
  const percent = props.of === 0 ? 0 : Math.floor((100 * done) / props.of);
  return (
    <Box
      role="progressbar"
      aria-label={label}
      aria-valuenow={percent}
      aria-valuemin={0}
      aria-valuemax={100}
      sx={{ height: 8, borderRadius: 1, background: COLOUR.lineSoft, overflow: 'hidden' }}
    >
      <Box sx={{ height: '100%', width: `${percent}%`, background: COLOUR.action }} />
    </Box>
  );
}

const TONES = {
  good: { color: COLOUR.paid, fontWeight: 600 },
  bad: { color: COLOUR.stop, fontWeight: 600 },
  wait: { color: COLOUR.waiting, fontWeight: 600 },
  plain: { color: COLOUR.inkSoft },
} as const;

export function Say(props: {
  readonly tone?: keyof typeof TONES;
  readonly children: ReactNode;
  readonly live?: boolean;
}) {
  return (
    <Typography
      sx={{ lineHeight: 1.35, my: 0.5, overflowWrap: 'anywhere', ...TONES[props.tone ?? 'plain'] }}
      {...(props.live === true ? { role: 'status' } : {})}
    >
      {props.children}
    </Typography>
  );
}
