/**
 * The terminal service, wired: ports in, commands and snapshots out. It knows no Node and no DOM;
 * tests, the simulator, Electron and the kiosk run this same one.
 */
import type { Screen } from '#contract/bridge.ts';
import type { CitizenSnapshot, ClerkSnapshot } from '#contract/snapshot.ts';
import type { Result } from '#domain/result.ts';
import type { Context, TerminalPorts } from './context.ts';
import { createBackupKeeper } from './backup-keeper.ts';
import { createCounterSync } from './counter-sync.ts';
import { guardReads, meetFault } from './damage.ts';
import { verifyJournal } from './journal-check.ts';
import { createDispatch } from './dispatch.ts';
import { openContext } from './open-context.ts';
import { createPrintWorker, type PrintWorker } from './printing/worker.ts';
import { dropSession } from './fingers/session.ts';
import { watchScanner } from './fingers/watch-scanner.ts';
import { keepMark } from './journal/high-water.ts';
import { citizenSnapshot } from './snapshots/citizen.ts';
import { clerkSnapshot } from './snapshots/clerk.ts';
import { leaveAfterRestart } from './use-cases/sign-in.ts';
import { createUpiWorker } from './upi/worker.ts';
import { resumeUpi } from './use-cases/upi.ts';
import { createWatch } from './watch.ts';

export interface Terminal {
  /** Commands run one at a time. Expected failures are answers; a rejection is a bug. */
  execute(name: string, input: unknown, screen: Screen): Promise<Result<unknown>>;
  clerkSnapshot(): ClerkSnapshot;
  citizenSnapshot(): CitizenSnapshot;
  snapshot(screen: Screen): ClerkSnapshot | CitizenSnapshot;
  /** Called after every change, without saying which; the answer unsubscribes. */
  subscribe(listener: () => void): () => void;
  /** Verifies the journal, settles what a restart interrupted, and begins to print and watch. */
  start(): void;
  /** Resolves when the paper in hand and the letter to HQ have been answered for. */
  stop(): Promise<void>;
  /** Resolves when nothing waits for the printer. */
  printed(): Promise<void>;
}

/** What a restart interrupted: the paper in the printer's hands, the screen, a payment by UPI. */
function settle(context: Context, printer: PrintWorker): void {
  if (context.memory.stopped !== null || context.counter() === null) return;
  const work = (): void => {
    printer.settleInterrupted();
    context.memory.lockDue = true;
    leaveAfterRestart(context);
    resumeUpi(context);
    printer.nudge();
  };
  guardReads(context, work, () => undefined);
}

export function createTerminal(ports: TerminalPorts): Terminal {
  const listeners = new Set<() => void>();
  const context = openContext(ports, {
    changed: () => {
      for (const listener of listeners) listener();
    },
    printSoon: () => printer.nudge(),
    sync: () => sync.snapshot(),
    askUpi: (chargeId) => upi.ask(chargeId),
    recorded: () => sync.nudge(),
    backUpSoon: () => backups.now(),
    faultMet: (failure) => meetFault(context, failure),
    viewsMended: () => {
      context.reload();
      verifyJournal(context);
    },
  });
  const printer = createPrintWorker(context);
  const sync = createCounterSync(context);
  const upi = createUpiWorker(context, sync);
  const watch = createWatch(context);
  const backups = createBackupKeeper(context);
  const execute = createDispatch(context);
  let stopScanner = (): void => undefined;

  function start(): void {
    context.open();
    settle(context, printer);
    watch.start();
    stopScanner = watchScanner(context);
    sync.start();
    upi.start();
    backups.start();
  }

  /** The second time the counter stands still, and that needs no journal. */
  const clerk = (): ClerkSnapshot =>
    guardReads(
      context,
      () => clerkSnapshot(context),
      () => clerkSnapshot(context),
    );
  const citizen = (): CitizenSnapshot =>
    guardReads(
      context,
      () => citizenSnapshot(context),
      () => citizenSnapshot(context),
    );

  return {
    execute,
    clerkSnapshot: clerk,
    citizenSnapshot: citizen,
    snapshot: (screen) => (screen === 'clerk' ? clerk() : citizen()),
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    start,
    stop: async () => {
      watch.stop();
      stopScanner();
      dropSession(context);
      sync.stop();
      upi.stop();
      printer.stop();
      backups.stop();
      await Promise.all([printer.idle(), sync.idle(), upi.idle(), backups.idle()]);
      keepMark(context);
    },
    printed: () => printer.idle(),
  };
}
