/** Cheques and drafts that were taken here and wait for the bank. */
import Box from '@mui/material/Box';
import { styled } from '@mui/material/styles';
import Typography from '@mui/material/Typography';

import type { ClerkSnapshot } from '#contract/snapshot.ts';
import { sum } from '#domain/money.ts';
import { istDate } from '#domain/time.ts';
import { showDate } from '#renderer/clerk/shell/Header.tsx';
import { TaskFrame } from '#renderer/clerk/tasks/TaskFrame.tsx';
import { useSpeech } from '#renderer/texts/use-texts.tsx';
import { COLOUR } from '#renderer/theme.ts';
import { Money } from '#renderer/ui/Money.tsx';
import { Ends, Sheet } from '#renderer/ui/Section.tsx';

const Row = styled('li')({
  display: 'grid',
  gridTemplateColumns: '112px minmax(0, 1fr) 128px',
  columnGap: 16,
  alignItems: 'baseline',
  padding: '8px 0',
  borderBottom: `1px solid ${COLOUR.lineSoft}`,
});

export function RegisterTask(props: { readonly snapshot: ClerkSnapshot }) {
  const { t } = useSpeech();
  const held = props.snapshot.papers?.held ?? [];
  return (
    <TaskFrame title={t.register} width={840}>
      <Typography sx={{ mb: 2 }}>{held.length === 0 ? t.registerNone : t.registerNote}</Typography>
      {held.length === 0 ? null : (
        <Sheet sx={{ px: 3, py: 1 }}>
          <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0 }}>
            {held.map((each) => (
              <Row key={each.instrumentId}>
                <span>{showDate(istDate(each.receivedAt))}</span>
                <Box component="span" sx={{ minWidth: 0 }}>
                  <strong>
                    {t[`instrument_${each.instrument}`]} {each.number}
                  </strong>
                  <Typography component="span" sx={{ display: 'block', color: 'text.secondary' }}>
                    {each.bank} · {each.instrumentId}
                  </Typography>
                </Box>
                <strong style={{ textAlign: 'right' }}>
                  <Money paise={each.totalPaise} />
                </strong>
              </Row>
            ))}
          </Box>
          <Ends sx={{ py: 1.5 }}>
            <Typography variant="h4" component="span">
              {t.registerTotal(held.length)}
            </Typography>
            <Typography variant="h3" component="span">
              <Money paise={sum(held.map((each) => each.totalPaise))} />
            </Typography>
          </Ends>
        </Sheet>
      )}
    </TaskFrame>
  );
}
