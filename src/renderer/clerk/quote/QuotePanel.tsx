/** The middle of the clerk's screen: nothing yet, a preview, a refusal, or the visit's quotes. */
import AccessTime from '@mui/icons-material/AccessTime';
import Block from '@mui/icons-material/Block';
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';

import type { QuoteSnapshot, VisitSnapshot } from '#contract/snapshot.ts';
import { formatIstTime } from '#domain/time.ts';
import { needsManager, type ItemState } from '#renderer/clerk/item/item-state.ts';
import { namedFailure } from '#renderer/clerk/item/named-failure.ts';
import { useSpeech } from '#renderer/texts/use-texts.tsx';
import { COLOUR } from '#renderer/theme.ts';
import { Money } from '#renderer/ui/Money.tsx';
import { Ends } from '#renderer/ui/Section.tsx';

import { Paper, PaperBody, PaperTotal } from './QuotePaper.tsx';

/** `KA-BLR-01-C3-Q412` is `Q-412` at its own counter. */
export const shortQuoteId = (quoteId: string): string =>
  quoteId.replace(/^.*-([A-Z])(\d+)$/, '$1-$2');

function Validity(props: { readonly quote: QuoteSnapshot; readonly now: number }) {
  const { t } = useSpeech();
  const { quote, now } = props;
  const over = now >= quote.validUntil;
  return (
    <Box
      sx={{
        display: 'flex',
        alignItems: 'center',
        gap: 1,
        color: over ? COLOUR.stop : 'text.secondary',
        fontWeight: over ? 700 : 400,
      }}
    >
      <AccessTime fontSize="small" aria-hidden="true" />
      <span>{over ? t.expired : t.validUntil(formatIstTime(quote.validUntil))}</span>
    </Box>
  );
}

function ManyQuotes(props: { readonly visit: VisitSnapshot }) {
  const { language } = useSpeech();
  return (
    <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0, mb: 2 }}>
      {props.visit.quotes.map((quote) => (
        <Ends as="li" key={quote.quoteId} sx={{ py: 0.25 }}>
          <Typography component="span">
            {shortQuoteId(quote.quoteId)} · {quote.serviceTexts[language]}
          </Typography>
          <Typography component="span" sx={{ fontWeight: 600 }}>
            <Money paise={quote.totalPaise} sign={false} />
          </Typography>
        </Ends>
      ))}
    </Box>
  );
}

export function VisitPaper(props: { readonly visit: VisitSnapshot; readonly now: number }) {
  const { t, language } = useSpeech();
  const { visit, now } = props;
  const last = visit.quotes.at(-1);
  if (last === undefined) return null;
  const many = visit.quotes.length > 1;
  const over = visit.quotes.some((quote) => now >= quote.validUntil);
  return (
    <Paper
      tone={over ? 'stop' : 'quote'}
      title={`${t.quote} ${shortQuoteId(last.quoteId)}`}
      aside={<Validity quote={last} now={now} />}
      foot={
        many ? (
          <PaperTotal
            label={t.visitTotal(visit.quotes.length)}
            content={{ ...last, totalPaise: visit.totalPaise }}
          />
        ) : (
          <PaperTotal content={last} />
        )
      }
    >
      {many ? <ManyQuotes visit={visit} /> : null}
      <PaperBody
        key={last.quoteId}
        content={{ ...last, serviceTitle: last.serviceTexts[language] }}
      />
    </Paper>
  );
}

function Teaching(props: { readonly text: string }) {
  return (
    <Box sx={{ display: 'grid', placeItems: 'center', height: '100%', textAlign: 'center' }}>
      <Typography sx={{ color: 'text.secondary', maxWidth: 320 }}>{props.text}</Typography>
    </Box>
  );
}

export function PreviewPaper(props: { readonly item: ItemState }) {
  const { t, language, sentence } = useSpeech();
  const { service, preview } = props.item;
  const refused = preview.status === 'failed' && preview.failure.code !== 'FACT_MISSING';
  return (
    <Paper
      tone={refused ? 'stop' : 'preview'}
      title={refused ? t.feeRefused : t.preview}
      aside={
        preview.status === 'ready' ? (
          <Typography sx={{ color: 'text.secondary' }}>
            {needsManager(props.item) ? t.needsManager : t.previewNote}
          </Typography>
        ) : null
      }
      foot={preview.status === 'ready' ? <PaperTotal content={preview.value} /> : null}
    >
      {preview.status === 'ready' && service !== null ? (
        <PaperBody content={{ ...preview.value, serviceTitle: service.texts[language] }} />
      ) : null}
      {refused ? (
        <Box sx={{ display: 'flex', gap: 2, color: COLOUR.stop }}>
          <Block aria-hidden="true" />
          <Typography variant="h4" component="p">
            {sentence(namedFailure(preview.failure, service, language))}
          </Typography>
        </Box>
      ) : null}
      {preview.status === 'ready' || refused ? null : (
        <Teaching text={service === null ? t.paperEmpty : t.paperFacts} />
      )}
    </Paper>
  );
}
