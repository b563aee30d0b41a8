/**
 * One row of a form: its label at the left, where it is written at the right, 48 px high, the state
 * of it in a mark and a word as well as a colour. Messages stand below the section, in kept space.
 */
import InputBase from '@mui/material/InputBase';
import { styled } from '@mui/material/styles';
import { useId, type ReactNode } from 'react';

import { COLOUR, SIZE } from '#renderer/theme.ts';

export const FieldRow = styled('div')({
  display: 'grid',
  gridTemplateColumns: 'minmax(96px, 32%) minmax(0, 1fr)',
  alignItems: 'center',
  columnGap: 12,
  minHeight: 48,
  marginBottom: 4,
});

export const FieldLabel = styled('label')(({ theme }) => ({
  ...theme.typography.body1,
  lineHeight: 1.25,
  color: COLOUR.inkSoft,
  overflowWrap: 'break-word',
}));

const Input = styled(InputBase, {
  shouldForwardProp: (name) => name !== 'bad' && name !== 'figure',
})<{ bad: boolean; figure: boolean }>(({ bad, figure }) => ({
  width: '100%',
  minHeight: 48,
  padding: '0 12px',
  background: COLOUR.paper,
  border: `1px solid ${bad ? COLOUR.stop : COLOUR.line}`,
  borderRadius: 8,
  fontSize: figure ? SIZE.large : SIZE.base,
  fontWeight: figure ? 700 : 500,
  '& input': { padding: 0, textAlign: figure ? 'right' : 'left', height: figure ? 56 : 46 },
  '& input::placeholder': { color: COLOUR.inkSoft, opacity: 1, fontWeight: 400 },
  '&.Mui-focused': {
    outline: `3px solid ${bad ? COLOUR.stop : COLOUR.action}`,
    outlineOffset: -1,
    borderColor: 'transparent',
  },
  '&.Mui-disabled': { background: 'transparent' },
}));

export interface FieldProps {
  /** Focus goes to a field by this name. */
  readonly name: string;
  readonly label: ReactNode;
  readonly value: string;
  readonly onValue: (value: string) => void;
  readonly onFocus?: () => void;
  /** Digits and amounts leave `/` and letters to the screen's keys; text takes them. */
  readonly takes?: 'text' | 'digits';
  readonly bad?: boolean;
  readonly describedBy?: string;
  readonly placeholder?: string;
  readonly maxLength?: number;
  readonly secret?: boolean;
  readonly figure?: boolean;
  readonly disabled?: boolean;
  readonly readOnly?: boolean;
  readonly takesScan?: boolean;
  readonly end?: ReactNode;
  readonly start?: ReactNode;
  /** Label above instead of beside. */
  readonly stacked?: boolean;
  readonly lang?: string;
}

const Stacked = styled('div')({ display: 'grid', rowGap: 4 });

export function Field(props: FieldProps) {
  const id = useId();
  const { takes = 'text', bad = false, figure = false, stacked = false } = props;
  const Row = stacked ? Stacked : FieldRow;
  return (
    <Row>
      <FieldLabel htmlFor={id}>{props.label}</FieldLabel>
      <Input
        id={id}
        bad={bad}
        figure={figure}
        value={props.value}
        disabled={props.disabled ?? false}
        readOnly={props.readOnly ?? false}
        placeholder={props.placeholder ?? ''}
        type={props.secret === true ? 'password' : 'text'}
        startAdornment={props.start}
        endAdornment={props.end}
        onFocus={() => props.onFocus?.()}
        onChange={(event) => props.onValue(event.target.value)}
        inputProps={{
          'data-field': props.name,
          'data-takes': takes,
          'data-takes-scan': props.takesScan === true ? 'true' : undefined,
          autoComplete: 'off',
          spellCheck: false,
          inputMode: takes === 'digits' ? 'numeric' : 'text',
          maxLength: props.maxLength,
          'aria-invalid': bad,
          'aria-describedby': props.describedBy,
          lang: props.lang,
        }}
      />
    </Row>
  );
}
