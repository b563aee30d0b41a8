/**
 * The second copy of the journal, made on a schedule and verified before it takes the place of the
 * last one (J19). A copy that does not verify has the journal itself looked at.
 */
import { fail, ok, type Failure, type Result } from '#domain/result.ts';

import type { Context } from './context.ts';
import { checkCopy, verifyJournal } from './journal-check.ts';
import type { BackupCopy } from './ports/backup.ts';
import { StoreFault } from './ports/journal-store.ts';

export const BACKUP_EVERY_MS = 15 * 60_000;
/** The first after the start, when the counter has settled. */
const FIRST_AFTER_MS = 60_000;

async function keepVerified(context: Context, copy: BackupCopy): Promise<Result<null>> {
  const checked = await checkCopy(context, copy.read).catch((error: unknown) => {
    if (!(error instanceof StoreFault)) throw error;
    return { ok: false as const, error: error.failure };
  });
  if (checked.ok) return copy.keep();
  copy.discard();
  verifyJournal(context);
  return fail('BACKUP_FAILED', { cause: checked.error.code });
}

/** Makes, verifies and keeps one copy. */
export async function backUp(context: Context): Promise<Result<null>> {
  const { backup } = context.ports;
  const isWorking = context.counter() !== null && context.memory.stopped === null;
  if (backup === undefined || !isWorking) return ok(null);
  const copy = await backup.copy();
  return copy.ok ? keepVerified(context, copy.value) : copy;
}

export interface BackupKeeper {
  start(): void;
  /** Makes one now, unless one is being made. */
  now(): void;
  stop(): void;
  /** Resolves when no copy is being made. */
  idle(): Promise<void>;
}

export function createBackupKeeper(context: Context): BackupKeeper {
  const { memory, ports } = context;
  let cancel: (() => void) | null = null;
  let running: Promise<void> = Promise.resolve();
  let isStopped = false;

  function tell(failure: Failure | null): void {
    memory.backingUp = false;
    memory.backup = failure;
    if (failure !== null) ports.log.warn('backup.failed', { code: failure.code });
    context.changed();
  }

  function now(): void {
    if (memory.backingUp || isStopped) return;
    memory.backingUp = true;
    running = backUp(context).then((made) => tell(made.ok ? null : made.error));
  }

  function later(delayMs: number): void {
    if (isStopped) return;
    cancel = ports.timers.after(delayMs, () => {
      now();
      void running.then(() => later(BACKUP_EVERY_MS));
    });
  }

  return {
    start: () => {
      if (ports.backup !== undefined) later(FIRST_AFTER_MS);
    },
    now,
    stop: () => {
      isStopped = true;
      cancel?.();
    },
    idle: () => running,
  };
}
