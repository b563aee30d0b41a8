/**
 * Commands to a fingerprint module and their answers. The protocol has no transaction numbers: before
 * a command is repeated the line is listened empty, so that a late answer is not taken for another.
 */
import { concatBytes } from '#domain/bytes.ts';
import { fail, ok, type Result } from '#domain/result.ts';
import type { Talk } from '#adapters/hid-scanner/model.ts';
import { carried, carry, purgeReport } from './bridge.ts';
import { encodePacket, PACKET, type Packet, type PacketReader } from './packets.ts';

export const MODULE_COMMAND = {
  takeImage: 0x01,
  sendImage: 0x0a,
  verifyPassword: 0x13,
  auraLight: 0x35,
  productInfo: 0x3c,
} as const;

export const MODULE_CODE = { ok: 0x00, lineError: 0x01, noFinger: 0x02, unclear: 0x03 } as const;

export const ANSWER_MS = 1000;
const TRIES = 3;
/** The line is empty when nothing came for so long: several reports at any speed. */
const QUIET_MS = 80;
/** Longer than the largest image takes at 57,600 baud. */
const MOST_DRAIN_MS = 10_000;

export interface ModulePort {
  readonly reader: PacketReader;
  readonly nowMs: () => number;
}

export type PacketHeard =
  | { readonly kind: 'packet'; readonly packet: Packet }
  | { readonly kind: 'damaged' }
  | { readonly kind: 'silent' };

/** Listens until all that is on its way has passed by. */
export function* drain(port: ModulePort): Talk<void> {
  const endMs = port.nowMs() + MOST_DRAIN_MS;
  let send = [purgeReport()];
  while (port.nowMs() < endMs) {
    const heard = yield { send, waitMs: QUIET_MS };
    send = [];
    if (heard.kind === 'silence') break;
  }
  port.reader.reset();
}

/** The next packet of the stream, however its bytes are spread over reports. */
export function* hearPacket(
  port: ModulePort,
  waitMs: number,
  first: { readonly command: Uint8Array } | null = null,
): Talk<PacketHeard> {
  const endMs = port.nowMs() + waitMs;
  const bytes = first?.command ?? new Uint8Array();
  let send = carry(bytes).map((report) => ({ kind: 'output' as const, bytes: report }));
  for (;;) {
    const read = port.reader.next();
    if (read !== null) return read;
    const leftMs = endMs - port.nowMs();
    if (leftMs <= 0) return { kind: port.reader.isInside ? 'damaged' : 'silent' };
    const heard = yield { send, waitMs: leftMs };
    send = [];
    if (heard.kind === 'report') port.reader.push(carried(heard.bytes));
  }
}

export interface ModuleAnswer {
  readonly code: number;
  readonly data: Uint8Array;
}

/** Asks once: null for damage or silence. */
export function* askOnce(
  port: ModulePort,
  command: number,
  parameters: readonly number[] = [],
): Talk<ModuleAnswer | 'damaged' | 'silent'> {
  port.reader.reset();
  const payload = concatBytes(Uint8Array.of(command), Uint8Array.from(parameters));
  const packet = encodePacket({ kind: PACKET.command, payload });
  const heard = yield* hearPacket(port, ANSWER_MS, { command: packet });
  if (heard.kind !== 'packet') return heard.kind;
  const [code] = heard.packet.payload;
  if (heard.packet.kind !== PACKET.answer || code === undefined) return 'damaged';
  return { code, data: heard.packet.payload.subarray(1) };
}

/** Asks again what was lost, damaged or received badly by the module. */
export function* ask(
  port: ModulePort,
  command: number,
  parameters: readonly number[] = [],
): Talk<Result<ModuleAnswer>> {
  let last: ModuleAnswer | 'damaged' | 'silent' = 'silent';
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    if (attempt > 0) yield* drain(port);
    last = yield* askOnce(port, command, parameters);
    if (typeof last !== 'string' && last.code !== MODULE_CODE.lineError) return ok(last);
  }
  return fail(last === 'silent' ? 'SCANNER_SILENT' : 'SCANNER_DAMAGED');
}
