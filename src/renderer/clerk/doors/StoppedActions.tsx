/**
 * What a person can do at a counter that stands still: take what is good to a stick, and, with HQ on
 * the phone, put the journal aside so that this machine becomes a counter anew. Never by one key.
 */
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useState } from 'react';

import type { SavedGood } from '#contract/answers.ts';
import type { StoppedSnapshot } from '#contract/snapshot.ts';
import type { Failure } from '#domain/result.ts';
import { usePlaces } from '#renderer/clerk/care/use-places.ts';
import { useSpeech } from '#renderer/texts/use-texts.tsx';
import { KeyButton } from '#renderer/ui/Key.tsx';

import { useDoorCommand, type DoorProps } from './Door.tsx';

function Outcome(props: { readonly saved: SavedGood | null; readonly failure: Failure | null }) {
  const { t, sentence } = useSpeech();
  const { saved, failure } = props;
  const text =
    failure !== null
      ? sentence(failure)
      : saved === null
        ? ''
        : saved.files === 0
          ? t.stoppedNothingToSave
          : t.stoppedSaved(saved.fromSeq, saved.toSeq, saved.files);
  return (
    <Typography role="status" sx={{ minHeight: 52, mt: 1 }}>
      {text}
    </Typography>
  );
}

export function StoppedActions(props: DoorProps & { readonly stopped: StoppedSnapshot }) {
  const { t } = useSpeech();
  const { stopped } = props;
  const places = usePlaces(props.context.connection);
  const { pending, failure, run } = useDoorCommand(props);
  const [saved, setSaved] = useState<SavedGood | null>(null);
  const [isSure, setSure] = useState(false);
  const save = async (placeId: string): Promise<void> => {
    const answer = await run('saveGood', { placeId });
    if (answer?.ok === true) setSaved(answer.value);
  };
  const anew = (): void => {
    if (isSure) void run('startAnew', {});
    else setSure(true);
  };
  return (
    <Box sx={{ mt: 2, display: 'grid', rowGap: 1 }}>
      <Typography>{t.stoppedAtHq(stopped.acknowledgedSeq)}</Typography>
      {stopped.canSave && places.length === 0 ? <Typography>{t.stoppedNoPlace}</Typography> : null}
      {(stopped.canSave ? places : []).map(({ placeId, label }) => (
        <KeyButton
          key={placeId}
          fill
          look="plain"
          label={pending ? t.working : t.stoppedSave(label)}
          disabled={pending}
          onPress={() => void save(placeId)}
        />
      ))}
      {stopped.canStartAnew ? (
        <KeyButton
          fill
          look="quiet"
          label={isSure ? t.stoppedAnewSure : t.stoppedAnew}
          disabled={pending}
          onPress={anew}
        />
      ) : null}
      <Outcome saved={saved} failure={failure} />
    </Box>
  );
}
