/** The state of a day in one line: open, prepared, closed and how, checked, supplemented. */
import type { DayLine } from '#server/api/office-contract.ts';

import { useNames } from '#server/office/office.ts';
import { DAY_WORDS } from '#server/office/texts-day.ts';
import { useSay } from '#server/office/words.ts';
import { Mark } from './mark.tsx';

export function DayMark({ day }: { day: DayLine }) {
  const say = useSay(DAY_WORDS);
  const name = useNames();
  if (day.state === 'prepared') {
    return <Mark tone="waiting">{say('statePrepared', { name: name(day.maker) })}</Mark>;
  }
  if (day.state === 'open') return <Mark tone="quiet">{say('stateOpen')}</Mark>;
  const more = [
    day.how === 'one' ? say('closedOne') : '',
    day.how === 'cut_off' ? say('closedCutOff') : '',
    day.check === 'waiting' ? say('checkWaiting') : '',
    day.check === 'disputed' ? say('checkDisputed') : '',
    day.supplements === 1 ? say('oneSupplement') : '',
    day.supplements > 1 ? say('supplements', { n: day.supplements }) : '',
  ].filter((part) => part !== '');
  return (
    <Mark tone={day.check === 'disputed' ? 'stop' : 'done'}>
      {[say('stateClosed'), ...more].join(' · ')}
    </Mark>
  );
}
