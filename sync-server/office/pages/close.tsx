/** The close of a day as a checklist; of a closed day, its document and what came later. */
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useEffect, useState } from 'react';

import type { IsoDate } from '#domain/time.ts';
import { COLOUR } from '#renderer/theme.ts';
import type { CloseStep, DayClosing } from '#server/api/office-contract.ts';
import { WhenReady } from '#server/web/parts/states.tsx';

import { dateOf, type Place } from '#server/office/address.ts';
import { useOffice, useRead } from '#server/office/office.ts';
import { CheckStep } from '#server/office/parts/close/check-step.tsx';
import { ClosedDayView } from '#server/office/parts/close/closed-day.tsx';
import { asks, emptyDraft, type Draft } from '#server/office/parts/close/preparation.ts';
import { StepFields, type Writing } from '#server/office/parts/close/prepare-fields.tsx';
import { PrepareStep } from '#server/office/parts/close/prepare-step.tsx';
import { StepFrame } from '#server/office/parts/close/step-frame.tsx';
import { StepItems } from '#server/office/parts/close/step-items.tsx';
import { DateBar } from '#server/office/parts/date-bar.tsx';
import { DayMark } from '#server/office/parts/day-mark.tsx';

/** What blocks is first; the rest keeps its order. */
const inOrder = (steps: readonly CloseStep[]): readonly CloseStep[] => [
  ...steps.filter(({ state }) => state === 'blocks'),
  ...steps.filter(({ state }) => state !== 'blocks'),
];

interface StepProps {
  readonly step: CloseStep;
  readonly closing: DayClosing;
  /** What the maker writes; null while nobody is writing. */
  readonly writing: Writing | null;
  readonly onAgain: () => void;
  readonly onRefused: (sentence: string | null) => void;
}

function StepBody(props: StepProps) {
  const { step, closing, writing } = props;
  if (step.step === 'prepare') return <PrepareStep {...props} />;
  if (step.step === 'check') return <CheckStep {...props} />;
  return (
    <>
      <StepItems step={step} now={closing.now} />
      {writing === null ? null : <StepFields step={step.step} closing={closing} {...writing} />}
    </>
  );
}

/** The maker writes until it is signed; then again only where somebody wants to. */
function useWriting(closing: DayClosing) {
  const [draft, onDraft] = useState<Draft>(() => emptyDraft(closing));
  const [again, setAgain] = useState(false);
  const { prepared, mayPrepare } = closing;
  const preparedAt = prepared?.at ?? null;
  useEffect(() => setAgain(false), [preparedAt]);
  const writes = mayPrepare === null && (prepared === null || again);
  return { writing: writes ? { draft, onDraft } : null, onAgain: () => setAgain(true) };
}

function Checklist(props: {
  readonly closing: DayClosing;
  readonly onRefused: (sentence: string | null) => void;
}) {
  const { closing } = props;
  const { writing, onAgain } = useWriting(closing);
  return (
    <Box component="ol" sx={{ listStyle: 'none', m: 0, p: 0, display: 'grid', gap: 1.5 }}>
      {inOrder(closing.steps).map((step) => (
        <StepFrame key={step.step} step={step} isOpen={writing !== null && asks(step, closing)}>
          <StepBody step={step} writing={writing} onAgain={onAgain} {...props} />
        </StepFrame>
      ))}
    </Box>
  );
}

function Closing({ date }: { date: IsoDate }) {
  const closing = useRead((reads) => reads.closing(date), `close-${date}`);
  // Outlives the form: who was a moment too late sees the closed day, and why.
  const [refusal, setRefusal] = useState<string | null>(null);
  return (
    <WhenReady loaded={closing} minHeight={600}>
      {(value) => (
        <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'minmax(0, 1fr)' }}>
          <DayMark day={value.day} />
          {refusal !== null && value.day.state === 'closed' ? (
            <Typography role="alert" sx={{ p: 2, bgcolor: COLOUR.stopSoft, color: COLOUR.stop }}>
              {refusal}
            </Typography>
          ) : null}
          {value.day.state === 'closed' ? (
            <ClosedDayView day={value.day} />
          ) : (
            <Checklist closing={value} onRefused={setRefusal} />
          )}
        </Box>
      )}
    </WhenReady>
  );
}

export function ClosePage({ place }: { place: Place }) {
  const { session } = useOffice();
  const date = dateOf(place, session.today);
  return (
    <>
      <DateBar page="close" date={date} />
      <Closing key={date} date={date} />
    </>
  );
}
