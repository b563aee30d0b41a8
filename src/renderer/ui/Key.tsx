/** A key written as a key, and buttons that carry theirs: laptops lock their function row. */
import ButtonBase from '@mui/material/ButtonBase';
import { styled } from '@mui/material/styles';
import type { ReactNode } from 'react';

import { COLOUR, SIZE } from '#renderer/theme.ts';

export const Key = styled('kbd')({
  display: 'inline-block',
  flexShrink: 0,
  minWidth: 28,
  padding: '0 6px',
  border: '1px solid currentColor',
  borderRadius: 4,
  fontFamily: 'inherit',
  fontSize: SIZE.small,
  fontWeight: 600,
  lineHeight: '22px',
  textAlign: 'center',
  whiteSpace: 'nowrap',
});

interface LookProps {
  readonly look: 'plain' | 'main' | 'quiet';
}

const LOOKS = {
  main: { color: COLOUR.paper, background: COLOUR.action, borderColor: COLOUR.action },
  plain: { color: COLOUR.ink, background: COLOUR.paper, borderColor: COLOUR.line },
  quiet: { color: COLOUR.ink, background: 'transparent', borderColor: 'transparent' },
} as const;

const Base = styled(ButtonBase, { shouldForwardProp: (name) => name !== 'look' })<LookProps>(
  ({ look, theme }) => ({
    display: 'inline-flex',
    alignItems: 'center',
    justifyContent: 'flex-start',
    gap: 10,
    minHeight: 48,
    padding: '8px 12px',
    border: '1px solid',
    borderRadius: 8,
    fontFamily: theme.typography.fontFamily ?? 'inherit',
    fontSize: look === 'main' ? SIZE.lead : SIZE.base,
    fontWeight: look === 'main' ? 700 : 600,
    lineHeight: 1.3,
    textAlign: 'left',
    ...LOOKS[look],
    // On the filled button the key is paper with ink: 14 px of white on teal is too faint.
    '& kbd':
      look === 'main'
        ? { color: COLOUR.ink, background: COLOUR.paper, borderColor: COLOUR.paper }
        : {},
    '&.Mui-disabled kbd': {
      color: 'inherit',
      background: 'transparent',
      borderColor: 'currentcolor',
    },
    '&:hover': { background: look === 'main' ? COLOUR.actionDark : COLOUR.actionSoft },
    '&.Mui-focusVisible': { outline: `3px solid ${COLOUR.action}`, outlineOffset: 2 },
    '&.Mui-disabled': {
      color: COLOUR.inkSoft,
      background: 'transparent',
      borderColor: look === 'quiet' ? 'transparent' : COLOUR.lineSoft,
    },
  }),
);

const Why = styled('span')(({ theme }) => ({
  display: 'block',
  ...theme.typography.body2,
  fontWeight: 400,
}));

export interface KeyButtonProps {
  readonly keyName?: string;
  readonly label: ReactNode;
  readonly onPress: () => void;
  readonly look?: LookProps['look'];
  readonly disabled?: boolean;
  /** Under the label: what it cannot do now, and why. */
  readonly why?: string;
  readonly fill?: boolean;
}

export function KeyButton(props: KeyButtonProps) {
  const { keyName, label, onPress, why, look = 'plain', disabled = false, fill = false } = props;
  return (
    <Base
      look={look}
      disabled={disabled}
      onClick={onPress}
      {...(fill ? { sx: { width: '100%' } } : {})}
    >
      {keyName === undefined ? null : <Key aria-hidden="true">{keyName}</Key>}
      <span>
        {label}
        {why === undefined ? null : <Why>{why}</Why>}
      </span>
    </Base>
  );
}
