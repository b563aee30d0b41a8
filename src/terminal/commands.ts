/**
 * Every command that the contract names, with what must hold before it may run. This table is the
 * only way from a screen to a use case.
 */
import type { CommandAnswer } from '#contract/answers.ts';
import type { CommandInput, CommandName } from '#contract/commands.ts';
import { fail, ok, type Result } from '#domain/result.ts';
import { CASH_HANDLERS } from './cash/handlers.ts';
import { here, type Context } from './context.ts';
import { watchDisplay } from './display.ts';
import { verifyJournal } from './journal-check.ts';
import { FINGER_HANDLERS } from './fingers/handlers.ts';
import { checkPerson } from './presence.ts';
import { askCitizen, displayAnswer, endAsk } from './use-cases/ask-citizen.ts';
import { noSale, testPrint, xReport } from './use-cases/drawer.ts';
import { enrol } from './use-cases/enrol.ts';
import { exchangePlaces, exportSync, importSync } from './use-cases/by-file.ts';
import { confirmPrinted, printAgain } from './use-cases/print-again.ts';
import { quote, requote } from './use-cases/quote.ts';
import { correct, reverse } from './use-cases/reverse.ts';
import { checkReceipt } from './use-cases/scan-receipt.ts';
import { describeService, findServices, preview } from './use-cases/services.ts';
import { closeShift, openShift } from './use-cases/shift.ts';
import { backUpNow, describeCounter } from './use-cases/care.ts';
import { openAgain, saveGood, startAnew } from './use-cases/stopped.ts';
import { lockScreen, signIn, signOut, unlock } from './use-cases/sign-in.ts';
import { takeCash } from './use-cases/take-cash.ts';
import { payByLink } from './use-cases/upi-by-link.ts';
import { findUpi, payByUpi, setUpiAside, stopUpi } from './use-cases/upi.ts';
import { hold, lapse, resume } from './use-cases/visit.ts';

/**
 * - `anything`: also before enrolment. `enrolled`: also with nobody there or the screen locked.
 * - `person`: somebody signed in and the screen open. `shift`: and their shift open.
 * - `charge`: and a disk that can take the record.
 */
export type Needs = 'anything' | 'enrolled' | 'person' | 'shift' | 'charge';

export type Handlers = {
  readonly [N in CommandName]: {
    readonly needs: Needs;
    readonly run: (
      context: Context,
      input: CommandInput<N>,
    ) => Result<CommandAnswer<N>> | Promise<Result<CommandAnswer<N>>>;
  };
};

/** The display's sign of life: the size is for the log of a display that is too small. */
function displayHeartbeat(context: Context): Result<null> {
  context.memory.displaySeenMs = context.ports.clock.monotonicMs();
  if (context.counter() !== null) watchDisplay(context);
  return ok(null);
}

export const HANDLERS: Handlers = {
  ...FINGER_HANDLERS,
  ...CASH_HANDLERS,
  enrol: { needs: 'anything', run: enrol },
  exchangePlaces: { needs: 'anything', run: exchangePlaces },
  saveGood: { needs: 'anything', run: saveGood },
  startAnew: { needs: 'anything', run: startAnew },
  openAgain: { needs: 'anything', run: openAgain },
  describeCounter: { needs: 'enrolled', run: describeCounter },
  backUpNow: { needs: 'enrolled', run: backUpNow },
  verifyJournal: { needs: 'enrolled', run: verifyJournal },
  exportSync: { needs: 'enrolled', run: exportSync },
  importSync: { needs: 'enrolled', run: importSync },
  displayHeartbeat: { needs: 'anything', run: displayHeartbeat },
  displayAnswer: { needs: 'shift', run: displayAnswer },
  signIn: { needs: 'enrolled', run: signIn },
  unlock: { needs: 'enrolled', run: unlock },
  signOut: { needs: 'person', run: signOut },
  lock: { needs: 'person', run: (context) => lockScreen(context, 'clerk') },
  openShift: { needs: 'person', run: openShift },
  findServices: { needs: 'person', run: findServices },
  describeService: { needs: 'person', run: describeService },
  preview: { needs: 'person', run: preview },
  checkReceipt: { needs: 'person', run: checkReceipt },
  testPrint: { needs: 'person', run: testPrint },
  closeShift: { needs: 'shift', run: closeShift },
  lapse: { needs: 'shift', run: lapse },
  hold: { needs: 'shift', run: hold },
  resume: { needs: 'shift', run: resume },
  printAgain: { needs: 'shift', run: printAgain },
  confirmPrinted: { needs: 'person', run: confirmPrinted },
  reverse: { needs: 'shift', run: reverse },
  noSale: { needs: 'shift', run: noSale },
  xReport: { needs: 'shift', run: xReport },
  quote: { needs: 'charge', run: quote },
  requote: { needs: 'charge', run: requote },
  takeCash: { needs: 'charge', run: takeCash },
  correct: { needs: 'charge', run: correct },
  payByUpi: { needs: 'charge', run: payByUpi },
  payByLink: { needs: 'charge', run: payByLink },
  stopUpi: { needs: 'shift', run: stopUpi },
  setUpiAside: { needs: 'shift', run: setUpiAside },
  findUpi: { needs: 'person', run: findUpi },
  askCitizen: { needs: 'shift', run: askCitizen },
  endAsk: { needs: 'person', run: endAsk },
};

/** In the order in which a person would have to put things right. */
export function checkNeeds(context: Context, needs: Needs): Result<null> {
  if (needs === 'anything') return ok(null);
  if (context.memory.stopped !== null) return { ok: false, error: context.memory.stopped };
  if (context.counter() === null || context.office() === null) return fail('NOT_ENROLLED');
  if (needs === 'enrolled') return ok(null);
  const person = checkPerson(context);
  if (!person.ok || needs === 'person') return person;
  if (here(context).shiftId === null) return fail('NO_SHIFT');
  const { disk } = context.memory;
  if (needs === 'charge' && disk?.code === 'DISK_FULL') return { ok: false, error: disk };
  return ok(null);
}
