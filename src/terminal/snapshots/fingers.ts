/** Scanner and running capture, as the clerk's and the citizen's screens are drawn from them. */
import type {
  CaptureSnapshot,
  CitizenCaptureSnapshot,
  FingerProgress,
  ScannerSnapshot,
} from '#contract/finger.ts';
import type { ClerkSnapshot } from '#contract/snapshot.ts';
import type { Context } from '#terminal/context.ts';
import { CAPTURES, FINGERS_NEEDED } from '#terminal/fingers/enrol.ts';
import { namedServices } from '#terminal/fingers/identity.ts';
import { isAtTheDoor, type Session } from '#terminal/fingers/session.ts';

/** A device that is there and well. */
function stateOf({ memory }: Context): 'capturing' | 'ready' {
  return (memory.session?.stop ?? null) === null ? 'ready' : 'capturing';
}

function scannerSnapshot(context: Context): ScannerSnapshot | null {
  const { fingers } = context.ports;
  if (fingers === undefined) return null;
  const [device] = fingers.scanner.devices();
  const { scanner: failure } = context.memory;
  return {
    state: device === undefined ? 'absent' : failure === null ? stateOf(context) : 'trouble',
    model: device?.model ?? '',
    name: device?.name ?? '',
    simulated: fingers.isSimulated,
    failure: device === undefined ? { code: 'SCANNER_NOT_FOUND' } : failure,
  };
}

function progressOf({ taken, finger, captured }: Session): readonly FingerProgress[] {
  const done = taken.map((each) => ({ finger: each.finger, captured: CAPTURES, of: CAPTURES }));
  return finger === null ? done : [...done, { finger, captured, of: CAPTURES }];
}

const isEnrolling = ({ purpose }: Session): boolean =>
  purpose === 'enrolment' || purpose === 'staff_enrolment';

export function captureSnapshot({ memory }: Context): CaptureSnapshot | null {
  const { session } = memory;
  if (session === null) return null;
  const isEnrolment = isEnrolling(session);
  const { purpose, prompt, finger, qualityPercent, complaint, preview } = session;
  const { attempt, attempts, consent, staffId, outcome } = session;
  return {
    purpose,
    prompt,
    finger,
    fingers: isEnrolment ? session.taken.map((each) => each.finger) : session.fingers,
    qualityPercent,
    complaint,
    preview,
    attempt,
    attempts,
    progress: isEnrolment ? progressOf(session) : [],
    fingersNeeded: FINGERS_NEEDED,
    consent,
    staffId,
    outcome,
  };
}

/** FP7: never a member of staff's finger, and no proof. */
export function citizenCapture(context: Context): CitizenCaptureSnapshot | null {
  const capture = captureSnapshot(context);
  if (capture === null) return null;
  const { purpose, prompt, finger, qualityPercent, complaint, preview } = capture;
  if (purpose !== 'enrolment' && purpose !== 'verification') return null;
  const { fingers, progress, consent, fingersNeeded, outcome } = capture;
  return {
    purpose,
    prompt,
    finger,
    fingers,
    qualityPercent,
    complaint,
    preview,
    progress,
    consent,
    fingersNeeded,
    outcome: outcome === null ? null : outcome.kind === 'refused' ? 'bad' : 'good',
  };
}

type FingerParts = Pick<ClerkSnapshot, 'scanner' | 'capture' | 'fingerServices'>;

/** What the clerk's screen shows of fingers; the capture only while whoever began it is there. */
export function fingerParts(context: Context, isThere: boolean): FingerParts {
  const scanner = scannerSnapshot(context);
  const { session } = context.memory;
  const isShown = isThere || (session !== null && isAtTheDoor(session));
  const capture = isShown ? captureSnapshot(context) : null;
  const services = context.office()?.fingerprints?.services;
  return {
    ...(scanner === null ? {} : { scanner }),
    ...(capture === null ? {} : { capture }),
    ...(services === undefined ? {} : { fingerServices: namedServices(context, services) }),
  };
}
