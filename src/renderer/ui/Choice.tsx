/**
 * A choice by number: each option carries the digit that picks it, arrows move, nothing is chosen
 * beforehand that raises a fee. Open while it has the focus, folded to the chosen option otherwise.
 */
import { styled } from '@mui/material/styles';
import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react';

import { digitOfKey } from '#renderer/keys/digits.ts';
import { COLOUR } from '#renderer/theme.ts';

import { FieldLabel, FieldRow } from './Field.tsx';
import { Key } from './Key.tsx';

export interface ChoiceItem {
  readonly value: string;
  readonly label: string;
  readonly lang?: string;
}

export interface ChoiceProps {
  readonly name: string;
  readonly label: string;
  readonly items: readonly ChoiceItem[];
  /** Empty: none chosen yet. */
  readonly value: string;
  readonly onValue: (value: string) => void;
  /** Decided, by its digit or by a click; arrows only move. */
  readonly onPick?: () => void;
  readonly onFocus?: () => void;
  readonly placeholder: string;
  /** The key that leads back here, where Enter goes past it. */
  readonly wayBack?: string;
  readonly bad?: boolean;
  readonly describedBy?: string;
  /** Every option stays in sight, label above. */
  readonly open?: boolean;
}

const Box = styled('div', { shouldForwardProp: (name) => name !== 'bad' })<{ bad: boolean }>(
  ({ bad }) => ({
    minHeight: 48,
    display: 'grid',
    background: COLOUR.paper,
    border: `1px solid ${bad ? COLOUR.stop : COLOUR.line}`,
    borderRadius: 8,
    cursor: 'pointer',
    '&:focus': { outline: `3px solid ${bad ? COLOUR.stop : COLOUR.action}`, outlineOffset: -1 },
  }),
);

const Row = styled('div', { shouldForwardProp: (name) => name !== 'chosen' })<{ chosen: boolean }>(
  ({ chosen, theme }) => ({
    ...theme.typography.body1,
    lineHeight: 1.3,
    display: 'flex',
    alignItems: 'center',
    gap: 10,
    minHeight: 46,
    padding: '4px 10px',
    borderRadius: 7,
    fontWeight: chosen ? 700 : 400,
    background: chosen ? COLOUR.actionSoft : 'transparent',
  }),
);

const Empty = styled('div')(({ theme }) => ({
  ...theme.typography.body1,
  padding: '11px 12px',
  color: COLOUR.inkSoft,
}));

/** Where there are ten or more options two digits pick one. */
function useDigits(
  count: number,
  pick: (index: number, decided: boolean) => void,
): (digit: number) => void {
  const typed = useRef('');
  return (digit) => {
    const text = typed.current + String(digit);
    const value = Number(text);
    const more = value * 10 <= count && value > 0;
    typed.current = more ? text : '';
    if (value >= 1 && value <= count) pick(value - 1, !more);
  };
}

/** What follows a decision sees what it changed: it comes after the screen was drawn with it. */
function useDecided(onPick: (() => void) | undefined): () => void {
  const [decisions, setDecisions] = useState(0);
  useEffect(() => {
    if (decisions > 0) onPick?.();
    // Each decision once; what it leads to is as of its own drawing.
  }, [decisions]);
  return () => setDecisions((count) => count + 1);
}

function Option(props: {
  readonly id: string;
  readonly item: ChoiceItem;
  /** Null while the choice is folded. */
  readonly digit: number | null;
  readonly chosen: boolean;
  readonly wayBack: string | undefined;
  readonly onDown: () => void;
  readonly onClick: () => void;
}) {
  const { item, digit, chosen, wayBack } = props;
  return (
    <Row
      id={props.id}
      role="option"
      aria-selected={chosen}
      chosen={digit !== null && chosen}
      onMouseDown={props.onDown}
      onClick={props.onClick}
      {...(item.lang === undefined ? {} : { lang: item.lang })}
    >
      {digit === null ? null : <Key aria-hidden="true">{digit}</Key>}
      <span>{item.label}</span>
      {digit !== null || wayBack === undefined ? null : (
        <Key aria-hidden="true" sx={{ ml: 'auto', color: COLOUR.inkSoft }}>
          {wayBack}
        </Key>
      )}
    </Row>
  );
}

export function Choice(props: ChoiceProps) {
  const { items, value, onValue } = props;
  const id = useId();
  const [focused, setFocused] = useState(false);
  const decide = useDecided(props.onPick);
  const index = items.findIndex((item) => item.value === value);
  const pick = (next: number, decided = false): void => {
    const item = items[next];
    if (item === undefined) return;
    onValue(item.value);
    if (decided) decide();
  };
  const typeDigit = useDigits(items.length, pick);
  const onKeyDown = (event: KeyboardEvent): void => {
    const digit = digitOfKey(event.code, event.key);
    const step = event.code === 'ArrowDown' ? 1 : event.code === 'ArrowUp' ? -1 : 0;
    if (digit === null && step === 0) return;
    event.preventDefault();
    if (digit !== null) typeDigit(digit);
    else pick(index === -1 ? (step === 1 ? 0 : items.length - 1) : index + step);
  };
  const open = focused || props.open === true;
  const shown = items.filter((item) => open || item.value === value);
  return (
    <FieldRow sx={open ? { gridTemplateColumns: 'minmax(0, 1fr)', rowGap: '4px' } : {}}>
      <FieldLabel as="span" id={`${id}-label`}>
        {props.label}
      </FieldLabel>
      <Box
        role="listbox"
        tabIndex={0}
        bad={props.bad ?? false}
        data-field={props.name}
        aria-labelledby={`${id}-label`}
        aria-describedby={props.describedBy}
        aria-activedescendant={open && index >= 0 ? `${id}-${index}` : undefined}
        onKeyDown={onKeyDown}
        onFocus={() => {
          setFocused(true);
          props.onFocus?.();
        }}
        onBlur={() => setFocused(false)}
      >
        {shown.map((item) => (
          <Option
            key={item.value}
            id={`${id}-${items.indexOf(item)}`}
            item={item}
            digit={open ? items.indexOf(item) + 1 : null}
            chosen={item.value === value}
            wayBack={props.wayBack}
            onDown={() => open && pick(items.indexOf(item))}
            onClick={() => open && decide()}
          />
        ))}
        {shown.length === 0 ? (
          <Empty role="option" aria-selected="false" aria-disabled="true">
            {props.placeholder}
          </Empty>
        ) : null}
      </Box>
    </FieldRow>
  );
}
