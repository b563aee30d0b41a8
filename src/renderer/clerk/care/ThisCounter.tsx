/**
 * "This counter": the one place for what a manager does with this machine. The whole journal checked,
 * its second copy, its key, and a stick to HQ and back.
 */
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useEffect, useState } from 'react';

import type { TerminalConnection } from '#contract/answers.ts';
import type { ClerkSnapshot } from '#contract/snapshot.ts';
import type { Failure } from '#domain/result.ts';
import { TaskFrame } from '#renderer/clerk/tasks/TaskFrame.tsx';
import { useKeys } from '#renderer/keys/use-keys.ts';
import { useSpeech } from '#renderer/texts/use-texts.tsx';
import { focusField } from '#renderer/ui/focus.ts';

import { Say } from './CarePart.tsx';
import { BackupPart, JournalPart, KeyPart } from './OwnParts.tsx';
import { StickPart, type StickWay } from './StickPart.tsx';
import { useDescription } from './use-description.ts';

const HERE = 'this-counter';

interface ThisCounterProps {
  readonly connection: TerminalConnection;
  readonly snapshot: ClerkSnapshot;
}

/** Digits start an act, unless somebody is typing theirs. */
function useDigits(acts: readonly (() => void)[], active: boolean): void {
  useKeys(
    acts.flatMap((run, index) =>
      ['Digit', 'Numpad'].map((place) => ({ code: `${place}${index + 1}`, run })),
    ),
    active,
  );
}

export function ThisCounter(props: ThisCounterProps) {
  const { t, sentence } = useSpeech();
  const { connection, snapshot } = props;
  const [way, setWay] = useState<StickWay | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const description = useDescription(connection, snapshot);
  const begin = (name: 'verifyJournal' | 'backUpNow') => (): void => {
    setFailure(null);
    void connection.execute(name, {}).then((answer) => {
      if (!answer.ok) setFailure(answer.error);
    });
  };
  const [check, backUp] = [begin('verifyJournal'), begin('backUpNow')];
  useDigits([check, backUp, () => setWay('write'), () => setWay('read')], way === null);
  // Off the field that was being typed in, so that a digit starts an act.
  useEffect(() => {
    if (way === null) focusField(HERE);
  }, [way]);
  return (
    <TaskFrame title={`${t.thisCounter}: ${snapshot.counter.counterId}`} width={1180}>
      <Box tabIndex={-1} data-field={HERE} sx={{ outline: 'none' }}>
        {description === null ? (
          <Typography>{t.working}</Typography>
        ) : (
          <Box
            sx={{ display: 'grid', gridTemplateColumns: '1fr 1fr', gap: 2, alignItems: 'start' }}
          >
            <Box sx={{ display: 'grid', rowGap: 1.5 }}>
              <JournalPart
                journal={description.journal}
                check={snapshot.journalCheck}
                onCheck={check}
              />
              <BackupPart backup={description.backup} onBackUp={backUp} />
            </Box>
            <Box sx={{ display: 'grid', rowGap: 1.5 }}>
              <StickPart {...props} waiting={snapshot.sync.toSend} way={way} onWay={setWay} />
              {way === null ? <KeyPart keyState={description.key} /> : null}
            </Box>
          </Box>
        )}
        <Box role="alert">
          {failure === null ? null : (
            <Say tone="bad">
              {t.careFailed} {sentence(failure)}
            </Say>
          )}
        </Box>
      </Box>
    </TaskFrame>
  );
}
