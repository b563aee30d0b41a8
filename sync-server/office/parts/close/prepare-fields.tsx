/** What the maker writes: explanations of counters, counts of leaves, the count of the safe. */
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import type { ReactNode } from 'react';

import { EXPLANATIONS, type ExplanationReason } from '#domain/day/document.ts';
import { CashGrid } from '#renderer/clerk/tasks/CashGrid.tsx';
import { COLOUR } from '#renderer/theme.ts';
import type { CloseStepName, DayClosing } from '#server/api/office-contract.ts';
import { FORM } from '#server/web/parts/act-dialog.tsx';
import { useWords } from '#server/web/texts.ts';

import { NumberInput, Select, TextInput } from '#server/office/parts/fields.tsx';
import { CLOSE_WORDS, REASON_WORDS } from '#server/office/texts-close.ts';
import { useSay } from '#server/office/words.ts';
import { booksOut, isLeafWrong, toExplain, UNSAID, type Draft } from './preparation.ts';

export interface Writing {
  readonly draft: Draft;
  readonly onDraft: (draft: Draft) => void;
}

interface PartProps extends Writing {
  readonly closing: DayClosing;
}

function Explain({ counterId, draft, onDraft }: PartProps & { readonly counterId: string }) {
  const say = useSay(CLOSE_WORDS);
  const { language } = useWords();
  const said = draft.explained[counterId] ?? UNSAID;
  const set = (more: Partial<{ reason: ExplanationReason; words: string }>): void =>
    onDraft({
      ...draft,
      explained: { ...draft.explained, [counterId]: { ...said, ...more } },
    });
  return (
    <Box
      component="fieldset"
      sx={{ m: 0, p: 0, border: 0, display: 'grid', gap: 2.5, minWidth: 0 }}
    >
      <Typography component="legend" variant="h4" sx={{ p: 0, mb: 2 }}>
        {say('explainTitle', { counter: counterId })}
      </Typography>
      <Box
        sx={{
          display: 'grid',
          gap: 2.5,
          gridTemplateColumns: { xs: 'minmax(0, 1fr)', md: '240px minmax(0, 1fr)' },
        }}
      >
        <Select
          label={say('reason')}
          value={said.reason}
          options={EXPLANATIONS.map((each) => [each, REASON_WORDS[each][language]])}
          onValue={(reason) => set({ reason: reason as ExplanationReason })}
        />
        <TextInput label={say('words')} value={said.words} onValue={(words) => set({ words })} />
      </Box>
    </Box>
  );
}

function Explanations(props: PartProps) {
  return (
    <>
      {toExplain(props.closing).map((counterId) => (
        <Explain key={counterId} {...props} counterId={counterId} />
      ))}
    </>
  );
}

function LeafCounts({ closing, draft, onDraft }: PartProps) {
  const say = useSay(CLOSE_WORDS);
  const books = booksOut(closing);
  if (books.length === 0) return null;
  return (
    <Box sx={{ display: 'grid', gap: 2.5 }}>
      {books.map((book) => {
        const typed = draft.leaves[book.bookId] ?? '';
        return (
          <NumberInput
            key={book.bookId}
            label={say('nextLeaf', { book: book.bookId })}
            value={typed}
            isWrong={isLeafWrong(book, typed)}
            hint={say('leavesText', { last: book.lastLeaf + 1 })}
            onValue={(value) =>
              onDraft({ ...draft, leaves: { ...draft.leaves, [book.bookId]: value } })
            }
          />
        );
      })}
    </Box>
  );
}

function SafeCount({ draft, onDraft }: PartProps) {
  const say = useSay(CLOSE_WORDS);
  const { safe } = draft;
  return (
    <Box sx={{ display: 'grid', gap: 1 }}>
      <Typography>{say('safeText')}</Typography>
      {safe === null ? null : (
        <CashGrid count={safe} onCount={(count) => onDraft({ ...draft, safe: count })} />
      )}
      <Button
        variant="outlined"
        onClick={() => onDraft({ ...draft, safe: safe === null ? {} : null })}
        sx={{ justifySelf: 'start', minHeight: 48, color: COLOUR.actionDark }}
      >
        {say(safe === null ? 'safeCount' : 'safeLeave')}
      </Button>
    </Box>
  );
}

const PARTS: Readonly<Partial<Record<CloseStepName, (props: PartProps) => ReactNode>>> = {
  counters: Explanations,
  leaves: LeafCounts,
  safe: SafeCount,
};

/** What the maker writes in a step, under what stands in it. */
export function StepFields({ step, ...part }: PartProps & { readonly step: CloseStepName }) {
  const Part = PARTS[step];
  return Part === undefined ? null : (
    <Box sx={{ ...FORM, p: 0, pt: 2 }}>
      <Part {...part} />
    </Box>
  );
}
