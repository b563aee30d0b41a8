/** Places to write: text, an amount, a date as it is read here, a choice, a PIN. */
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import type { ReactNode } from 'react';

import { parseIsoDate, type IsoDate } from '#domain/time.ts';
import { dateOfDigits, showDateDigits } from '#renderer/clerk/item/facts-typed.ts';
import { typePin } from '#renderer/clerk/tasks/Approval.tsx';
import { digitsOnly } from '#renderer/keys/digits.ts';
import { SIZE } from '#renderer/theme.ts';
import { WRAPS } from '#server/web/parts/filters.tsx';

export interface InputProps {
  readonly label: string;
  readonly value: string;
  readonly onValue: (value: string) => void;
  readonly hint?: string;
  readonly isWrong?: boolean;
  readonly isFirst?: boolean;
  readonly maxLength?: number;
}

const shared = (props: InputProps) => ({
  label: props.label,
  value: props.value,
  autoComplete: 'off',
  autoFocus: props.isFirst ?? false,
  error: props.isWrong ?? false,
  helperText: props.hint,
  fullWidth: true,
  sx: { '& .MuiFormHelperText-root': { mx: 0, fontSize: SIZE.base } },
});

export function TextInput(props: InputProps & { readonly lines?: number }) {
  const { lines = 1, maxLength = 200 } = props;
  return (
    <TextField
      {...shared(props)}
      multiline={lines > 1}
      minRows={lines}
      slotProps={{ htmlInput: { maxLength } }}
      onChange={(event) => props.onValue(event.target.value)}
    />
  );
}

/** Rupees, with at most two decimals; the screen that reads it says what is wrong. */
export function AmountInput(props: InputProps) {
  return (
    <TextField
      {...shared(props)}
      slotProps={{
        htmlInput: { inputMode: 'decimal', maxLength: 18, style: { textAlign: 'right' } },
      }}
      onChange={(event) => props.onValue(event.target.value)}
    />
  );
}

export function NumberInput(props: InputProps) {
  return (
    <TextField
      {...shared(props)}
      slotProps={{ htmlInput: { inputMode: 'numeric' } }}
      onChange={(event) => props.onValue(digitsOnly(event.target.value).slice(0, 9))}
    />
  );
}

export function PinInput(props: InputProps) {
  return (
    <TextField
      {...shared(props)}
      type="password"
      slotProps={{ htmlInput: { inputMode: 'numeric' } }}
      onChange={(event) => props.onValue(typePin(event.target.value))}
    />
  );
}

/** Day, month, year, as papers here write it; the hyphens come by themselves. */
export function DateInput(props: InputProps) {
  return (
    <TextField
      {...shared(props)}
      placeholder="dd-mm-yyyy"
      slotProps={{ htmlInput: { inputMode: 'numeric' } }}
      onChange={(event) =>
        props.onValue(showDateDigits(digitsOnly(event.target.value).slice(0, 8)))
      }
    />
  );
}

/** Null until a date that exists is whole. */
export function typedDate(text: string): IsoDate | null {
  const date = dateOfDigits(digitsOnly(text));
  return date === null ? null : parseIsoDate(date);
}

export type Option = readonly [value: string, words: ReactNode];

export function Select(props: InputProps & { readonly options: readonly Option[] }) {
  return (
    <TextField
      {...shared(props)}
      select
      sx={{ ...shared(props).sx, ...WRAPS }}
      onChange={(event) => props.onValue(event.target.value)}
    >
      {props.options.map(([value, words]) => (
        <MenuItem key={value} value={value} sx={{ whiteSpace: 'normal', minHeight: 48 }}>
          {words}
        </MenuItem>
      ))}
    </TextField>
  );
}

const LEAST_SAID = 3;
/** Why something was done is a word at least. */
export const isSaid = (words: string): boolean => words.trim().length >= LEAST_SAID;

/** What a bank or treasury calls it, as the server takes it. */
export const isReference = (text: string): boolean => /^[\w/ -]{3,40}$/.test(text.trim());
