/** Counting notes and coins: pieces by denomination, what each row is worth, all together. */
import { styled } from '@mui/material/styles';
import Typography from '@mui/material/Typography';
import { useId } from 'react';

import { cashTotal, DENOMINATIONS_PAISE, type CashCount } from '#domain/cash.ts';
import { paise, times } from '#domain/money.ts';
import { digitsOnly } from '#renderer/keys/digits.ts';
import { useSpeech } from '#renderer/texts/use-texts.tsx';
import { COLOUR } from '#renderer/theme.ts';
import { faceValue, Money } from '#renderer/ui/Money.tsx';
import { Ends, Sheet } from '#renderer/ui/Section.tsx';

const MAX_DIGITS = 5;

const Pieces = styled('input')(({ theme }) => ({
  ...theme.typography.body1,
  width: 96,
  height: 46,
  padding: '0 12px',
  textAlign: 'right',
  fontWeight: 600,
  color: COLOUR.ink,
  background: COLOUR.paper,
  border: `1px solid ${COLOUR.line}`,
  borderRadius: 8,
  '&:focus': { outline: `3px solid ${COLOUR.action}`, outlineOffset: -1 },
}));

const Row = styled('div')({
  display: 'grid',
  gridTemplateColumns: '80px 16px 96px minmax(0, 1fr)',
  alignItems: 'center',
  columnGap: 12,
  minHeight: 52,
  // A manager counts with a phone in the hand.
  '@media (max-width: 600px)': { gridTemplateColumns: '56px 12px 88px minmax(0, 1fr)' },
});

/** Notes at the left, coins at the right; on a phone one under the other. */
const Sides = styled('div')({
  display: 'grid',
  gridTemplateRows: 'repeat(5, auto)',
  gridAutoFlow: 'column',
  gridAutoColumns: '1fr',
  columnGap: 40,
  '@media (max-width: 600px)': { gridTemplateRows: 'none', gridAutoFlow: 'row' },
});

/** The field of a denomination, for focus. */
export const cashField = (index: number): string => `cash-${DENOMINATIONS_PAISE[index] ?? ''}`;
export const CASH_FIELDS = DENOMINATIONS_PAISE.map((_, index) => cashField(index));

export function CashGrid(props: {
  readonly count: CashCount;
  readonly onCount: (count: CashCount) => void;
  readonly readOnly?: boolean;
}) {
  const { t } = useSpeech();
  const { count, onCount } = props;
  const id = useId();
  return (
    <Sheet sx={{ px: { xs: 1.5, md: 3 }, py: 2 }}>
      <Sides>
        {DENOMINATIONS_PAISE.map((value) => {
          const pieces = count[`${value}`] ?? 0;
          return (
            <Row key={value}>
              <Typography
                component="label"
                htmlFor={`${id}-${value}`}
                sx={{ textAlign: 'right', fontWeight: 600 }}
              >
                ₹{faceValue(value)}
              </Typography>
              <span aria-hidden="true">×</span>
              <Pieces
                id={`${id}-${value}`}
                data-field={`cash-${value}`}
                data-takes="digits"
                inputMode="numeric"
                autoComplete="off"
                readOnly={props.readOnly ?? false}
                value={pieces === 0 ? '' : pieces}
                onChange={(event) => {
                  const typed = Number(digitsOnly(event.target.value).slice(0, MAX_DIGITS));
                  onCount({ ...count, [`${value}`]: typed });
                }}
              />
              <Typography sx={{ textAlign: 'right', color: pieces === 0 ? 'text.secondary' : '' }}>
                <Money paise={times(paise(value), pieces)} sign={false} />
              </Typography>
            </Row>
          );
        })}
      </Sides>
      <Ends sx={{ borderTop: `2px solid ${COLOUR.ink}`, mt: 1, pt: 1 }}>
        <Typography variant="h4" component="span">
          {t.together}
        </Typography>
        <Typography variant="h2" component="span" aria-live="polite">
          <Money paise={cashTotal(count)} />
        </Typography>
      </Ends>
    </Sheet>
  );
}
