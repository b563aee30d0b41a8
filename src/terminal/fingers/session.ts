/**
 * One session with somebody's finger: what it is for, where it stands, and how it ends (FP4, FP5). In
 * memory alone; whatever must outlive it is an entry.
 */
import type {
  CaptureConsent,
  CaptureOutcome,
  CapturePrompt,
  Finger,
  FingerPreview,
} from '#contract/finger.ts';
import type { StaffId } from '#domain/ids.ts';
import type { FingerPurpose, StepUpAct } from '#domain/journal/finger-kinds.ts';
import { fail, ok, type Failure, type Result } from '#domain/result.ts';
import type { Context } from '#terminal/context.ts';
import { meetFault } from '#terminal/damage.ts';
import { StoreFault } from '#terminal/ports/journal-store.ts';
import type { Matcher } from '#terminal/ports/matcher.ts';
import type { Scanner } from '#terminal/ports/scanner.ts';

import type { EnrolledFinger } from './templates.ts';

/** What this counter reads fingers with. */
export interface FingerPorts {
  readonly scanner: Scanner;
  readonly matcher: Matcher;
  readonly isSimulated: boolean;
}

/** What a session is for, unchanged while it lasts. */
export interface SessionPurpose {
  readonly purpose: FingerPurpose;
  /** `citizen/…` or `staff/…`. */
  readonly subject: string;
  /** Whose finger: a member of staff. */
  readonly staffId: StaffId | null;
  /** Fingers that may be put on, where they are known. */
  readonly fingers: readonly Finger[];
  /** While enrolling. */
  readonly consent: CaptureConsent | null;
  /** What a manager's finger is to approve. */
  readonly act: StepUpAct | null;
}

export interface Session extends SessionPurpose {
  prompt: CapturePrompt;
  finger: Finger | null;
  qualityPercent: number | null;
  complaint: Failure | null;
  preview: FingerPreview | null;
  attempt: number;
  attempts: number;
  outcome: CaptureOutcome | null;
  /** While enrolling: fingers that are done, and captures of the one that is not. */
  taken: readonly EnrolledFinger[];
  captured: number;
  /** A finger has been on the glass: it must be lifted before the next capture. */
  mustLift: boolean;
  /** Ends the capture that runs. */
  stop: (() => void) | null;
  /** Cancels the session's own clock. */
  cancelTimer: () => void;
}

/** Acts that a manager is there for while nobody is signed in, or the screen is locked. */
const AT_THE_DOOR: ReadonlySet<StepUpAct | null> = new Set<StepUpAct>(['close_absent', 'by_file']);

/** Needs nobody who is signed in. */
export const isAtTheDoor = ({ act }: Pick<Session, 'act'>): boolean => AT_THE_DOOR.has(act);

const IDLE_MS = 180_000;
const OUTCOME_SHOWN_MS = 20_000;

export const isLive = (context: Context, session: Session): boolean =>
  context.memory.session === session && session.outcome === null;

/** The ports, where a scanner is plugged in. */
export function readyFingers(context: Context): Result<FingerPorts> {
  const { fingers } = context.ports;
  if (fingers === undefined) return fail('SCANNER_NOT_FOUND');
  return fingers.scanner.devices().length === 0 ? fail('SCANNER_NOT_FOUND') : ok(fingers);
}

/** Ends whatever runs; nothing of it is kept. */
export function dropSession(context: Context): void {
  const { session } = context.memory;
  if (session === null) return;
  session.cancelTimer();
  context.memory.session = null;
  session.stop?.();
  for (const { template } of session.taken) template.fill(0);
  context.changed();
}

/** The session's clock begins anew: somebody did something. */
export function touch(context: Context, session: Session): void {
  session.cancelTimer();
  const ms = session.outcome === null ? IDLE_MS : OUTCOME_SHOWN_MS;
  session.cancelTimer = context.ports.timers.after(ms, () => {
    if (context.memory.session === session) dropSession(context);
  });
}

/** Opens a session; SCANNER_BUSY beside one that runs. */
export function beginSession(
  context: Context,
  of: SessionPurpose & { readonly prompt: CapturePrompt; readonly attempts: number },
): Result<Session> {
  const { session: running } = context.memory;
  if (running !== null && running.outcome === null) return fail('SCANNER_BUSY');
  dropSession(context);
  const session: Session = {
    ...of,
    finger: null,
    qualityPercent: null,
    complaint: null,
    preview: null,
    attempt: 1,
    outcome: null,
    taken: [],
    captured: 0,
    mustLift: false,
    stop: null,
    cancelTimer: () => undefined,
  };
  context.memory.session = session;
  touch(context, session);
  context.changed();
  return ok(session);
}

export function endSession(context: Context, session: Session, outcome: CaptureOutcome): void {
  if (!isLive(context, session)) return;
  session.outcome = outcome;
  session.prompt = 'done';
  session.preview = null;
  for (const { template } of session.taken) template.fill(0);
  session.taken = [];
  touch(context, session);
  context.changed();
}

/** The running session of this purpose at this step, or why not. */
export function sessionAt(context: Context, prompt: CapturePrompt): Result<Session> {
  const { session } = context.memory;
  if (session === null || session.prompt !== prompt) return fail('FINGER_NOT_THE_MOMENT');
  return ok(session);
}

/**
 * The part of a session that no command waits for. A journal that cannot be read or written ends the
 * session and is met as everywhere; anything else that is thrown is a bug and reaches the host.
 */
export function runApart(context: Context, session: Session, work: () => Promise<void>): void {
  work().catch((error: unknown) => {
    if (!(error instanceof StoreFault)) throw error;
    meetFault(context, error.failure);
    endSession(context, session, { kind: 'refused', failure: error.failure });
  });
}
