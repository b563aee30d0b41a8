/** Signals: what is counted by clerk, against the others of the office; for asking, not for judging. */
import Typography from '@mui/material/Typography';
import type { GridColDef } from '@mui/x-data-grid';

import type { IdentityRow, Overview } from '#server/api/contract.ts';

import { hq } from '#server/web/api.ts';
import { Panel, WhenReady } from '#server/web/parts/states.tsx';
import { Table } from '#server/web/parts/table.tsx';
import { REASON_WORDS, SIGNAL_WORDS } from '#server/web/texts-signals.ts';
import { fill, useWords, type Words } from '#server/web/texts.ts';
import { useHq } from '#server/web/use-hq.ts';

type Row = IdentityRow & { readonly officeName: string };

const percent = (value: number | null): string => (value === null ? '–' : `${value} %`);

function columnsIn({ language, t }: Words): readonly GridColDef<Row>[] {
  const word = (name: keyof typeof SIGNAL_WORDS): string => SIGNAL_WORDS[name][language];
  const count = (field: 'byFinger' | 'byCode' | 'byManager'): GridColDef<Row> => ({
    field,
    headerName: word(field),
    type: 'number',
    width: 92,
  });
  const share = (field: 'bypassPercent' | 'othersPercent', name: string): GridColDef<Row> => ({
    field,
    headerName: name,
    type: 'number',
    width: 96,
    valueFormatter: (value: number | null) => percent(value),
  });
  return [
    { field: 'officeName', headerName: t.office, flex: 1, minWidth: 160 },
    { field: 'staffId', headerName: word('clerk'), width: 88 },
    count('byFinger'),
    count('byCode'),
    count('byManager'),
    share('bypassPercent', word('share')),
    share('othersPercent', word('others')),
    {
      field: 'topReason',
      headerName: word('topReason'),
      width: 136,
      valueGetter: (_value, { topReason }) =>
        topReason === null ? '' : REASON_WORDS[topReason][language],
    },
    {
      field: 'standsOut',
      headerName: word('signal'),
      width: 112,
      valueGetter: (_value, { standsOut }) => (standsOut ? `▲ ${word('askWhy')}` : ''),
    },
  ];
}

export function SignalsPage({ overview }: { overview: Overview }) {
  const words = useWords();
  const { language } = words;
  const rates = useHq(() => hq.identity(), 'identity');
  const nameOf = (officeId: string): string =>
    overview.offices.find((office) => office.officeId === officeId)?.name[language] ?? officeId;
  return (
    <Panel title={SIGNAL_WORDS.title[language]}>
      <WhenReady loaded={rates} minHeight={528}>
        {({ month, rows }) => (
          <>
            <Typography sx={{ mb: 1 }}>{fill(SIGNAL_WORDS.note[language], { month })}</Typography>
            <Table
              name="identity"
              rows={rows.map((row) => ({ ...row, officeName: nameOf(row.officeId) }))}
              columns={columnsIn(words)}
              rowId={(row) => `${row.officeId} ${row.staffId}`}
              empty={SIGNAL_WORDS.empty[language]}
              height={528}
              narrow={['staffId', 'bypassPercent', 'standsOut']}
            />
          </>
        )}
      </WhenReady>
    </Panel>
  );
}
