/** Before the counter service has been heard: what is being waited for, and that it is usual. */
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';

import { COLOUR } from '#renderer/theme.ts';

export function Waiting(props: {
  readonly title: string;
  readonly text: string;
  readonly stop?: boolean;
}) {
  return (
    <Box
      component="main"
      aria-live="polite"
      sx={{ height: '100%', display: 'grid', placeContent: 'center', textAlign: 'center', p: 3 }}
    >
      <Typography
        variant="h3"
        component="h1"
        sx={{ color: props.stop === true ? COLOUR.stop : COLOUR.ink }}
      >
        {props.title}
      </Typography>
      <Typography sx={{ mt: 1, maxWidth: 560, color: 'text.secondary' }}>{props.text}</Typography>
    </Box>
  );
}
