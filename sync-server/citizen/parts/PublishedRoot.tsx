/** The latest published root, for whoever keeps it: nobody at HQ can change that past afterwards. */
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useEffect, useState } from 'react';

import { COLOUR } from '#renderer/theme.ts';
import type { PublishedRoots } from '#server/api/public-contract.ts';
import { latestRoot, ROOTS } from '#server/citizen/hq.ts';
import { useWords } from '#server/citizen/texts.ts';

export function PublishedRoot() {
  const { say } = useWords();
  const [root, setRoot] = useState<PublishedRoots['roots'][number] | null>(null);
  useEffect(() => {
    let wanted = true;
    void latestRoot().then((latest) => {
      if (wanted) setRoot(latest);
    });
    return () => {
      wanted = false;
    };
  }, []);
  if (root === null) return null;
  const date = root.date.split('-').toReversed().join('-');
  return (
    <Box>
      <Typography color="text.secondary">{say('published', { date })}</Typography>
      <Typography sx={{ overflowWrap: 'anywhere', fontFamily: 'monospace' }}>
        {root.documentHash}
      </Typography>
      <Typography>
        <Box component="a" href={ROOTS} sx={{ color: COLOUR.actionDark }}>
          {say('publishedAll')}
        </Box>
      </Typography>
    </Box>
  );
}
