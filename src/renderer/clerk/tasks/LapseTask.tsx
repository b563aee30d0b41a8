/** A quote ends without money: one key says why. */
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useState } from 'react';

import { LAPSE_REASONS, type LapseReason } from '#domain/journal/kinds.ts';
import { lapse, type Moment } from '#renderer/clerk/counter/use-counter.ts';
import { useKeys } from '#renderer/keys/use-keys.ts';
import { useSpeech } from '#renderer/texts/use-texts.tsx';
import { KeyButton } from '#renderer/ui/Key.tsx';

import { NumberedActions } from './TaskFrame.tsx';

type SpokenReason = Exclude<LapseReason, 'expired'>;
/** That a quote expired is seen by the clock, not said by a clerk. */
const SPOKEN = LAPSE_REASONS.filter((reason): reason is SpokenReason => reason !== 'expired');

export function LapseTask(props: { readonly moment: Moment }) {
  const { t } = useSpeech();
  const { moment } = props;
  const [all, setAll] = useState(false);
  const many = (moment.snapshot.visit?.quotes.length ?? 0) > 1;
  const toggle = (): void => setAll((before) => !before);
  useKeys(
    [
      { code: 'Digit0', run: toggle },
      { code: 'Numpad0', run: toggle },
    ],
    many,
  );
  return (
    <Box component="section" aria-label={t.lapseTitle}>
      <Typography variant="h4" component="h2" sx={{ mb: 2 }}>
        {t.lapseTitle}
      </Typography>
      <NumberedActions
        actions={SPOKEN.map((reason) => ({
          label: t[`lapse_${reason}`],
          run: () => void lapse(moment, { reason, all }),
        }))}
      />
      {many ? (
        <Box sx={{ mt: 2 }}>
          <KeyButton
            fill
            look="quiet"
            keyName="0"
            label={`${t.lapseScope}: ${all ? t.lapseAll : t.lapseLast}`}
            onPress={toggle}
          />
        </Box>
      ) : null}
    </Box>
  );
}
