/** What HQ's tables are narrowed by: an office, a state, days, a month. All of it is in the address. */
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import type { ReactNode } from 'react';

import { COLOUR } from '#renderer/theme.ts';
import type { OfficeRow } from '#server/api/contract.ts';
import { DAYS_WORDS } from '#server/web/texts-days.ts';
import { useWords } from '#server/web/texts.ts';

/** A long name takes a second line; nothing ends in dots. */
export const WRAPS = {
  '& .MuiSelect-select.MuiSelect-select': { whiteSpace: 'normal', overflow: 'visible' },
} as const;

export function Filters({ children }: { children: ReactNode }) {
  return (
    <Box
      sx={{
        display: 'flex',
        flexWrap: 'wrap',
        alignItems: 'center',
        gap: 2,
        '& .MuiInputLabel-root.MuiInputLabel-shrink': {
          transform: 'translate(12px, -12px) scale(1)',
          px: 0.5,
          bgcolor: COLOUR.ground,
        },
        '& .MuiInputLabel-root.Mui-focused': { color: COLOUR.actionDark },
      }}
    >
      {children}
    </Box>
  );
}

export type FilterOption = readonly [value: string, words: string];

interface FilterProps {
  readonly label: string;
  readonly value: string;
  /** What narrows nothing; absent where one is always chosen. */
  readonly all?: string;
  readonly options: readonly FilterOption[];
  readonly onValue: (value: string) => void;
}

export function Filter({ label, value, all, options, onValue }: FilterProps) {
  return (
    <TextField
      select
      label={label}
      value={options.some(([each]) => each === value) ? value : ''}
      onChange={(event) => onValue(event.target.value)}
      slotProps={{ select: { displayEmpty: true }, inputLabel: { shrink: true } }}
      sx={{ minWidth: { xs: '100%', sm: 240 }, maxWidth: '100%', ...WRAPS }}
    >
      {all === undefined ? null : <MenuItem value="">{all}</MenuItem>}
      {options.map(([each, words]) => (
        <MenuItem key={each} value={each}>
          {words}
        </MenuItem>
      ))}
    </TextField>
  );
}

export function OfficeFilter(props: {
  readonly offices: readonly OfficeRow[];
  readonly value: string;
  readonly onValue: (value: string) => void;
}) {
  const { language } = useWords();
  return (
    <Filter
      label={DAYS_WORDS.office[language]}
      value={props.value}
      all={DAYS_WORDS.allOffices[language]}
      options={props.offices.map(({ officeId, name }) => [officeId, name[language]])}
      onValue={props.onValue}
    />
  );
}

const STEP = { minHeight: 48, color: COLOUR.actionDark } as const;

/** One step back or forth; `shown` stands between the two. */
export function Stepper(props: {
  readonly shown: string;
  readonly onStep: (steps: 1 | -1) => void;
  readonly isLast: boolean;
}) {
  const { language } = useWords();
  return (
    <Box sx={{ display: 'flex', alignItems: 'center', gap: 1 }}>
      <Button variant="outlined" onClick={() => props.onStep(-1)} sx={STEP}>
        {DAYS_WORDS.earlier[language]}
      </Button>
      <Typography sx={{ px: 1, fontWeight: 600, textAlign: 'center' }}>
        {props.shown.split(' – ').map((part, index) => (
          <Box key={part} component="span" sx={{ display: 'inline-block', whiteSpace: 'pre' }}>
            {index === 0 ? part : ` – ${part}`}
          </Box>
        ))}
      </Typography>
      <Button variant="outlined" onClick={() => props.onStep(1)} disabled={props.isLast} sx={STEP}>
        {DAYS_WORDS.later[language]}
      </Button>
    </Box>
  );
}
