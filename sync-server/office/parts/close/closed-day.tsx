/** A closed day: who signed it, what HQ says of it, its document, and each supplement that came later. */
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';

import { paperTime } from '#domain/receipt/blocks.ts';
import type { DayDeltas } from '#domain/day/document.ts';
import { Money } from '#renderer/ui/Money.tsx';
import type { ClosedDay, DayLine } from '#server/api/office-contract.ts';
import { DayPapers, SupplementPapers } from '#server/web/parts/papers.tsx';
import { Notice, Panel, WhenReady } from '#server/web/parts/states.tsx';

import { useNames, useRead } from '#server/office/office.ts';
import { Facts, type ShownFact } from '#server/office/parts/facts.tsx';
import { Lines } from '#server/office/parts/lines.tsx';
import { CLOSE_WORDS } from '#server/office/texts-close.ts';
import { useSay } from '#server/office/words.ts';
import { DaySheet } from './day-sheet.tsx';

/** What HQ found, or that it has not looked. */
function useCheckWords(): (closed: ClosedDay) => string {
  const say = useSay(CLOSE_WORDS);
  const name = useNames();
  return ({ checked, day }) => {
    if (checked !== null) {
      const of = { name: name(checked.staffId), at: paperTime(checked.at) };
      return [say(checked.finding, of), checked.words].filter((part) => part !== '').join(' · ');
    }
    return say(day.how === 'two' ? 'noCheck' : 'notChecked');
  };
}

/** Who closed it; with its entry of the office's chain, once that may be seen. */
function Signed({ day, closed }: { day: DayLine; closed: ClosedDay | null }) {
  const say = useSay(CLOSE_WORDS);
  const name = useNames();
  const checkWords = useCheckWords();
  const checker = day.how === 'one' ? say('alone') : name(day.checker);
  const facts: readonly ShownFact[] = [
    [say('maker'), day.maker === null ? say('nobody') : name(day.maker)],
    [say('checker'), day.how === 'cut_off' ? say('nobody') : checker],
    [say('closedAt'), day.closedAt === null ? '' : paperTime(day.closedAt)],
  ];
  const signed: readonly ShownFact[] =
    closed === null
      ? []
      : [
          [say('checked'), checkWords(closed)],
          [say('entry'), String(closed.entry.seq)],
          [say('hash'), closed.entry.hash],
        ];
  return <Facts facts={[...facts, ...signed]} />;
}

function Deltas({ deltas }: { deltas: DayDeltas }) {
  const say = useSay(CLOSE_WORDS);
  return (
    <Box sx={{ display: 'grid', gap: 1 }}>
      <Typography variant="h4" component="h4">
        {say('arrived')}
      </Typography>
      {deltas.counters.map(({ counterId, fromSeq, throughSeq }) => (
        <Typography key={counterId}>
          <strong>{counterId}</strong> · {say('fromTo', { from: fromSeq, to: throughSeq })}
        </Typography>
      ))}
      <Lines
        label={say('adds')}
        rows={deltas.byHead}
        rowId={({ head }) => head}
        empty=""
        columns={[
          { id: 'head', title: say('adds'), cell: ({ head }) => head },
          {
            id: 'net',
            title: say('net'),
            isFigure: true,
            cell: ({ netPaise }) => <Money paise={netPaise} />,
          },
          {
            id: 'cash',
            title: say('cash'),
            isFigure: true,
            cell: ({ cashPaise }) => <Money paise={cashPaise} />,
          },
        ]}
      />
    </Box>
  );
}

function Supplements({ closed }: { closed: ClosedDay }) {
  const say = useSay(CLOSE_WORDS);
  const { supplements, day } = closed;
  if (supplements.length === 0) return <Notice tone="quiet">{say('noSupplements')}</Notice>;
  return (
    <Box sx={{ display: 'grid', gap: 3 }}>
      {supplements.map(({ number, deltas, document, entry }) => (
        <Box key={number} component="section" sx={{ display: 'grid', gap: 1 }}>
          <Typography variant="h4" component="h3">
            {say('supplement', { n: number })} · {paperTime(entry.at)}
          </Typography>
          <Deltas deltas={deltas} />
          <SupplementPapers date={day.date} number={number} />
          <details>
            <summary>{say('wholeDay')}</summary>
            <DaySheet title={say('wholeDay')} document={document} of={{ ...day, signed: entry }} />
          </details>
        </Box>
      ))}
    </Box>
  );
}

export function ClosedDayView({ day }: { day: DayLine }) {
  const { date } = day;
  const closed = useRead((reads) => reads.closed(date), `closed-${date}`);
  const say = useSay(CLOSE_WORDS);
  const value = closed.state === 'ready' ? closed.value : null;
  return (
    <Box sx={{ display: 'grid', gap: 3, gridTemplateColumns: 'minmax(0, 1fr)' }}>
      <Panel title={say('closedTitle')}>
        <Signed day={day} closed={value} />
        {value === null ? null : <DayPapers date={date} />}
      </Panel>
      <WhenReady loaded={closed} minHeight={480}>
        {(read) => (
          <Box sx={{ display: 'grid', gap: 3, gridTemplateColumns: 'minmax(0, 1fr)' }}>
            <Panel title={say('supplements')}>
              <Supplements closed={read} />
            </Panel>
            <DaySheet
              title={say('document')}
              document={read.document}
              of={{ ...read.day, signed: read.entry }}
            />
          </Box>
        )}
      </WhenReady>
    </Box>
  );
}
