/** One figure of the day with its comparison: the number first, its meaning under it. */
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';

import { useWords } from '#server/web/texts.ts';

export interface FigureProps {
  readonly label: string;
  readonly value: string;
  /** Yesterday by now. */
  readonly before?: string;
  readonly note?: string;
  readonly large?: boolean;
}

export function Figure({ label, value, before, note, large = false }: FigureProps) {
  const { t } = useWords();
  return (
    <Box
      sx={{
        bgcolor: 'background.paper',
        border: 1,
        borderColor: 'divider',
        borderRadius: 1,
        p: 2,
        gridColumn: large ? 'span 2' : 'span 1',
        minWidth: 0,
      }}
    >
      <Typography color="text.secondary">{label}</Typography>
      <Typography variant={large ? 'h2' : 'h3'} component="p" sx={{ whiteSpace: 'nowrap' }}>
        {value}
      </Typography>
      <Typography variant="body2" color="text.secondary">
        {before === undefined ? note : `${before} ${t.yesterdayByNow}`}
      </Typography>
    </Box>
  );
}
