/** What citizens say of charges, in figures; the payment links; what did not get through. */
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import type { GridColDef } from '@mui/x-data-grid';

import { formatRupees } from '#domain/money.ts';
import { formatIstTime, istDate, type Instant } from '#domain/time.ts';
import { COLOUR } from '#renderer/theme.ts';
import type {
  AnswerRow,
  Answers,
  LinkStateRow,
  MessageFailureRow,
} from '#server/api/answers-contract.ts';

import { hq } from '#server/web/api.ts';
import { Panel, WhenReady } from '#server/web/parts/states.tsx';
import { Table } from '#server/web/parts/table.tsx';
import {
  ANSWER_WORDS,
  linkStateInWords,
  reasonInWords,
  whatInWords,
} from '#server/web/texts-answers.ts';
import { useWords, type Words } from '#server/web/texts.ts';
import { useHq } from '#server/web/use-hq.ts';

function shownTime(at: Instant): string {
  const [, month, day] = istDate(at).split('-');
  return `${day}-${month} ${formatIstTime(at)}`;
}

const count = (field: keyof AnswerRow, headerName: string): GridColDef<AnswerRow> => ({
  field,
  headerName,
  type: 'number',
  width: 98,
});

/** A figure that would point at a person stays a word. */
const hidden = (
  field: keyof AnswerRow,
  headerName: string,
  few: string,
): GridColDef<AnswerRow> => ({
  ...count(field, headerName),
  valueFormatter: (value: number | null) => value ?? few,
});

/** Of those who pressed a key; sorted by it, the worst office is first. */
const share = (headerName: string, few: string): GridColDef<AnswerRow> => ({
  field: 'share',
  headerName,
  type: 'number',
  width: 80,
  valueGetter: (_value, row) =>
    row.more === null || row.answered === 0 ? null : row.more / row.answered,
  valueFormatter: (value: number | null) => (value === null ? few : `${Math.round(value * 100)} %`),
});

function officeColumns({ language, t }: Words): readonly GridColDef<AnswerRow>[] {
  const say = (word: keyof typeof ANSWER_WORDS): string => ANSWER_WORDS[word][language];
  return [
    {
      field: 'name',
      headerName: t.office,
      flex: 1,
      minWidth: 160,
      valueGetter: (_value, row) => row.name[language],
    },
    count('answered', say('answered')),
    hidden('more', say('more'), say('few')),
    share(say('moreShare'), say('few')),
    hidden('noReceipt', say('noReceipt'), say('few')),
    hidden('exact', say('exact'), say('few')),
    count('noAnswer', say('noAnswer')),
    count('quotes', say('quotes')),
    count('noPhone', say('noPhone')),
    count('refused', say('refused')),
  ];
}

function linkColumns({ language, t }: Words): readonly GridColDef<LinkStateRow>[] {
  const say = (word: keyof typeof ANSWER_WORDS): string => ANSWER_WORDS[word][language];
  const time = (field: 'createdAt' | 'expiresAt', headerName: string) => ({
    field,
    headerName,
    width: 136,
    valueFormatter: (value: Instant) => shownTime(value),
  });
  return [
    { field: 'orderId', headerName: say('order'), flex: 1, minWidth: 208 },
    {
      field: 'amountPaise',
      headerName: t.amount,
      width: 136,
      align: 'right',
      headerAlign: 'right',
      valueFormatter: (value: LinkStateRow['amountPaise']) => formatRupees(value),
    },
    {
      field: 'state',
      headerName: say('state'),
      width: 144,
      valueGetter: (_value, row) => linkStateInWords(row.state, language),
    },
    time('createdAt', say('sent')),
    time('expiresAt', say('until')),
  ];
}

function failureColumns({ language, t }: Words): readonly GridColDef<MessageFailureRow>[] {
  const say = (word: keyof typeof ANSWER_WORDS): string => ANSWER_WORDS[word][language];
  return [
    {
      field: 'what',
      headerName: say('what'),
      width: 152,
      valueGetter: (_value, row) => whatInWords(row.what, language),
    },
    { field: 'counterId', headerName: t.counter, width: 152 },
    {
      field: 'reason',
      headerName: say('reason'),
      flex: 1,
      minWidth: 176,
      valueGetter: (_value, row) => reasonInWords(row.reason, language),
    },
    { field: 'attempt', headerName: say('attempt'), type: 'number', width: 104 },
    {
      field: 'at',
      headerName: say('at'),
      width: 136,
      valueFormatter: (value: Instant) => shownTime(value),
    },
  ];
}

function Tables({ value }: { value: Answers }) {
  const words = useWords();
  const { language } = words;
  const say = (word: keyof typeof ANSWER_WORDS): string => ANSWER_WORDS[word][language];
  return (
    <Box sx={{ display: 'grid', gap: 3 }}>
      <Panel title={say('byOffice')}>
        <Typography sx={{ mb: 1, color: value.isOn ? COLOUR.inkSoft : COLOUR.waiting }}>
          {say(value.isOn ? 'byOfficeNote' : 'off')}
        </Typography>
        <Table
          name="answers"
          rows={value.offices}
          columns={officeColumns(words)}
          rowId={(row) => row.officeId}
          empty={say('byOfficeEmpty')}
          height={360}
          narrow={['name', 'more', 'share']}
        />
      </Panel>
      <Panel title={say('links')}>
        <Table
          name="links"
          rows={value.links}
          columns={linkColumns(words)}
          rowId={(row) => row.orderId}
          empty={say('linksEmpty')}
          height={360}
          narrow={['orderId', 'amountPaise', 'state']}
        />
      </Panel>
      <Panel title={say('failures')}>
        <Table
          name="failures"
          rows={value.failures}
          columns={failureColumns(words)}
          rowId={(row) => row.id}
          empty={say('failuresEmpty')}
          height={360}
          narrow={['what', 'counterId', 'reason']}
        />
      </Panel>
    </Box>
  );
}

export function AnswersPage() {
  const answers = useHq(() => hq.answers(), 'answers');
  return (
    <WhenReady loaded={answers} minHeight={480}>
      {(value) => <Tables value={value} />}
    </WhenReady>
  );
}
