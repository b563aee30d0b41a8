/**
 * A capture from a module: the sensor is asked again and again until a finger lies on it, then the
 * image is fetched, four bits a pixel. A damaged transfer is asked for again: the module keeps the
 * image until it takes the next (docs/spec/scanner.md, S25 to S27).
 */
import { fail, ok, type Result } from '#domain/result.ts';
import { capturedImage, glimpseOf, unpackFourBit } from '#adapters/hid-scanner/images.ts';
import type { CaptureOrder, Dialogue, Talk } from '#adapters/hid-scanner/model.ts';
import type { CapturedImage, FingerHint, FingerStage } from '#terminal/ports/scanner.ts';
import {
  ask,
  askOnce,
  drain,
  hearPacket,
  MODULE_CODE,
  MODULE_COMMAND,
  type ModulePort,
} from './ask.ts';
import { PACKET } from './packets.ts';

const PAUSE_MS = 120;
const BETWEEN_PACKETS_MS = 1000;
const TRANSFER_TRIES = 3;

export interface ModuleSize {
  readonly width: number;
  readonly height: number;
  readonly dpi: number;
}

/** An image on its way, four bits a pixel. */
interface Packed {
  readonly packed: Uint8Array;
  readonly size: ModuleSize;
}

/** Tells the finger's state when it changes. */
function teller(order: CaptureOrder): (stage: FingerStage, hint?: FingerHint) => void {
  let last = '';
  return (stage, hint = 'none') => {
    const now = `${stage} ${hint}`;
    if (now !== last) order.onFinger({ stage, hint, qualityPercent: null });
    last = now;
  };
}

/** Waits until the module holds an image. */
function* awaitFinger(port: ModulePort, order: CaptureOrder): Talk<Result<null>> {
  const tell = teller(order);
  const endMs = port.nowMs() + order.timeoutMs;
  let seen: 'nothing' | 'unclear' | 'lifted' = 'nothing';
  tell('waiting');
  while (port.nowMs() < endMs) {
    const answer = yield* ask(port, MODULE_COMMAND.takeImage);
    if (!answer.ok) return answer;
    const { code } = answer.value;
    if (code === MODULE_CODE.ok) return ok(null);
    if (code !== MODULE_CODE.noFinger && code !== MODULE_CODE.unclear) {
      return fail('SCANNER_FAULT', { fault: code });
    }
    if (code === MODULE_CODE.unclear) seen = 'unclear';
    else if (seen === 'unclear') seen = 'lifted';
    if (seen === 'unclear') tell('finger-on', 'press-harder');
    else tell('waiting', seen === 'lifted' ? 'lifted-early' : 'none');
    yield { send: [], waitMs: PAUSE_MS };
  }
  if (seen === 'nothing') return fail('SCANNER_NO_FINGER');
  return fail(seen === 'unclear' ? 'SCANNER_POOR_IMAGE' : 'SCANNER_FINGER_LIFTED');
}

type Received = 'whole' | 'damaged' | 'wrong-size' | 'silent';

/** An image takes seconds: what has come of it is shown so many times on the way. */
const GLIMPSES = 16;

/** Takes data packets until the last one. */
function* receive(port: ModulePort, image: Packed, order: CaptureOrder): Talk<Received> {
  const { packed } = image;
  let receivedBytes = 0;
  let shown = 0;
  for (;;) {
    const heard = yield* hearPacket(port, BETWEEN_PACKETS_MS);
    if (heard.kind === 'silent') return receivedBytes === 0 ? 'silent' : 'damaged';
    if (heard.kind === 'damaged') return 'damaged';
    const { kind, payload } = heard.packet;
    if (kind !== PACKET.data && kind !== PACKET.lastData) return 'damaged';
    const fits = receivedBytes + payload.length <= packed.length;
    if (fits) packed.set(payload, receivedBytes);
    payload.fill(0);
    if (!fits) return 'wrong-size';
    receivedBytes += payload.length;
    order.onImageProgress({ receivedBytes, totalBytes: packed.length });
    if (receivedBytes * GLIMPSES >= packed.length * (shown + 1)) {
      shown = Math.floor((receivedBytes * GLIMPSES) / packed.length);
      const glimpse = glimpseOf(packed, { ...image.size, receivedBytes });
      order.onGlimpse(glimpse);
      glimpse.pixels.fill(0);
    }
    if (kind === PACKET.lastData) return receivedBytes === packed.length ? 'whole' : 'wrong-size';
  }
}

function* fetchOnce(port: ModulePort, image: Packed, order: CaptureOrder): Talk<Received> {
  const answer = yield* askOnce(port, MODULE_COMMAND.sendImage);
  if (typeof answer === 'string') return answer;
  if (answer.code !== MODULE_CODE.ok) return 'damaged';
  return yield* receive(port, image, order);
}

/** A lost packet makes an image short, too: only what comes wrong every time is of a wrong size. */
function* fetchImage(port: ModulePort, image: Packed, order: CaptureOrder): Talk<Result<null>> {
  const ends: Received[] = [];
  for (let attempt = 0; attempt < TRANSFER_TRIES; attempt += 1) {
    if (attempt > 0) yield* drain(port);
    const end = yield* fetchOnce(port, image, order);
    if (end === 'whole') return ok(null);
    ends.push(end);
  }
  if (ends.every((end) => end === 'wrong-size')) return fail('SCANNER_WRONG_IMAGE');
  return fail(ends.every((end) => end === 'silent') ? 'SCANNER_SILENT' : 'SCANNER_DAMAGED');
}

export function* capture(
  port: ModulePort,
  size: ModuleSize,
  order: CaptureOrder,
): Dialogue<CapturedImage> {
  const found = yield* awaitFinger(port, order);
  if (!found.ok) return found;
  order.onFinger({ stage: 'sending', hint: 'none', qualityPercent: null });
  const packed = new Uint8Array((size.width * size.height) / 2);
  try {
    const fetched = yield* fetchImage(port, { packed, size }, order);
    if (!fetched.ok) return fetched;
    const pixels = unpackFourBit(packed);
    return ok(capturedImage({ ...size, pixels, qualityPercent: null, freshness: 'unproven' }));
  } finally {
    packed.fill(0);
    port.reader.reset();
  }
}
