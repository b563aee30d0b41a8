/** Which task has the screen. The usual path never comes here. */
import type { ClerkSnapshot } from '#contract/snapshot.ts';
import type { ClerkContext } from '#renderer/clerk/context.ts';
import type { Counter } from '#renderer/clerk/counter/use-counter.ts';
import { FingersTask } from '#renderer/clerk/fingers/FingersTask.tsx';

import { CloseShiftTask } from './CloseShiftTask.tsx';
import { CorrectTask } from './CorrectTask.tsx';
import { HelpTask } from './HelpTask.tsx';
import { MoreTask } from './MoreTask.tsx';
import { NoSaleTask } from './NoSaleTask.tsx';
import { ReverseTask } from './ReverseTask.tsx';
import { XReportTask } from './XReportTask.tsx';

export function TaskScreen(props: {
  readonly context: ClerkContext;
  readonly counter: Counter;
  readonly snapshot: ClerkSnapshot;
}) {
  switch (props.counter.state.task) {
    case 'more':
      return <MoreTask {...props} />;
    case 'xReport':
      return <XReportTask {...props} />;
    case 'noSale':
      return <NoSaleTask {...props} />;
    case 'reverse':
      return <ReverseTask {...props} />;
    case 'correct':
      return <CorrectTask {...props} />;
    case 'closeShift':
      return <CloseShiftTask {...props} />;
    case 'fingers':
      return <FingersTask {...props} />;
    case 'help':
      return <HelpTask />;
    default:
      return null;
  }
}
