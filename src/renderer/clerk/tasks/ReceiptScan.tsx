/** Reading a receipt's square, by scanner or by pasting, and saying what this counter knows of it. */
import CheckCircle from '@mui/icons-material/CheckCircle';
import ErrorOutline from '@mui/icons-material/ErrorOutlineOutlined';
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useState } from 'react';

import type { ReceiptCheck } from '#contract/answers.ts';
import { formatIst, type Instant } from '#domain/time.ts';
import type { Counter } from '#renderer/clerk/counter/use-counter.ts';
import { showDate } from '#renderer/clerk/shell/Header.tsx';
import { useEnter } from '#renderer/keys/use-enter.ts';
import { useSpeech } from '#renderer/texts/use-texts.tsx';
import { COLOUR } from '#renderer/theme.ts';
import { Field } from '#renderer/ui/Field.tsx';
import { useFocus } from '#renderer/ui/focus.ts';
import { Money } from '#renderer/ui/Money.tsx';
import { Ends, Sheet } from '#renderer/ui/Section.tsx';

export interface ScannedReceipt {
  readonly qr: string;
  readonly check: ReceiptCheck;
}

const MIN_QR_LENGTH = 16;

const showMoment = (at: Instant): string => {
  const text = formatIst(at);
  return `${showDate(text.slice(0, 10))} ${text.slice(11, 16)}`;
};

export function ReceiptScan(props: {
  readonly counter: Counter;
  readonly onScanned: (receipt: ScannedReceipt) => void;
}) {
  const { t } = useSpeech();
  const { counter, onScanned } = props;
  const [text, setText] = useState('');
  useFocus({ field: 'receipt-qr', turn: 0 });
  const check = (): void => {
    const qr = text.trim();
    if (qr.length < MIN_QR_LENGTH) return;
    void counter.run('checkReceipt', { qr }).then((answer) => {
      setText('');
      if (answer?.ok === true) onScanned({ qr, check: answer.value });
    });
  };
  useEnter(check);
  return (
    <Field
      stacked
      takesScan
      name="receipt-qr"
      label={counter.state.pending === 'checkReceipt' ? t.scanning : t.scanReceipt}
      placeholder={t.scanHint}
      value={text}
      maxLength={2000}
      onValue={setText}
    />
  );
}

export function ReceiptCard(props: { readonly check: ReceiptCheck }) {
  const { t, language } = useSpeech();
  const { check } = props;
  const good = check.verdict === 'genuine_here';
  const Icon = good ? CheckCircle : ErrorOutline;
  const service = check.serviceTexts?.[language];
  const issued = check.issuedAt === null ? undefined : showMoment(check.issuedAt);
  return (
    <Sheet sx={{ px: 3, py: 1.5, borderColor: good ? COLOUR.paid : COLOUR.stop }}>
      <Box role="status" sx={{ display: 'flex', gap: 1, color: good ? COLOUR.paid : COLOUR.stop }}>
        <Icon aria-hidden="true" />
        <Typography sx={{ fontWeight: 700 }}>{t[`verdict_${check.verdict}`]}</Typography>
      </Box>
      {check.receiptNumber === null ? null : (
        <Ends>
          <Typography>
            {[check.receiptNumber, issued, service]
              .filter((part) => part !== undefined)
              .join(' · ')}
          </Typography>
          {check.totalPaise === null ? null : (
            <Typography variant="h3" component="span">
              <Money paise={check.totalPaise} />
            </Typography>
          )}
        </Ends>
      )}
    </Sheet>
  );
}
