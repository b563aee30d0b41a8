/** Entries to HQ and its answers back on a stick, with a manager beside it. */
import Box from '@mui/material/Box';
import { useState } from 'react';

import type {
  ExchangePlaceAnswer,
  Exported,
  Imported,
  TerminalConnection,
} from '#contract/answers.ts';
import type { ClerkSnapshot } from '#contract/snapshot.ts';
import { fail, type Failure } from '#domain/result.ts';
import {
  Approval,
  APPROVAL_FIELDS,
  approvalOf,
  NO_APPROVAL,
  unspent,
  type StepUp,
} from '#renderer/clerk/tasks/Approval.tsx';
import { focusNext } from '#renderer/clerk/tasks/CloseShiftTask.tsx';
import { useEnter } from '#renderer/keys/use-enter.ts';
import { useSpeech } from '#renderer/texts/use-texts.tsx';
import { Choice } from '#renderer/ui/Choice.tsx';
import { focusField, useFocus } from '#renderer/ui/focus.ts';
import { KeyButton } from '#renderer/ui/Key.tsx';

import { CarePart, Say } from './CarePart.tsx';
import { figure } from './OwnParts.tsx';
import { usePlaces } from './use-places.ts';

export type StickWay = 'write' | 'read';

type Outcome =
  | { readonly way: 'write'; readonly done: Exported }
  | { readonly way: 'read'; readonly done: Imported }
  | { readonly way: 'failed'; readonly failure: Failure };

const PLACE = 'stick-place';

/** Some sentences name the file themselves. */
const aboutFile = (file: string, text: string): string =>
  text.includes(file) ? text : `${file}: ${text}`;

function ReadDone(props: { readonly done: Imported }) {
  const { t, sentence } = useSpeech();
  const { acknowledgedSeq, feedItems, problems } = props.done;
  return (
    <>
      <Say tone="good">{t.careRead1(figure(acknowledgedSeq), figure(feedItems))}</Say>
      {problems.length === 0 ? null : <Say tone="bad">{t.careUnused(figure(problems.length))}</Say>}
      {problems.slice(0, 3).map(({ file, code }) => (
        <Say key={file} tone="bad">
          {aboutFile(file, sentence(fail(code, { file }).error))}
        </Say>
      ))}
    </>
  );
}

function OutcomeWords(props: { readonly outcome: Outcome }) {
  const { t, sentence } = useSpeech();
  const { outcome } = props;
  if (outcome.way === 'failed') return <Say tone="bad">{sentence(outcome.failure)}</Say>;
  if (outcome.way === 'read') return <ReadDone done={outcome.done} />;
  const { fromSeq, toSeq, files } = outcome.done;
  const text =
    files === 0 ? t.careWroteAsk : t.careWrote(figure(fromSeq), figure(toSeq), figure(files));
  return <Say tone="good">{text}</Say>;
}

interface StickProps {
  readonly connection: TerminalConnection;
  readonly snapshot: ClerkSnapshot;
  readonly waiting: number;
  readonly way: StickWay | null;
  readonly onWay: (way: StickWay | null) => void;
}

/** Which stick, and who stands beside it. */
function StickForm(
  props: StickProps & {
    readonly way: StickWay;
    readonly places: readonly ExchangePlaceAnswer[];
    readonly onOutcome: (outcome: Outcome) => void;
  },
) {
  const { t } = useSpeech();
  const { connection, snapshot, way, places, onWay, onOutcome } = props;
  const [chosen, setChosen] = useState('');
  const [draft, setDraft] = useState(NO_APPROVAL);
  const [pending, setPending] = useState(false);
  const only = places.length === 1 ? (places[0]?.placeId ?? '') : '';
  const placeId = places.some((each) => each.placeId === chosen) ? chosen : only;
  const approval = approvalOf(draft);
  const isReady = placeId !== '' && approval !== null && !pending;
  useFocus({ field: only === '' ? PLACE : 'approver', turn: 0 });
  async function go(): Promise<void> {
    if (approval === null || !isReady) return;
    setPending(true);
    const outcome = await move(connection, way, { placeId, ...approval });
    setPending(false);
    onOutcome(outcome);
    if (outcome.way !== 'failed') {
      onWay(null);
      return;
    }
    setDraft(unspent(draft));
    focusField('approver-pin');
  }
  async function stepUp(...[name, input]: Parameters<StepUp['run']>): Promise<void> {
    const answer = await connection.execute(name, input);
    if (!answer.ok) onOutcome({ way: 'failed', failure: answer.error });
  }
  useEnter(() => {
    if ((isReady && draft.proof !== null) || !focusNext([PLACE, ...APPROVAL_FIELDS])) void go();
  });
  const word = way === 'write' ? t.careWriteNow : t.careReadNow;
  const work = way === 'write' ? t.careWriting : t.careReading;
  return (
    <Box sx={{ display: 'grid', rowGap: 1, mt: 1 }}>
      <Choice
        name={PLACE}
        label={t.careStickPlace}
        items={places.map((each) => ({ value: each.placeId, label: each.label }))}
        value={placeId}
        onValue={setChosen}
        placeholder={places.length === 0 ? t.careStickNone : t.choose}
      />
      <Approval
        snapshot={snapshot}
        draft={draft}
        onDraft={setDraft}
        finger={{ counter: { run: stepUp }, act: 'by_file' }}
      />
      <KeyButton
        fill
        look="main"
        keyName="Enter"
        label={pending ? work : word}
        disabled={!isReady}
        onPress={() => void go()}
      />
    </Box>
  );
}

async function move(
  connection: TerminalConnection,
  way: StickWay,
  input: { readonly placeId: string } & NonNullable<ReturnType<typeof approvalOf>>,
): Promise<Outcome> {
  if (way === 'write') {
    const wrote = await connection.execute('exportSync', input);
    return wrote.ok ? { way, done: wrote.value } : { way: 'failed', failure: wrote.error };
  }
  const read = await connection.execute('importSync', input);
  return read.ok ? { way, done: read.value } : { way: 'failed', failure: read.error };
}

export function StickPart(props: StickProps) {
  const { t } = useSpeech();
  const { way, waiting, onWay } = props;
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const places = usePlaces(props.connection);
  const begin = (next: StickWay) => (): void => {
    setOutcome(null);
    onWay(next);
  };
  return (
    <CarePart title={t.careStick}>
      <Say>{t.careStickText(figure(waiting))}</Say>
      <Box sx={{ display: 'grid', gridTemplateColumns: '1fr 1fr', gap: 1, mt: 1 }}>
        <KeyButton fill keyName="3" label={t.careWrite} onPress={begin('write')} />
        <KeyButton fill keyName="4" label={t.careRead} onPress={begin('read')} />
      </Box>
      {way === null ? null : (
        <StickForm key={way} {...props} way={way} places={places} onOutcome={setOutcome} />
      )}
      <Box role="status" sx={{ minHeight: way === null ? 72 : 28, mt: 1 }}>
        {outcome === null ? null : <OutcomeWords outcome={outcome} />}
      </Box>
    </CarePart>
  );
}
