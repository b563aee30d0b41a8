/** The first view: three ways to bring a receipt, the largest first. */
import PhotoLibrary from '@mui/icons-material/PhotoLibrary';
import QrCodeScanner from '@mui/icons-material/QrCodeScanner';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useState } from 'react';

import { COLOUR } from '#renderer/theme.ts';
import { readReceiptNumber } from '#server/citizen/check.ts';
import { useWords } from '#server/citizen/texts.ts';
import { PublishedRoot } from './PublishedRoot.tsx';

export interface HomeProps {
  readonly trouble: string | null;
  readonly online: boolean;
  readonly onScan: () => void;
  readonly onPhoto: (file: File) => void;
  readonly onNumber: (receiptNumber: string) => void;
}

function PhotoButton({ onPhoto }: { onPhoto: (file: File) => void }) {
  const { say } = useWords();
  return (
    <Button
      component="label"
      role={undefined}
      variant="outlined"
      size="large"
      startIcon={<PhotoLibrary />}
      sx={{ minHeight: 64, fontSize: 20, '&:focus-within': { outline: '3px solid' } }}
    >
      {say('photo')}
      <input
        className="visually-hidden"
        type="file"
        accept="image/*"
        onChange={(event) => {
          const file = event.target.files?.[0];
          event.target.value = '';
          if (file !== undefined) onPhoto(file);
        }}
      />
    </Button>
  );
}

function NumberForm({ online, onNumber }: Pick<HomeProps, 'online' | 'onNumber'>) {
  const { say } = useWords();
  const [typed, setTyped] = useState('');
  const [wrong, setWrong] = useState(false);
  return (
    <Box
      component="form"
      noValidate
      sx={{ display: 'grid', gap: 2 }}
      onSubmit={(event) => {
        event.preventDefault();
        const receiptNumber = readReceiptNumber(typed);
        setWrong(receiptNumber === null);
        if (receiptNumber !== null) onNumber(receiptNumber);
      }}
    >
      <Typography variant="h4" component="h2">
        {say('orNumber')}
      </Typography>
      <TextField
        label={say('number')}
        value={typed}
        error={wrong}
        helperText={wrong ? say('numberWrong') : say('numberHint')}
        onChange={(event) => {
          setTyped(event.target.value);
          setWrong(false);
        }}
        slotProps={{
          htmlInput: { autoCapitalize: 'characters', autoComplete: 'off', spellCheck: false },
          formHelperText: { sx: { fontSize: 16, color: wrong ? COLOUR.stop : COLOUR.inkSoft } },
        }}
      />
      <Button
        type="submit"
        variant="outlined"
        size="large"
        disabled={!online}
        sx={{ minHeight: 56 }}
      >
        {say('checkNumber')}
      </Button>
      {!online && <Typography>{say('numberNeedsNetwork')}</Typography>}
    </Box>
  );
}

export function Home({ trouble, online, onScan, onPhoto, onNumber }: HomeProps) {
  const { say } = useWords();
  return (
    <Box sx={{ display: 'grid', gap: 3 }}>
      <Box>
        <Typography variant="h3" component="h1">
          {say('title')}
        </Typography>
        <Typography sx={{ fontSize: 20, mt: 1 }}>{say('intro')}</Typography>
      </Box>
      {trouble !== null && (
        <Typography role="alert" sx={{ p: 2, bgcolor: COLOUR.waitingSoft, color: COLOUR.waiting }}>
          {trouble}
        </Typography>
      )}
      <Box sx={{ display: 'grid', gap: 2 }}>
        <Button
          variant="contained"
          disableElevation
          size="large"
          startIcon={<QrCodeScanner />}
          onClick={onScan}
          sx={{ minHeight: 72, fontSize: 20 }}
        >
          {say('scan')}
        </Button>
        <PhotoButton onPhoto={onPhoto} />
      </Box>
      <NumberForm online={online} onNumber={onNumber} />
      <Typography color="text.secondary">{say('privacy')}</Typography>
      {online && <PublishedRoot />}
    </Box>
  );
}
