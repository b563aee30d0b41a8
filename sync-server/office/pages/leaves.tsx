/** Books of leaves for days without any counter: who has which, and where every leaf of it is. */
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useState } from 'react';

import { paperDate } from '#domain/receipt/blocks.ts';
import { istDate } from '#domain/time.ts';
import { COLOUR } from '#renderer/theme.ts';
import type { LeafBookRow } from '#server/api/office-registers-contract.ts';
import { Panel, WhenReady } from '#server/web/parts/states.tsx';

import { useNames, useRead } from '#server/office/office.ts';
import { CountBookDialog, HandBookDialog } from '#server/office/parts/leaf-acts.tsx';
import { Lines, type LineColumn } from '#server/office/parts/lines.tsx';
import { Mark } from '#server/office/parts/mark.tsx';
import { LEAF_WORDS } from '#server/office/texts-registers.ts';
import { useSay } from '#server/office/words.ts';

interface Acting {
  readonly row: LeafBookRow;
  readonly act: 'hand' | 'count';
}

/** `117, 119–121`, as people write it. */
function runsOf(leaves: readonly number[]): string {
  const runs: { from: number; until: number }[] = [];
  for (const leaf of [...leaves].sort((a, b) => a - b)) {
    const last = runs.at(-1);
    if (last !== undefined && leaf === last.until + 1) last.until = leaf;
    else runs.push({ from: leaf, until: leaf });
  }
  return runs
    .map(({ from, until }) => (from === until ? String(from) : `${from}–${until}`))
    .join(', ');
}

function Custodian({ row }: { row: LeafBookRow }) {
  const say = useSay(LEAF_WORDS);
  const name = useNames();
  if (row.isClosed) return <Mark tone="done">{say('closed')}</Mark>;
  return <>{row.custodian === null ? say('kept') : name(row.custodian)}</>;
}

function Missing({ row }: { row: LeafBookRow }) {
  const say = useSay(LEAF_WORDS);
  if (row.missing.length === 0) return <>{say('none')}</>;
  return <Mark tone="stop">{runsOf(row.missing)}</Mark>;
}

function useColumns(onAct: (acting: Acting) => void): readonly LineColumn<LeafBookRow>[] {
  const say = useSay(LEAF_WORDS);
  const name = useNames();
  return [
    { id: 'book', title: say('book'), cell: (row) => row.bookId },
    {
      id: 'leaves',
      title: say('leaves'),
      cell: (row) => say('fromTo', { from: row.firstLeaf, to: row.lastLeaf }),
    },
    {
      id: 'issued',
      title: say('issued'),
      cell: (row) => `${paperDate(istDate(row.issuedAt))} · ${name(row.issuedBy)}`,
    },
    { id: 'custodian', title: say('custodian'), cell: (row) => <Custodian row={row} /> },
    {
      id: 'used',
      title: say('used'),
      isFigure: true,
      cell: (row) => `${row.keyed} · ${row.spoilt}`,
    },
    { id: 'next', title: say('next'), isFigure: true, cell: (row) => String(row.nextLeaf) },
    { id: 'missing', title: say('missing'), cell: (row) => <Missing row={row} /> },
    {
      id: 'act',
      title: '',
      isAct: true,
      cell: (row) =>
        row.isClosed ? null : (
          <Box sx={{ display: 'inline-flex', gap: 1 }}>
            {(['hand', 'count'] as const).map((act) => (
              <Button
                key={act}
                variant="outlined"
                aria-label={`${say(act)}: ${row.bookId}`}
                onClick={() => onAct({ row, act })}
                sx={{ minHeight: 48, color: COLOUR.actionDark }}
              >
                {say(act)}
              </Button>
            ))}
          </Box>
        ),
    },
  ];
}

export function LeavesPage() {
  const say = useSay(LEAF_WORDS);
  const books = useRead((reads) => reads.leafBooks(), 'leaf-books');
  const [acting, setActing] = useState<Acting | null>(null);
  const columns = useColumns(setActing);
  const onBack = (): void => setActing(null);
  return (
    <Panel title={say('title')}>
      <WhenReady loaded={books} minHeight={480}>
        {({ rows }) => (
          <Lines
            label={say('title')}
            rows={rows}
            columns={columns}
            rowId={(row) => row.bookId}
            empty={say('empty')}
          />
        )}
      </WhenReady>
      {acting?.act === 'hand' ? <HandBookDialog row={acting.row} onBack={onBack} /> : null}
      {acting?.act === 'count' ? <CountBookDialog row={acting.row} onBack={onBack} /> : null}
    </Panel>
  );
}
