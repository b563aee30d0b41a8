/** The name, and the way to the other language. */
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';

import { COLOUR } from '#renderer/theme.ts';
import { useWords } from '#server/citizen/texts.ts';

export function Header({ onLanguage }: { onLanguage: () => void }) {
  const { say } = useWords();
  return (
    <Box component="header" sx={{ display: 'flex', alignItems: 'center', p: 2, gap: 2 }}>
      <Typography variant="h4" component="p" sx={{ flex: 1, color: COLOUR.action }}>
        {say('brand')}
      </Typography>
      <Button variant="outlined" onClick={onLanguage} sx={{ minHeight: 48 }}>
        {say('otherLanguage')}
      </Button>
    </Box>
  );
}
