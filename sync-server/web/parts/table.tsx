/**
 * The one table: sorts, filters, exports CSV, and keeps its sorting in the address. The grid's own
 * words are English or Hindi by the page's language.
 */
import {
  DataGrid,
  type DataGridProps,
  type GridColDef,
  type GridLocaleText,
  type GridRowClassNameParams,
  type GridSortModel,
  type GridValidRowModel,
} from '@mui/x-data-grid';
import useMediaQuery from '@mui/material/useMediaQuery';
import { useState } from 'react';

import { useWords } from '#server/web/texts.ts';

/** The grid ships no Hindi; these are the words that our tables can show. */
const GRID_WORDS_HI: Partial<GridLocaleText> = {
  toolbarColumns: 'स्तंभ',
  toolbarFilters: 'छाँटें',
  toolbarExport: 'निर्यात',
  toolbarExportCSV: 'CSV फ़ाइल',
  toolbarExportPrint: 'छापें',
  toolbarQuickFilterLabel: 'खोजें',
  toolbarQuickFilterPlaceholder: 'खोजें…',
  columnMenuSortAsc: 'बढ़ते क्रम में',
  columnMenuSortDesc: 'घटते क्रम में',
  columnMenuUnsort: 'क्रम हटाएँ',
  columnMenuFilter: 'छाँटें',
  columnMenuHideColumn: 'स्तंभ छिपाएँ',
  columnMenuManageColumns: 'स्तंभ चुनें',
  columnHeaderSortIconLabel: 'क्रम बदलें',
  paginationRowsPerPage: 'प्रति पृष्ठ:',
  paginationDisplayedRows: ({ from, to, count }) => `${count} में से ${from}–${to}`,
  noResultsOverlayLabel: 'कुछ नहीं मिला।',
};

/** A long name takes a second line of its row; nothing ends in dots. */
const WRAPS = {
  '& .MuiDataGrid-cell': {
    display: 'flex',
    alignItems: 'center',
    whiteSpace: 'normal',
    overflowWrap: 'anywhere',
    lineHeight: 1.25,
    minHeight: 48,
    paddingTop: '4px',
    paddingBottom: '4px',
  },
  '& .MuiDataGrid-cell--textRight': { justifyContent: 'flex-end' },
  '& .MuiDataGrid-columnHeaderTitle': { whiteSpace: 'normal', lineHeight: 1.2 },
  '@media (max-width: 600px)': {
    '& .MuiDataGrid-cell, & .MuiDataGrid-columnHeader': { paddingLeft: '6px', paddingRight: '6px' },
  },
} as const;

export interface TableProps<Row extends GridValidRowModel> {
  readonly name: string;
  readonly rows: readonly Row[];
  readonly columns: readonly GridColDef<Row>[];
  readonly rowId: (row: Row) => string;
  readonly empty: string;
  readonly height: number;
  /** Columns that a phone shows; a row's other fields are in the exported file. */
  readonly narrow: readonly string[];
  readonly rowClass?: (row: GridRowClassNameParams<Row>) => string;
}

function sortFromAddress(name: string): GridSortModel {
  const text = new URLSearchParams(location.search).get(`sort-${name}`);
  const match = /^(\w+):(asc|desc)$/.exec(text ?? '');
  const [field, sort] = [match?.[1], match?.[2]];
  return field !== undefined && (sort === 'asc' || sort === 'desc') ? [{ field, sort }] : [];
}

function sortToAddress(name: string, model: GridSortModel): void {
  const url = new URL(location.href);
  const first = model[0];
  if (first?.sort) url.searchParams.set(`sort-${name}`, `${first.field}:${first.sort}`);
  else url.searchParams.delete(`sort-${name}`);
  history.replaceState(null, '', url);
}

/** On a phone: few columns that share its width, lakhs of rupees on one line, a heading of two. */
function fitted<Row extends GridValidRowModel>(
  { columns, narrow }: Pick<TableProps<Row>, 'columns' | 'narrow'>,
  isNarrow: boolean,
): Pick<DataGridProps<Row>, 'columns' | 'columnVisibilityModel'> {
  if (!isNarrow) return { columns };
  return {
    columns: columns.map(({ width: _width, minWidth: _minWidth, ...column }) => ({
      ...column,
      flex: 1,
      minWidth: column.align === 'right' ? 116 : 88,
    })),
    columnVisibilityModel: Object.fromEntries(
      columns.map(({ field }) => [field, narrow.includes(field)]),
    ),
  };
}

export function Table<Row extends GridValidRowModel>(props: TableProps<Row>) {
  const { language } = useWords();
  const isNarrow = useMediaQuery('(max-width: 600px)', { noSsr: true });
  const [sort, setSort] = useState(() => sortFromAddress(props.name));
  return (
    <DataGrid<Row>
      sx={{ height: props.height, border: 0, fontVariantNumeric: 'tabular-nums', ...WRAPS }}
      rows={props.rows}
      {...fitted(props, isNarrow)}
      getRowId={props.rowId}
      sortModel={sort}
      onSortModelChange={(model) => {
        setSort(model);
        sortToAddress(props.name, model);
      }}
      localeText={{ ...(language === 'hi' ? GRID_WORDS_HI : {}), noRowsLabel: props.empty }}
      disableRowSelectionOnClick
      showToolbar
      getRowHeight={() => 'auto'}
      pageSizeOptions={[25, 50, 100]}
      initialState={{ pagination: { paginationModel: { pageSize: 25 } } }}
      {...(props.rowClass === undefined ? {} : { getRowClassName: props.rowClass })}
    />
  );
}
