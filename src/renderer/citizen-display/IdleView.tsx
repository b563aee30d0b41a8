/** Nobody is being served: what to ask for, and the office's published fees in turn. */
import Box from '@mui/material/Box';
import { useEffect, useState } from 'react';

import type { CitizenSnapshot } from '#contract/snapshot.ts';
import { useSpeech } from '#renderer/texts/use-texts.tsx';
import { COLOUR } from '#renderer/theme.ts';
import { Money } from '#renderer/ui/Money.tsx';

import { FarLead, FarText } from './Frame.tsx';

const ROWS_A_PAGE = 6;
const TURN_MS = 8000;

function useTurns(pages: number): number {
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setTurn((before) => before + 1), TURN_MS);
    return () => clearInterval(timer);
  }, []);
  return pages === 0 ? 0 : turn % pages;
}

function FeeBoard(props: { readonly rows: CitizenSnapshot['feeBoard'] }) {
  const { t, language } = useSpeech();
  const { rows } = props;
  const page = useTurns(Math.ceil(rows.length / ROWS_A_PAGE));
  return (
    <Box
      component="section"
      aria-label={t.feeBoard}
      sx={{ px: 5, py: 4, background: COLOUR.paper, borderLeft: `1px solid ${COLOUR.lineSoft}` }}
    >
      <FarText sx={{ fontWeight: 700, mb: 1.5 }}>{t.feeBoard}</FarText>
      <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0 }}>
        {rows.slice(page * ROWS_A_PAGE, (page + 1) * ROWS_A_PAGE).map((row) => (
          <Box
            component="li"
            key={row.texts.en}
            sx={{
              display: 'grid',
              gridTemplateColumns: 'minmax(0, 1fr) auto',
              columnGap: 3,
              alignItems: 'center',
              minHeight: 84,
              borderTop: `1px solid ${COLOUR.lineSoft}`,
            }}
          >
            <FarText sx={{ lineHeight: 1.2 }}>{row.texts[language]}</FarText>
            <FarText sx={{ fontWeight: row.totalPaise === null ? 400 : 700 }}>
              {row.totalPaise === null ? (
                t.feeVaries
              ) : row.totalPaise === 0 ? (
                t.feeFree
              ) : (
                <Money paise={row.totalPaise} />
              )}
            </FarText>
          </Box>
        ))}
      </Box>
    </Box>
  );
}

export function IdleView(props: { readonly snapshot: CitizenSnapshot }) {
  const { t, language } = useSpeech();
  const { snapshot } = props;
  const board = snapshot.feeBoard.length > 0;
  return (
    <Box
      sx={{
        flex: 1,
        minHeight: 0,
        display: 'grid',
        gridTemplateColumns: board ? 'minmax(0, 5fr) minmax(0, 6fr)' : '1fr',
      }}
    >
      <Box sx={{ px: 5, alignSelf: 'center', display: 'grid', rowGap: 3 }}>
        <FarLead sx={{ color: COLOUR.actionDark }}>{t.welcome}</FarLead>
        <FarText>{snapshot.office.department[language]}</FarText>
        <FarLead>{t.askReceipt}</FarLead>
      </Box>
      {board ? <FeeBoard rows={snapshot.feeBoard} /> : null}
    </Box>
  );
}

export function ClosedView() {
  const { t } = useSpeech();
  return (
    <Box sx={{ flex: 1, display: 'grid', placeContent: 'center', textAlign: 'center', rowGap: 2 }}>
      <FarLead>{t.closed}</FarLead>
      <FarText>{t.closedHelp}</FarText>
    </Box>
  );
}
