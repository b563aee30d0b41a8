/** Cases: what needs a person, oldest first. */
import type { GridColDef } from '@mui/x-data-grid';

import { formatIst } from '#domain/time.ts';
import type { CaseRow } from '#server/api/contract.ts';

import { hq } from '#server/web/api.ts';
import { Panel, WhenReady } from '#server/web/parts/states.tsx';
import { Table } from '#server/web/parts/table.tsx';
import { useWords, type Words } from '#server/web/texts.ts';
import { useHq } from '#server/web/use-hq.ts';

const columnsIn = ({ t }: Words): readonly GridColDef<CaseRow>[] => [
  {
    field: 'openedAt',
    headerName: t.opened,
    width: 184,
    valueFormatter: (at: CaseRow['openedAt']) => formatIst(at).slice(0, 16).replace('T', ' '),
  },
  { field: 'officeId', headerName: t.office, width: 144 },
  { field: 'counterId', headerName: t.counter, width: 168 },
  { field: 'kind', headerName: t.kind, width: 240 },
  {
    field: 'details',
    headerName: t.status,
    flex: 1,
    minWidth: 240,
    valueFormatter: (details: CaseRow['details']) =>
      Object.entries(details)
        .map(([name, value]) => `${name}: ${value}`)
        .join(' · '),
  },
];

export function CasesPage() {
  const words = useWords();
  const cases = useHq(() => hq.cases(), 'cases');
  return (
    <Panel title={words.t.cases}>
      <WhenReady loaded={cases} minHeight={480}>
        {(value) => (
          <Table
            name="cases"
            rows={value.rows}
            columns={columnsIn(words)}
            rowId={(row) => row.caseId}
            empty={words.t.casesEmpty}
            height={480}
          />
        )}
      </WhenReady>
    </Panel>
  );
}
