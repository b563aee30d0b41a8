/** A part of the clerk's column, and the line below it that is kept for what is wrong in it. */
import Box from '@mui/material/Box';
import { styled } from '@mui/material/styles';
import Typography from '@mui/material/Typography';
import { useId, type ReactNode } from 'react';

import { COLOUR } from '#renderer/theme.ts';

export function Section(props: {
  readonly title: string;
  readonly children: ReactNode;
  readonly aside?: ReactNode;
}) {
  const id = useId();
  return (
    <Box component="section" aria-labelledby={id} sx={{ mb: 1 }}>
      <Box sx={{ display: 'flex', alignItems: 'center', minHeight: 32, gap: 1 }}>
        <Typography id={id} component="h2" variant="h4" sx={{ flex: 1 }}>
          {props.title}
        </Typography>
        {props.aside}
      </Box>
      {props.children}
    </Box>
  );
}

const Kept = styled('p')(({ theme }) => ({
  ...theme.typography.body1,
  lineHeight: 1.3,
  minHeight: 42,
  margin: '4px 0 0',
  color: COLOUR.stop,
  fontWeight: 600,
}));

/** Two lines high whether anything is wrong or not: nothing moves when it comes. */
export function SectionMessage(props: { readonly id: string; readonly text: string | null }) {
  return (
    <Kept id={props.id} role="status">
      {props.text}
    </Kept>
  );
}

export const Sheet = styled('div')({
  background: COLOUR.paper,
  border: `1px solid ${COLOUR.lineSoft}`,
  borderRadius: 8,
});

/** A label and its figure at the two ends of a row. */
export const Ends = styled('div')({
  display: 'flex',
  alignItems: 'baseline',
  justifyContent: 'space-between',
  gap: 16,
});
