/**
 * Fetching an object in pieces, each asked for by handle and offset, so that the system's ring of 64
 * reports never runs over and a lost piece is simply asked for again (docs/spec/scanner.md, S12, S13).
 */
import { equalBytes } from '#domain/bytes.ts';
import { fail, ok, type Result } from '#domain/result.ts';
import type { Talk } from '#adapters/hid-scanner/model.ts';
import type { CaptureProgress } from '#terminal/ports/scanner.ts';
import { ask, type Channel } from './ask.ts';
import { crc32c } from './crc32c.ts';
import { MAX_MESSAGE_BYTES, payloadRoom } from './framing.ts';
import { COMMAND, writeRead, type ReadyObject } from './messages.ts';

/** Reports on their way at once: well below the 30 that some systems keep. */
const WINDOW_REPORTS = 24;
/** A whole image whose sum is wrong although each message was right is fetched once more. */
const WHOLE_TRIES = 2;
/** More time than a slow device needs: 2 MB at 25 KB/s. */
const TRANSFER_MS = 90_000;

export interface TransferTools {
  readonly channel: Channel;
  readonly sha256: (bytes: Uint8Array) => Uint8Array;
  readonly onProgress: (progress: CaptureProgress) => void;
}

function* readInto(tools: TransferTools, ready: ReadyObject, into: Uint8Array): Talk<Result<null>> {
  const { channel, onProgress } = tools;
  const { reportBytes, maxChunkBytes } = channel;
  const room = payloadRoom(WINDOW_REPORTS, reportBytes);
  const window = Math.min(room, maxChunkBytes, MAX_MESSAGE_BYTES);
  const endMs = channel.nowMs() + TRANSFER_MS;
  for (let offset = 0; offset < into.length;) {
    if (channel.nowMs() > endMs) return fail('SCANNER_SILENT');
    const length = Math.min(window, into.length - offset);
    const payload = writeRead({ handle: ready.handle, offset, length });
    const answer = yield* ask(channel, { command: COMMAND.read, payload });
    if (!answer.ok) return answer;
    const isWhole = answer.value.length === length;
    if (isWhole) into.set(answer.value, offset);
    answer.value.fill(0);
    if (!isWhole) return fail('SCANNER_WRONG_IMAGE');
    offset += length;
    onProgress({ receivedBytes: offset, totalBytes: into.length });
  }
  return ok(null);
}

/** The object's bytes, checked as a whole. They are overwritten where it fails. */
export function* fetchObject(tools: TransferTools, ready: ReadyObject): Talk<Result<Uint8Array>> {
  const bytes = new Uint8Array(ready.length);
  let isHandedOver = false;
  try {
    for (let attempt = 0; attempt < WHOLE_TRIES; attempt += 1) {
      const read = yield* readInto(tools, ready, bytes);
      if (!read.ok) return read;
      if (crc32c(bytes) === ready.crc && equalBytes(tools.sha256(bytes), ready.sha256)) {
        isHandedOver = true;
        return ok(bytes);
      }
    }
    return fail('SCANNER_DAMAGED');
  } finally {
    if (!isHandedOver) bytes.fill(0);
  }
}
