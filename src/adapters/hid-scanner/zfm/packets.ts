/**
 * Packets of the fingerprint modules R30x, R503, ZFM-20, AS608 and their kin: EF01, address, kind,
 * length, payload, sum (docs/spec/scanner.md, S23). Pure; nothing that comes in makes it throw.
 */
export const PACKET = { command: 0x01, data: 0x02, answer: 0x07, lastData: 0x08 } as const;

const ADDRESS = 0xff;
const HEAD_BYTES = 9;
const SUM_BYTES = 2;
/** Modules send data in packets of 32 to 256 bytes. */
const MAX_PAYLOAD_BYTES = 256;

export interface Packet {
  readonly kind: number;
  readonly payload: Uint8Array;
}

/** Kind, length and payload, added up. */
function sumOf(packet: Uint8Array, untilByte: number): number {
  let sum = 0;
  for (let at = 6; at < untilByte; at += 1) sum += packet[at] ?? 0;
  return sum & 0xffff;
}

export function encodePacket({ kind, payload }: Packet): Uint8Array {
  const bytes = new Uint8Array(HEAD_BYTES + payload.length + SUM_BYTES);
  const length = payload.length + SUM_BYTES;
  bytes.set([0xef, 0x01, ADDRESS, ADDRESS, ADDRESS, ADDRESS, kind, length >> 8, length & 0xff]);
  bytes.set(payload, HEAD_BYTES);
  const sum = sumOf(bytes, HEAD_BYTES + payload.length);
  bytes.set([sum >> 8, sum & 0xff], HEAD_BYTES + payload.length);
  return bytes;
}

export type Read =
  | { readonly kind: 'packet'; readonly packet: Packet }
  | { readonly kind: 'damaged' };

/** Finds packets in a stream of bytes. What stands between them is passed over. */
export class PacketReader {
  readonly #bytes = new Uint8Array(1024);
  #length = 0;

  /** Inside a packet: the rest is due soon. */
  get isInside(): boolean {
    return this.#length > 0;
  }

  reset(): void {
    this.#bytes.fill(0);
    this.#length = 0;
  }

  /** Bytes beyond what a reader that is kept empty ever holds are dropped with all before them. */
  push(bytes: Uint8Array): void {
    if (this.#length + bytes.length > this.#bytes.length) this.reset();
    const taken = bytes.subarray(0, this.#bytes.length - this.#length);
    this.#bytes.set(taken, this.#length);
    this.#length += taken.length;
  }

  /** The next packet, or that one was damaged; null where more bytes are needed. */
  next(): Read | null {
    this.#skipToStart();
    if (this.#length < HEAD_BYTES) return null;
    const held = this.#bytes;
    const length = ((held[7] ?? 0) << 8) | (held[8] ?? 0);
    const hasAddress = held.subarray(2, 6).every((byte) => byte === ADDRESS);
    if (!hasAddress || length < SUM_BYTES || length > MAX_PAYLOAD_BYTES + SUM_BYTES) {
      return this.#spoilt();
    }
    const end = HEAD_BYTES + length;
    if (this.#length < end) return null;
    const sum = ((held[end - 2] ?? 0) << 8) | (held[end - 1] ?? 0);
    if (sum !== sumOf(held, end - SUM_BYTES)) return this.#spoilt();
    const packet = { kind: held[6] ?? 0, payload: held.slice(HEAD_BYTES, end - SUM_BYTES) };
    this.#drop(end);
    return { kind: 'packet', packet };
  }

  /** The next start may lie inside what seemed to be a packet. */
  #spoilt(): Read {
    this.#drop(2);
    return { kind: 'damaged' };
  }

  #skipToStart(): void {
    let at = 0;
    while (at < this.#length) {
      const isLast = at === this.#length - 1;
      if (this.#bytes[at] === 0xef && (isLast || this.#bytes[at + 1] === 0x01)) break;
      at += 1;
    }
    this.#drop(at);
  }

  #drop(count: number): void {
    if (count === 0) return;
    this.#bytes.copyWithin(0, count, this.#length);
    this.#bytes.fill(0, this.#length - count, this.#length);
    this.#length -= count;
  }
}
