/** One column of what needs a person, the oldest first: what it is, of whom, and what to do. */
import Box from '@mui/material/Box';
import Link from '@mui/material/Link';
import Typography from '@mui/material/Typography';

import { paperDate } from '#domain/receipt/blocks.ts';
import { parseIsoDate } from '#domain/time.ts';
import { Money } from '#renderer/ui/Money.tsx';
import { COLOUR } from '#renderer/theme.ts';
import type { DayAtGlance, ExceptionKind, OfficeException } from '#server/api/office-contract.ts';
import { Notice } from '#server/web/parts/states.tsx';
import { kindInWords } from '#server/web/texts-cases.ts';
import { age, useWords } from '#server/web/texts.ts';

import { addressOf } from '#server/office/address.ts';
import { useNames } from '#server/office/office.ts';
import { DAY_WORDS, EXCEPTIONS } from '#server/office/texts-day.ts';
import { useSay } from '#server/office/words.ts';

/** Where something can be done about it on this page. */
const WAYS: Readonly<Partial<Record<ExceptionKind, (subject: string) => string>>> = {
  earlier_day_open: (day) => addressOf('close', day),
  check_waiting: (day) => addressOf('close', day),
  check_disputed: (day) => addressOf('close', day),
  safe_over_ceiling: () => addressOf('safe', 'new'),
  cash_late: () => addressOf('safe', 'new'),
  deposit_not_carried: () => addressOf('safe'),
  deposit_in_transit: () => addressOf('safe'),
  deposit_differs: () => addressOf('safe'),
  cheque_waiting: () => addressOf('cheques'),
  leaf_missing: () => addressOf('leaves'),
};

/** A case has no name that an office knows; a date is written as papers write it. */
function subjectOf({ kind, subject }: OfficeException): string {
  if (kind === 'case_open') return '';
  const date = parseIsoDate(subject);
  return date === null ? subject : paperDate(date);
}

function Todo({ exception }: { exception: OfficeException }) {
  const { language } = useWords();
  const text = EXCEPTIONS[exception.kind].todo[language];
  const way = WAYS[exception.kind];
  if (way === undefined) return <Typography>{text}</Typography>;
  return (
    <Link
      href={way(exception.subject)}
      sx={{ color: COLOUR.actionDark, fontWeight: 600, display: 'inline-block', py: 0.5 }}
    >
      {text}
    </Link>
  );
}

function Exception({ exception, now }: { exception: OfficeException; now: number }) {
  const words = useWords();
  const name = useNames();
  const { kind, counterId, staffId, amountPaise, caseKind } = exception;
  const what = EXCEPTIONS[kind].what[words.language];
  const of = [
    caseKind === null ? '' : kindInWords(caseKind, words.language),
    counterId ?? subjectOf(exception),
    staffId === null ? '' : name(staffId),
  ].filter((part) => part !== '');
  return (
    <Box component="li" sx={{ py: 1.5, borderTop: 1, borderColor: 'divider' }}>
      <Box sx={{ display: 'flex', justifyContent: 'space-between', gap: 2 }}>
        <Typography sx={{ fontWeight: 700 }}>{what}</Typography>
        <Typography color="text.secondary" sx={{ whiteSpace: 'nowrap' }}>
          {age({ from: exception.since, now }, words)}
        </Typography>
      </Box>
      <Typography sx={{ overflowWrap: 'anywhere' }}>
        {of.join(' · ')}
        {amountPaise === null ? null : (
          <>
            {' · '}
            <Money paise={amountPaise} />
          </>
        )}
      </Typography>
      <Todo exception={exception} />
    </Box>
  );
}

export function Exceptions({ glance }: { glance: DayAtGlance }) {
  const say = useSay(DAY_WORDS);
  const { exceptions, now } = glance;
  if (exceptions.length === 0) return <Notice tone="quiet">{say('exceptionsEmpty')}</Notice>;
  return (
    <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0 }}>
      {exceptions.map((exception) => (
        <Exception
          key={`${exception.kind} ${exception.subject} ${exception.counterId ?? ''}`}
          exception={exception}
          now={now}
        />
      ))}
    </Box>
  );
}
