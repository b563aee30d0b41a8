/** The citizen's frame: which office, which counter, large enough for 1.5 m. */
import Box from '@mui/material/Box';
import { styled } from '@mui/material/styles';
import type { ReactNode } from 'react';

import type { CitizenSnapshot } from '#contract/snapshot.ts';
import { useSpeech } from '#renderer/texts/use-texts.tsx';
import { COLOUR } from '#renderer/theme.ts';

/** Sizes for 1.5 m: nothing here is smaller than `text`. */
export const FAR = { text: 28, lead: 40, title: 64, amount: 96 } as const;

export const FarText = styled('p')({ margin: 0, fontSize: FAR.text, lineHeight: 1.35 });
export const FarLead = styled('p')({
  margin: 0,
  fontSize: FAR.lead,
  lineHeight: 1.25,
  fontWeight: 700,
});
export const FarAmount = styled('p')({
  margin: 0,
  fontSize: FAR.amount,
  lineHeight: 1.1,
  fontWeight: 700,
  whiteSpace: 'nowrap',
});

export function Frame(props: {
  readonly snapshot: Pick<CitizenSnapshot, 'office' | 'counterNumber' | 'training'>;
  readonly tone?: 'paper' | 'paid';
  readonly children: ReactNode;
}) {
  const { t, language } = useSpeech();
  const { snapshot, tone = 'paper' } = props;
  const paid = tone === 'paid';
  return (
    <Box
      sx={{
        height: '100%',
        display: 'flex',
        flexDirection: 'column',
        overflow: 'hidden',
        color: paid ? COLOUR.paper : COLOUR.ink,
        background: paid ? COLOUR.paid : COLOUR.ground,
      }}
    >
      <Box
        component="header"
        sx={{
          display: 'flex',
          alignItems: 'center',
          gap: 3,
          minHeight: 80,
          px: 5,
          borderBottom: `1px solid ${paid ? COLOUR.paper : COLOUR.lineSoft}`,
        }}
      >
        <FarText as="h1" sx={{ flex: 1, fontWeight: 600, lineHeight: 1.15 }}>
          {snapshot.office.name[language]}
        </FarText>
        <FarText sx={{ fontWeight: 600, whiteSpace: 'nowrap' }}>
          {t.counter(snapshot.counterNumber)}
        </FarText>
      </Box>
      <Box
        component="main"
        sx={{ flex: 1, minHeight: 0, display: 'flex', flexDirection: 'column' }}
      >
        {snapshot.training ? (
          <FarText
            as="h2"
            sx={{
              textAlign: 'center',
              fontWeight: 700,
              color: COLOUR.waiting,
              background: COLOUR.waitingSoft,
            }}
          >
            {t.training}
          </FarText>
        ) : null}
        {props.children}
      </Box>
    </Box>
  );
}
