/** Which day is shown, and the ways to the days beside it. */
import ChevronLeft from '@mui/icons-material/ChevronLeft';
import ChevronRight from '@mui/icons-material/ChevronRight';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';

import { addDays, type IsoDate } from '#domain/time.ts';
import { COLOUR } from '#renderer/theme.ts';
import { useWords } from '#server/web/texts.ts';

import { addressOf, type PageName } from '#server/office/address.ts';
import { useOffice } from '#server/office/office.ts';
import { SHELL_WORDS } from '#server/office/texts-shell.ts';
import { dayInWords, useSay } from '#server/office/words.ts';

const STEP = { minWidth: 48, minHeight: 48, color: COLOUR.actionDark } as const;

export function DateBar(props: { readonly page: PageName; readonly date: IsoDate }) {
  const { page, date } = props;
  const { today } = useOffice().session;
  const { language } = useWords();
  const say = useSay(SHELL_WORDS);
  const isToday = date >= today;
  return (
    <Box sx={{ display: 'flex', alignItems: 'center', flexWrap: 'wrap', gap: 1, mb: 2 }}>
      <Button
        href={addressOf(page, addDays(date, -1))}
        aria-label={say('earlier')}
        variant="outlined"
        sx={STEP}
      >
        <ChevronLeft aria-hidden="true" />
      </Button>
      <Typography variant="h4" component="p" sx={{ px: 1 }}>
        {dayInWords(date, language)}
      </Typography>
      <Button
        href={addressOf(page, addDays(date, 1))}
        aria-label={say('later')}
        variant="outlined"
        disabled={isToday}
        sx={STEP}
      >
        <ChevronRight aria-hidden="true" />
      </Button>
      {isToday ? null : (
        <Button href={addressOf(page)} sx={STEP}>
          {say('today')}
        </Button>
      )}
    </Box>
  );
}
