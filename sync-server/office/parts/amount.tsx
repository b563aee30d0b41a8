/** Amounts on the manager's page: plain, as what somebody was over or short, and as the large one. */
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import type { ReactNode } from 'react';

import { formatRupees, negate, ZERO, type Paise } from '#domain/money.ts';
import { Money } from '#renderer/ui/Money.tsx';

import { DAY_WORDS } from '#server/office/texts-day.ts';
import { useSay } from '#server/office/words.ts';

/** Over is as loud as short (P11): both have the word, the sign and the same weight. */
export function Variance({ paise }: { paise: Paise | null }) {
  const say = useSay(DAY_WORDS);
  if (paise === null) return <>–</>;
  if (paise === ZERO) return <Box component="span">{say('exact')}</Box>;
  const word = paise > 0 ? 'over' : 'short';
  return (
    <Box component="span" sx={{ fontWeight: 700, whiteSpace: 'nowrap' }}>
      {say(word)} {formatRupees(paise > 0 ? paise : negate(paise))}
    </Box>
  );
}

export function Figure(props: {
  readonly label: string;
  readonly paise: Paise;
  readonly isLarge?: boolean;
  readonly note?: ReactNode;
}) {
  const { label, paise, isLarge = false, note } = props;
  return (
    <Box sx={{ minWidth: 0 }}>
      <Typography color="text.secondary">{label}</Typography>
      <Typography variant={isLarge ? 'h2' : 'h4'} component="p">
        <Money paise={paise} />
      </Typography>
      {note === undefined ? null : <Typography color="text.secondary">{note}</Typography>}
    </Box>
  );
}
