/** What HQ has to say to whoever is here: above the work, quiet, until its time is over. */
import Box from '@mui/material/Box';

import type { Texts } from '#domain/language.ts';
import { useSpeech } from '#renderer/texts/use-texts.tsx';
import { COLOUR } from '#renderer/theme.ts';

export function HqMessages(props: { readonly messages: readonly Texts[] }) {
  const { t, language } = useSpeech();
  const [latest] = props.messages.slice(-1);
  if (latest === undefined) return null;
  return (
    <Box
      role="note"
      aria-label={t.hqMessage}
      sx={{ px: 3, py: 1, borderBottom: `1px solid ${COLOUR.line}`, background: COLOUR.actionSoft }}
    >
      <strong>{t.hqMessage}</strong> {latest[language]}
    </Box>
  );
}
