/**
 * The fee as the receipt will show it: every line with its authority, the official total largest.
 * The same paper before (preview) and after (quote); more than five lines page, they never hide.
 */
import Box from '@mui/material/Box';
import { styled } from '@mui/material/styles';
import Typography from '@mui/material/Typography';
import { useState, type ReactNode } from 'react';

import type { LineSnapshot, PreviewSnapshot } from '#contract/snapshot.ts';
import { formatPaise } from '#domain/money.ts';
import { useKeys } from '#renderer/keys/use-keys.ts';
import { useSpeech } from '#renderer/texts/use-texts.tsx';
import { COLOUR } from '#renderer/theme.ts';
import { KeyButton } from '#renderer/ui/Key.tsx';
import { Money } from '#renderer/ui/Money.tsx';
import { Ends } from '#renderer/ui/Section.tsx';

/** A page of them leaves room for the key that turns it. */
const MOST_LINES = 5;
const LINES_A_PAGE = 4;

const LineGrid = styled('li')({
  display: 'grid',
  gridTemplateColumns: 'minmax(0, 1fr) auto 112px',
  columnGap: 16,
  alignItems: 'baseline',
  padding: '3px 0',
});

function Line(props: { readonly line: LineSnapshot }) {
  const { language } = useSpeech();
  const { line } = props;
  const counted = line.quantity !== undefined && line.ratePaise !== undefined;
  return (
    <LineGrid>
      <Box>
        <Typography sx={{ lineHeight: 1.3 }}>{line.texts[language]}</Typography>
        <Typography variant="body2" sx={{ color: 'text.secondary', lineHeight: 1.3 }}>
          {line.authority}
        </Typography>
      </Box>
      <Typography sx={{ color: 'text.secondary', whiteSpace: 'nowrap' }}>
        {counted ? `${line.quantity} × ${formatPaise(line.ratePaise)}` : ''}
      </Typography>
      <Typography sx={{ textAlign: 'right', fontWeight: 600 }}>
        <Money paise={line.amountPaise} sign={false} />
      </Typography>
    </LineGrid>
  );
}

function usePages(lines: readonly LineSnapshot[]) {
  const [page, setPage] = useState(0);
  const perPage = lines.length > MOST_LINES ? LINES_A_PAGE : MOST_LINES;
  const pages = Math.max(Math.ceil(lines.length / perPage), 1);
  const at = page % pages;
  useKeys([{ code: 'PageDown', inText: true, run: () => setPage(at + 1) }], pages > 1);
  return {
    page: at,
    pages,
    shown: lines.slice(at * perPage, (at + 1) * perPage),
    next: () => setPage(at + 1),
  };
}

export interface PaperProps {
  readonly content: Pick<PreviewSnapshot, 'lines' | 'factsInWords'> & {
    readonly serviceTitle: string;
  };
}

/** One service on the paper: title, facts in words, lines. */
export function PaperBody(props: PaperProps) {
  const { t, language } = useSpeech();
  const { content } = props;
  const { page, pages, shown, next } = usePages(content.lines);
  return (
    <Box>
      <Typography component="h3" variant="h4">
        {content.serviceTitle}
      </Typography>
      <Typography sx={{ color: 'text.secondary', minHeight: 24 }}>
        {content.factsInWords.map((fact) => fact[language]).join(' · ')}
      </Typography>
      <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0, mt: 1 }}>
        {shown.map((line) => (
          <Line key={line.code} line={line} />
        ))}
      </Box>
      {pages > 1 ? (
        <KeyButton
          look="quiet"
          keyName="PgDn"
          label={`${t.nextPage} · ${t.page(page + 1, pages)}`}
          onPress={next}
        />
      ) : null}
    </Box>
  );
}

/** The official total and the tariff it stands in: below the lines, always in sight. */
export function PaperTotal(props: {
  readonly content: Pick<PreviewSnapshot, 'totalPaise' | 'tariffTitle' | 'tariffVersion'>;
  /** Several services: their sum is the figure that is paid. */
  readonly label?: string;
}) {
  const { t, language } = useSpeech();
  const { content } = props;
  const word = content.totalPaise === 0 ? t.nothingToPay : t.officialTotal;
  return (
    <>
      <Ends sx={{ borderTop: `2px solid ${COLOUR.ink}`, pt: 1 }}>
        <Typography variant="h4" component="span">
          {props.label ?? word}
        </Typography>
        <Typography variant="h2" component="span">
          <Money paise={content.totalPaise} />
        </Typography>
      </Ends>
      <Typography variant="body2" sx={{ color: 'text.secondary', lineHeight: 1.3 }}>
        {t.tariff(content.tariffTitle[language], content.tariffVersion)}
      </Typography>
    </>
  );
}

const Head = styled('div')({
  display: 'flex',
  alignItems: 'center',
  gap: 16,
  minHeight: 56,
  padding: '8px 24px',
  borderBottom: `1px dashed ${COLOUR.line}`,
});

/** The sheet itself; its head says what it is and until when. */
export function Paper(props: {
  readonly title: string;
  readonly aside: ReactNode;
  readonly tone?: 'quote' | 'preview' | 'stop';
  readonly children: ReactNode;
  readonly foot?: ReactNode;
}) {
  const tone = props.tone ?? 'preview';
  return (
    <Box
      component="section"
      aria-label={props.title}
      sx={{
        background: COLOUR.paper,
        border: '1px solid',
        borderColor: tone === 'stop' ? COLOUR.stop : COLOUR.lineSoft,
        borderTop: `4px solid ${tone === 'quote' ? COLOUR.action : tone === 'stop' ? COLOUR.stop : COLOUR.line}`,
        borderRadius: 1,
        display: 'flex',
        flexDirection: 'column',
        minHeight: 0,
        // On a tall screen the total stays near its lines.
        height: 'min(100%, 640px)',
      }}
    >
      <Head>
        <Typography component="h2" variant="h4" sx={{ flex: 1, fontWeight: 700 }}>
          {props.title}
        </Typography>
        {props.aside}
      </Head>
      <Box sx={{ flex: 1, minHeight: 0, overflow: 'auto', px: 3, pt: 1.5 }}>{props.children}</Box>
      {(props.foot ?? null) === null ? null : <Box sx={{ px: 3, pb: 1.5 }}>{props.foot}</Box>}
    </Box>
  );
}
