/**
 * The preparation: the document with what the steps above it say, and the maker's signature under it.
 */
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import type { SyntheticEvent } from 'react';

import type { DayDocument } from '#domain/day/document.ts';
import { paperTime } from '#domain/receipt/blocks.ts';
import { COLOUR } from '#renderer/theme.ts';
import type { CloseStep, DayClosing } from '#server/api/office-contract.ts';
import { FORM } from '#server/web/parts/act-dialog.tsx';
import { useWords } from '#server/web/texts.ts';

import { useNames, useOffice } from '#server/office/office.ts';
import { SignLine, useSigning } from '#server/office/parts/sign.tsx';
import { CLOSE_WORDS } from '#server/office/texts-close.ts';
import { sentenceOf, useSay } from '#server/office/words.ts';
import { DaySheet } from './day-sheet.tsx';
import type { Writing } from './prepare-fields.tsx';
import { documentWith, preparationOf } from './preparation.ts';
import { StepItems } from './step-items.tsx';

interface PrepareStepProps {
  readonly step: CloseStep;
  readonly closing: DayClosing;
  readonly writing: Writing | null;
  readonly onAgain: () => void;
  readonly onRefused: (sentence: string | null) => void;
}

function PrepareForm(
  props: Pick<PrepareStepProps, 'closing' | 'onRefused'> & { readonly writing: Writing },
) {
  const { closing, onRefused } = props;
  const { draft } = props.writing;
  const say = useSay(CLOSE_WORDS);
  const { staffId } = useOffice().session;
  const document: DayDocument | null = closing.document;
  const body = preparationOf(closing, draft);
  const signing = useSigning({
    address: `days/${closing.day.date}/prepare`,
    body: body === null ? null : { ...body },
    onDone: () => onRefused(null),
    onRefused,
  });
  return (
    <Box
      component="form"
      onSubmit={(event: SyntheticEvent) => void signing.send(event)}
      sx={{ ...FORM, p: 0, pt: 1, gridTemplateColumns: 'minmax(0, 1fr)' }}
    >
      <DaySheet
        title={say('documentTitle')}
        document={document === null ? null : documentWith(document, { closing, draft })}
        of={{ how: null, maker: staffId, checker: null, signed: null }}
      />
      {body === null ? (
        <Typography sx={{ color: COLOUR.waiting }}>{say('unfinished')}</Typography>
      ) : null}
      <SignLine signing={signing} verb={say('prepareGo')} />
    </Box>
  );
}

/** Who prepared it, and whether it still holds. */
function Prepared({ closing }: { closing: DayClosing }) {
  const say = useSay(CLOSE_WORDS);
  const name = useNames();
  const { prepared, revision } = closing;
  if (prepared === null) return null;
  return (
    <>
      <Typography>
        {say('preparedBy', { name: name(prepared.staffId), at: paperTime(prepared.at) })}
      </Typography>
      {prepared.revision === revision ? null : (
        <Typography sx={{ color: COLOUR.waiting }}>{say('changedSince')}</Typography>
      )}
    </>
  );
}

export function PrepareStep(props: PrepareStepProps) {
  const { step, closing, writing } = props;
  const say = useSay(CLOSE_WORDS);
  const { language } = useWords();
  const { mayPrepare, prepared } = closing;
  return (
    <>
      <Prepared closing={closing} />
      {mayPrepare === null || prepared !== null ? null : (
        <Typography sx={{ color: COLOUR.waiting, py: 1 }}>
          {sentenceOf(mayPrepare, language)}
        </Typography>
      )}
      <StepItems step={step} now={closing.now} />
      {writing === null ? null : (
        <PrepareForm closing={closing} writing={writing} onRefused={props.onRefused} />
      )}
      {mayPrepare === null && writing === null ? (
        <Button
          variant="outlined"
          onClick={props.onAgain}
          sx={{ mt: 1, minHeight: 48, color: COLOUR.actionDark }}
        >
          {say('prepareAgain')}
        </Button>
      ) : null}
    </>
  );
}
