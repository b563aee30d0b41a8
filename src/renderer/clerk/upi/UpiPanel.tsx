/** The clerk's side while a citizen pays by UPI: what is waited for, and the ways on. */
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';

import type { VisitSnapshot } from '#contract/snapshot.ts';
import type { UpiAsideSnapshot, UpiSnapshot } from '#contract/upi.ts';
import { formatRupees } from '#domain/money.ts';
import { useKeys } from '#renderer/keys/use-keys.ts';
import { useSpeech } from '#renderer/texts/use-texts.tsx';
import { COLOUR } from '#renderer/theme.ts';
import { KeyButton } from '#renderer/ui/Key.tsx';
import { Money } from '#renderer/ui/Money.tsx';
import { Sheet } from '#renderer/ui/Section.tsx';
import { minutesAndSeconds } from '#renderer/ui/use-countdown.ts';

function useWords({ state, isShown }: UpiSnapshot) {
  const { t } = useSpeech();
  if (state === 'requested') return { title: t.upiAsking, help: t.upiAskingHelp };
  if (state === 'unknown') return { title: t.upiUnknown, help: t.upiUnknownHelp };
  return { title: t.upiAwaiting, help: isShown ? t.upiAwaitingHelp : t.upiHidden };
}

export function UpiPanel(props: {
  readonly visit: VisitSnapshot;
  readonly upi: UpiSnapshot;
  readonly now: number;
  readonly onSlip: () => void;
}) {
  const { t } = useSpeech();
  const { visit, upi, now, onSlip } = props;
  const { title, help } = useWords(upi);
  const canSlip = upi.state === 'awaiting' || upi.state === 'unknown';
  useKeys(
    [
      { code: 'Digit1', run: onSlip },
      { code: 'Numpad1', run: onSlip },
    ],
    canSlip,
  );
  const leftMs = upi.expiresAt === null ? 0 : Math.max(0, upi.expiresAt - now);
  return (
    <>
      <Box role="status" sx={{ minHeight: 228 }}>
        <Typography
          variant="h4"
          component="h2"
          sx={{ color: upi.state === 'unknown' ? COLOUR.waiting : COLOUR.ink }}
        >
          {title}
        </Typography>
        <Typography variant="h2" component="p" sx={{ mt: 1 }}>
          <Money paise={visit.totalPaise} />
        </Typography>
        <Typography component="p" sx={{ minHeight: 24, fontWeight: 600 }}>
          {upi.state === 'awaiting' ? t.upiLeft(minutesAndSeconds(leftMs)) : ''}
        </Typography>
        <Typography sx={{ mt: 1 }}>{help}</Typography>
      </Box>
      <KeyButton
        fill
        look={upi.state === 'unknown' ? 'main' : 'plain'}
        keyName="1"
        label={t.upiSlip}
        disabled={!canSlip}
        onPress={onSlip}
      />
    </>
  );
}

/** Citizens who went with a slip, oldest first: nothing is asked of the clerk. */
export function AsidePayments(props: { readonly aside: readonly UpiAsideSnapshot[] }) {
  const { t } = useSpeech();
  if (props.aside.length === 0) return null;
  return (
    <Sheet sx={{ p: 2 }} role="group" aria-label={t.upiAside}>
      <Typography sx={{ color: 'text.secondary' }}>{t.upiAside}</Typography>
      {props.aside.slice(0, 4).map(({ chargeId, totalPaise }) => (
        <Typography key={chargeId} sx={{ fontWeight: 600 }}>
          {chargeId} · {formatRupees(totalPaise)}
        </Typography>
      ))}
    </Sheet>
  );
}
