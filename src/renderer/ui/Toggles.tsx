/** Several of a list, each set and cleared by its digit; nothing is set beforehand. */
import CheckBox from '@mui/icons-material/CheckBox';
import CheckBoxOutlineBlank from '@mui/icons-material/CheckBoxOutlineBlank';
import { styled } from '@mui/material/styles';
import { useId, useState, type KeyboardEvent } from 'react';

import { digitOfKey } from '#renderer/keys/digits.ts';
import { COLOUR } from '#renderer/theme.ts';

import type { ChoiceItem } from './Choice.tsx';
import { FieldLabel } from './Field.tsx';
import { Key } from './Key.tsx';

const List = styled('div')({
  display: 'grid',
  background: COLOUR.paper,
  border: `1px solid ${COLOUR.line}`,
  borderRadius: 8,
  '&:focus': { outline: `3px solid ${COLOUR.action}`, outlineOffset: -1 },
});

const Row = styled('div')(({ theme }) => ({
  ...theme.typography.body1,
  lineHeight: 1.3,
  display: 'flex',
  alignItems: 'center',
  gap: 10,
  minHeight: 48,
  padding: '4px 10px',
  cursor: 'pointer',
  '&[aria-selected="true"]': { fontWeight: 700, background: COLOUR.actionSoft },
}));

export function Toggles(props: {
  readonly name: string;
  readonly label: string;
  readonly items: readonly ChoiceItem[];
  readonly values: ReadonlySet<string>;
  readonly onValues: (values: ReadonlySet<string>) => void;
}) {
  const { items, values } = props;
  const id = useId();
  const [active, setActive] = useState(0);
  const toggle = (index: number): void => {
    const value = items[index]?.value;
    if (value === undefined) return;
    setActive(index);
    const next = new Set(values);
    if (!next.delete(value)) next.add(value);
    props.onValues(next);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const digit = digitOfKey(event.code, event.key);
    const step = event.code === 'ArrowDown' ? 1 : event.code === 'ArrowUp' ? -1 : 0;
    if (digit === null && step === 0 && event.code !== 'Space') return;
    event.preventDefault();
    if (digit !== null) toggle(digit - 1);
    else if (step === 0) toggle(active);
    else setActive(Math.min(Math.max(active + step, 0), items.length - 1));
  };
  return (
    <div>
      <FieldLabel as="span" id={`${id}-label`}>
        {props.label}
      </FieldLabel>
      <List
        role="listbox"
        aria-multiselectable
        tabIndex={0}
        data-field={props.name}
        aria-labelledby={`${id}-label`}
        aria-activedescendant={items.length === 0 ? undefined : `${id}-${active}`}
        onKeyDown={onKeyDown}
      >
        {items.map((item, index) => {
          const isSet = values.has(item.value);
          const Mark = isSet ? CheckBox : CheckBoxOutlineBlank;
          return (
            <Row
              key={item.value}
              id={`${id}-${index}`}
              role="option"
              aria-selected={isSet}
              onClick={() => toggle(index)}
            >
              <Key aria-hidden="true">{index + 1}</Key>
              <Mark aria-hidden="true" sx={{ color: COLOUR.action }} />
              <span>{item.label}</span>
            </Row>
          );
        })}
      </List>
    </div>
  );
}
