/** The states that every part of the page shares: loading, empty, failed, stale. */
import Box from '@mui/material/Box';
import LinearProgress from '@mui/material/LinearProgress';
import Typography from '@mui/material/Typography';
import type { ReactNode } from 'react';

import { errorSentence } from '#domain/errors.ts';
import { COLOUR } from '#renderer/theme.ts';

import { useWords, type Words } from '#server/web/texts.ts';
import type { Loaded } from '#server/web/use-hq.ts';

interface PanelProps {
  readonly title: string;
  /** Beside the title: what can be done here. */
  readonly action?: ReactNode;
  readonly children: ReactNode;
}

export function Panel({ title, action, children }: PanelProps) {
  return (
    <Box
      component="section"
      sx={{
        bgcolor: 'background.paper',
        border: 1,
        borderColor: 'divider',
        borderRadius: 1,
        p: { xs: 2, md: 3 },
        minWidth: 0,
      }}
    >
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 2, alignItems: 'center', mb: 2 }}>
        <Typography variant="h4" component="h2" sx={{ flexGrow: 1 }}>
          {title}
        </Typography>
        {action}
      </Box>
      {children}
    </Box>
  );
}

export function Notice({ tone, children }: { tone: 'quiet' | 'waiting'; children: ReactNode }) {
  return (
    <Typography
      role="status"
      sx={{
        py: 2,
        maxWidth: '64ch',
        color: tone === 'waiting' ? COLOUR.waiting : 'text.secondary',
      }}
    >
      {children}
    </Typography>
  );
}

interface WhenReadyProps<T> {
  readonly loaded: Loaded<T>;
  readonly minHeight: number;
  readonly children: (value: T) => ReactNode;
}

function sentenceOf(
  { failed, failure }: Extract<Loaded<unknown>, { readonly state: 'failed' }>,
  { language, t }: Words,
): string {
  if (failed === 'unreachable') return t.unreachableFirst;
  return failure === null ? t.refused : errorSentence(failure, language);
}

/** Keeps the space of what is coming, so that nothing jumps when it arrives. */
export function WhenReady<T>({ loaded, minHeight, children }: WhenReadyProps<T>) {
  const words = useWords();
  const { t } = words;
  return (
    <Box sx={{ minHeight }}>
      {loaded.state === 'loading' && <LinearProgress aria-label={t.loading} />}
      {loaded.state === 'failed' && <Notice tone="waiting">{sentenceOf(loaded, words)}</Notice>}
      {loaded.state === 'ready' && loaded.stale && <Notice tone="waiting">{t.unreachable}</Notice>}
      {loaded.state === 'ready' && children(loaded.value)}
    </Box>
  );
}
