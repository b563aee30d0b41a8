/** Names and what stands behind them, one under the other. */
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import type { ReactNode } from 'react';

export type ShownFact = readonly [label: string, value: ReactNode];

export function Facts({ facts }: { facts: readonly ShownFact[] }) {
  return (
    <Box
      component="dl"
      sx={{
        m: 0,
        display: 'grid',
        columnGap: 3,
        rowGap: 0.5,
        gridTemplateColumns: { xs: 'minmax(0, 1fr)', md: 'minmax(160px, max-content) 1fr' },
      }}
    >
      {facts.map(([label, value]) => (
        <Box key={label} sx={{ display: 'contents' }}>
          <Typography component="dt" color="text.secondary">
            {label}
          </Typography>
          <Typography
            component="dd"
            sx={{ m: 0, mb: { xs: 1, md: 0 }, overflowWrap: 'anywhere', minWidth: 0 }}
          >
            {value}
          </Typography>
        </Box>
      ))}
    </Box>
  );
}
