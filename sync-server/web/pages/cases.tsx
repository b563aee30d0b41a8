/** Cases: what needs a person, oldest first; what was closed, by whom and why; money in suspense. */
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import type { GridColDef } from '@mui/x-data-grid';
import Typography from '@mui/material/Typography';
import { useState } from 'react';

import { formatRupees } from '#domain/money.ts';
import { formatIst, type Instant } from '#domain/time.ts';
import { COLOUR } from '#renderer/theme.ts';
import type { RevealedAnswer } from '#server/api/answers-contract.ts';
import { RESOLUTIONS, type CaseRow, type Overview } from '#server/api/contract.ts';

import { hq } from '#server/web/api.ts';
import { ActDialog, type PossibleAct } from '#server/web/parts/act-dialog.tsx';
import { EvidenceButton } from '#server/web/parts/evidence.tsx';
import { Revealed } from '#server/web/parts/revealed.tsx';
import { Panel, WhenReady } from '#server/web/parts/states.tsx';
import { Table } from '#server/web/parts/table.tsx';
import {
  ACT_WORDS,
  detailsInWords,
  kindInWords,
  resolutionInWords,
} from '#server/web/texts-cases.ts';
import { age, useWords, type Words } from '#server/web/texts.ts';
import { useHq } from '#server/web/use-hq.ts';

const moment = (at: Instant): string => formatIst(at).slice(0, 16).replace('T', ' ');

const sharedColumns = ({ t, language }: Words): readonly GridColDef<CaseRow>[] => [
  { field: 'counterId', headerName: t.counter, width: 152 },
  {
    field: 'kind',
    headerName: t.kind,
    width: 208,
    valueGetter: (_value, row) => kindInWords(row.kind, language),
  },
  {
    field: 'details',
    headerName: ACT_WORDS.found[language],
    flex: 1,
    minWidth: 240,
    valueGetter: (_value, row) => detailsInWords(row.details, language),
  },
];

/** A case that nobody ended within a week is overdue. */
const DUE_MS = 7 * 86_400_000;

const openColumns = (
  words: Words,
  now: Instant,
  onLook: (row: CaseRow) => void,
): readonly GridColDef<CaseRow>[] => [
  {
    field: 'openedAt',
    headerName: words.t.opened,
    width: 152,
    valueFormatter: (at: CaseRow['openedAt']) => {
      const late = now - at > DUE_MS ? ` · ${ACT_WORDS.overdue[words.language]}` : '';
      return `${moment(at)} · ${age({ from: at, now }, words)}${late}`;
    },
  },
  ...sharedColumns(words),
  {
    field: 'assignee',
    headerName: ACT_WORDS.assignee[words.language],
    width: 112,
    valueGetter: (_value, row) => row.assignee ?? ACT_WORDS.nobody[words.language],
  },
  {
    field: 'look',
    headerName: ACT_WORDS.next[words.language],
    width: 136,
    sortable: false,
    filterable: false,
    disableExport: true,
    renderCell: ({ row }) => (
      <Button onClick={() => onLook(row)} sx={{ color: COLOUR.actionDark }}>
        {ACT_WORDS.look[words.language]}
      </Button>
    ),
  },
];

const closedColumns = (words: Words): readonly GridColDef<CaseRow>[] => [
  {
    field: 'closedAt',
    headerName: ACT_WORDS.closed[words.language],
    width: 152,
    valueFormatter: (at: CaseRow['closedAt']) => (at === null ? '' : moment(at)),
  },
  ...sharedColumns(words),
  {
    field: 'resolution',
    headerName: ACT_WORDS.resolution[words.language],
    width: 240,
    valueGetter: (_value, row) =>
      [
        resolutionInWords(row.resolution ?? '', words.language),
        row.reason ?? '',
        row.closedBy ?? '',
      ].join(' · '),
  },
];

/** HQ alone knows whom an answer was about, and each look is a fact. docs/spec/messages.md, M13. */
function revealing(
  { officeId, details }: CaseRow,
  onRevealed: (revealed: RevealedAnswer) => void,
): readonly PossibleAct[] {
  const callId = details['answerId'];
  if (callId === undefined) return [];
  return [
    {
      verb: 'reveal',
      note: 'revealNote',
      fields: [{ name: 'reason', label: 'reason', multiline: true }],
      address: `answers/${officeId}/${callId}`,
      onAnswer: (value) => onRevealed(value as RevealedAnswer),
    },
  ];
}

function actsOn(row: CaseRow, { language }: Words): readonly PossibleAct[] {
  const decide: PossibleAct = {
    verb: 'decide',
    note: 'decideNote',
    fields: [
      {
        name: 'decision',
        label: 'decision',
        options: [
          ['accounted', ACT_WORDS.accounted[language]],
          ['not_taken', ACT_WORDS.notTaken[language]],
        ],
      },
    ],
  };
  const options = RESOLUTIONS.map((each) => [each, resolutionInWords(each, language)] as const);
  return [
    { verb: 'assign', fields: [{ name: 'assignee', label: 'to' }] },
    ...(row.kind === 'fork' ? [decide] : []),
    {
      verb: 'close',
      fields: [
        { name: 'resolution', label: 'resolution', options },
        { name: 'reason', label: 'reason', multiline: true },
      ],
    },
  ];
}

/** What stands in suspense on a fork's branch, receipt by receipt. */
function BranchMoney({ row }: { row: CaseRow }) {
  const { language } = useWords();
  const evidence = useHq(() => hq.evidence(row.officeId, row.caseId), `evidence-${row.caseId}`);
  if (evidence.state !== 'ready' || evidence.value.suspense.length === 0) return null;
  return (
    <Box sx={{ maxHeight: 160, overflow: 'auto' }}>
      <Typography sx={{ fontWeight: 600 }}>{ACT_WORDS.inSuspense[language]}</Typography>
      {evidence.value.suspense.map(({ seq, receiptNumber, amountPaise }) => (
        <Typography key={seq} sx={{ display: 'flex', justifyContent: 'space-between', gap: 2 }}>
          <span>{receiptNumber}</span>
          <Box component="span" sx={{ whiteSpace: 'nowrap' }}>
            {formatRupees(amountPaise)}
          </Box>
        </Typography>
      ))}
    </Box>
  );
}

function Suspense({ overview }: { overview: Overview }) {
  const { language } = useWords();
  if (overview.suspensePaise === 0) return null;
  return (
    <Typography sx={{ p: 2, bgcolor: COLOUR.waitingSoft, color: COLOUR.waiting }}>
      {ACT_WORDS.suspense[language]}: <strong>{formatRupees(overview.suspensePaise)}</strong>
    </Typography>
  );
}

function CaseDialog({ row, onDone }: { row: CaseRow; onDone: () => void }) {
  const words = useWords();
  const { language } = words;
  const [revealed, setRevealed] = useState<RevealedAnswer | null>(null);
  return (
    <ActDialog
      title={kindInWords(row.kind, language)}
      address={`cases/${row.officeId}/${row.caseId}`}
      acts={[...actsOn(row, words), ...revealing(row, setRevealed)]}
      onDone={onDone}
    >
      <Typography>
        {row.counterId} · {detailsInWords(row.details, language)}
      </Typography>
      {row.kind === 'fork' && <BranchMoney row={row} />}
      <EvidenceButton label="title" query={{ counterId: row.counterId, case: row.caseId }} />
      {revealed !== null && <Revealed answer={revealed} />}
    </ActDialog>
  );
}

export function CasesPage({ overview }: { overview: Overview }) {
  const words = useWords();
  const { language, t } = words;
  const [version, setVersion] = useState(0);
  const [looking, setLooking] = useState<CaseRow | null>(null);
  const cases = useHq(() => hq.cases(), `cases-${version}`);
  const done = (): void => {
    setLooking(null);
    setVersion(version + 1);
  };
  return (
    <Box sx={{ display: 'grid', gap: 3, gridTemplateColumns: 'minmax(0, 1fr)' }}>
      <Suspense overview={overview} />
      <WhenReady loaded={cases} minHeight={480}>
        {({ rows }) => (
          <Box sx={{ display: 'grid', gap: 3, gridTemplateColumns: 'minmax(0, 1fr)' }}>
            <Panel title={ACT_WORDS.open[language]}>
              <Table
                name="cases"
                rows={rows.filter(({ closedAt }) => closedAt === null)}
                columns={openColumns(words, overview.now, setLooking)}
                rowId={(row) => row.caseId}
                empty={t.casesEmpty}
                height={480}
                narrow={['kind', 'look']}
              />
            </Panel>
            <Panel title={ACT_WORDS.closed[language]}>
              <Table
                name="closed"
                rows={rows.filter(({ closedAt }) => closedAt !== null)}
                columns={closedColumns(words)}
                rowId={(row) => row.caseId}
                empty={ACT_WORDS.closedEmpty[language]}
                height={400}
                narrow={['kind', 'resolution']}
              />
            </Panel>
          </Box>
        )}
      </WhenReady>
      {looking !== null && <CaseDialog row={looking} onDone={done} />}
    </Box>
  );
}
