/** Paper, the citizen's screen, the account date: looked at before the first citizen, by number. */
import EventBusy from '@mui/icons-material/EventBusy';
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';

import type { OpeningSnapshot } from '#contract/snapshot.ts';
import { weekday, type IsoDate } from '#domain/time.ts';
import { showDateDigits } from '#renderer/clerk/item/facts-typed.ts';
import { showDate } from '#renderer/clerk/shell/Header.tsx';
import { focusNext } from '#renderer/clerk/tasks/CloseShiftTask.tsx';
import { digitsOnly } from '#renderer/keys/digits.ts';
import type { ScreenTexts } from '#renderer/texts/en.ts';
import { useSpeech } from '#renderer/texts/use-texts.tsx';
import { COLOUR } from '#renderer/theme.ts';
import { Choice } from '#renderer/ui/Choice.tsx';
import { Field } from '#renderer/ui/Field.tsx';
import { KeyButton } from '#renderer/ui/Key.tsx';

import { dayOf, OTHER_DAY, type OpeningDraft } from './opening.ts';

const DATE_DIGITS = 8;

const WEEKDAYS = [0, 1, 2, 3, 4, 5, 6] as const;

/** `Tuesday 24-11-2026` */
function longDate(t: ScreenTexts, date: IsoDate): string {
  const day = WEEKDAYS[weekday(date)] ?? 0;
  return `${t[`weekday_${day}`]} ${showDate(date)}`;
}

/** Why the date has to be looked at; null where the clock is believed. */
function doubtOf(t: ScreenTexts, { date }: OpeningSnapshot): string | null {
  const { proposed, clockDate, hqDate, lastDate } = date;
  const clock = longDate(t, clockDate);
  if (hqDate !== null) {
    return hqDate === clockDate ? null : t.accountDateHq(clock, longDate(t, hqDate));
  }
  if (proposed !== null) return null;
  return lastDate === null
    ? t.accountDateClock(clock)
    : t.accountDateDoubt(clock, longDate(t, lastDate));
}

export interface OpeningChecksProps {
  readonly fields: readonly string[];
  readonly opening: OpeningSnapshot;
  readonly displayPresent: boolean;
  readonly draft: OpeningDraft;
  readonly onDraft: (draft: OpeningDraft) => void;
  /** The field that keeps the shift from opening, once that was tried. */
  readonly missing: string | null;
  readonly onTestPage: () => void;
}

/** Kept whether or not it says something. */
function Note(props: { readonly text: string; readonly loud?: boolean }) {
  return (
    <Typography
      role="status"
      sx={{
        minHeight: 28,
        lineHeight: '28px',
        color: props.loud === true ? COLOUR.waiting : 'text.secondary',
        fontWeight: props.loud === true ? 600 : 400,
      }}
    >
      {props.text}
    </Typography>
  );
}

function TestPage(props: OpeningChecksProps) {
  const { t } = useSpeech();
  const { opening, draft, onDraft, fields } = props;
  const { testPage } = opening;
  return (
    <Box component="section" aria-label={t.testPage}>
      <Choice
        name="test-page"
        label={t.testPage}
        bad={props.missing === 'test-page'}
        items={(['whole', 'missing'] as const).map((value) => ({
          value,
          label: t[`paper_${value}`],
        }))}
        value={draft.paper}
        onValue={(paper) => onDraft({ ...draft, paper })}
        onPick={() => focusNext(fields)}
        placeholder={t.choose}
      />
      <Box sx={{ display: 'flex', alignItems: 'center', justifyContent: 'space-between', gap: 1 }}>
        <KeyButton look="quiet" keyName="F8" label={t.testPageGo} onPress={props.onTestPage} />
        <Note
          text={testPage === 'none' ? '' : t[`testPage_${testPage}`]}
          loud={testPage === 'failed'}
        />
      </Box>
    </Box>
  );
}

function DisplaySeen(props: OpeningChecksProps) {
  const { t } = useSpeech();
  const { draft, onDraft, fields, displayPresent } = props;
  return (
    <Box component="section" aria-label={t.display}>
      <Choice
        name="display-seen"
        label={t.display}
        bad={props.missing === 'display-seen'}
        items={(['seen', 'missing'] as const).map((value) => ({
          value,
          label: t[`display_${value}`],
        }))}
        value={draft.display}
        onValue={(display) => onDraft({ ...draft, display })}
        onPick={() => focusNext(fields)}
        placeholder={t.choose}
      />
      <Note text={displayPresent ? '' : t.displayGone} loud />
    </Box>
  );
}

function AccountDate(props: OpeningChecksProps) {
  const { t } = useSpeech();
  const { opening, draft, onDraft, fields } = props;
  const value = dayOf(draft, opening);
  const doubt = doubtOf(t, opening);
  const isOther = value === OTHER_DAY;
  const known = opening.date.likely.map((date) => ({ value: date, label: longDate(t, date) }));
  const isFree = opening.date.hqDate === null;
  const items = isFree ? [...known, { value: OTHER_DAY, label: t.accountDateOther }] : known;
  return (
    <Box component="section" aria-label={t.accountDate}>
      <Choice
        name="account-date"
        label={t.accountDate}
        bad={props.missing === 'account-date'}
        items={items}
        value={value}
        onValue={(day) => onDraft({ ...draft, day })}
        onPick={() => focusNext(fields)}
        placeholder={t.choose}
      />
      {isOther ? (
        <Field
          name="typed-day"
          takes="digits"
          label={t.accountDateTyped}
          bad={props.missing === 'typed-day'}
          value={showDateDigits(draft.typedDay)}
          placeholder={t.dateHint}
          onValue={(text) =>
            onDraft({ ...draft, typedDay: digitsOnly(text).slice(0, DATE_DIGITS) })
          }
        />
      ) : null}
      {doubt === null ? null : (
        <Box
          role="alert"
          sx={{ display: 'flex', gap: 1, mt: 0.5, color: COLOUR.waiting, alignItems: 'start' }}
        >
          <EventBusy aria-hidden="true" />
          <Typography sx={{ fontWeight: 600, lineHeight: 1.3 }}>{doubt}</Typography>
        </Box>
      )}
    </Box>
  );
}

export const checkFields = (draft: OpeningDraft, opening: OpeningSnapshot): readonly string[] => [
  'test-page',
  'display-seen',
  'account-date',
  ...(dayOf(draft, opening) === OTHER_DAY ? ['typed-day'] : []),
];

export function OpeningChecks(props: OpeningChecksProps) {
  const { t } = useSpeech();
  return (
    <Box sx={{ display: 'grid', rowGap: 0.5, alignContent: 'start' }}>
      <Typography variant="h4" component="h3">
        {t.checksTitle}
      </Typography>
      <TestPage {...props} />
      <DisplaySeen {...props} />
      <AccountDate {...props} />
    </Box>
  );
}
