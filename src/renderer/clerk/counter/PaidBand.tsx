/** PAID, over the whole width, for two seconds or until the next key. */
import CheckCircle from '@mui/icons-material/CheckCircle';
import PrintDisabled from '@mui/icons-material/PrintDisabled';
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useEffect, useRef } from 'react';

import type { PaidSnapshot, PrintJobSnapshot } from '#contract/snapshot.ts';
import { piecesOf } from '#renderer/clerk/tender/cash.ts';
import { useSpeech, type Speech } from '#renderer/texts/use-texts.tsx';
import { COLOUR } from '#renderer/theme.ts';
import { faceValue, Money } from '#renderer/ui/Money.tsx';

const SHOWN_MS = 2000;

function printWord(jobs: readonly (PrintJobSnapshot | null)[], { t }: Speech) {
  const states = jobs.map((job) => job?.status ?? 'queued');
  if (states.includes('failed')) return { text: t.notPrinted, waits: true };
  if (states.includes('unconfirmed')) return { text: t.maybePrinted, waits: true };
  return { text: states.includes('queued') ? t.printing : t.printed, waits: false };
}

/** A paper that did not come out stands out of the green: it still waits for somebody. */
function PrintWord(props: { readonly jobs: readonly (PrintJobSnapshot | null)[] }) {
  const { text, waits } = printWord(props.jobs, useSpeech());
  const look = waits
    ? { color: COLOUR.waiting, background: COLOUR.waitingSoft, borderRadius: 1, px: 2, py: 1 }
    : {};
  return (
    <Typography
      variant="h4"
      component="p"
      sx={{ mt: 2, display: 'flex', alignItems: 'center', gap: 1, ...look }}
    >
      {waits ? <PrintDisabled aria-hidden="true" /> : null}
      {text}
    </Typography>
  );
}

function useDismissal(onEnd: () => void): void {
  const latest = useRef(onEnd);
  useEffect(() => {
    latest.current = onEnd;
  });
  useEffect(() => {
    const end = (): void => latest.current();
    const timer = setTimeout(end, SHOWN_MS);
    const onKey = (event: KeyboardEvent): void => {
      if (event.repeat) return;
      // These only dismiss; any other key goes on to what it means.
      if (['Enter', 'NumpadEnter', 'Escape', 'Space'].includes(event.code)) {
        event.preventDefault();
        event.stopImmediatePropagation();
      }
      end();
    };
    window.addEventListener('keydown', onKey, { capture: true });
    return () => {
      clearTimeout(timer);
      window.removeEventListener('keydown', onKey, { capture: true });
    };
  }, []);
}

export function PaidBand(props: { readonly paid: PaidSnapshot; readonly onEnd: () => void }) {
  const { t } = useSpeech();
  const { paid, onEnd } = props;
  useDismissal(onEnd);
  const pieces = piecesOf(paid.change);
  return (
    <Box
      role="status"
      onClick={onEnd}
      sx={{
        height: '100%',
        display: 'grid',
        alignContent: 'center',
        justifyItems: 'center',
        gap: 1.5,
        color: COLOUR.paper,
        background: COLOUR.paid,
        textAlign: 'center',
      }}
    >
      <Typography
        variant="h1"
        component="p"
        sx={{ display: 'flex', alignItems: 'center', gap: 2, lineHeight: 1.3 }}
      >
        <CheckCircle aria-hidden="true" sx={{ fontSize: 64 }} />
        {paid.nil ? t.nilPaid : t.paid}
      </Typography>
      {paid.receipts.map((receipt) => (
        <Typography key={receipt.receiptNumber} variant="h4" component="p">
          {t.receiptNumber} {receipt.receiptNumber} · <Money paise={receipt.totalPaise} />
        </Typography>
      ))}
      {paid.upi === undefined ? null : (
        <Typography variant="h3" component="p" sx={{ mt: 2 }}>
          {t.upiPaidBy} · {t.upiReference(paid.upi.reference)}
        </Typography>
      )}
      {paid.nil || paid.upi !== undefined ? null : (
        <>
          <Typography variant="h3" component="p" sx={{ mt: 2 }}>
            {paid.changePaise === 0 ? t.noChange : t.changeBack}
          </Typography>
          {paid.changePaise === 0 ? null : (
            <>
              <Typography variant="h1" component="p">
                <Money paise={paid.changePaise} />
              </Typography>
              <Typography variant="h4" component="p">
                {pieces.map((one) => t.pieces(one.pieces, faceValue(one.valuePaise))).join('   ')}
              </Typography>
            </>
          )}
        </>
      )}
      <PrintWord jobs={paid.receipts.map((receipt) => receipt.job)} />
      <Typography>{t.anyKey}</Typography>
    </Box>
  );
}
