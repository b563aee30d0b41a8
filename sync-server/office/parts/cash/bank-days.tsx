/** When the bank works next, by the office's calendar of holidays. */
import Typography from '@mui/material/Typography';

import type { Safe } from '#server/api/office-cash-contract.ts';
import { useWords } from '#server/web/texts.ts';

import { useOffice } from '#server/office/office.ts';
import { SAFE_WORDS } from '#server/office/texts-cash.ts';
import { dayInWords, useSay } from '#server/office/words.ts';

const DAYS_SHOWN = 2;
/** Within a sentence a date is not broken in two. */
const UNBROKEN = '\u2011';

export function BankDays({ safe }: { safe: Safe }) {
  const say = useSay(SAFE_WORDS);
  const { language } = useWords();
  const { today } = useOffice().session;
  const isOpen = safe.workingDays.includes(today);
  const next = safe.workingDays.filter((day) => day > today).slice(0, DAYS_SHOWN);
  const days = next.map((day) => dayInWords(day, language).replaceAll('-', UNBROKEN)).join('; ');
  if (days === '') return null;
  return <Typography>{say(isOpen ? 'bankOpen' : 'bankShut', { days })}</Typography>;
}
