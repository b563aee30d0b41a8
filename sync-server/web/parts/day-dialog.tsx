/** One day of an office at HQ: its figures, what HQ said of it, its papers, and what is signed next. */
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import Link from '@mui/material/Link';
import Typography from '@mui/material/Typography';
import type { ReactNode } from 'react';

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
import { ActDialog, FORM, type PossibleAct } from './act-dialog.tsx';
import { FormSheet } from './form-sheet.tsx';

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

function Papers({ day }: { day: OfficeDay }) {
  const { language } = useWords();
  const address = (format: string): string =>
    `/hq/api/documents/day-close?${new URLSearchParams({
      officeId: day.officeId,
      date: day.date,
      format,
      language,
    }).toString()}`;
  return (
    <Typography sx={{ display: 'flex', gap: 2 }}>
      {DAYS_WORDS.document[language]}
      {['pdf', 'csv', 'json'].map((format) => (
        <Link
          key={format}
          href={address(format)}
          target="_blank"
          rel="noreferrer"
          sx={{ color: COLOUR.actionDark, fontWeight: 600 }}
        >
          {format.toUpperCase()}
        </Link>
      ))}
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
  const closed = useHq(read, `document-${day.officeId}-${day.date}`);
  return (
    <>
      <Box sx={{ minHeight: 48 }}>
        {closed.state === 'ready' ? <Checked closed={closed.value} /> : null}
      </Box>
      <Papers day={day} />
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
      {day.state === 'closed' ? <Closed day={day} /> : null}
      {day.state === 'prepared' && closing !== null ? (
        <Prepared day={day} closing={closing} />
      ) : null}
    </>
  );
}

/** Where nobody at HQ has anything to sign. */
function JustLooking(props: {
  readonly title: string;
  readonly onDone: () => void;
  readonly children: ReactNode;
}) {
  const { language } = useWords();
  return (
    <Dialog open onClose={props.onDone} fullWidth maxWidth="sm" aria-labelledby="day-title">
      <Box sx={FORM}>
        <Typography id="day-title" variant="h4" component="h2">
          {props.title}
        </Typography>
        {props.children}
        <Typography color="text.secondary">{DAYS_WORDS.nothingToDo[language]}</Typography>
        <Button onClick={props.onDone} sx={{ justifySelf: 'end', color: COLOUR.actionDark }}>
          {DAYS_WORDS.shut[language]}
        </Button>
      </Box>
    </Dialog>
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
      <JustLooking title={title} onDone={onDone}>
        {about}
      </JustLooking>
    );
  }
  return (
    <ActDialog title={title} address="" acts={[act]} onDone={onDone}>
      {about}
    </ActDialog>
  );
}
