/** Who, where and whether the network is there: quiet words at the top, no alarm. */
import CloudDone from '@mui/icons-material/CloudDone';
import CloudOff from '@mui/icons-material/CloudOff';
import School from '@mui/icons-material/School';
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';

import type { ClerkSnapshot } from '#contract/snapshot.ts';
import { istDate } from '#domain/time.ts';
import { useSpeech } from '#renderer/texts/use-texts.tsx';
import { COLOUR } from '#renderer/theme.ts';
import { KeyButton } from '#renderer/ui/Key.tsx';

/** `24-11-2026` */
export const showDate = (date: string): string => date.split('-').toReversed().join('-');

function Network(props: { readonly sync: ClerkSnapshot['sync'] }) {
  const { t } = useSpeech();
  const { state, toSend } = props.sync;
  const word = { online: t.online, offline: t.offline, never: t.neverOnline }[state];
  const Icon = state === 'online' ? CloudDone : CloudOff;
  return (
    <Box role="status" sx={{ display: 'flex', alignItems: 'center', gap: 1, whiteSpace: 'nowrap' }}>
      <Icon fontSize="small" aria-hidden="true" sx={{ color: COLOUR.inkSoft }} />
      <span>
        {word} · {t.toSend(toSend)}
      </span>
    </Box>
  );
}

function Training() {
  const { t } = useSpeech();
  return (
    <Box
      role="note"
      sx={{
        display: 'flex',
        alignItems: 'center',
        gap: 1,
        px: 1.5,
        py: 0.5,
        borderRadius: 1,
        fontWeight: 700,
        color: COLOUR.waiting,
        background: COLOUR.waitingSoft,
      }}
    >
      <School fontSize="small" aria-hidden="true" />
      {t.training}
    </Box>
  );
}

export function Header(props: {
  readonly snapshot: ClerkSnapshot;
  readonly onLanguage: () => void;
}) {
  const { t, language } = useSpeech();
  const { snapshot, onLanguage } = props;
  const { office, counter, staff, shift } = snapshot;
  const place = [office.name[language], t.counter(counter.number), staff?.name];
  const date = shift?.businessDate;
  return (
    <Box
      component="header"
      sx={{
        display: 'flex',
        alignItems: 'center',
        gap: 2,
        height: 56,
        px: 3,
        borderBottom: `1px solid ${COLOUR.lineSoft}`,
        background: COLOUR.paper,
      }}
    >
      <Typography component="span" variant="h4" sx={{ fontWeight: 700, color: COLOUR.actionDark }}>
        Raseed
      </Typography>
      <Typography sx={{ flex: 1, minWidth: 0, lineHeight: 1.25 }} component="h1">
        {place.filter((part) => part !== undefined && part !== '').join(' · ')}
      </Typography>
      {counter.training ? <Training /> : null}
      {date !== undefined && date !== istDate(snapshot.now) ? (
        <Typography component="span" sx={{ fontWeight: 700, whiteSpace: 'nowrap' }}>
          {t.businessDate(showDate(date))}
        </Typography>
      ) : null}
      <Network sync={snapshot.sync} />
      <KeyButton look="quiet" keyName="Alt+L" label={t.switchLanguage} onPress={onLanguage} />
    </Box>
  );
}
