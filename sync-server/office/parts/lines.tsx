/**
 * Lines of a book: a table where there is room, on a phone one card a line with every figure named.
 * Lines that carry acts and many words are cards everywhere. The first column names the line.
 */
import Box from '@mui/material/Box';
import { styled } from '@mui/material/styles';
import Typography from '@mui/material/Typography';
import useMediaQuery from '@mui/material/useMediaQuery';
import type { ReactNode } from 'react';

import { COLOUR } from '#renderer/theme.ts';
import { Notice } from '#server/web/parts/states.tsx';

export interface LineColumn<Row> {
  readonly id: string;
  readonly title: string;
  readonly cell: (row: Row) => ReactNode;
  /** Figures stand at the right, and are never broken. */
  readonly isFigure?: boolean;
  /** The figure that a card is about: large, beside its name. */
  readonly isLead?: boolean;
  /** A button: its column has no heading, and on a card it has the last row for itself. */
  readonly isAct?: boolean;
}

export interface LinesProps<Row> {
  readonly label: string;
  readonly rows: readonly Row[];
  readonly columns: readonly LineColumn<Row>[];
  readonly rowId: (row: Row) => string;
  readonly empty: string;
  /** Cards where there is room for a table, too. */
  readonly asCards?: boolean;
  /** The sums of the columns, by id. */
  readonly totals?: Readonly<Record<string, ReactNode>>;
}

const Table = styled('table')({ width: '100%', borderCollapse: 'collapse' });

const Cell = styled('td')(({ theme }) => ({
  ...theme.typography.body1,
  lineHeight: 1.3,
  height: 48,
  padding: '6px 8px',
  borderTop: `1px solid ${COLOUR.lineSoft}`,
  textAlign: 'left',
  fontWeight: 'inherit',
  overflowWrap: 'break-word',
  '&[data-figure="true"]': { textAlign: 'right', whiteSpace: 'nowrap' },
  '&[data-name="true"]': { fontWeight: 600, whiteSpace: 'nowrap', paddingLeft: 0 },
  '&:last-of-type': { paddingRight: 0 },
}));

const Heading = styled(Cell)({
  height: 'auto',
  borderTop: 0,
  color: COLOUR.inkSoft,
  verticalAlign: 'bottom',
  '&[data-figure="true"]': { textAlign: 'right', whiteSpace: 'normal' },
  '&[data-name="true"]': { fontWeight: 400, paddingLeft: 0 },
});

function WideLines<Row>({ label, rows, columns, rowId, totals }: LinesProps<Row>) {
  return (
    <Table aria-label={label}>
      <thead>
        <tr>
          {columns.map(({ id, title, isFigure = false, isAct = false }, index) =>
            isAct ? (
              <Heading key={id} />
            ) : (
              <Heading key={id} as="th" scope="col" data-figure={isFigure} data-name={index === 0}>
                {title}
              </Heading>
            ),
          )}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={rowId(row)}>
            {columns.map(({ id, cell, isFigure = false, isAct = false }, index) => (
              <Cell
                key={id}
                data-figure={isFigure || isAct}
                data-name={index === 0}
                {...(index === 0 ? { as: 'th' as const, scope: 'row' } : {})}
              >
                {cell(row)}
              </Cell>
            ))}
          </tr>
        ))}
      </tbody>
      {totals === undefined || rows.length === 0 ? null : (
        <tfoot>
          <tr style={{ fontWeight: 700 }}>
            {columns.map(({ id, isFigure = false }, index) => (
              <Cell
                key={id}
                data-figure={isFigure}
                data-name={index === 0}
                sx={{ borderTop: `2px solid ${COLOUR.ink}` }}
              >
                {totals[id]}
              </Cell>
            ))}
          </tr>
        </tfoot>
      )}
    </Table>
  );
}

const CARD = { py: 1.5, borderTop: 1, borderColor: 'divider', display: 'grid', gap: 1 } as const;

function Named({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Box sx={{ display: 'flex', justifyContent: 'space-between', gap: 2 }}>
      <Typography component="dt" color="text.secondary" sx={{ flexShrink: 0, maxWidth: '50%' }}>
        {title}
      </Typography>
      <Typography component="dd" sx={{ m: 0, textAlign: 'right', minWidth: 0 }}>
        {children}
      </Typography>
    </Box>
  );
}

/** The name over what it names: side by side where there is room. */
function Stacked({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Box sx={{ minWidth: 0 }}>
      <Typography component="dt" color="text.secondary">
        {title}
      </Typography>
      <Typography component="dd" sx={{ m: 0, overflowWrap: 'anywhere' }}>
        {children}
      </Typography>
    </Box>
  );
}

const FIELDS = {
  m: 0,
  display: 'grid',
  columnGap: 3,
  rowGap: 0.5,
  gridTemplateColumns: {
    xs: 'minmax(0, 1fr)',
    md: 'repeat(auto-fit, minmax(160px, 1fr))',
  },
} as const;

function Card<Row>({ row, columns }: { row: Row; columns: readonly LineColumn<Row>[] }) {
  const isNarrow = useIsNarrow();
  const Field = isNarrow ? Named : Stacked;
  const [first, ...others] = columns;
  const lead = others.find(({ isLead }) => isLead === true);
  const named = others.filter(({ isAct, isLead }) => isAct !== true && isLead !== true);
  const acts = others
    .filter(({ isAct }) => isAct === true)
    .map(({ id, cell }) => ({ id, shown: cell(row) }))
    .filter(({ shown }) => shown !== null);
  return (
    <Box component="li" sx={CARD}>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 3, alignItems: 'baseline' }}>
        <Typography component="div" sx={{ flex: 1, fontWeight: 700 }}>
          {first?.cell(row)}
        </Typography>
        {lead === undefined ? null : (
          <Typography variant="h4" component="div">
            {lead.cell(row)}
          </Typography>
        )}
      </Box>
      <Box component="dl" sx={FIELDS}>
        {named.map(({ id, title, cell }) => {
          const shown = cell(row);
          return shown === null || shown === '' ? null : (
            <Field key={id} title={title}>
              {shown}
            </Field>
          );
        })}
      </Box>
      {acts.length === 0 ? null : (
        <Box sx={{ display: 'flex', alignItems: 'center', gap: 1, flexWrap: 'wrap' }}>
          {acts.map(({ id, shown }) => (
            <Box key={id} sx={{ display: 'contents' }}>
              {shown}
            </Box>
          ))}
        </Box>
      )}
    </Box>
  );
}

function CardLines<Row>({ label, rows, columns, rowId, totals }: LinesProps<Row>) {
  return (
    <>
      <Box component="ul" aria-label={label} sx={{ listStyle: 'none', m: 0, p: 0 }}>
        {rows.map((row) => (
          <Card key={rowId(row)} row={row} columns={columns} />
        ))}
      </Box>
      {totals === undefined || rows.length === 0 ? null : (
        <Box
          component="dl"
          sx={{ m: 0, py: 1.5, borderTop: `2px solid ${COLOUR.ink}`, fontWeight: 700 }}
        >
          {columns
            .filter(({ id }) => totals[id] !== undefined)
            .map(({ id, title }) => (
              <Named key={id} title={title}>
                {totals[id]}
              </Named>
            ))}
        </Box>
      )}
    </>
  );
}

export const useIsNarrow = (): boolean => useMediaQuery('(max-width: 899px)', { noSsr: true });

export function Lines<Row>(props: LinesProps<Row>) {
  const isNarrow = useIsNarrow();
  if (props.rows.length === 0) return <Notice tone="quiet">{props.empty}</Notice>;
  const asCards = isNarrow || props.asCards === true;
  return asCards ? <CardLines {...props} /> : <WideLines {...props} />;
}
