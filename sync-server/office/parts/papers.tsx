/** Official documents of a shift, a day, a deposit, a month: opened to be printed, or kept as a file. */
import Box from '@mui/material/Box';
import Link from '@mui/material/Link';

import type { DayShift } from '#domain/day/document.ts';
import type { DocumentKind } from '#domain/documents/form.ts';
import type { IsoDate } from '#domain/time.ts';
import { COLOUR } from '#renderer/theme.ts';
import type { DepositRow } from '#server/api/office-cash-contract.ts';
import { lastDayOf } from '#server/web/months.ts';
import { useWords } from '#server/web/texts.ts';

import { PAPER_WORDS } from '#server/office/texts-registers.ts';
import { useSay } from '#server/office/words.ts';

const FORMATS = ['pdf', 'csv', 'json'] as const;

interface PaperProps {
  readonly kind: DocumentKind;
  /** Which one of its kind, as it is asked for. */
  readonly which: Readonly<Record<string, string>>;
  readonly word: keyof typeof PAPER_WORDS;
}

/** One document in its three ways. The PDF opens beside the page, where it is printed. */
function Paper({ kind, which, word }: PaperProps) {
  const say = useSay(PAPER_WORDS);
  const { language } = useWords();
  const of = say('papersOf', { paper: say(word), subject: Object.values(which).join(' ') });
  const address = (format: string): string =>
    `/office/api/documents/${kind}?${new URLSearchParams({ ...which, format, language }).toString()}`;
  return (
    <Box component="span" sx={{ display: 'inline-flex', alignItems: 'center', gap: 1 }}>
      <span>{say(word)}</span>
      {FORMATS.map((format) => (
        <Link
          key={format}
          href={address(format)}
          {...(format === 'pdf' ? { target: '_blank', rel: 'noreferrer' } : { download: true })}
          aria-label={`${of}, ${say(format)}`}
          sx={{ color: COLOUR.actionDark, fontWeight: 600, py: 1 }}
        >
          {say(format)}
        </Link>
      ))}
    </Box>
  );
}

const ROW = { display: 'flex', flexWrap: 'wrap', columnGap: 3 } as const;

export function ShiftPapers({ shift }: { shift: DayShift }) {
  if (shift.closedAt === null) return null;
  return <Paper kind="shift-z" which={{ shift: shift.shiftId }} word="shiftZ" />;
}

export function DepositPapers({ row }: { row: DepositRow }) {
  return <Paper kind="challan" which={{ deposit: row.depositId }} word="challan" />;
}

/** With `supplement`: of that supplement alone. */
export function DayPapers({ date, supplement }: { date: IsoDate; supplement?: number }) {
  if (supplement !== undefined) {
    return (
      <Box sx={ROW}>
        <Paper
          kind="day-supplement"
          which={{ date, number: String(supplement) }}
          word="daySupplement"
        />
      </Box>
    );
  }
  return (
    <Box sx={ROW}>
      <Paper kind="day-close" which={{ date }} word="dayClose" />
      <Paper kind="day-book" which={{ date }} word="dayBook" />
    </Box>
  );
}

export function MonthPapers({ month }: { month: string }) {
  const days = { from: `${month}-01`, until: lastDayOf(month) };
  return (
    <Box sx={ROW}>
      <Paper kind="cash-book" which={days} word="cashBook" />
      <Paper kind="receipts-register" which={days} word="receiptsRegister" />
      <Paper kind="cheque-register" which={{ month }} word="chequeRegister" />
      <Paper kind="month-checklist" which={{ month }} word="monthChecklist" />
    </Box>
  );
}
