/** Cash that was counted or handed in during shifts of a day, each with its papers. */
import { formatIstTime, type IsoDate } from '#domain/time.ts';
import type { CountLine } from '#server/api/office-contract.ts';
import { CountPapers } from '#server/web/parts/papers.tsx';

import { useNames } from '#server/office/office.ts';
import { DAY_WORDS } from '#server/office/texts-day.ts';
import { useSay } from '#server/office/words.ts';
import { Lines } from './lines.tsx';

export function CountRows({ counts, date }: { counts: readonly CountLine[]; date: IsoDate }) {
  const say = useSay(DAY_WORDS);
  const name = useNames();
  return (
    <Lines
      label={say('counts')}
      rows={counts}
      rowId={({ number }) => number}
      empty={say('countsEmpty')}
      columns={[
        { id: 'counter', title: say('counter'), cell: ({ counterId }) => counterId },
        { id: 'what', title: say('what'), cell: ({ occasion }) => say(occasion) },
        { id: 'clerk', title: say('clerk'), cell: ({ staffId }) => name(staffId) },
        { id: 'at', title: say('time'), isFigure: true, cell: ({ at }) => formatIstTime(at) },
        {
          id: 'papers',
          title: '',
          isAct: true,
          cell: ({ occasion, number }) => (
            <CountPapers occasion={occasion} number={number} date={date} />
          ),
        },
      ]}
    />
  );
}
