/**
 * The full check of the journal, every entry and every signature, between the commands of a working
 * counter (J15). What it finds stops the counter.
 */
import { fail, ok, type Result } from '#domain/result.ts';

import { counterOf, type Context } from './context.ts';
import { stopCounter } from './damage.ts';
import { startVerification, type VerifyProgress, type VerifyRequest } from './journal/verify.ts';
import { StoreFault } from './ports/journal-store.ts';

/** Screens need not see every step. */
const TELL_EVERY = 20;

function faultless<T>(step: () => Result<T>): Result<T> {
  try {
    return step();
  } catch (error) {
    if (!(error instanceof StoreFault)) throw error;
    return { ok: false, error: error.failure };
  }
}

/** Verifies in steps with room for everything else between them. */
export function verifyInSteps(
  context: Context,
  request: VerifyRequest,
  on: {
    readonly step: (progress: VerifyProgress) => void;
    readonly end: (of: Result<null>) => void;
  },
): void {
  const begun = faultless(() => ok(startVerification(request)));
  const next = (): void => {
    const progress = begun.ok ? faultless(begun.value) : begun;
    if (!progress.ok) {
      on.end(progress);
      return;
    }
    on.step(progress.value);
    if (progress.value.isDone) on.end(ok(null));
    else context.ports.timers.after(0, next);
  };
  context.ports.timers.after(0, next);
}

export const keysOf = ({ ports }: Context) =>
  ports.keyRing?.all() ?? new Map([[ports.signer.keyId, ports.signer.publicKey]]);

/** Begins the check and answers at once; the snapshot says how far it is. */
export function verifyJournal(context: Context): Result<null> {
  const { memory, ports } = context;
  if (memory.check?.state === 'running') return ok(null);
  const store = ports.store.read;
  const { crypto } = ports;
  const lastSeq = store.lastEntry()?.seq ?? 0;
  let steps = 0;
  memory.check = { state: 'running', seq: 0, lastSeq, endedAt: null };
  verifyInSteps(
    context,
    { store, crypto, identity: counterOf(context), keys: keysOf(context) },
    {
      step: ({ seq, lastSeq: last }) => {
        memory.check = { state: 'running', seq, lastSeq: last, endedAt: null };
        steps += 1;
        if (steps % TELL_EVERY === 0) context.changed();
      },
      end: (ended) => {
        const { seq = 0, lastSeq: last = 0 } = memory.check ?? {};
        const state = ended.ok ? 'good' : 'bad';
        memory.check = { state, seq, lastSeq: last, endedAt: ports.clock.now() };
        if (ended.ok) context.changed();
        else stopCounter(context, ended.error);
      },
    },
  );
  return ok(null);
}

/** Whether the second copy can be relied on; the caller keeps or discards it. */
export const checkCopy = (context: Context, store: VerifyRequest['store']): Promise<Result<null>> =>
  new Promise((resolve) => {
    if (store.lastEntry() === undefined) {
      resolve(fail('BACKUP_FAILED', { cause: 'EMPTY' }));
      return;
    }
    const { crypto } = context.ports;
    verifyInSteps(
      context,
      { store, crypto, identity: counterOf(context) },
      { step: () => undefined, end: resolve },
    );
  });
