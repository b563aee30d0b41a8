/** The papers of one day of an office at HQ: of the day, of its shifts and counts, of its month. */
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import type { ReactNode } from 'react';

import type { DayDocument } from '#domain/day/document.ts';
import { formatIstTime } from '#domain/time.ts';
import { countLines } from '#server/api/count-lines.ts';
import type { OfficeDay } from '#server/api/hq-days-contract.ts';
import type { ClosedDay } from '#server/api/office-contract.ts';

import { DAYS_WORDS } from '#server/web/texts-days.ts';
import { useWords } from '#server/web/texts.ts';
import {
  CountPapers,
  DayBooks,
  DayPapers,
  MonthPapers,
  ShiftPapers,
  SupplementPapers,
} from './papers.tsx';

/** Folded: what is signed under it stays near. */
function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <details>
      <Box component="summary" sx={{ cursor: 'pointer', py: 0.5, fontWeight: 700 }}>
        {title}
      </Box>
      <Box sx={{ display: 'grid', gap: 0.5, justifyItems: 'start' }}>{children}</Box>
    </details>
  );
}

function Shifts({ document }: { document: DayDocument }) {
  const { officeId } = document;
  return (
    <>
      {document.shifts.map((shift) => (
        <Box key={shift.shiftId}>
          <Typography>
            {shift.shiftId} · {shift.staffId}
          </Typography>
          <ShiftPapers shift={shift} officeId={officeId} />
        </Box>
      ))}
    </>
  );
}

function Counts({ document }: { document: DayDocument }) {
  const { language } = useWords();
  const { officeId, date } = document;
  return (
    <>
      {countLines(document.others.items).map(({ occasion, number, counterId, staffId, at }) => (
        <Box key={number}>
          <Typography>
            {[DAYS_WORDS[occasion][language], formatIstTime(at), counterId, staffId].join(' · ')}
          </Typography>
          <CountPapers occasion={occasion} number={number} date={date} officeId={officeId} />
        </Box>
      ))}
    </>
  );
}

/** As the newest of its documents has it. */
function OfShifts({ closed }: { closed: ClosedDay }) {
  const { language } = useWords();
  const document = closed.supplements.at(-1)?.document ?? closed.document;
  const hasCounts = countLines(document.others.items).length > 0;
  return (
    <>
      {document.shifts.length === 0 ? null : (
        <Part title={DAYS_WORDS.shifts[language]}>
          <Shifts document={document} />
        </Part>
      )}
      {hasCounts ? (
        <Part title={DAYS_WORDS.counts[language]}>
          <Counts document={document} />
        </Part>
      ) : null}
    </>
  );
}

/** `closed`: null until it was read, and of a day that is not closed. */
export function OfficeDayPapers({ day, closed }: { day: OfficeDay; closed: ClosedDay | null }) {
  const { language } = useWords();
  const { officeId, date } = day;
  const of = { officeId, date };
  const supplements = Array.from({ length: day.supplements }, (_, index) => index + 1);
  return (
    <Box sx={{ display: 'grid', gap: 1 }}>
      <Box component="section" aria-label={DAYS_WORDS.papers[language]}>
        {day.state === 'closed' ? <DayPapers {...of} /> : <DayBooks {...of} />}
        {supplements.map((number) => (
          <Box key={number}>
            <SupplementPapers number={number} {...of} />
          </Box>
        ))}
      </Box>
      {closed === null ? null : <OfShifts closed={closed} />}
      <Part title={DAYS_WORDS.monthPapers[language]}>
        <MonthPapers month={date.slice(0, 7)} officeId={officeId} />
      </Part>
    </Box>
  );
}
