/** The bottom row: device faults at the left and nothing else; the keys at the right. */
import DesktopAccessDisabled from '@mui/icons-material/DesktopAccessDisabled';
import Fingerprint from '@mui/icons-material/Fingerprint';
import PrintDisabled from '@mui/icons-material/PrintDisabled';
import Box from '@mui/material/Box';

import type { ClerkSnapshot } from '#contract/snapshot.ts';
import { useSpeech } from '#renderer/texts/use-texts.tsx';
import { COLOUR } from '#renderer/theme.ts';
import { KeyButton } from '#renderer/ui/Key.tsx';

export interface KeyAction {
  readonly keyName: string;
  readonly label: string;
  readonly run: () => void;
  readonly disabled?: boolean;
}

function Fault(props: { readonly Icon: typeof PrintDisabled; readonly text: string }) {
  const { Icon, text } = props;
  return (
    <Box
      component="span"
      sx={{
        display: 'inline-flex',
        alignItems: 'center',
        gap: 1,
        fontWeight: 600,
        color: COLOUR.stop,
      }}
    >
      <Icon aria-hidden="true" />
      {text}
    </Box>
  );
}

export function Faults(props: {
  readonly snapshot: Pick<ClerkSnapshot, 'printer' | 'scanner' | 'displayPresent'>;
}) {
  const { t } = useSpeech();
  const { printer, scanner, displayPresent } = props.snapshot;
  const noFinger = scanner?.state === 'absent' || scanner?.state === 'trouble';
  return (
    <Box role="status" sx={{ flex: 1, display: 'flex', gap: 3 }}>
      {printer.condition === 'trouble' ? (
        <Fault Icon={PrintDisabled} text={t.faultPrinter} />
      ) : null}
      {printer.condition === 'paper_low' ? (
        <Fault Icon={PrintDisabled} text={t.faultPaperLow} />
      ) : null}
      {noFinger ? <Fault Icon={Fingerprint} text={t.faultScanner} /> : null}
      {displayPresent ? null : <Fault Icon={DesktopAccessDisabled} text={t.faultDisplay} />}
    </Box>
  );
}

export function KeyBar(props: {
  readonly snapshot: ClerkSnapshot;
  readonly actions: readonly KeyAction[];
}) {
  return (
    <Box
      component="footer"
      sx={{
        display: 'flex',
        alignItems: 'center',
        gap: 1,
        height: 56,
        px: 3,
        background: COLOUR.paper,
        borderTop: `1px solid ${COLOUR.lineSoft}`,
      }}
    >
      <Faults snapshot={props.snapshot} />
      {props.actions.map((action) => (
        <KeyButton
          key={action.keyName}
          look="quiet"
          keyName={action.keyName}
          label={action.label}
          disabled={action.disabled ?? false}
          onPress={action.run}
        />
      ))}
    </Box>
  );
}
