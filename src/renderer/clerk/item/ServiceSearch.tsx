/** Finding a service by typing; folds to one line once one is chosen. */
import Box from '@mui/material/Box';
import { styled } from '@mui/material/styles';
import Typography from '@mui/material/Typography';
import { useEffect, useId, useRef, type KeyboardEvent, type ReactNode } from 'react';

import type { ServiceFound } from '#contract/answers.ts';
import { useSpeech } from '#renderer/texts/use-texts.tsx';
import { COLOUR } from '#renderer/theme.ts';
import { Field } from '#renderer/ui/Field.tsx';
import { Key, KeyButton } from '#renderer/ui/Key.tsx';
import { Sheet } from '#renderer/ui/Section.tsx';

export interface SearchRow {
  readonly key: string;
  /** What stands in front: a short code, or a word such as "held". */
  readonly mark: string;
  readonly title: string;
  readonly detail: string | null;
}

export interface ServiceSearchProps {
  readonly query: string;
  readonly rows: readonly SearchRow[];
  readonly highlighted: number;
  /** Something was looked for and nothing found. */
  readonly nothingFound: boolean;
  readonly onQuery: (query: string) => void;
  readonly onMove: (by: number) => void;
  readonly onPick: (index: number) => void;
}

const Row = styled('div', { shouldForwardProp: (name) => name !== 'lit' })<{ lit: boolean }>(
  ({ lit }) => ({
    display: 'grid',
    gridTemplateColumns: '64px minmax(0, 1fr)',
    alignItems: 'center',
    columnGap: 8,
    minHeight: 48,
    padding: '6px 10px',
    cursor: 'pointer',
    background: lit ? COLOUR.actionSoft : 'transparent',
    boxShadow: lit ? `inset 4px 0 0 ${COLOUR.action}` : 'none',
  }),
);

function Rows(props: ServiceSearchProps & { readonly id: string }) {
  const { rows, highlighted } = props;
  const { t } = useSpeech();
  const lit = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // Newer browsers answer a promise here, which an effect may not return.
    lit.current?.scrollIntoView({ block: 'nearest' });
  }, [highlighted]);
  return (
    <Sheet
      id={props.id}
      role="listbox"
      aria-label={t.results}
      sx={{ mt: 1, overflow: 'auto', maxHeight: 388 }}
    >
      {rows.map((row, index) => (
        <Row
          key={row.key}
          id={`${props.id}-${index}`}
          role="option"
          aria-selected={index === highlighted}
          lit={index === highlighted}
          ref={index === highlighted ? lit : null}
          onClick={() => props.onPick(index)}
        >
          <Typography
            component="span"
            variant="body2"
            sx={{ fontWeight: 700, overflowWrap: 'anywhere' }}
          >
            {row.mark}
          </Typography>
          <Box component="span" sx={{ display: 'block', minWidth: 0 }}>
            <Typography component="span" sx={{ display: 'block', lineHeight: 1.3 }}>
              {row.title}
            </Typography>
            {row.detail === null ? null : (
              <Typography
                component="span"
                variant="body2"
                sx={{ display: 'block', color: 'text.secondary' }}
              >
                {row.detail}
              </Typography>
            )}
          </Box>
        </Row>
      ))}
    </Sheet>
  );
}

export function ServiceSearch(props: ServiceSearchProps) {
  const { t } = useSpeech();
  const id = useId();
  const onKeyDown = (event: KeyboardEvent): void => {
    const by = event.code === 'ArrowDown' ? 1 : event.code === 'ArrowUp' ? -1 : 0;
    if (by === 0) return;
    event.preventDefault();
    props.onMove(by);
  };
  return (
    <div onKeyDown={onKeyDown}>
      <Field
        stacked
        name="service"
        label={t.findService}
        value={props.query}
        placeholder={t.findHint}
        maxLength={80}
        onValue={props.onQuery}
        start={<Key sx={{ mr: 1, color: COLOUR.inkSoft }}>/</Key>}
      />
      {props.rows.length === 0 ? null : <Rows {...props} id={id} />}
      <Typography role="status" sx={{ mt: 1.5, color: 'text.secondary', lineHeight: 1.4 }}>
        {props.nothingFound ? t.noService(props.query) : props.rows.length === 0 ? t.findTeach : ''}
      </Typography>
    </div>
  );
}

/** The chosen service in one row; `/` chooses another. */
export function ChosenService(props: {
  readonly service: Pick<ServiceFound, 'mnemonic' | 'texts'>;
  readonly onOther: (() => void) | null;
  /** What was said of it, once that is folded. */
  readonly children?: ReactNode;
}): ReactNode {
  const { t, language } = useSpeech();
  const { service, onOther, children } = props;
  return (
    <Sheet sx={{ mb: 1, p: '4px 4px 4px 12px' }}>
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 1 }}>
        <Typography sx={{ flex: 1, fontWeight: 600, lineHeight: 1.3, py: 1 }}>
          <Box component="span" sx={{ color: COLOUR.actionDark, fontWeight: 700, mr: 1 }}>
            {service.mnemonic}
          </Box>
          {service.texts[language]}
        </Typography>
        {onOther === null ? null : (
          <KeyButton
            look="quiet"
            keyName="/"
            label={<span className="visually-hidden">{t.otherService}</span>}
            onPress={onOther}
          />
        )}
      </Box>
      {children}
    </Sheet>
  );
}
