/** PAID, over the whole width, for two seconds or until the next key. */
import CheckCircle from '@mui/icons-material/CheckCircle';
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useEffect, useRef } from 'react';

import type { PaidSnapshot, PrintJobSnapshot } from '#contract/snapshot.ts';
import { piecesOf } from '#renderer/clerk/tender/cash.ts';
import { useSpeech, type Speech } from '#renderer/texts/use-texts.tsx';
import { COLOUR } from '#renderer/theme.ts';
import { faceValue, Money } from '#renderer/ui/Money.tsx';

const SHOWN_MS = 2000;

function printWord(jobs: readonly (PrintJobSnapshot | null)[], { t }: Speech): string {
  const states = jobs.map((job) => job?.status ?? 'queued');
  if (states.includes('failed')) return t.notPrinted;
  if (states.includes('unconfirmed')) return t.maybePrinted;
  return states.includes('queued') ? t.printing : t.printed;
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
  const speech = useSpeech();
  const { t } = speech;
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
      {paid.nil ? null : (
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
      <Typography variant="h4" component="p" sx={{ mt: 2 }}>
        {printWord(
          paid.receipts.map((receipt) => receipt.job),
          speech,
        )}
      </Typography>
      <Typography>{t.anyKey}</Typography>
    </Box>
  );
}
