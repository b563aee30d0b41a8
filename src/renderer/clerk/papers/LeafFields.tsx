/** A leaf as it stands on the paper: its number, when and by whom it was written, what was collected. */
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';

import type { ClerkSnapshot } from '#contract/snapshot.ts';
import { leafText } from '#domain/leaf.ts';
import { showDateDigits } from '#renderer/clerk/item/facts-typed.ts';
import { cleanAmount, showAmount } from '#renderer/clerk/tender/cash.ts';
import { codeTyped, digitsOnly } from '#renderer/keys/digits.ts';
import { useSpeech } from '#renderer/texts/use-texts.tsx';
import { Choice } from '#renderer/ui/Choice.tsx';
import { Field } from '#renderer/ui/Field.tsx';

import { showTimeDigits, type LeafDraft } from './leaf-draft.ts';

export const LEAF_FIELDS = [
  'leaf-number',
  'leaf-day',
  'leaf-time',
  'leaf-writer',
  'leaf-collected',
] as const;
const DATE_DIGITS = 8;
const TIME_DIGITS = 4;

export function LeafNumber(props: {
  readonly value: string;
  readonly bad: boolean;
  readonly onValue: (text: string) => void;
}) {
  const { t } = useSpeech();
  return (
    <Field
      name="leaf-number"
      label={t.leafNumber}
      value={props.value}
      bad={props.bad}
      maxLength={30}
      placeholder={t.leafNumberHint}
      onValue={(text) => props.onValue(codeTyped(text))}
    />
  );
}

/** Books that are in use here: what a number on a leaf can be. */
export function BooksHere(props: { readonly snapshot: ClerkSnapshot }) {
  const { t } = useSpeech();
  const books = props.snapshot.papers?.books ?? [];
  if (books.length === 0) {
    return <Typography sx={{ color: 'text.secondary' }}>{t.booksNone}</Typography>;
  }
  return (
    <>
      {books.slice(-3).map(({ bookId, firstLeaf, lastLeaf }) => (
        <Typography key={bookId} sx={{ color: 'text.secondary' }}>
          {t.bookLeaves(
            bookId,
            leafText({ bookId, leafNumber: firstLeaf }).slice(bookId.length + 1),
            leafText({ bookId, leafNumber: lastLeaf }).slice(bookId.length + 1),
          )}
        </Typography>
      ))}
    </>
  );
}

export function LeafFields(props: {
  readonly snapshot: ClerkSnapshot;
  readonly draft: LeafDraft;
  /** The field that is wrong, once it was tried to go on. */
  readonly bad: string | null;
  readonly note: string;
  readonly onDraft: (draft: LeafDraft) => void;
}) {
  const { t } = useSpeech();
  const { snapshot, draft, bad, onDraft } = props;
  return (
    <Box component="section" aria-label={t.leafNumber}>
      <LeafNumber
        value={draft.leaf}
        bad={bad === 'leaf-number'}
        onValue={(leaf) => onDraft({ ...draft, leaf })}
      />
      <Field
        name="leaf-day"
        takes="digits"
        label={t.leafDay}
        value={showDateDigits(draft.day)}
        bad={bad === 'leaf-day'}
        placeholder={t.dateHint}
        onValue={(text) => onDraft({ ...draft, day: digitsOnly(text).slice(0, DATE_DIGITS) })}
      />
      <Field
        name="leaf-time"
        takes="digits"
        label={t.leafTime}
        value={showTimeDigits(draft.time)}
        bad={bad === 'leaf-time'}
        placeholder={t.leafTimeHint}
        onValue={(text) => onDraft({ ...draft, time: digitsOnly(text).slice(0, TIME_DIGITS) })}
      />
      <Choice
        name="leaf-writer"
        label={t.leafWriter}
        bad={bad === 'leaf-writer'}
        items={snapshot.roster.map(({ staffId, name }) => ({ value: staffId, label: name }))}
        value={draft.writer}
        onValue={(writer) => onDraft({ ...draft, writer })}
        placeholder={t.choose}
      />
      <Field
        name="leaf-collected"
        takes="digits"
        label={t.leafCollected}
        value={showAmount(draft.collected)}
        bad={bad === 'leaf-collected'}
        start={<span style={{ marginRight: 8 }}>₹</span>}
        onValue={(text) => onDraft({ ...draft, collected: cleanAmount(text) })}
      />
      <Box sx={{ mt: 1, display: 'grid', rowGap: 1 }}>
        <Typography role="status">{props.note}</Typography>
        <BooksHere snapshot={snapshot} />
      </Box>
    </Box>
  );
}
