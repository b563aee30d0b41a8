/** Which task has the screen. The usual path never comes here. */
import type { ClerkSnapshot } from '#contract/snapshot.ts';
import { AskCitizenTask } from '#renderer/clerk/ask/AskCitizenTask.tsx';
import { ThisCounter } from '#renderer/clerk/care/ThisCounter.tsx';
import { CashMenuTask } from '#renderer/clerk/cash/CashMenuTask.tsx';
import { CertifyTask } from '#renderer/clerk/cash/CertifyTask.tsx';
import { CountTask } from '#renderer/clerk/cash/CountTask.tsx';
import { DropTask } from '#renderer/clerk/cash/DropTask.tsx';
import { ExchangeTask } from '#renderer/clerk/cash/ExchangeTask.tsx';
import { GiveChangeTask } from '#renderer/clerk/cash/GiveChangeTask.tsx';
import { HandOverTask } from '#renderer/clerk/cash/HandOverTask.tsx';
import { OweChangeTask } from '#renderer/clerk/cash/OweChangeTask.tsx';
import { RefuseNoteTask } from '#renderer/clerk/cash/RefuseNoteTask.tsx';
import { SealTask } from '#renderer/clerk/cash/SealTask.tsx';
import type { ClerkContext } from '#renderer/clerk/context.ts';
import type { Counter } from '#renderer/clerk/counter/use-counter.ts';
import { FingersTask } from '#renderer/clerk/fingers/FingersTask.tsx';
import { KeyLeafTask } from '#renderer/clerk/papers/KeyLeafTask.tsx';
import { PapersMenuTask } from '#renderer/clerk/papers/PapersMenuTask.tsx';
import { RegisterTask } from '#renderer/clerk/papers/RegisterTask.tsx';
import { SpoilLeafTask } from '#renderer/clerk/papers/SpoilLeafTask.tsx';

import { FindUpiTask } from '#renderer/clerk/upi/FindUpiTask.tsx';

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
    case 'findUpi':
      return <FindUpiTask {...props} />;
    case 'askCitizen':
      return <AskCitizenTask {...props} />;
    case 'closeShift':
      return <CloseShiftTask {...props} />;
    case 'fingers':
      return <FingersTask {...props} />;
    case 'thisCounter':
      return <ThisCounter {...props} connection={props.context.connection} />;
    case 'cash':
      return <CashMenuTask {...props} />;
    case 'drop':
      return <DropTask {...props} />;
    case 'exchange':
      return <ExchangeTask {...props} />;
    case 'oweChange':
      return <OweChangeTask {...props} />;
    case 'giveChange':
      return <GiveChangeTask {...props} />;
    case 'refuseNote':
      return <RefuseNoteTask {...props} />;
    case 'seal':
      return <SealTask {...props} />;
    case 'handOver':
      return <HandOverTask {...props} />;
    case 'count':
      return <CountTask {...props} />;
    case 'papers':
      return <PapersMenuTask {...props} />;
    case 'keyLeaf':
      return <KeyLeafTask {...props} />;
    case 'spoilLeaf':
      return <SpoilLeafTask {...props} />;
    case 'register':
      return <RegisterTask {...props} />;
    case 'certify':
      return <CertifyTask {...props} />;
    case 'help':
      return <HelpTask />;
    default:
      return null;
  }
}
