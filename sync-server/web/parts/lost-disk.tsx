/**
 * What is known of a range that a counter's disk took with it, and the place where a receipt that a
 * citizen still has is brought in: scanned, or typed from its QR.
 */
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useState, type SyntheticEvent } from 'react';

import { errorSentence } from '#domain/errors.ts';
import { formatRupees } from '#domain/money.ts';
import { COLOUR } from '#renderer/theme.ts';
import type { LostDisk } from '#server/api/contract.ts';

import { act, hq } from '#server/web/api.ts';
import { ACT_WORDS } from '#server/web/texts-cases.ts';
import { fill, useWords } from '#server/web/texts.ts';
import { useHq } from '#server/web/use-hq.ts';
import { FORM } from './act-dialog.tsx';
import { WhenReady } from './states.tsx';

function Known({ lost }: { lost: LostDisk }) {
  const { language } = useWords();
  const lines = [
    [ACT_WORDS.lostHeld[language], `${lost.heldSeq}`],
    [ACT_WORDS.lostProven[language], formatRupees(lost.provenPaise)],
    [ACT_WORDS.lostKnown[language], `${lost.receipts.length} · ${formatRupees(lost.knownPaise)}`],
    [ACT_WORDS.lostMissing[language], formatRupees(lost.missingPaise)],
  ] as const;
  return (
    <Box component="dl" sx={{ m: 0, display: 'grid', gap: 1 }}>
      {lines.map(([label, value]) => (
        <Box key={label} sx={{ display: 'flex', justifyContent: 'space-between', gap: 2 }}>
          <Typography component="dt">{label}</Typography>
          <Typography component="dd" sx={{ m: 0, fontWeight: 600, whiteSpace: 'nowrap' }}>
            {value}
          </Typography>
        </Box>
      ))}
    </Box>
  );
}

interface Told {
  readonly text: string;
  readonly isTrouble: boolean;
}

export function LostDiskDialog({ counterId, onDone }: { counterId: string; onDone: () => void }) {
  const { language, t } = useWords();
  const [version, setVersion] = useState(0);
  const [qr, setQr] = useState('');
  const [told, setTold] = useState<Told | null>(null);
  const lost = useHq(() => hq.lost(counterId), `lost-${counterId}-${version}`);
  const successor = (lost.state === 'ready' ? lost.value.successorId : null) ?? '';
  const keep = async (event: SyntheticEvent): Promise<void> => {
    event.preventDefault();
    const answer = await act('lost/receipts', { qr: qr.trim() });
    if (answer.ok) {
      const word = answer.value === 'held' ? ACT_WORDS.held : ACT_WORDS.kept;
      setTold({ text: word[language], isTrouble: false });
      setQr('');
      setVersion(version + 1);
      return;
    }
    const { failure } = answer;
    const text = failure === null ? t.unreachable : errorSentence(failure, language);
    setTold({ text, isTrouble: true });
  };
  return (
    <Dialog open onClose={onDone} fullWidth maxWidth="sm" aria-labelledby="lost-title">
      <Box component="form" onSubmit={(event: SyntheticEvent) => void keep(event)} sx={FORM}>
        <Typography id="lost-title" variant="h4" component="h2">
          {fill(ACT_WORDS.lostTitle[language], { counter: counterId, successor })}
        </Typography>
        <WhenReady loaded={lost} minHeight={128}>
          {(value) => <Known lost={value} />}
        </WhenReady>
        <TextField
          label={ACT_WORDS.lostQr[language]}
          value={qr}
          autoComplete="off"
          onChange={(event) => setQr(event.target.value)}
          fullWidth
        />
        <Typography
          role="status"
          sx={{ minHeight: 24, color: told?.isTrouble === true ? COLOUR.stop : COLOUR.paid }}
        >
          {told?.text}
        </Typography>
        <Box sx={{ display: 'flex', gap: 2, justifyContent: 'flex-end' }}>
          <Button onClick={onDone} sx={{ color: COLOUR.actionDark }}>
            {ACT_WORDS.shut[language]}
          </Button>
          <Button
            type="submit"
            variant="contained"
            disableElevation
            disabled={qr.trim() === ''}
            sx={{ bgcolor: COLOUR.actionDark }}
          >
            {ACT_WORDS.keep[language]}
          </Button>
        </Box>
      </Box>
    </Dialog>
  );
}
