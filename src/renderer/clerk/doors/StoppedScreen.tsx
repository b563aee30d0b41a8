/** Nobody is charged, and why is said in full: the journal is damaged, or could not be opened. */
import ReportProblem from '@mui/icons-material/ReportProblem';
import Typography from '@mui/material/Typography';

import { useEnter } from '#renderer/keys/use-enter.ts';
import { useSpeech } from '#renderer/texts/use-texts.tsx';
import { COLOUR } from '#renderer/theme.ts';
import { KeyButton } from '#renderer/ui/Key.tsx';

import { Door, useDoorCommand, type DoorProps } from './Door.tsx';
import { StoppedActions } from './StoppedActions.tsx';

/** Nothing is wrong with the journal: what keeps it shut can be put right, and is looked at again. */
function ShutScreen(props: DoorProps) {
  const { t, sentence } = useSpeech();
  const { pending, failure, run } = useDoorCommand(props);
  const again = (): void => void run('openAgain', {});
  useEnter(again);
  const { stopped } = props.snapshot;
  // Said once, where the eye is; the line below is for what the key met.
  const snapshot = { ...props.snapshot, trouble: [] };
  return (
    <Door {...props} snapshot={snapshot} title={t.shutTitle} failure={failure} width={640}>
      <ReportProblem aria-hidden="true" sx={{ fontSize: 64, color: COLOUR.waiting, my: 1 }} />
      {stopped === undefined ? null : (
        <Typography variant="h4" component="p" sx={{ mb: 1.5 }}>
          {sentence(stopped.failure)}
        </Typography>
      )}
      <Typography sx={{ mb: 2 }}>{t.shutText}</Typography>
      <KeyButton
        look="main"
        keyName="Enter"
        label={pending ? t.working : t.shutGo}
        disabled={pending}
        onPress={again}
      />
      {stopped?.canStartAnew === true ? <StoppedActions {...props} stopped={stopped} /> : null}
    </Door>
  );
}

export function StoppedScreen(props: DoorProps) {
  const { t } = useSpeech();
  const { stopped } = props.snapshot;
  if (stopped?.canOpenAgain === true) return <ShutScreen {...props} />;
  return (
    <Door {...props} title={t.stoppedTitle} failure={null} width={640}>
      <ReportProblem aria-hidden="true" sx={{ fontSize: 64, color: COLOUR.stop, my: 1 }} />
      <Typography variant="h4" component="p">
        {t.stoppedText}
      </Typography>
      {stopped === undefined ? null : <StoppedActions {...props} stopped={stopped} />}
    </Door>
  );
}
