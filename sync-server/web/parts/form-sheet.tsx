/**
 * A document as it will print: the same form that becomes its pages, CSV and JSON, drawn as a sheet.
 * What is read here is what is signed.
 */
import Box from '@mui/material/Box';
import { styled } from '@mui/material/styles';
import Typography from '@mui/material/Typography';

import {
  cellText,
  filledText,
  totalsOf,
  typedCell,
  type CellType,
  type Column,
  type FactsBlock,
  type FormBlock,
  type FormBody,
  type Row,
  type SignaturesBlock,
  type TableBlock,
} from '#domain/documents/form.ts';
import type { Language } from '#domain/language.ts';
import { COLOUR } from '#renderer/theme.ts';
import { useWords } from '#server/web/texts.ts';

const FIGURES: ReadonlySet<CellType> = new Set(['amount', 'count', 'clock']);

const Paper = styled('article')({
  background: COLOUR.paper,
  border: `1px solid ${COLOUR.line}`,
  padding: 24,
  maxWidth: 960,
  overflow: 'auto',
  '&[data-framed="true"]': { maxHeight: 'min(640px, 70vh)' },
  '@media (max-width: 899px)': { padding: 12 },
});

const Cell = styled('td')(({ theme }) => ({
  ...theme.typography.body2,
  padding: '4px 8px',
  border: `1px solid ${COLOUR.lineSoft}`,
  verticalAlign: 'top',
  textAlign: 'left',
  fontWeight: 'inherit',
}));

const cellStyle = (type: CellType) =>
  FIGURES.has(type) ? ({ textAlign: 'right', whiteSpace: 'nowrap' } as const) : {};

function Cells(props: {
  readonly columns: readonly Column[];
  readonly row: Row;
  readonly language: Language;
}) {
  return (
    <>
      {props.columns.map((column, at) => (
        <Cell key={column.id} style={cellStyle(column.type)}>
          {cellText(typedCell(column, props.row[at] ?? null), props.language)}
        </Cell>
      ))}
    </>
  );
}

function Facts({ block, language }: { block: FactsBlock; language: Language }) {
  return (
    <Box
      component="dl"
      sx={{
        m: 0,
        display: 'grid',
        columnGap: 3,
        rowGap: 0.5,
        gridTemplateColumns: { xs: 'minmax(0, 1fr)', md: 'repeat(2, minmax(0, 1fr))' },
      }}
    >
      {block.facts.map((fact) => (
        <Box key={fact.id} sx={{ display: 'flex', justifyContent: 'space-between', gap: 2 }}>
          <Typography component="dt" variant="body2" color="text.secondary">
            {fact.label[language]}
          </Typography>
          <Typography component="dd" variant="body2" sx={{ m: 0, fontWeight: 600 }}>
            {cellText(fact, language)}
          </Typography>
        </Box>
      ))}
    </Box>
  );
}

function FormTable({ block, language }: { block: TableBlock; language: Language }) {
  const totals = totalsOf(block);
  return (
    <div>
      <table style={{ width: '100%', borderCollapse: 'collapse' }}>
        {block.title === null ? null : (
          <Typography component="caption" variant="h4" sx={{ textAlign: 'left', py: 1 }}>
            {block.title[language]}
          </Typography>
        )}
        <thead>
          <tr>
            {block.columns.map(({ id, title, type }) => (
              <Cell
                key={id}
                as="th"
                scope="col"
                style={{ ...cellStyle(type), whiteSpace: 'normal', fontWeight: 600 }}
              >
                {title[language]}
              </Cell>
            ))}
          </tr>
        </thead>
        <tbody>
          {block.rows.map((row, at) => (
            <tr key={at}>
              <Cells columns={block.columns} row={row} language={language} />
            </tr>
          ))}
        </tbody>
        {totals === null ? null : (
          <tfoot>
            <tr style={{ fontWeight: 700 }}>
              <Cells columns={block.columns} row={totals} language={language} />
            </tr>
          </tfoot>
        )}
      </table>
    </div>
  );
}

function Signatures({ block, language }: { block: SignaturesBlock; language: Language }) {
  return (
    <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 3, pt: 3 }}>
      {block.boxes.map(({ id, role, name }) => (
        <Box key={id} sx={{ minWidth: 200, borderTop: `1px solid ${COLOUR.ink}`, pt: 0.5 }}>
          <Typography variant="body2">{role[language]}</Typography>
          <Typography variant="body2" sx={{ minHeight: 24 }}>
            {name}
          </Typography>
        </Box>
      ))}
    </Box>
  );
}

function Block({ block, language }: { block: FormBlock; language: Language }) {
  switch (block.kind) {
    case 'facts':
      return <Facts block={block} language={language} />;
    case 'table':
      return <FormTable block={block} language={language} />;
    case 'text':
      return (
        <Typography variant="body2" sx={{ fontWeight: block.isStrong ? 700 : 400 }}>
          {filledText(block, language)}
        </Typography>
      );
    case 'signatures':
      return <Signatures block={block} language={language} />;
    default:
      return block satisfies never;
  }
}

export function FormSheet(props: {
  readonly title: string;
  readonly form: FormBody;
  /** Scrolls in a frame of its own: what is signed under it stays near. */
  readonly isFramed: boolean;
}) {
  const { language } = useWords();
  return (
    <Paper aria-label={props.title} tabIndex={0} data-framed={props.isFramed}>
      <Typography variant="h3" component="h3" sx={{ mb: 2 }}>
        {props.title}
      </Typography>
      <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'minmax(0, 1fr)' }}>
        {props.form.blocks.map((block) => (
          <Block key={block.id} block={block} language={language} />
        ))}
      </Box>
    </Paper>
  );
}
