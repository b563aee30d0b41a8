/** Several facts in one line: it breaks between them, and never inside a number or a name of a counter. */
import Box from '@mui/material/Box';
import { Fragment } from 'react';

export function Parts({ of }: { readonly of: readonly string[] }) {
  return (
    <>
      {of
        .filter((part) => part !== '')
        .map((part, index) => (
          <Fragment key={index}>
            {index === 0 ? '' : ' · '}
            <Box component="span" sx={{ display: 'inline-block' }}>
              {part}
            </Box>
          </Fragment>
        ))}
    </>
  );
}
