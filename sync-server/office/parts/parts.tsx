/** Several facts in one line, which never breaks inside a date or the name of a counter. */
import Box from '@mui/material/Box';
import { Fragment } from 'react';

export function Parts({ of }: { readonly of: readonly string[] }) {
  const parts = of.filter((part) => part !== '');
  return (
    <>
      {parts.map((part, index) => (
        <Fragment key={index}>
          <Box component="span" sx={{ whiteSpace: part.includes(' ') ? 'normal' : 'nowrap' }}>
            {part}
          </Box>
          {index === parts.length - 1 ? '' : '\u00A0· '}
        </Fragment>
      ))}
    </>
  );
}
