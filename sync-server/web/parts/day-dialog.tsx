/** One day of an office at HQ: its figures, what HQ said of it, its papers, and what is signed next. */
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';

import { dayCloseForm } from '#domain/documents/day-close.ts';
import { errorSentence } from '#domain/errors.ts';
import { formatRupees } from '#domain/money.ts';
import { paperDate } from '#domain/receipt/blocks.ts';
import { COLOUR } from '#renderer/theme.ts';
import type { OfficeDay } from '#server/api/hq-days-contract.ts';
import type { ClosedDay, DayClosing } from '#server/api/office-contract.ts';

import { hq } from '#server/web/api.ts';
import type { Answer } from '#server/web/line.ts';
import { CHECK_WORDS, DAYS_WORDS } from '#server/web/texts-days.ts';
import { fill, useWords, type Words } from '#server/web/texts.ts';
import { useHq } from '#server/web/use-hq.ts';
import { ActDialog, type PossibleAct } from './act-dialog.tsx';
import { OfficeDayPapers } from './day-papers.tsx';
import { FormSheet } from './form-sheet.tsx';
import { LookDialog } from './look-dialog.tsx';

function checkOf(day: OfficeDay, { language }: Words): PossibleAct | null {
  if (day.check !== 'waiting') return null;
  return {
    verb: 'check',
    note: 'checkNote',
    fields: [
      {
        name: 'finding',
        label: 'finding',
        options: [
          ['agreed', DAYS_WORDS.agreed[language]],
          ['disputed', DAYS_WORDS.disputed[language]],
        ],
      },
      { name: 'words', label: 'words', multiline: true },
    ],
    path: `days/${day.officeId}/${day.date}/check`,
  };
}

/** Of a day that its manager has prepared: with the revision of what is shown. */
function closeOf(day: OfficeDay, closing: DayClosing | null): PossibleAct | null {
  if (day.state !== 'prepared') return null;
  return {
    verb: 'closeDay',
    note: 'closeDayNote',
    fields: [],
    path: `days/${day.officeId}/${day.date}/close`,
    bodyOf: () =>
      closing === null || closing.mayClose !== null ? null : { revision: closing.revision },
  };
}

/** What HQ found, where it has looked. */
function Checked({ closed }: { closed: ClosedDay }) {
  const { language } = useWords();
  const { checked } = closed;
  if (checked === null) return null;
  const finding = checked.finding === 'agreed' ? 'done' : 'disputed';
  return (
    <Typography>
      {fill(DAYS_WORDS.checkedBy[language], {
        finding: CHECK_WORDS[finding][language],
        name: checked.staffId,
        words: checked.words,
      })}
    </Typography>
  );
}

/** What an approver signs, as it will print, and why it cannot be signed now. */
function Prepared({ day, closing }: { day: OfficeDay; closing: DayClosing }) {
  const { language } = useWords();
  const { document, mayClose } = closing;
  return (
    <>
      {mayClose === null ? null : (
        <Typography sx={{ color: COLOUR.waiting }}>{errorSentence(mayClose, language)}</Typography>
      )}
      {document === null ? null : (
        <FormSheet
          isFramed
          title={DAYS_WORDS.document[language]}
          form={dayCloseForm({
            document,
            how: 'two',
            maker: day.maker,
            checker: null,
            signed: null,
          })}
        />
      )}
    </>
  );
}

function Closed({ day }: { day: OfficeDay }) {
  const read = () => hq.dayDocument(day.officeId, day.date);
  const loaded = useHq(read, `document-${day.officeId}-${day.date}`);
  const closed = loaded.state === 'ready' ? loaded.value : null;
  return (
    <>
      {day.check === 'waiting' || day.how === 'two' ? null : (
        <Box sx={{ minHeight: 48 }}>{closed === null ? null : <Checked closed={closed} />}</Box>
      )}
      <OfficeDayPapers day={day} closed={closed} />
    </>
  );
}

function About({ day, closing }: { day: OfficeDay; closing: DayClosing | null }) {
  const { language } = useWords();
  return (
    <>
      <Typography variant="h3" component="p">
        {formatRupees(day.netPaise)}
      </Typography>
      <Typography>
        {DAYS_WORDS.over[language]} {formatRupees(day.overPaise)} · {DAYS_WORDS.short[language]}{' '}
        {formatRupees(day.shortPaise)}
      </Typography>
      {day.state === 'prepared' && closing !== null ? (
        <Prepared day={day} closing={closing} />
      ) : null}
      {day.state === 'closed' ? <Closed day={day} /> : <OfficeDayPapers day={day} closed={null} />}
    </>
  );
}

/** Null until it was read, and of a day that is not prepared. */
function useClosing(day: OfficeDay): DayClosing | null {
  const read = (): Promise<Answer<DayClosing | null>> =>
    day.state === 'prepared'
      ? hq.dayClosing(day.officeId, day.date)
      : Promise.resolve({ ok: true, value: null });
  const loaded = useHq(read, `closing-${day.officeId}-${day.date}`);
  return loaded.state === 'ready' ? loaded.value : null;
}

export function DayDialog({ day, onDone }: { day: OfficeDay; onDone: () => void }) {
  const words = useWords();
  const title = `${day.officeName[words.language]}, ${paperDate(day.date)}`;
  const closing = useClosing(day);
  const act = checkOf(day, words) ?? closeOf(day, closing);
  const about = <About day={day} closing={closing} />;
  if (act === null) {
    return (
      <LookDialog title={title} onDone={onDone}>
        {about}
      </LookDialog>
    );
  }
  return (
    <ActDialog title={title} address="" acts={[act]} onDone={onDone}>
      {about}
    </ActDialog>
  );
}
