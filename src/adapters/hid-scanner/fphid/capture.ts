/**
 * A capture over FPHID/1: the order with our nonce, what the finger does, the ready image, the proof
 * that it is of now, its transfer (docs/spec/scanner.md, S8 to S16).
 */
import { equalBytes, toHex } from '#domain/bytes.ts';
import { fail, ok, type Result } from '#domain/result.ts';
import { capturedImage, unpackFourBit } from '#adapters/hid-scanner/images.ts';
import type {
  CaptureOrder,
  ConversationTools,
  Dialogue,
  Talk,
} from '#adapters/hid-scanner/model.ts';
import type { CapturedImage, FingerState, Freshness } from '#terminal/ports/scanner.ts';
import type { OutgoingReport } from '#adapters/hid-scanner/transport.ts';
import { ANSWER_MS, ask, failureOf, write, type Channel } from './ask.ts';
import { BROADCAST_CID, FLAG, type Message } from './framing.ts';
import {
  afterStatus,
  CAPABILITY,
  captureStatement,
  COMMAND,
  DEVICE_ERROR,
  FORMAT,
  readLook,
  readReady,
  readStatus,
  writeCapture,
  writeRelease,
  type DeviceFacts,
  type ReadyObject,
} from './messages.ts';
import { fetchObject } from './transfer.ts';

/** Silence after which the device is asked how the finger lies: an event may have been lost. */
const QUIET_MS = 1000;
/** The device's own timeout comes first. */
const GRACE_MS = 1500;
const MAX_PIXELS = 2_000_000;

export interface Capturing {
  readonly channel: Channel;
  readonly facts: DeviceFacts;
  readonly order: CaptureOrder;
  readonly tools: ConversationTools;
  /** What the finger did last, and whether it was on at all. */
  last: FingerState | null;
  wasOn: boolean;
  /** Number of the LOOK that waits for its answer, 0 where none does, and since when. */
  look: number;
  lookedMs: number;
}

const tell = (capturing: Capturing, state: FingerState): void => {
  const { last, order } = capturing;
  if (state.stage !== 'waiting') capturing.wasOn = true;
  const isSame =
    last?.stage === state.stage &&
    last.hint === state.hint &&
    last.qualityPercent === state.qualityPercent;
  capturing.last = state;
  if (!isSame) order.onFinger(state);
};

const noFinger = (capturing: Capturing): Result<never> =>
  fail(capturing.wasOn ? 'SCANNER_FINGER_LIFTED' : 'SCANNER_NO_FINGER');

const ended = (capturing: Capturing, deviceError: number): Result<never> =>
  deviceError === DEVICE_ERROR.timeout || deviceError === DEVICE_ERROR.noFinger
    ? noFinger(capturing)
    : failureOf(deviceError);

/** Null where the event changes nothing. */
function hearEvent(capturing: Capturing, message: Message): Result<ReadyObject> | null {
  if ((message.flags & FLAG.event) === 0) return null;
  if (message.command === COMMAND.error) return ended(capturing, message.payload[0] ?? 0);
  if (message.command === COMMAND.status) {
    const state = readStatus(message.payload);
    if (state !== null) tell(capturing, state);
    return null;
  }
  if (message.command !== COMMAND.objectReady) return null;
  const ready = readReady(message.payload);
  return ready === null ? fail('SCANNER_WRONG_IMAGE') : ok(ready);
}

/** Asks how the finger lies; the answer of a device that is done carries its ready object. */
function* askFinger(capturing: Capturing): Talk<Result<ReadyObject> | null> {
  const question = { command: COMMAND.finger, payload: new Uint8Array() };
  const answer = yield* ask(capturing.channel, question);
  if (!answer.ok) return answer.error.code === 'SCANNER_NO_FINGER' ? noFinger(capturing) : answer;
  const state = readStatus(answer.value);
  if (state !== null) tell(capturing, state);
  const ready = readReady(afterStatus(answer.value));
  return ready === null ? null : ok(ready);
}

/**
 * Asks a device that can show it what lies on the glass (S29), and goes on listening: the ready event must not be
 * missed over a picture, and a picture that is lost is not asked for again.
 */
function look(capturing: Capturing): readonly OutgoingReport[] {
  const { channel, last, look: asked, lookedMs } = capturing;
  const canLook = (channel.capabilities & CAPABILITY.looks) !== 0;
  const isOn = last?.stage === 'finger-on' || last?.stage === 'capturing';
  const isWaiting = asked !== 0 && channel.nowMs() - lookedMs < ANSWER_MS;
  if (!canLook || !isOn || isWaiting) return [];
  const reports = write(channel, { command: COMMAND.look, payload: new Uint8Array() });
  capturing.look = channel.tid;
  capturing.lookedMs = channel.nowMs();
  return reports;
}

function hearLook(capturing: Capturing, { flags, tid, payload }: Message): void {
  if ((flags & FLAG.response) === 0 || tid !== capturing.look) return;
  capturing.look = 0;
  const glimpse = (flags & FLAG.error) === 0 ? readLook(payload) : null;
  payload.fill(0);
  if (glimpse === null) return;
  capturing.order.onGlimpse(glimpse);
  glimpse.pixels.fill(0);
}

const isStatus = ({ command, flags }: Message): boolean =>
  command === COMMAND.status && (flags & FLAG.event) !== 0;

function* awaitObject(capturing: Capturing): Talk<Result<ReadyObject>> {
  const { channel, order } = capturing;
  const endMs = channel.nowMs() + order.timeoutMs + GRACE_MS;
  let heardMs = channel.nowMs();
  let send: readonly OutgoingReport[] = [];
  while (channel.nowMs() < endMs) {
    const heard = yield { send, waitMs: QUIET_MS };
    send = [];
    let event: Result<ReadyObject> | null = null;
    if (heard.kind === 'report') {
      const taken = channel.assembler.take(heard.bytes, (cid) => cid === channel.cid);
      if (taken.kind === 'message') {
        heardMs = channel.nowMs();
        event = hearEvent(capturing, taken.message);
        hearLook(capturing, taken.message);
        if (isStatus(taken.message)) send = look(capturing);
      }
    }
    // A device that sends rubbish without end is as good as silent.
    if (event === null && channel.nowMs() - heardMs >= QUIET_MS) {
      event = yield* askFinger(capturing);
      heardMs = channel.nowMs();
    }
    if (event !== null) return event;
  }
  return noFinger(capturing);
}

const bytesOf = ({ format, width, height }: ReadyObject): number =>
  format === FORMAT.raw4 ? (width * height) / 2 : width * height;

/** Says what is wrong with an image before a byte of it is fetched; null where nothing is. */
function refuseImage({ facts }: Capturing, ready: ReadyObject): Result<never> | null {
  const isKnown = ready.format === FORMAT.raw8 || ready.format === FORMAT.raw4;
  const isWithin = ready.width <= facts.width && ready.height <= facts.height;
  const isSmall = ready.width * ready.height <= MAX_PIXELS && ready.length > 0;
  const isExact = ready.length === bytesOf(ready) && ready.dpi === facts.dpi;
  return isKnown && isWithin && isSmall && isExact ? null : fail('SCANNER_WRONG_IMAGE');
}

/** How the image proves that it is of now; SCANNER_REPLAYED where it should and does not. */
function proveFresh(capturing: Capturing, ready: ReadyObject): Result<Freshness> {
  const { channel, order, facts, tools } = capturing;
  const mustEcho = (channel.capabilities & CAPABILITY.echoesNonce) !== 0;
  const mustSign = (channel.capabilities & CAPABILITY.signs) !== 0;
  const isEcho = ready.nonce !== null && equalBytes(ready.nonce, order.nonce);
  // A foreign nonce is refused even from a device that need not send one.
  if ((mustEcho || ready.nonce !== null) && !isEcho) return fail('SCANNER_REPLAYED');
  if (!mustSign) return ok(isEcho ? 'echoed' : 'unproven');
  const { nonce } = order;
  const message = captureStatement({ nonce, sha256: ready.sha256, serial: facts.serial });
  const isSigned =
    ready.signature !== null &&
    facts.publicKey !== null &&
    tools.crypto.verifyEd25519({ publicKey: facts.publicKey, message, signature: ready.signature });
  return isSigned ? ok('signed') : fail('SCANNER_REPLAYED');
}

function decode(bytes: Uint8Array, ready: ReadyObject, freshness: Freshness): CapturedImage {
  const { width, height, dpi, qualityPercent } = ready;
  const isPacked = ready.format === FORMAT.raw4;
  const pixels = isPacked ? unpackFourBit(bytes) : bytes;
  if (isPacked) bytes.fill(0);
  return capturedImage({ width, height, dpi, pixels, qualityPercent, freshness });
}

function* order(capturing: Capturing): Talk<Result<Uint8Array>> {
  const { nonce, timeoutMs, minQualityPercent } = capturing.order;
  const formats = [FORMAT.raw8, FORMAT.raw4];
  const payload = writeCapture({ nonce, timeoutMs, minQualityPercent, formats });
  return yield* ask(capturing.channel, { command: COMMAND.capture, payload });
}

export function* capture(capturing: Capturing): Dialogue<CapturedImage> {
  const { channel, tools } = capturing;
  const accepted = yield* order(capturing);
  if (!accepted.ok) return accepted;
  const found = yield* awaitObject(capturing);
  if (!found.ok) return found;
  const ready = found.value;
  const refused = refuseImage(capturing, ready);
  if (refused !== null) return refused;
  const freshness = proveFresh(capturing, ready);
  if (!freshness.ok) return freshness;
  tell(capturing, { stage: 'sending', hint: 'none', qualityPercent: ready.qualityPercent });
  const onProgress = capturing.order.onImageProgress;
  const fetched = yield* fetchObject({ channel, sha256: tools.crypto.sha256, onProgress }, ready);
  if (!fetched.ok) return fetched;
  const image = decode(fetched.value, ready, freshness.value);
  // The image is here and whole: a device that does not hear this forgets it by itself.
  yield* ask(channel, { command: COMMAND.release, payload: writeRelease(ready.handle) });
  return ok(image);
}

/** Hex of the key's hash, for pinning; null where the device signs nothing. */
export const keyIdOf = (facts: DeviceFacts, tools: ConversationTools): string | null =>
  facts.publicKey === null ? null : toHex(tools.crypto.sha256(facts.publicKey));

export const isChannel = (cid: number): boolean => cid !== 0 && cid !== BROADCAST_CID;
