/**
 * The clerk's screen while a shift is open: service, facts, citizen, tender, done. What it shows
 * follows from the snapshot and the draft; what a key does is in `use-counter.ts`.
 */
import Box from '@mui/material/Box';
import type { ReactNode } from 'react';

import type { ClerkSnapshot } from '#contract/snapshot.ts';
import { useItemLookups } from '#renderer/clerk/item/use-item.ts';
import { PreviewPaper, VisitPaper } from '#renderer/clerk/quote/QuotePanel.tsx';
import type { KeyAction } from '#renderer/clerk/shell/KeyBar.tsx';
import { Shell } from '#renderer/clerk/shell/Shell.tsx';
import { worstTrouble } from '#renderer/clerk/shell/TroubleLine.tsx';
import type { ClerkContext } from '#renderer/clerk/context.ts';
import { FallBackTask } from '#renderer/clerk/fingers/FallBackTask.tsx';
import { IdentityPanel } from '#renderer/clerk/fingers/IdentityPanel.tsx';
import { InstrumentTask } from '#renderer/clerk/papers/InstrumentTask.tsx';
import { ApproveTask } from '#renderer/clerk/tasks/ApproveTask.tsx';
import { LapseTask } from '#renderer/clerk/tasks/LapseTask.tsx';
import { PrintTask } from '#renderer/clerk/tasks/PrintTask.tsx';
import { TaskScreen } from '#renderer/clerk/tasks/TaskScreen.tsx';
import { TenderPanel } from '#renderer/clerk/tender/TenderPanel.tsx';
import { useEnter, useEnterGuard } from '#renderer/keys/use-enter.ts';
import { useKeys } from '#renderer/keys/use-keys.ts';
import { useSpeech } from '#renderer/texts/use-texts.tsx';
import { useFocus } from '#renderer/ui/focus.ts';
import { sayTotal } from '#renderer/ui/say.ts';

import { GIVEN_FIELD, type CounterState, type TaskName } from './counter-state.ts';
import { PaidBand } from './PaidBand.tsx';
import { offersOf } from './search-rows.ts';
import { LeftColumn } from './LeftColumn.tsx';
import {
  awaitsIdentity,
  canQuoteAgain,
  choose,
  find,
  goBack,
  goOn,
  next,
  payByInstrument,
  payByLink,
  payByUpi,
  printAgain,
  setUpiAside,
  take,
  toCash,
  useCounter,
  type Moment,
} from './use-counter.ts';

export interface CounterScreenProps {
  readonly context: ClerkContext;
  readonly snapshot: ClerkSnapshot;
  readonly now: number;
  /** Begins somewhere else than at an empty counter. */
  readonly initial?: CounterState;
}

/** These leave the charge in sight beside them. */
const SIDE_TASKS: readonly TaskName[] = ['lapse', 'approve', 'print', 'fallBack', 'instrument'];

/** Three columns that breathe on a large screen and do not stretch. */
function Columns(props: {
  readonly left: ReactNode;
  readonly middle: ReactNode;
  readonly right: ReactNode;
}) {
  return (
    <Box
      sx={{
        height: '100%',
        display: 'grid',
        justifyContent: 'center',
        gridTemplateColumns: 'minmax(352px, 400px) minmax(560px, 760px) minmax(336px, 400px)',
        columnGap: { xs: 3, xl: 5 },
        px: 3,
        py: 2,
      }}
    >
      <Box sx={{ minHeight: 0, overflow: 'auto', p: '3px', m: '-3px' }}>{props.left}</Box>
      <Box sx={{ minHeight: 0 }}>{props.middle}</Box>
      <Box sx={{ minHeight: 0, overflow: 'auto', p: '3px', m: '-3px' }}>{props.right}</Box>
    </Box>
  );
}

function useCounterKeys(moment: Moment): readonly KeyAction[] {
  const { t } = useSpeech();
  const { counter, snapshot } = moment;
  const { state, dispatch } = counter;
  const { visit } = snapshot;
  useKeys([
    { code: 'Slash', run: () => state.task === null && find(moment) },
    {
      code: 'F4',
      inText: true,
      run: () => void toCash(moment),
    },
    { code: 'F3', inText: true, run: () => payByInstrument(moment) },
    { code: 'F6', inText: true, run: () => void payByUpi(moment) },
    { code: 'F5', inText: true, run: () => state.task === null && void payByLink(moment) },
  ]);
  const holds = visit !== null || state.item.service !== null;
  return [
    {
      keyName: 'F2',
      label: holds ? t.keyHold : t.keyNew,
      disabled: state.task !== null,
      run: () => void next(moment),
    },
    {
      keyName: 'F7',
      label: t.keySpeak,
      disabled: visit === null,
      run: () => visit !== null && sayTotal(visit.totalPaise, visit.language),
    },
    { keyName: 'F8', label: t.keyPrint, run: () => void printAgain(moment) },
    { keyName: 'F9', label: t.keyMore, run: () => dispatch({ type: 'task', task: 'more' }) },
    { keyName: 'Esc', label: t.keyBack, run: () => goBack(moment) },
  ];
}

function Work(props: { readonly moment: Moment; readonly now: number }) {
  const { moment, now } = props;
  const { counter, snapshot } = moment;
  const { state, dispatch } = counter;
  const { visit } = snapshot;
  const tendering = visit !== null && state.step === 'tender';
  const accepted = snapshot.papers?.accepted ?? null;
  const right = (
    <TenderPanel
      visit={tendering ? visit : null}
      snapshot={snapshot}
      givenText={state.givenText}
      showShort={state.showShort}
      expired={moment.expired}
      canRequote={canQuoteAgain(moment)}
      pending={state.pending === 'takeCash'}
      onGiven={(text) => dispatch({ type: 'givenTyped', text })}
      now={now}
      cashInstead={state.cashInstead}
      onCash={() => void toCash(moment)}
      onUpi={() => void payByUpi(moment)}
      onLink={() => void payByLink(moment)}
      onInstrument={() => payByInstrument(moment)}
      onSlip={() => void setUpiAside(moment)}
      onTake={() => void take(moment)}
    />
  );
  const side =
    state.task === 'lapse' ? (
      <LapseTask moment={moment} />
    ) : state.task === 'approve' ? (
      <ApproveTask moment={moment} />
    ) : state.task === 'print' ? (
      <PrintTask counter={counter} snapshot={snapshot} />
    ) : state.task === 'instrument' && visit !== null && accepted !== null ? (
      <InstrumentTask counter={counter} visit={visit} accepted={accepted} />
    ) : state.task === 'fallBack' && visit !== null ? (
      <FallBackTask counter={counter} snapshot={snapshot} visit={visit} />
    ) : tendering && awaitsIdentity(moment) ? (
      <IdentityPanel counter={counter} snapshot={snapshot} visit={visit} />
    ) : (
      right
    );
  return (
    <Columns
      left={<LeftColumn moment={moment} />}
      middle={
        tendering ? <VisitPaper visit={visit} now={now} /> : <PreviewPaper item={state.item} />
      }
      right={side}
    />
  );
}

export function CounterScreen(props: CounterScreenProps) {
  const { context, snapshot, now, initial } = props;
  const speech = useSpeech();
  const counter = useCounter({
    connection: context.connection,
    snapshot,
    language: speech.language,
    ...(initial === undefined ? {} : { initial }),
  });
  const { state, dispatch } = counter;
  useItemLookups({
    connection: context.connection,
    item: state.item,
    dispatch: counter.dispatchItem,
    language: speech.language,
    take: (serviceCode) => void choose(counter, serviceCode),
  });
  const expired = snapshot.visit?.quotes.some((quote) => now >= quote.validUntil) ?? false;
  const moment: Moment = { counter, snapshot, offers: offersOf(state, snapshot), expired };
  const actions = useCounterKeys(moment);
  useFocus(state.focus);
  useEnterGuard((target) => {
    // A receipt scanned over the cash field leaves no digits behind.
    const given = target instanceof HTMLElement && target.dataset['field'] === GIVEN_FIELD;
    if (given) dispatch({ type: 'givenTyped', text: '' });
  });
  const ownEnter = awaitsIdentity(moment) && state.step === 'tender';
  useEnter(() => void goOn(moment), state.task === null && !state.celebrating && !ownEnter);
  const trouble = worstTrouble({ link: context.link, failure: state.failure, snapshot, speech });
  const full = state.task !== null && !SIDE_TASKS.includes(state.task);
  return (
    <Shell
      snapshot={snapshot}
      trouble={trouble}
      actions={actions}
      onLanguage={context.switchLanguage}
    >
      {state.celebrating && snapshot.paid !== null ? (
        <PaidBand paid={snapshot.paid} onEnd={() => dispatch({ type: 'celebrated' })} />
      ) : full ? (
        <TaskScreen context={context} counter={counter} snapshot={snapshot} />
      ) : (
        <Work moment={moment} now={now} />
      )}
    </Shell>
  );
}
