/** A task that is not the usual path: the whole width, a title, Esc goes back. Never a dialog. */
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import type { ReactNode } from 'react';

import { COLOUR } from '#renderer/theme.ts';
import { KeyButton } from '#renderer/ui/Key.tsx';
import { useFocus } from '#renderer/ui/focus.ts';
import { useKeys } from '#renderer/keys/use-keys.ts';

export function TaskFrame(props: {
  readonly title: string;
  readonly children: ReactNode;
  readonly width?: number;
}) {
  return (
    <Box
      component="section"
      aria-label={props.title}
      sx={{ height: '100%', overflow: 'auto', px: 3, py: 2 }}
    >
      <Box sx={{ maxWidth: props.width ?? 720, mx: 'auto' }}>
        <Typography variant="h3" component="h2" sx={{ mb: 2 }}>
          {props.title}
        </Typography>
        {props.children}
      </Box>
    </Box>
  );
}

export interface NumberedAction {
  readonly label: string;
  readonly run: () => void;
  readonly disabled?: boolean;
}

/** Actions with the digit that starts each. The tenth is 0. */
export function NumberedActions(props: {
  readonly actions: readonly NumberedAction[];
  readonly columns?: number;
}) {
  const { actions, columns = 1 } = props;
  const digit = (index: number): string => String((index + 1) % 10);
  useKeys(
    actions.flatMap((action, index) =>
      action.disabled === true
        ? []
        : [
            { code: `Digit${digit(index)}`, run: action.run },
            { code: `Numpad${digit(index)}`, run: action.run },
          ],
    ),
  );
  // Off the field that was being typed in, so that a digit picks; on no button, so that Enter does not.
  useFocus({ field: 'numbered', turn: 0 });
  return (
    <Box
      tabIndex={-1}
      data-field="numbered"
      sx={{
        display: 'grid',
        gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))`,
        gap: 1,
        outline: 'none',
      }}
    >
      {actions.map((action, index) => (
        <KeyButton
          fill
          key={action.label}
          keyName={digit(index)}
          label={action.label}
          disabled={action.disabled ?? false}
          onPress={action.run}
        />
      ))}
    </Box>
  );
}

export function Done(props: { readonly children: ReactNode }) {
  return (
    <Box
      role="status"
      sx={{ p: 3, borderRadius: 1, color: COLOUR.paid, background: COLOUR.paidSoft }}
    >
      {props.children}
    </Box>
  );
}
