/** What is charged, for what, and exactly how much: before any money moves. */
import Box from '@mui/material/Box';
import { useCallback, useEffect } from 'react';

import type { CitizenSnapshot, QuoteSnapshot } from '#contract/snapshot.ts';
import { formatRupees, type Paise } from '#domain/money.ts';
import { showMobile } from '#renderer/clerk/citizen/citizen-draft.ts';
import { useSpeech } from '#renderer/texts/use-texts.tsx';
import { COLOUR } from '#renderer/theme.ts';
import { Money } from '#renderer/ui/Money.tsx';
import { sayTotal } from '#renderer/ui/say.ts';

import { FarAmount, FarLead, FarText } from './Frame.tsx';

const MOST_LINES = 5;

interface Row {
  readonly key: string;
  readonly text: string;
  /** `2 × ₹150.00`, where the fee is a count times a rate. */
  readonly count: string;
  readonly paise: Paise;
}

function Rows(props: { readonly rows: readonly Row[] }) {
  const { t } = useSpeech();
  const { rows } = props;
  const shown = rows.length > MOST_LINES ? rows.slice(0, MOST_LINES - 1) : rows;
  const further = rows.length - shown.length;
  return (
    <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0 }}>
      {shown.map((row) => (
        <Box
          component="li"
          key={row.key}
          sx={{
            display: 'grid',
            gridTemplateColumns: 'minmax(0, 1fr) auto 240px',
            columnGap: 4,
            py: 0.5,
          }}
        >
          <FarText>{row.text}</FarText>
          <FarText sx={{ color: COLOUR.inkSoft }}>{row.count}</FarText>
          <FarText sx={{ fontWeight: 600, textAlign: 'right' }}>
            <Money paise={row.paise} />
          </FarText>
        </Box>
      ))}
      {further > 0 ? (
        <Box component="li">
          <FarText sx={{ color: COLOUR.inkSoft }}>{t.furtherLines(further)}</FarText>
        </Box>
      ) : null}
    </Box>
  );
}

function OneService(props: { readonly quote: QuoteSnapshot }) {
  const { language } = useSpeech();
  const { quote } = props;
  const rows = quote.lines.map((line) => ({
    key: line.code,
    text: line.texts[language],
    count:
      line.quantity === undefined || line.ratePaise === undefined
        ? ''
        : `${line.quantity} × ${formatRupees(line.ratePaise)}`,
    paise: line.amountPaise,
  }));
  return (
    <>
      <FarLead>{quote.serviceTexts[language]}</FarLead>
      <FarText sx={{ mb: 1.5, fontWeight: 600 }}>
        {quote.factsInWords.map((fact) => fact[language]).join(' · ')}
      </FarText>
      <Rows rows={rows} />
    </>
  );
}

function ManyServices(props: { readonly quotes: readonly QuoteSnapshot[] }) {
  const { language } = useSpeech();
  const rows = props.quotes.map((quote) => ({
    key: quote.quoteId,
    text: [quote.serviceTexts, ...quote.factsInWords].map((text) => text[language]).join(' · '),
    count: '',
    paise: quote.totalPaise,
  }));
  return <Rows rows={rows} />;
}

function Person(props: { readonly snapshot: CitizenSnapshot }) {
  const { t } = useSpeech();
  const { payer, mobile, noPhone, contact } = props.snapshot;
  const told = mobile === null ? null : `${t.yourMobile} ${showMobile(mobile)}`;
  const phone = contact === undefined ? told : t.yourNoMessages;
  return (
    <Box
      sx={{
        display: 'flex',
        flexWrap: 'wrap',
        columnGap: 4,
        px: 5,
        py: 1.5,
        borderTop: `1px solid ${COLOUR.lineSoft}`,
      }}
    >
      <FarText sx={{ fontWeight: 600 }}>{payer}</FarText>
      <FarText sx={{ fontWeight: 600 }}>{noPhone ? t.yourNoPhone : phone}</FarText>
      <FarText sx={{ color: COLOUR.inkSoft }}>{t.isItRight}</FarText>
    </Box>
  );
}

const SAYS: ReadonlySet<string> = new Set(['Enter', 'NumpadEnter', 'Space']);

/** The large key beside the display, or a touch on the amount, says it aloud. */
function useSaying({ totalPaise, language }: CitizenSnapshot): () => void {
  const say = useCallback(() => sayTotal(totalPaise, language), [totalPaise, language]);
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (SAYS.has(event.code) && !event.repeat) say();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [say]);
  return say;
}

export function QuoteView(props: { readonly snapshot: CitizenSnapshot }) {
  const { t } = useSpeech();
  const { snapshot } = props;
  const say = useSaying(snapshot);
  const [only] = snapshot.quotes;
  const nil = snapshot.totalPaise === 0;
  return (
    <>
      <Box sx={{ flex: 1, minHeight: 0, overflow: 'hidden', px: 5, pt: 3 }}>
        {snapshot.quotes.length === 1 && only !== undefined ? (
          <OneService quote={only} />
        ) : (
          <ManyServices quotes={snapshot.quotes} />
        )}
      </Box>
      <Box
        role="status"
        onClick={say}
        sx={{
          px: 5,
          py: 2,
          background: COLOUR.paper,
          borderTop: `4px solid ${COLOUR.action}`,
        }}
      >
        <FarLead>{nil ? t.nothingToPay : t.youPay}</FarLead>
        <FarAmount>
          <Money paise={snapshot.totalPaise} />
        </FarAmount>
        <FarText sx={{ color: COLOUR.inkSoft }}>{t.officialFee}</FarText>
      </Box>
      <Person snapshot={snapshot} />
    </>
  );
}
