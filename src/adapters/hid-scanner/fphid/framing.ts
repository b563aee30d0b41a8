/**
 * FPHID/1 on the wire: messages cut into reports and put together again, each with a sequence and a
 * checksum (docs/spec/scanner.md, S1 to S5). Pure; nothing that comes in makes it throw.
 */
import { assert } from '#domain/result.ts';
import { crc32c } from './crc32c.ts';

export const BROADCAST_CID = 0xffffffff;
export const SMALLEST_REPORT_BYTES = 64;
export const REPORT_SIZES: readonly number[] = [64, 512, 1024];
export const MAX_MESSAGE_BYTES = 16_384;
export const FLAG = { response: 1, event: 2, error: 4 } as const;

const HEAD_BYTES = 12;
const NEXT_HEAD_BYTES = 8;
const CRC_BYTES = 4;
const FIRST_PACKET = 0x80;

export interface Message {
  readonly cid: number;
  /** 0 to 127. */
  readonly command: number;
  readonly flags: number;
  /** Names the transaction; events have 0. */
  readonly tid: number;
  readonly payload: Uint8Array;
}

const viewOf = (bytes: Uint8Array): DataView =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** How many payload bytes `reports` reports of a size carry in one message. */
export const payloadRoom = (reports: number, reportBytes: number): number =>
  reportBytes - HEAD_BYTES + (reports - 1) * (reportBytes - NEXT_HEAD_BYTES) - CRC_BYTES;

/** The reports of a message, without report ids, filled up with zeros. */
export function encodeMessage(message: Message, reportBytes: number): readonly Uint8Array[] {
  const { payload } = message;
  assert(payload.length <= MAX_MESSAGE_BYTES, 'a message is too long');
  const first = new Uint8Array(reportBytes);
  const head = viewOf(first);
  head.setUint32(0, message.cid, true);
  head.setUint8(4, FIRST_PACKET | message.command);
  head.setUint8(5, message.flags);
  head.setUint16(6, message.tid, true);
  head.setUint32(8, payload.length, true);
  const body = new Uint8Array(payload.length + CRC_BYTES);
  body.set(payload);
  const crc = crc32c(payload, crc32c(first.subarray(4, HEAD_BYTES)));
  viewOf(body).setUint32(payload.length, crc, true);

  let at = reportBytes - HEAD_BYTES;
  first.set(body.subarray(0, at), HEAD_BYTES);
  const reports = [first];
  for (let sequence = 0; at < body.length; sequence += 1) {
    const next = new Uint8Array(reportBytes);
    const view = viewOf(next);
    view.setUint32(0, message.cid, true);
    view.setUint8(5, message.tid & 0xff);
    view.setUint16(6, sequence, true);
    const room = reportBytes - NEXT_HEAD_BYTES;
    next.set(body.subarray(at, at + room), NEXT_HEAD_BYTES);
    at += room;
    reports.push(next);
  }
  body.fill(0);
  return reports;
}

export type Damage = 'length' | 'sequence' | 'checksum';

export type Taken =
  | { readonly kind: 'message'; readonly message: Message }
  | { readonly kind: 'damaged'; readonly damage: Damage; readonly tid: number }
  /** A part of a message, a repetition, or nothing of ours. */
  | { readonly kind: 'nothing' };

const NOTHING: Taken = { kind: 'nothing' };

interface Running {
  readonly cid: number;
  readonly command: number;
  readonly flags: number;
  readonly tid: number;
  /** Checksum of the head. */
  readonly headCrc: number;
  /** Payload and checksum. */
  readonly body: Uint8Array;
  filled: number;
  nextSequence: number;
}

/** Puts messages of one side together. Keeps at most one unfinished message. */
export class Assembler {
  #running: Running | null = null;

  /** Inside a message: the next report is due soon. */
  get isInside(): boolean {
    return this.#running !== null;
  }

  /** Forgets an unfinished message and what it held. */
  reset(): void {
    this.#running?.body.fill(0);
    this.#running = null;
  }

  /** Takes one report of a channel that `isOurs`. The payload of a message belongs to the caller. */
  take(report: Uint8Array, isOurs: (cid: number) => boolean): Taken {
    if (report.length < SMALLEST_REPORT_BYTES) return NOTHING;
    const view = viewOf(report);
    if (!isOurs(view.getUint32(0, true))) return NOTHING;
    const isFirst = (view.getUint8(4) & FIRST_PACKET) !== 0;
    return isFirst ? this.#begin(report, view) : this.#goOn(report, view);
  }

  #begin(report: Uint8Array, view: DataView): Taken {
    this.reset();
    const tid = view.getUint16(6, true);
    const length = view.getUint32(8, true);
    if (length > MAX_MESSAGE_BYTES) return { kind: 'damaged', damage: 'length', tid };
    this.#running = {
      cid: view.getUint32(0, true),
      command: view.getUint8(4) & 0x7f,
      flags: view.getUint8(5),
      tid,
      headCrc: crc32c(report.subarray(4, HEAD_BYTES)),
      body: new Uint8Array(length + CRC_BYTES),
      filled: 0,
      nextSequence: 0,
    };
    return this.#fill(this.#running, report.subarray(HEAD_BYTES));
  }

  #goOn(report: Uint8Array, view: DataView): Taken {
    const running = this.#running;
    if (running === null || view.getUint32(0, true) !== running.cid) return NOTHING;
    if (view.getUint8(4) !== 0 || view.getUint8(5) !== (running.tid & 0xff)) return NOTHING;
    const sequence = view.getUint16(6, true);
    if (sequence === running.nextSequence - 1) return NOTHING;
    if (sequence !== running.nextSequence) {
      this.reset();
      return { kind: 'damaged', damage: 'sequence', tid: running.tid };
    }
    running.nextSequence += 1;
    return this.#fill(running, report.subarray(NEXT_HEAD_BYTES));
  }

  #fill(running: Running, part: Uint8Array): Taken {
    const { body } = running;
    const used = part.subarray(0, body.length - running.filled);
    body.set(used, running.filled);
    running.filled += used.length;
    if (running.filled < body.length) return NOTHING;
    this.#running = null;
    const payload = body.subarray(0, body.length - CRC_BYTES);
    const { cid, command, flags, tid } = running;
    const said = viewOf(body).getUint32(payload.length, true);
    if (said === crc32c(payload, running.headCrc)) {
      return { kind: 'message', message: { cid, command, flags, tid, payload } };
    }
    body.fill(0);
    return { kind: 'damaged', damage: 'checksum', tid };
  }
}
