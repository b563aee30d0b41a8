/**
 * Official documents of a shift, a count, a bag, a day, a month: opened to be printed, or kept as a
 * file. At the office's page they are the session's own office's; HQ names the office.
 */
import Box from '@mui/material/Box';
import Link from '@mui/material/Link';

import type { CountOccasion } from '#domain/documents/denominations.ts';
import type { DocumentKind } from '#domain/documents/form.ts';
import type { IsoDate } from '#domain/time.ts';
import { COLOUR } from '#renderer/theme.ts';

import { lastDayOf } from '#server/web/months.ts';
import { PAPER_NAMES, PAPER_WORDS, SHEET_NAMES } from '#server/web/texts-papers.ts';
import { fill, useWords } from '#server/web/texts.ts';

const FORMATS = ['pdf', 'csv', 'json'] as const;

interface OfOffice {
  /** At HQ; an office's own page asks for its own. */
  readonly officeId?: string | undefined;
}

interface PaperProps extends OfOffice {
  readonly kind: DocumentKind;
  /** Which one of its kind, as it is asked for. */
  readonly which: Readonly<Record<string, string>>;
  /** Of a denomination sheet. */
  readonly occasion?: CountOccasion;
}

const nameOf = ({ kind, occasion = 'surprise' }: PaperProps) =>
  kind === 'denominations' ? SHEET_NAMES[occasion] : PAPER_NAMES[kind];

/** One document in its three ways. The PDF opens beside the page, where it is printed. */
function Paper(props: PaperProps) {
  const { kind, which, occasion, officeId } = props;
  const { language } = useWords();
  const name = nameOf(props)[language];
  const subject = Object.values(which).join(' ');
  const of = fill(PAPER_WORDS.papersOf[language], { paper: name, subject });
  const asked = {
    ...(officeId === undefined ? {} : { officeId }),
    ...(occasion === undefined ? {} : { occasion }),
    ...which,
    language,
  };
  const door = officeId === undefined ? '/office' : '/hq';
  return (
    <Box component="span" sx={{ display: 'inline-flex', alignItems: 'center', gap: 1 }}>
      <span>{name}</span>
      {FORMATS.map((format) => (
        <Link
          key={format}
          href={`${door}/api/documents/${kind}?${new URLSearchParams({ ...asked, format }).toString()}`}
          {...(format === 'pdf' ? { target: '_blank', rel: 'noreferrer' } : { download: true })}
          aria-label={`${of}, ${PAPER_WORDS[format][language]}`}
          sx={{ color: COLOUR.actionDark, fontWeight: 600, py: 1 }}
        >
          {PAPER_WORDS[format][language]}
        </Link>
      ))}
    </Box>
  );
}

const ROW = { display: 'flex', flexWrap: 'wrap', columnGap: 3, fontWeight: 400 } as const;

interface ShiftPapersProps extends OfOffice {
  readonly shift: { readonly shiftId: string; readonly closedAt: unknown };
}

/** The Z once there is one; what the drawer began and ended with lies folded under it. */
export function ShiftPapers({ shift, officeId }: ShiftPapersProps) {
  const { language } = useWords();
  const isClosed = shift.closedAt !== null;
  const sheet = { kind: 'denominations', which: { number: shift.shiftId }, officeId } as const;
  return (
    <Box sx={{ fontWeight: 400 }}>
      {isClosed ? (
        <Paper kind="shift-z" which={{ shift: shift.shiftId }} officeId={officeId} />
      ) : null}
      <details>
        <Box component="summary" sx={{ cursor: 'pointer', py: 0.5 }}>
          {PAPER_WORDS.sheets[language]}
        </Box>
        <Box sx={{ display: 'grid', justifyItems: 'start' }}>
          <Paper {...sheet} occasion="opening" />
          {isClosed ? <Paper {...sheet} occasion="closing" /> : null}
        </Box>
      </details>
    </Box>
  );
}

interface CountPapersProps extends OfOffice {
  readonly occasion: 'surprise' | 'drop';
  readonly number: string;
  readonly date: IsoDate;
}

/** Of cash that was counted before a witness, or handed in, in the middle of a shift. */
export function CountPapers({ occasion, number, date, officeId }: CountPapersProps) {
  return (
    <Box sx={ROW}>
      {occasion === 'surprise' ? (
        <Paper kind="inspection-memo" which={{ count: number, date }} officeId={officeId} />
      ) : null}
      <Paper
        kind="denominations"
        occasion={occasion}
        which={{ number, date }}
        officeId={officeId}
      />
    </Box>
  );
}

export function DepositPapers({ depositId, officeId }: OfOffice & { readonly depositId: string }) {
  return (
    <Box sx={ROW}>
      <Paper kind="challan" which={{ deposit: depositId }} officeId={officeId} />
      <Paper
        kind="denominations"
        occasion="deposit"
        which={{ number: depositId }}
        officeId={officeId}
      />
    </Box>
  );
}

interface DayPapersProps extends OfOffice {
  readonly date: IsoDate;
}

/** Of a closed day. */
export function DayPapers({ date, officeId }: DayPapersProps) {
  return (
    <Box sx={ROW}>
      <Paper kind="day-close" which={{ date }} officeId={officeId} />
      <Paper kind="day-book" which={{ date }} officeId={officeId} />
    </Box>
  );
}

/** The books of one day, closed or not. */
export function DayBooks({ date, officeId }: DayPapersProps) {
  const day = { from: date, until: date };
  return (
    <Box sx={ROW}>
      <Paper kind="day-book" which={{ date }} officeId={officeId} />
      <Paper kind="cash-book" which={day} officeId={officeId} />
      <Paper kind="receipts-register" which={day} officeId={officeId} />
    </Box>
  );
}

interface SupplementPapersProps extends DayPapersProps {
  readonly number: number;
}

export function SupplementPapers({ date, number, officeId }: SupplementPapersProps) {
  const which = { date, number: String(number) };
  return <Paper kind="day-supplement" which={which} officeId={officeId} />;
}

/** The register of a month's cheques alone. */
export function ChequePapers({ month, officeId }: OfOffice & { readonly month: string }) {
  return <Paper kind="cheque-register" which={{ month }} officeId={officeId} />;
}

export function MonthPapers({ month, officeId }: OfOffice & { readonly month: string }) {
  const days = { from: `${month}-01`, until: lastDayOf(month) };
  return (
    <Box sx={ROW}>
      <Paper kind="cash-book" which={days} officeId={officeId} />
      <Paper kind="receipts-register" which={days} officeId={officeId} />
      <ChequePapers month={month} officeId={officeId} />
      <Paper kind="month-checklist" which={{ month }} officeId={officeId} />
    </Box>
  );
}
