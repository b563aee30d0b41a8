/** Totals by service as labelled bars: longest first, the amount at its end. */
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';

import { formatRupees } from '#domain/money.ts';
import type { ServiceTotal } from '#server/api/contract.ts';

import { useWords } from '#server/web/texts.ts';
import { Notice } from './states.tsx';

export function ServiceBars({ totals }: { totals: readonly ServiceTotal[] }) {
  const { language, t } = useWords();
  const ordered = [...totals].sort((a, b) => b.totalPaise - a.totalPaise);
  const largest = Math.max(1, ...ordered.map((total) => total.totalPaise));
  if (ordered.length === 0) return <Notice tone="quiet">{t.noService}</Notice>;
  return (
    <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0, display: 'grid', gap: 1.5 }}>
      {ordered.map((total) => (
        <Box component="li" key={total.serviceCode}>
          <Box sx={{ display: 'flex', justifyContent: 'space-between', gap: 2 }}>
            <Typography sx={{ minWidth: 0 }}>
              {total.serviceTexts[language]}{' '}
              <Box component="span" sx={{ color: 'text.secondary', whiteSpace: 'nowrap' }}>
                × {total.receipts}
              </Box>
            </Typography>
            <Typography sx={{ fontWeight: 600, whiteSpace: 'nowrap' }}>
              {formatRupees(total.totalPaise)}
            </Typography>
          </Box>
          <Box sx={{ height: 8, bgcolor: 'divider', borderRadius: 1 }}>
            <Box
              sx={{
                height: 8,
                borderRadius: 1,
                bgcolor: 'primary.main',
                width: `${(100 * total.totalPaise) / largest}%`,
              }}
            />
          </Box>
        </Box>
      ))}
    </Box>
  );
}
