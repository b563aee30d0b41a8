/**
 * Behind a payment link: the official charge with its office and authority, then the way to the
 * gateway's page, then what HQ knows of the money. Only HQ's word ever says paid.
 */
import Phone from '@mui/icons-material/Phone';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useEffect, useState } from 'react';

import { formatRupees } from '#domain/money.ts';
import { formatIstTime, istDate, type Instant } from '#domain/time.ts';
import { amountInWords } from '#domain/words.ts';
import type { PublicOffice } from '#protocol/public-documents.ts';
import { COLOUR } from '#renderer/theme.ts';
import type { PublicLink, PublicLinkCharge } from '#server/api/public-contract.ts';
import type { ShownFee } from '#server/citizen/check.ts';
import { askLink, learn, officeOf, tariffOf, type Known } from '#server/citizen/hq.ts';
import { LINK_STATES, LINK_WORDS, type LinkState } from '#server/citizen/link-texts.ts';
import { useWords } from '#server/citizen/texts.ts';
import { FeeLines } from './FeeLines.tsx';
import { Header } from './Header.tsx';

const ASK_EVERY_MS = 3_000;

/** The token in the address, else null. */
export const linkToken = (): string | null =>
  /^\/R\/L\/([A-Z2-7]{26})\/?$/.exec(location.pathname)?.[1] ?? null;

type Answer = PublicLink | Extract<LinkState, 'loading' | 'no_link' | 'unreachable'>;

const FINAL: ReadonlySet<LinkState> = new Set(['no_link', 'settled', 'expired']);
const stateOf = (answer: Answer): LinkState => (typeof answer === 'string' ? answer : answer.state);

/** Asked again while something may still change and somebody looks. */
function useLink(token: string): Answer {
  const [answer, setAnswer] = useState<Answer>('loading');
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isGone = false;
    const ask = async (): Promise<void> => {
      const again = (): void => void (timer = setTimeout(() => void ask(), ASK_EVERY_MS));
      if (document.hidden) return again();
      const told = await askLink(token);
      if (isGone) return undefined;
      const now = told === 'unknown' ? 'no_link' : told;
      if (now !== null) setAnswer(now);
      else setAnswer((before) => (before === 'loading' ? 'unreachable' : before));
      const isOver = now !== null && FINAL.has(stateOf(now));
      const isTold = typeof now === 'object' && now !== null && now.receiptNumbers.length > 0;
      return isOver || isTold ? undefined : again();
    };
    void ask();
    return () => {
      isGone = true;
      clearTimeout(timer);
    };
  }, [token]);
  return answer;
}

interface Described {
  readonly office: PublicOffice | null;
  readonly fees: readonly (ShownFee | null)[];
}

async function feeOf(known: Known, charge: PublicLinkCharge): Promise<ShownFee | null> {
  const { tariffId, tariffVersion: version, quotedAt, serviceCode } = charge;
  const found = await tariffOf(known, { tariffId, version }, quotedAt);
  const service = found?.tariff.services.find(({ code }) => code === serviceCode);
  const isNamed = found !== null && found.hash === charge.tariffHash;
  return !isNamed || service === undefined
    ? null
    : { tariff: found.tariff, service, lines: charge.lines };
}

/** Names and words, from documents that HQ signed. */
function useDescribed(link: PublicLink | null): Described {
  const [described, setDescribed] = useState<Described>({ office: null, fees: [] });
  const key = link === null ? null : JSON.stringify([link.officeId, link.charges]);
  useEffect(() => {
    if (key === null) return;
    const [officeId, charges] = JSON.parse(key) as [string, readonly PublicLinkCharge[]];
    void learn().then(async (known) => {
      if (known === null) return;
      const office = await officeOf(known, officeId);
      const fees = await Promise.all(charges.map((charge) => feeOf(known, charge)));
      setDescribed({ office, fees });
    });
  }, [key]);
  return described;
}

const TONES: Readonly<Partial<Record<LinkState, 'paid' | 'waiting' | 'stop'>>> = {
  paid: 'paid',
  settled: 'paid',
  open: 'waiting',
  expired: 'stop',
  no_link: 'stop',
};
const INKS = {
  paid: { ink: COLOUR.paid, ground: COLOUR.paidSoft },
  waiting: { ink: COLOUR.waiting, ground: COLOUR.waitingSoft },
  stop: { ink: COLOUR.stop, ground: COLOUR.stopSoft },
} as const;

function StateBand({ state }: { state: LinkState }) {
  const { language } = useWords();
  const { ink, ground } = INKS[TONES[state] ?? 'waiting'];
  const { word, meaning } = LINK_STATES[state];
  return (
    <Box
      role="status"
      data-link-state={state}
      sx={{ bgcolor: ground, color: ink, border: 2, borderColor: ink, borderRadius: 1, p: 2 }}
    >
      <Typography variant="h3" component="h1">
        {word[language]}
      </Typography>
      <Typography sx={{ fontSize: 18, mt: 1 }}>{meaning[language]}</Typography>
    </Box>
  );
}

function shownTime(at: Instant): string {
  const [year, month, day] = istDate(at).split('-');
  return `${day}-${month}-${year} ${formatIstTime(at)}`;
}

function Amount({ link }: { link: PublicLink }) {
  const { language } = useWords();
  const { totalPaise, payAt } = link;
  const amount = formatRupees(totalPaise);
  return (
    <Box component="section">
      <Typography variant="h4" component="h2">
        {LINK_WORDS[link.state === 'paid' ? 'youPaid' : 'youPay'][language]}
      </Typography>
      <Typography variant="h2" component="p" sx={{ overflowWrap: 'anywhere' }}>
        {amount}
      </Typography>
      <Typography sx={{ fontSize: 18 }}>{amountInWords(totalPaise, language)}</Typography>
      {payAt !== null && (
        <>
          <Button
            variant="contained"
            disableElevation
            size="large"
            fullWidth
            href={payAt}
            rel="noreferrer"
            sx={{ minHeight: 64, fontSize: 22, mt: 2 }}
          >
            {LINK_WORDS.pay[language].replace('{amount}', amount)}
          </Button>
          <Typography color="text.secondary" sx={{ mt: 1 }}>
            {LINK_WORDS.payNote[language]}
          </Typography>
          <Typography color="text.secondary">
            {LINK_WORDS.until[language].replace('{time}', shownTime(link.expiresAt))}
          </Typography>
        </>
      )}
    </Box>
  );
}

function Receipts({ numbers }: { numbers: readonly string[] }) {
  const { language } = useWords();
  if (numbers.length === 0) {
    return <Typography sx={{ fontSize: 18 }}>{LINK_WORDS.receiptFollows[language]}</Typography>;
  }
  return (
    <Box component="section">
      <Typography variant="h4" component="h2">
        {LINK_WORDS.receipt[language]}
      </Typography>
      {numbers.map((number) => (
        <Typography key={number} sx={{ fontSize: 18, overflowWrap: 'anywhere' }}>
          {number}
        </Typography>
      ))}
    </Box>
  );
}

function Charge(props: { readonly charge: PublicLinkCharge; readonly fee: ShownFee | null }) {
  const { language } = useWords();
  const { charge, fee } = props;
  return (
    <Box component="section">
      <Typography variant="h4" component="h2">
        {fee?.service.texts[language] ?? charge.serviceCode}
      </Typography>
      {fee !== null && (
        <Typography color="text.secondary" sx={{ mb: 1 }}>
          {LINK_WORDS.authority[language]}: {fee.tariff.authority}
        </Typography>
      )}
      <FeeLines fee={fee} receipt={charge} />
    </Box>
  );
}

function Office({ office, officeId }: { office: PublicOffice | null; officeId: string }) {
  const { say, language } = useWords();
  return (
    <Box component="section" sx={{ bgcolor: COLOUR.actionSoft, borderRadius: 1, p: 2 }}>
      <Typography variant="h4" component="h2">
        {office?.name[language] ?? officeId}
      </Typography>
      {office !== null && (
        <>
          <Typography sx={{ fontSize: 18 }}>
            {office.department[language]}, {office.address[language]}
          </Typography>
          <Typography sx={{ fontSize: 18, my: 1 }}>{say('askedMore')}</Typography>
          <Button
            variant="outlined"
            size="large"
            fullWidth
            startIcon={<Phone />}
            href={`tel:${office.complaintNumber.replaceAll(/[^\d+]/g, '')}`}
            sx={{ minHeight: 56, fontSize: 20, bgcolor: 'background.paper' }}
          >
            {say('call', { number: office.complaintNumber })}
          </Button>
        </>
      )}
    </Box>
  );
}

export function LinkPage(props: { readonly token: string; readonly onLanguage: () => void }) {
  const answer = useLink(props.token);
  const link = typeof answer === 'string' ? null : answer;
  const { office, fees } = useDescribed(link);
  const isDue = link?.state === 'open' || link?.state === 'paid';
  return (
    <Box sx={{ maxWidth: 560, mx: 'auto', minHeight: '100dvh' }}>
      <Header onLanguage={props.onLanguage} />
      <Box component="main" sx={{ px: 2, pb: 3, display: 'grid', gap: 3 }}>
        <StateBand state={stateOf(answer)} />
        {link !== null && isDue && <Amount link={link} />}
        {link?.state === 'paid' && <Receipts numbers={link.receiptNumbers} />}
        {link !== null &&
          isDue &&
          link.charges.map((charge, index) => (
            <Charge
              key={`${charge.serviceCode}-${index}`}
              charge={charge}
              fee={fees[index] ?? null}
            />
          ))}
        {link !== null && <Office office={office} officeId={link.officeId} />}
      </Box>
    </Box>
  );
}
