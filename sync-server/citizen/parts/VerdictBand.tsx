/** The verdict: an icon, a word and a sentence. Colour only repeats what they say. */
import Block from '@mui/icons-material/Block';
import CheckCircle from '@mui/icons-material/CheckCircle';
import CloudOff from '@mui/icons-material/CloudOff';
import Dangerous from '@mui/icons-material/Dangerous';
import HelpOutline from '@mui/icons-material/HelpOutlineOutlined';
import HourglassTop from '@mui/icons-material/HourglassTop';
import KeyOff from '@mui/icons-material/KeyOff';
import Report from '@mui/icons-material/Report';
import School from '@mui/icons-material/School';
import Undo from '@mui/icons-material/Undo';
import VerifiedUser from '@mui/icons-material/VerifiedUserOutlined';
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import type { ElementType } from 'react';

import { COLOUR } from '#renderer/theme.ts';
import type { Verdict } from '#server/citizen/check.ts';
import { useWords, VERDICT_WORDS } from '#server/citizen/texts.ts';

type Tone = 'paid' | 'waiting' | 'stop';

const TONES: Readonly<Record<Tone, { readonly ink: string; readonly ground: string }>> = {
  paid: { ink: COLOUR.paid, ground: COLOUR.paidSoft },
  waiting: { ink: COLOUR.waiting, ground: COLOUR.waitingSoft },
  stop: { ink: COLOUR.stop, ground: COLOUR.stopSoft },
};

interface Look {
  readonly tone: Tone;
  readonly icon: ElementType;
}

const LOOKS: Readonly<Record<Verdict, Look>> = {
  confirmed: { tone: 'paid', icon: CheckCircle },
  unconfirmed: { tone: 'waiting', icon: VerifiedUser },
  not_yet_received: { tone: 'waiting', icon: HourglassTop },
  reversed: { tone: 'stop', icon: Undo },
  altered: { tone: 'stop', icon: Dangerous },
  unknown_key: { tone: 'stop', icon: Block },
  revoked_key: { tone: 'stop', icon: KeyOff },
  expired_key: { tone: 'stop', icon: KeyOff },
  unknown_alarm: { tone: 'stop', icon: Report },
  training: { tone: 'stop', icon: School },
  unreadable: { tone: 'waiting', icon: HelpOutline },
  not_found: { tone: 'stop', icon: HelpOutline },
  unreachable: { tone: 'waiting', icon: CloudOff },
  no_keys: { tone: 'waiting', icon: CloudOff },
};

export function VerdictBand({ verdict }: { verdict: Verdict }) {
  const { language } = useWords();
  const { tone, icon: Icon } = LOOKS[verdict];
  const { ink, ground } = TONES[tone];
  const { word, meaning } = VERDICT_WORDS[verdict];
  return (
    <Box
      role="status"
      data-verdict={verdict}
      sx={{ bgcolor: ground, color: ink, border: 2, borderColor: ink, borderRadius: 1, p: 2 }}
    >
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 1.5 }}>
        <Icon aria-hidden sx={{ fontSize: 48, flexShrink: 0 }} />
        <Typography variant="h3" component="h1">
          {word[language]}
        </Typography>
      </Box>
      <Typography sx={{ fontSize: 18, mt: 1 }}>{meaning[language]}</Typography>
    </Box>
  );
}
