/** The journal could not be verified: nobody is charged, and why is said in full. */
import ReportProblem from '@mui/icons-material/ReportProblem';
import Typography from '@mui/material/Typography';

import { useSpeech } from '#renderer/texts/use-texts.tsx';
import { COLOUR } from '#renderer/theme.ts';

import { Door, type DoorProps } from './Door.tsx';
import { StoppedActions } from './StoppedActions.tsx';

export function StoppedScreen(props: DoorProps) {
  const { t } = useSpeech();
  const { stopped } = props.snapshot;
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
