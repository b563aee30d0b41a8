/** Whom a citizen's answer was about, for the eyes of the person who signed for seeing it. */
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';

import { COLOUR } from '#renderer/theme.ts';
import type { RevealedAnswer } from '#server/api/answers-contract.ts';

import { ANSWER_WORDS } from '#server/web/texts-answers.ts';
import { ACT_WORDS } from '#server/web/texts-cases.ts';
import { useWords } from '#server/web/texts.ts';

/** The codes of answers, by their words. */
const SAID: Readonly<Record<string, keyof typeof ANSWER_WORDS>> = {
  exact: 'exact',
  more: 'more',
  no_receipt: 'noReceipt',
  no_answer: 'noAnswer',
};

function Line({ label, value }: { label: string; value: string }) {
  return (
    <Typography sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 2 }}>
      <span>{label}</span>
      <Box component="strong" sx={{ overflowWrap: 'anywhere' }}>
        {value}
      </Box>
    </Typography>
  );
}

export function Revealed({ answer }: { answer: RevealedAnswer }) {
  const { language } = useWords();
  const { receiptNumber, quoteId, recording } = answer;
  const said = SAID[answer.answer ?? ''];
  const about = receiptNumber ?? `${quoteId} · ${ACT_WORDS.quote[language]}`;
  return (
    <Box role="status" sx={{ p: 2, bgcolor: COLOUR.waitingSoft }}>
      <Line label={ACT_WORDS.revealed[language]} value={about} />
      {said !== undefined && (
        <Line label={ACT_WORDS.said[language]} value={ANSWER_WORDS[said][language]} />
      )}
      {recording !== null && <Line label={ACT_WORDS.recording[language]} value={recording} />}
    </Box>
  );
}
