/** Paying by UPI: the code, whom it pays, exactly how much, how long it holds. Never "failed" from silence. */
import Box from '@mui/material/Box';

import type { CitizenSnapshot } from '#contract/snapshot.ts';
import type { CitizenUpiSnapshot } from '#contract/upi.ts';
import { useSpeech } from '#renderer/texts/use-texts.tsx';
import { COLOUR } from '#renderer/theme.ts';
import { Money } from '#renderer/ui/Money.tsx';
import { QrCode } from '#renderer/ui/QrCode.tsx';
import { minutesAndSeconds, useCountdown } from '#renderer/ui/use-countdown.ts';

import { FarAmount, FarLead, FarText } from './Frame.tsx';

/** At least 45 % of the display's height (read from 1.5 m by any phone). */
const CODE_SIZE = 'min(58vh, 46vw)';

function Code(props: { readonly upi: CitizenUpiSnapshot; readonly isValid: boolean }) {
  const { t } = useSpeech();
  const { upi, isValid } = props;
  return (
    <Box
      sx={{
        width: CODE_SIZE,
        height: CODE_SIZE,
        display: 'grid',
        alignContent: 'center',
        background: '#fff',
        border: `2px solid ${COLOUR.line}`,
        borderRadius: 1,
      }}
    >
      {isValid && upi.link !== null ? (
        <QrCode text={upi.link} label={t.upiScan} />
      ) : (
        <FarLead sx={{ p: 4, textAlign: 'center', color: COLOUR.waiting }}>
          {upi.state === 'coming' ? t.upiComing : t.upiBank}
        </FarLead>
      )}
    </Box>
  );
}

const MOST_LINES = 4;

/** The official lines, or the services where there are several; what does not fit is on the receipt. */
function Lines(props: { readonly snapshot: CitizenSnapshot }) {
  const { t, language } = useSpeech();
  const { quotes } = props.snapshot;
  const [only] = quotes;
  const rows =
    quotes.length === 1 && only !== undefined
      ? only.lines.map(({ texts, amountPaise }) => ({ texts, amountPaise }))
      : quotes.map(({ serviceTexts: texts, totalPaise }) => ({ texts, amountPaise: totalPaise }));
  const shown = rows.length > MOST_LINES ? rows.slice(0, MOST_LINES - 1) : rows;
  return (
    <Box sx={{ mt: 1 }}>
      {shown.map(({ texts, amountPaise }, index) => (
        <Box key={index} sx={{ display: 'flex', justifyContent: 'space-between', columnGap: 3 }}>
          <FarText sx={{ overflow: 'hidden', whiteSpace: 'nowrap', textOverflow: 'ellipsis' }}>
            {texts[language]}
          </FarText>
          <FarText>
            <Money paise={amountPaise} />
          </FarText>
        </Box>
      ))}
      {shown.length < rows.length ? (
        <FarText>{t.furtherLines(rows.length - shown.length)}</FarText>
      ) : null}
    </Box>
  );
}

export function UpiView(props: {
  readonly snapshot: CitizenSnapshot;
  readonly upi: CitizenUpiSnapshot;
}) {
  const { t, language } = useSpeech();
  const { snapshot, upi } = props;
  const left = useCountdown(upi.leftMs, upi);
  const isValid = upi.state === 'code' && left > 0;
  const isOver = upi.state !== 'coming' && !isValid;
  const services = snapshot.quotes.map((quote) => quote.serviceTexts[language]).join(' · ');
  return (
    <Box
      role="status"
      sx={{
        flex: 1,
        minHeight: 0,
        display: 'grid',
        gridTemplateColumns: `minmax(0, 1fr) ${CODE_SIZE}`,
        columnGap: 5,
        alignItems: 'center',
        px: 5,
      }}
    >
      <Box>
        <FarText sx={{ fontWeight: 600 }}>{services}</FarText>
        <Lines snapshot={snapshot} />
        <FarLead sx={{ mt: 2 }}>{t.youPay}</FarLead>
        <FarAmount sx={{ fontSize: 'min(96px, 8vw)' }}>
          <Money paise={snapshot.totalPaise} />
        </FarAmount>
        <FarText sx={{ color: COLOUR.inkSoft }}>{t.officialFee}</FarText>
        <FarText sx={{ mt: 3, color: COLOUR.inkSoft }}>{t.upiPayTo}</FarText>
        <FarLead>{upi.payeeName}</FarLead>
        <FarText sx={{ overflowWrap: 'anywhere' }}>{upi.payeeAddress}</FarText>
        <FarText sx={{ mt: 1, fontWeight: 600 }}>{isOver ? t.upiBankHelp : t.upiPayCheck}</FarText>
      </Box>
      <Box>
        <Code upi={upi} isValid={isValid} />
        <Box sx={{ mt: 1.5, minHeight: 76, textAlign: 'center' }}>
          <FarText sx={{ fontWeight: 600 }}>{isValid ? t.upiScan : ''}</FarText>
          <FarText>{isValid ? t.upiTimeLeft(minutesAndSeconds(left)) : ''}</FarText>
        </Box>
      </Box>
    </Box>
  );
}
