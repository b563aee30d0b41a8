/** Books of leaves that HQ issued to an office: who has each, how far it is used, what is missing. */
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import type { GridColDef } from '@mui/x-data-grid';
import { useState } from 'react';

import { COLOUR } from '#renderer/theme.ts';
import type { OfficeRow } from '#server/api/contract.ts';
import type { LeafBookRow } from '#server/api/office-registers-contract.ts';

import { hq } from '#server/web/api.ts';
import { ACT_WORDS } from '#server/web/texts-cases.ts';
import { DAYS_WORDS } from '#server/web/texts-days.ts';
import { useWords, type Words } from '#server/web/texts.ts';
import { useHq } from '#server/web/use-hq.ts';
import { ActDialog, type PossibleAct } from './act-dialog.tsx';
import { WhenReady } from './states.tsx';
import { Table } from './table.tsx';

const MOST_LEAF = 999_999;

function columnsIn(
  { language }: Words,
  onClose: (row: LeafBookRow) => void,
): readonly GridColDef<LeafBookRow>[] {
  const say = (word: keyof typeof DAYS_WORDS): string => DAYS_WORDS[word][language];
  return [
    { field: 'bookId', headerName: say('book'), width: 96 },
    {
      field: 'leaves',
      headerName: say('leaves'),
      width: 128,
      valueGetter: (_value, row) => `${row.firstLeaf}–${row.lastLeaf}`,
    },
    {
      field: 'custodian',
      headerName: say('custodian'),
      flex: 1,
      minWidth: 128,
      valueGetter: (_value, row) =>
        row.isClosed ? say('bookClosed') : (row.custodian ?? say('keptThere')),
    },
    {
      field: 'used',
      headerName: say('used'),
      width: 136,
      valueGetter: (_value, row) => `${row.keyed} · ${row.spoilt}`,
    },
    { field: 'nextLeaf', headerName: say('nextLeaf'), type: 'number', width: 112 },
    {
      field: 'missing',
      headerName: say('missing'),
      width: 176,
      valueGetter: (_value, row) => (row.missing.length === 0 ? '' : `▲ ${row.missing.join(', ')}`),
    },
    {
      field: 'close',
      headerName: ACT_WORDS.closeBook[language],
      width: 176,
      sortable: false,
      filterable: false,
      disableExport: true,
      renderCell: ({ row }) =>
        row.isClosed ? null : (
          <Button onClick={() => onClose(row)} sx={{ color: COLOUR.actionDark }}>
            {ACT_WORDS.closeBook[language]}
          </Button>
        ),
    },
  ];
}

const leafOf = (typed: string | undefined): number | null => {
  const leaf = Number(typed);
  return /^\d{1,6}$/.test(typed ?? '') && leaf >= 1 && leaf <= MOST_LEAF ? leaf : null;
};

const issue = (officeId: string): PossibleAct => ({
  verb: 'issueBook',
  note: 'issueBookNote',
  fields: [
    { name: 'bookId', label: 'bookId' },
    { name: 'firstLeaf', label: 'firstLeaf' },
    { name: 'lastLeaf', label: 'lastLeaf' },
  ],
  path: `offices/${officeId}/leaf-books`,
  bodyOf: ({ firstLeaf: first, lastLeaf: last }) => {
    const [firstLeaf, lastLeaf] = [leafOf(first), leafOf(last)];
    if (firstLeaf === null || lastLeaf === null || lastLeaf < firstLeaf) return null;
    return { firstLeaf, lastLeaf };
  },
});

const closing = (officeId: string, bookId: string): PossibleAct => ({
  verb: 'closeBook',
  fields: [{ name: 'words', label: 'words', multiline: true }],
  path: `offices/${officeId}/leaf-books/${encodeURIComponent(bookId)}/close`,
});

export function LeafBooksTable({ office }: { office: OfficeRow }) {
  const words = useWords();
  const { language } = words;
  const { officeId } = office;
  const [version, setVersion] = useState(0);
  const [act, setAct] = useState<{ readonly title: string; readonly act: PossibleAct } | null>(
    null,
  );
  const books = useHq(() => hq.leafBooks(officeId), `books-${officeId}-${version}`);
  const done = (): void => {
    setAct(null);
    setVersion(version + 1);
  };
  const onClose = ({ bookId }: LeafBookRow): void =>
    setAct({
      title: `${ACT_WORDS.closeBook[language]}: ${bookId}`,
      act: closing(officeId, bookId),
    });
  return (
    <Box>
      <Button
        variant="outlined"
        onClick={() => setAct({ title: office.name[language], act: issue(officeId) })}
        sx={{ mb: 2, minHeight: 48, color: COLOUR.actionDark }}
      >
        {ACT_WORDS.issueBook[language]}
      </Button>
      <WhenReady loaded={books} minHeight={360}>
        {({ rows }) => (
          <Table
            name="books"
            rows={rows}
            columns={columnsIn(words, onClose)}
            rowId={({ bookId }) => bookId}
            empty={DAYS_WORDS.booksEmpty[language]}
            height={360}
            narrow={['bookId', 'custodian', 'missing']}
          />
        )}
      </WhenReady>
      {act === null ? null : (
        <ActDialog title={act.title} address="" acts={[act.act]} onDone={done} />
      )}
    </Box>
  );
}
