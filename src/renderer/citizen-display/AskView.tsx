/**
 * HQ asks a citizen without a phone what they paid. They answer on this screen themselves, by touch or
 * by the digits of their own keypad; nothing here or at the clerk's screen shows what was pressed.
 */
import CheckCircle from '@mui/icons-material/CheckCircle';
import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import { styled } from '@mui/material/styles';
import { useState } from 'react';

import type { TerminalConnection } from '#contract/answers.ts';
import { CITIZEN_ANSWERS, type CitizenAskSnapshot } from '#contract/ask.ts';
import { amountInWords } from '#domain/words.ts';
import { useKeys } from '#renderer/keys/use-keys.ts';
import { useSpeech } from '#renderer/texts/use-texts.tsx';
import { COLOUR } from '#renderer/theme.ts';
import { Money } from '#renderer/ui/Money.tsx';

import { FAR, FarAmount, FarLead, FarText } from './Frame.tsx';

type Answer = (typeof CITIZEN_ANSWERS)[number];

const Choice = styled(ButtonBase)(({ theme }) => ({
  display: 'grid',
  gridTemplateColumns: 'auto minmax(0, 1fr)',
  columnGap: 20,
  alignItems: 'center',
  minHeight: 104,
  padding: '12px 24px',
  border: `2px solid ${COLOUR.action}`,
  borderRadius: 8,
  background: COLOUR.paper,
  color: COLOUR.ink,
  fontFamily: theme.typography.fontFamily ?? 'inherit',
  fontSize: FAR.text,
  fontWeight: 700,
  lineHeight: 1.25,
  textAlign: 'left',
  '& kbd': { fontFamily: 'inherit', fontSize: FAR.lead, color: COLOUR.actionDark },
  '&:hover': { background: COLOUR.actionSoft },
  '&.Mui-focusVisible': { outline: `4px solid ${COLOUR.action}`, outlineOffset: 2 },
}));

function Choices(props: { readonly connection: TerminalConnection }) {
  const { t } = useSpeech();
  const [isSending, setSending] = useState(false);
  const press = (answer: Answer): void => {
    if (isSending) return;
    setSending(true);
    void props.connection.execute('displayAnswer', { answer }).finally(() => setSending(false));
  };
  useKeys(
    CITIZEN_ANSWERS.flatMap((answer, at) => [
      { code: `Digit${at + 1}`, run: () => press(answer) },
      { code: `Numpad${at + 1}`, run: () => press(answer) },
    ]),
  );
  return (
    <Box sx={{ display: 'grid', gridTemplateColumns: 'repeat(3, minmax(0, 1fr))', gap: 2 }}>
      {CITIZEN_ANSWERS.map((answer, at) => (
        <Choice key={answer} disabled={isSending} onClick={() => press(answer)}>
          <kbd>{at + 1}</kbd>
          {t[`ask_${answer}`]}
        </Choice>
      ))}
    </Box>
  );
}

function Thanks() {
  const { t } = useSpeech();
  return (
    <Box
      role="status"
      sx={{
        flex: 1,
        display: 'grid',
        placeContent: 'center',
        justifyItems: 'center',
        textAlign: 'center',
        rowGap: 3,
        px: 5,
      }}
    >
      <CheckCircle aria-hidden="true" sx={{ fontSize: 128, color: COLOUR.paid }} />
      <FarLead as="h2" sx={{ fontSize: FAR.title }}>
        {t.askThanks}
      </FarLead>
      <FarText>{t.askThanksText}</FarText>
    </Box>
  );
}

export function AskView(props: {
  readonly ask: CitizenAskSnapshot;
  readonly connection: TerminalConnection;
}) {
  const { t, language } = useSpeech();
  const { ask, connection } = props;
  if (ask.state === 'thanked') return <Thanks />;
  return (
    <Box sx={{ flex: 1, display: 'grid', alignContent: 'space-evenly', px: 5 }}>
      <Box>
        <FarLead as="h2">{t.askTitle}</FarLead>
        <FarText sx={{ mt: 1 }}>
          {ask.office[language]} · {ask.service[language]}
        </FarText>
      </Box>
      <Box>
        <FarText>{t.askOfficial}</FarText>
        <FarAmount>
          <Money paise={ask.chargedPaise} />
        </FarAmount>
        <FarText>{amountInWords(ask.chargedPaise, language)}</FarText>
      </Box>
      <Box>
        <FarLead sx={{ mb: 2 }}>{t.askWhat}</FarLead>
        <Choices connection={connection} />
        <FarText role="status" sx={{ mt: 2, minHeight: 76, fontWeight: 600 }}>
          {ask.state === 'unheard' ? t.askUnheard : t.askHidden}
        </FarText>
      </Box>
    </Box>
  );
}
