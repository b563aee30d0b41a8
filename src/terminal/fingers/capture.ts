/**
 * One capture after the other until one is of use: says what is wrong with each, waits until the
 * finger was lifted in between, and outlives a scanner that is unplugged and plugged in again (FP6).
 */
import { FINGERS, type FingerPreview } from '#contract/finger.ts';
import type { ErrorCode } from '#domain/errors.ts';
import { fail, ok, type Failure, type Result } from '#domain/result.ts';
import { toBase64Url } from '#protocol/encoding.ts';
import { here, type Context } from '#terminal/context.ts';
import { GLIMPSE_SIDE_PX } from '#terminal/ports/scanner.ts';
import type { CapturedImage, FingerState, Freshness, Glimpse } from '#terminal/ports/scanner.ts';

import { endSession, isLive, touch, type FingerPorts, type Session } from './session.ts';

export interface Taken {
  readonly template: Uint8Array;
  readonly qualityPercent: number;
  readonly freshness: Freshness;
}

const CAPTURE_MS = 30_000;
/** A finger that is seen sooner after the device began to look was there before. */
const STALE_MS = 250;
const LOOK_AGAIN_MS = 300;
const REPLUG_MS = 60_000;
const REPLUG_LOOK_MS = 500;

/** No further capture would be any better. */
const FINAL: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'SCANNER_CANCELLED',
  'SCANNER_NO_FINGER',
  'SCANNER_REPLAYED',
  'SCANNER_FAKE_FINGER',
  'SCANNER_NOT_ALLOWED',
  'SCANNER_UNSUPPORTED',
  'SCANNER_UNPROVEN',
  'SCANNER_BUSY',
]);
const GONE: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['SCANNER_UNPLUGGED', 'SCANNER_NOT_FOUND']);
/** The device's own faults: said once in the journal. */
const FAULTS: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'SCANNER_UNPLUGGED',
  'SCANNER_SILENT',
  'SCANNER_DAMAGED',
  'SCANNER_WRONG_IMAGE',
  'SCANNER_FAULT',
  'SCANNER_REPLAYED',
  'SCANNER_FAKE_FINGER',
  'SCANNER_NOT_ALLOWED',
]);

const pause = (context: Context, ms: number): Promise<void> =>
  new Promise((resolve) => {
    context.ports.timers.after(ms, resolve);
  });

const toBase64 = (bytes: Uint8Array): string => {
  const text = toBase64Url(bytes).replaceAll('-', '+').replaceAll('_', '/');
  return text.padEnd(Math.ceil(text.length / 4) * 4, '=');
};

/** Every n-th pixel of every n-th row: enough for a person, too little for a template (FP8). */
export function previewOf(image: Glimpse): FingerPreview {
  const step = Math.max(1, Math.ceil(Math.max(image.width, image.height) / GLIMPSE_SIDE_PX));
  const width = Math.floor(image.width / step);
  const height = Math.floor(image.height / step);
  const grey = Uint8Array.from(
    { length: width * height },
    (_, at) =>
      image.pixels[Math.floor(at / width) * step * image.width + (at % width) * step] ?? 255,
  );
  return { width, height, grey: toBase64(grey) };
}

const HINTS: Partial<Record<FingerState['hint'], ErrorCode>> = {
  'too-dry': 'FINGER_TOO_DRY',
  'too-wet': 'FINGER_TOO_WET',
  'press-harder': 'FINGER_FEW_DETAILS',
  'lifted-early': 'SCANNER_FINGER_LIFTED',
  'move-up': 'FINGER_OFF_CENTRE',
  'move-down': 'FINGER_OFF_CENTRE',
  'move-left': 'FINGER_OFF_CENTRE',
  'move-right': 'FINGER_OFF_CENTRE',
};

/** What the device says while it looks. */
function show(context: Context, session: Session, state: FingerState): void {
  const code = HINTS[state.hint];
  session.prompt = state.stage === 'waiting' ? 'place' : 'hold';
  if (code !== undefined) session.complaint = { code };
  if (state.stage !== 'waiting') touch(context, session);
  if (state.qualityPercent !== null) session.qualityPercent = state.qualityPercent;
  context.changed();
}

/** The finger as it lies there now, so that its owner sees where it should go. */
function showGlimpse(context: Context, session: Session, glimpse: Glimpse): void {
  if (!isLive(context, session)) return;
  session.preview = previewOf(glimpse);
  context.changed();
}

/** One image of a finger that was put on after the last one had been lifted. */
async function captureFresh(
  context: Context,
  { scanner }: FingerPorts,
  session: Session,
): Promise<Result<CapturedImage>> {
  const { clock, timers } = context.ports;
  const endMs = clock.monotonicMs() + CAPTURE_MS;
  while (isLive(context, session)) {
    let sinceMs = Infinity;
    let isStale = false;
    const ask = session.mustLift;
    session.prompt = ask ? 'lift' : 'place';
    context.changed();
    const run = scanner.capture({
      timeoutMs: Math.max(1, endMs - clock.monotonicMs()),
      onFinger: (state) => {
        const nowMs = clock.monotonicMs();
        if (state.stage === 'waiting') sinceMs = Math.min(sinceMs, nowMs);
        isStale ||= ask && state.stage !== 'waiting' && !(nowMs - sinceMs >= STALE_MS);
        if (isStale) run.cancel();
        else if (!ask || nowMs - sinceMs >= STALE_MS) show(context, session, state);
      },
      onGlimpse: (glimpse) => {
        if (!isStale) showGlimpse(context, session, glimpse);
      },
    });
    session.stop = () => run.cancel();
    const cancelPlace = timers.after(STALE_MS * 2, () => {
      if (ask && !isStale && isLive(context, session) && session.prompt === 'lift') {
        session.prompt = 'place';
        context.changed();
      }
    });
    const image = await run.done;
    cancelPlace();
    session.stop = null;
    if (!isStale) return image;
    if (image.ok) image.value.wipe();
    if (clock.monotonicMs() >= endMs) return fail('SCANNER_NO_FINGER');
    await pause(context, LOOK_AGAIN_MS);
  }
  return fail('SCANNER_CANCELLED');
}

/** Image to template; the image is overwritten whatever comes out. */
async function attempt(
  context: Context,
  fingers: FingerPorts,
  session: Session,
): Promise<Result<Taken & { readonly complaint: Failure | null }>> {
  const image = await captureFresh(context, fingers, session);
  if (!image.ok) return image;
  session.mustLift = true;
  const { freshness } = image.value;
  if (!isLive(context, session)) {
    image.value.wipe();
    return fail('SCANNER_CANCELLED');
  }
  if (session.purpose === 'step_up' && freshness === 'unproven') {
    image.value.wipe();
    return fail('SCANNER_UNPROVEN');
  }
  session.preview = previewOf(image.value);
  session.complaint = null;
  session.prompt = 'working';
  touch(context, session);
  context.changed();
  const position = session.finger === null ? 0 : FINGERS.indexOf(session.finger) + 1;
  const extracting = fingers.matcher.extract(image.value, position);
  image.value.wipe();
  const extracted = await extracting;
  // The scanner may have called good what cannot be read.
  session.qualityPercent = extracted.ok ? extracted.value.qualityPercent : null;
  if (!extracted.ok) return extracted;
  return ok({ ...extracted.value, freshness });
}

/** Whether a scanner is there again in time. One that came out may still be listed for a moment. */
async function awaitScanner(
  context: Context,
  { scanner }: FingerPorts,
  of: { readonly session: Session; readonly untilMs: number },
): Promise<boolean> {
  const { clock } = context.ports;
  while (isLive(context, of.session) && clock.monotonicMs() < of.untilMs) {
    await pause(context, REPLUG_LOOK_MS);
    if (scanner.devices().length > 0) return true;
  }
  return false;
}

function noteFault(context: Context, code: ErrorCode): void {
  if (!FAULTS.has(code) || here(context).shiftId === null) return;
  const recorded = context.recorder().record((act) => {
    act.append('device.fault', { device: 'scanner', code });
    return ok(null);
  });
  if (!recorded.ok) context.ports.log.warn('device.fault_unrecorded', { code });
}

/** Says why the session cannot go on, with its own sentence where the scanner is to blame. */
export function refuseSession(context: Context, session: Session, failure: Failure): void {
  if (!isLive(context, session)) return;
  noteFault(context, failure.code);
  endSession(context, session, { kind: 'refused', failure });
}

export interface Wanted {
  /** Bad captures in a row that end the session. */
  readonly badLimit: number;
  /** Enrolment takes none with a complaint. */
  readonly isStrict: boolean;
  /** No finger in time does not end the session but is answered. */
  readonly mayStop: boolean;
}

/** The next capture that is of use; null where the session has ended or nobody put a finger on. */
export async function takeFinger(
  context: Context,
  fingers: FingerPorts,
  of: { readonly session: Session; readonly wanted: Wanted },
): Promise<Taken | null> {
  const { session, wanted } = of;
  const { clock } = context.ports;
  let bad = 0;
  let replugUntilMs: number | null = null;
  for (;;) {
    const taken = await attempt(context, fingers, session);
    if (!isLive(context, session)) return null;
    if (taken.ok && !(wanted.isStrict && taken.value.complaint !== null)) {
      session.complaint = taken.value.complaint;
      return taken.value;
    }
    const failure = taken.ok ? taken.value.complaint : taken.error;
    if (failure === null) continue;
    session.complaint = failure;
    const { code } = failure;
    if (wanted.mayStop && code === 'SCANNER_NO_FINGER') return null;
    const isGone = GONE.has(code);
    if (isGone) {
      // A cable is not the finger's fault: it has its own time and no number of tries.
      replugUntilMs ??= clock.monotonicMs() + REPLUG_MS;
      session.prompt = 'place';
      context.changed();
      if (await awaitScanner(context, fingers, { session, untilMs: replugUntilMs })) continue;
    } else {
      replugUntilMs = null;
      bad += 1;
    }
    if (FINAL.has(code) || isGone || bad >= wanted.badLimit) {
      const isTheFinger = code.startsWith('FINGER_');
      refuseSession(context, session, isTheFinger ? { code: 'FINGER_UNREADABLE' } : failure);
      return null;
    }
    context.changed();
  }
}
