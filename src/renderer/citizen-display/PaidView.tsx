/** Paid: the word, what was given, what comes back, the receipt's number, where to complain. */
import CheckCircle from '@mui/icons-material/CheckCircle';
import Box from '@mui/material/Box';

import type { PaidSnapshot } from '#contract/snapshot.ts';
import { useSpeech } from '#renderer/texts/use-texts.tsx';
import { Money } from '#renderer/ui/Money.tsx';

import { FarAmount, FarLead, FarText } from './Frame.tsx';

export function PaidView(props: {
  readonly paid: PaidSnapshot;
  readonly complaintsNumber: string | null;
}) {
  const { t } = useSpeech();
  const { paid, complaintsNumber } = props;
  return (
    <Box sx={{ flex: 1, display: 'flex', flexDirection: 'column', px: 5, py: 4 }} role="status">
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 3 }}>
        <CheckCircle aria-hidden="true" sx={{ fontSize: 80 }} />
        <FarLead sx={{ fontSize: 64 }}>{paid.nil ? t.nothingToPay : t.citizenPaid}</FarLead>
        <Box sx={{ flex: 1 }} />
        <FarLead sx={{ fontSize: 64 }}>
          <Money paise={paid.totalPaise} />
        </FarLead>
      </Box>
      <Box sx={{ mt: 1 }}>
        {paid.receipts.map((receipt) => (
          <FarText key={receipt.receiptNumber}>
            {t.receiptNumber} {receipt.receiptNumber}
          </FarText>
        ))}
      </Box>
      <Box sx={{ flex: 1, display: 'grid', alignContent: 'center' }}>
        {paid.upi === undefined ? null : (
          <>
            <FarLead>{t.upiPaidBy}</FarLead>
            <FarText>{t.upiReference(paid.upi.reference)}</FarText>
          </>
        )}
        {paid.nil || paid.upi !== undefined ? null : (
          <Box sx={{ display: 'grid', gridTemplateColumns: '1fr 1fr', columnGap: 5 }}>
            <Box>
              <FarLead>{t.citizenGiven}</FarLead>
              <FarAmount sx={{ fontSize: 64, lineHeight: 1.65 }}>
                <Money paise={paid.givenPaise} />
              </FarAmount>
            </Box>
            <Box>
              <FarLead>{t.citizenChange}</FarLead>
              <FarAmount>
                <Money paise={paid.changePaise} />
              </FarAmount>
            </Box>
          </Box>
        )}
      </Box>
      <FarText sx={{ fontWeight: 600 }}>{paid.nil ? t.citizenNil : t.takeReceipt}</FarText>
      <FarText>
        {complaintsNumber === null ? '' : `${t.complaints(complaintsNumber)} `}
        {t.pressTwo}
      </FarText>
    </Box>
  );
}
