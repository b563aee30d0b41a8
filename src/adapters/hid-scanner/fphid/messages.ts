/**
 * What the messages of FPHID/1 say: commands, errors, and their payloads as values and as bytes
 * (docs/spec/scanner.md, S6 to S17). Pure; a reader answers null for anything malformed.
 */
import { concatBytes, utf8 } from '#domain/bytes.ts';
import { decodeCborMap, encodeCbor } from '#protocol/cose.ts';
import { unpackFourBit } from '#adapters/hid-scanner/images.ts';
import { GLIMPSE_SIDE_PX } from '#terminal/ports/scanner.ts';
import type { FingerHint, FingerStage, FingerState, Glimpse } from '#terminal/ports/scanner.ts';
import { REPORT_SIZES } from './framing.ts';

export const PROTOCOL_VERSION = 1;
export const NONCE_BYTES = 16;
export const GREETING_NONCE_BYTES = 8;

export const COMMAND = {
  ping: 0x01,
  init: 0x06,
  getInfo: 0x10,
  cancel: 0x11,
  capture: 0x20,
  objectReady: 0x21,
  read: 0x22,
  release: 0x23,
  finger: 0x24,
  look: 0x25,
  light: 0x30,
  status: 0x3b,
  error: 0x3f,
} as const;

export const DEVICE_ERROR = {
  command: 0x01,
  parameter: 0x02,
  length: 0x03,
  sequence: 0x04,
  timeout: 0x05,
  busy: 0x06,
  channel: 0x0b,
  noFinger: 0x40,
  quality: 0x41,
  sensor: 0x42,
  fakeFinger: 0x43,
  noObject: 0x44,
  checksum: 0x45,
  notReady: 0x46,
} as const;

export const FORMAT = { raw8: 0x01, raw4: 0x02 } as const;
export const CAPABILITY = { echoesNonce: 1, signs: 2, light: 4, looks: 8 } as const;

const view = (bytes: Uint8Array): DataView =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** Numbers in little-endian order, one after the other. */
function pack(...fields: readonly (readonly [bytes: 1 | 2 | 4, value: number])[]): Uint8Array {
  const packed = new Uint8Array(fields.reduce((length, [bytes]) => length + bytes, 0));
  let at = 0;
  for (const [bytes, value] of fields) {
    for (let byte = 0; byte < bytes; byte += 1) packed[at + byte] = value >>> (8 * byte);
    at += bytes;
  }
  return packed;
}

export interface Greeting {
  readonly nonce: Uint8Array;
  readonly cid: number;
  readonly version: number;
  readonly reportBytes: number;
  readonly maxChunkBytes: number;
  readonly capabilities: number;
}

export const writeGreeting = (greeting: Greeting): Uint8Array =>
  concatBytes(
    greeting.nonce,
    pack(
      [4, greeting.cid],
      [1, greeting.version],
      [2, greeting.reportBytes],
      [2, greeting.maxChunkBytes],
      [1, greeting.capabilities],
    ),
  );

export function readGreeting(payload: Uint8Array): Greeting | null {
  if (payload.length < GREETING_NONCE_BYTES + 10) return null;
  const data = view(payload);
  const greeting: Greeting = {
    nonce: payload.slice(0, GREETING_NONCE_BYTES),
    cid: data.getUint32(8, true),
    version: data.getUint8(12),
    reportBytes: data.getUint16(13, true),
    maxChunkBytes: data.getUint16(15, true),
    capabilities: data.getUint8(17),
  };
  const isUsable = REPORT_SIZES.includes(greeting.reportBytes) && greeting.maxChunkBytes > 0;
  return isUsable ? greeting : null;
}

export const SENSOR_TYPES = ['unknown', 'optical', 'capacitive', 'thermal', 'ultrasonic'] as const;

export interface DeviceFacts {
  readonly vendor: string;
  readonly model: string;
  readonly serial: string;
  readonly firmware: string;
  readonly sensorType: number;
  readonly width: number;
  readonly height: number;
  readonly dpi: number;
  readonly formats: readonly number[];
  readonly detectsFakes: boolean;
  /** Raw Ed25519 public key of a device that signs its captures. */
  readonly publicKey: Uint8Array | null;
}

export const writeFacts = (facts: DeviceFacts): Uint8Array =>
  encodeCbor(
    new Map<string, unknown>([
      ['vendor', facts.vendor],
      ['model', facts.model],
      ['serial', facts.serial],
      ['fw', facts.firmware],
      ['sensorType', facts.sensorType],
      ['width', facts.width],
      ['height', facts.height],
      ['dpiX', facts.dpi],
      ['dpiY', facts.dpi],
      ['bits', 8],
      ['formats', [...facts.formats]],
      ['pad', facts.detectsFakes],
      ...(facts.publicKey === null ? [] : [['publicKey', facts.publicKey] as const]),
    ]),
  );

const LONGEST_TEXT = 64;
const UNPRINTABLE = /[^\p{L}\p{M}\p{N}\p{P} +]/gu;

/** Null where it is no map with whole sizes, or where the two resolutions differ. */
export function readFacts(payload: Uint8Array): DeviceFacts | null {
  const map = decodeCborMap(payload);
  if (map === null) return null;
  const text = (name: string): string => {
    const value = map.get(name);
    // Only printing characters: it is shown to people and written to the log.
    return typeof value === 'string'
      ? value.replaceAll(UNPRINTABLE, '').slice(0, LONGEST_TEXT)
      : '';
  };
  const whole = (name: string): number => {
    const value = map.get(name);
    return typeof value === 'number' && Number.isInteger(value) && value > 0 ? value : 0;
  };
  const formats: unknown = map.get('formats');
  const key: unknown = map.get('publicKey');
  const facts: DeviceFacts = {
    vendor: text('vendor'),
    model: text('model'),
    serial: text('serial'),
    firmware: text('fw'),
    sensorType: whole('sensorType'),
    width: whole('width'),
    height: whole('height'),
    dpi: whole('dpiX'),
    formats: Array.isArray(formats) ? formats.filter((format) => typeof format === 'number') : [],
    detectsFakes: map.get('pad') === true,
    publicKey: key instanceof Uint8Array && key.length === 32 ? key.slice() : null,
  };
  const isUsable = facts.width > 0 && facts.height > 0 && facts.dpi > 0;
  return isUsable && whole('dpiY') === facts.dpi ? facts : null;
}

export interface CaptureRequest {
  readonly nonce: Uint8Array;
  readonly timeoutMs: number;
  readonly minQualityPercent: number;
  readonly formats: readonly number[];
}

export const writeCapture = (request: CaptureRequest): Uint8Array =>
  concatBytes(
    request.nonce,
    pack([4, request.timeoutMs], [1, request.minQualityPercent]),
    Uint8Array.from(request.formats),
  );

export function readCapture(payload: Uint8Array): CaptureRequest | null {
  if (payload.length < NONCE_BYTES + 6) return null;
  const data = view(payload);
  return {
    nonce: payload.slice(0, NONCE_BYTES),
    timeoutMs: data.getUint32(NONCE_BYTES, true),
    minQualityPercent: data.getUint8(NONCE_BYTES + 4),
    formats: [...payload.subarray(NONCE_BYTES + 5)],
  };
}

/** By their number on the wire. 0 is idle, which a capture shows as waiting. */
const STAGES: readonly FingerStage[] = [
  'waiting',
  'waiting',
  'finger-on',
  'capturing',
  'processing',
  'remove-finger',
];
const HINTS: readonly FingerHint[] = [
  'none',
  'too-dry',
  'too-wet',
  'move-up',
  'move-down',
  'move-left',
  'move-right',
  'press-harder',
  'lifted-early',
  'clean-glass',
];
const STATUS_BYTES = 3;
const NO_QUALITY = 255;

const qualityOf = (byte: number): number | null => (byte <= 100 ? byte : null);

export const writeStatus = (state: FingerState): Uint8Array =>
  Uint8Array.of(
    Math.max(0, STAGES.lastIndexOf(state.stage)),
    HINTS.indexOf(state.hint),
    state.qualityPercent ?? NO_QUALITY,
  );

/** Reads the first three bytes; a FINGER answer may go on with a ready object. */
export function readStatus(payload: Uint8Array): FingerState | null {
  const [stage, hint, quality] = payload;
  if (stage === undefined || hint === undefined || quality === undefined) return null;
  const known = STAGES[stage];
  if (known === undefined) return null;
  return { stage: known, hint: HINTS[hint] ?? 'none', qualityPercent: qualityOf(quality) };
}

export const afterStatus = (payload: Uint8Array): Uint8Array => payload.subarray(STATUS_BYTES);

export interface ReadyObject {
  readonly handle: number;
  readonly format: number;
  readonly width: number;
  readonly height: number;
  readonly dpi: number;
  readonly qualityPercent: number | null;
  readonly length: number;
  readonly crc: number;
  readonly sha256: Uint8Array;
  /** Of the capture it answers; null where the device does not say. */
  readonly nonce: Uint8Array | null;
  /** Ed25519 over {@link captureStatement}; null where the device does not sign. */
  readonly signature: Uint8Array | null;
}

const READY_FLAG = { nonce: 1, signature: 2 } as const;
const READY_BYTES = 52;
const SIGNATURE_BYTES = 64;

export const writeReady = (ready: ReadyObject): Uint8Array =>
  concatBytes(
    pack(
      [2, ready.handle],
      [1, ready.format],
      [
        1,
        (ready.nonce === null ? 0 : READY_FLAG.nonce) |
          (ready.signature === null ? 0 : READY_FLAG.signature),
      ],
      [2, ready.width],
      [2, ready.height],
      [2, ready.dpi],
      [1, ready.qualityPercent ?? NO_QUALITY],
      [1, 0],
      [4, ready.length],
      [4, ready.crc],
    ),
    ready.sha256,
    ready.nonce ?? new Uint8Array(),
    ready.signature ?? new Uint8Array(),
  );

export function readReady(payload: Uint8Array): ReadyObject | null {
  if (payload.length < READY_BYTES) return null;
  const data = view(payload);
  const flags = data.getUint8(3);
  const nonceBytes = (flags & READY_FLAG.nonce) === 0 ? 0 : NONCE_BYTES;
  const signatureBytes = (flags & READY_FLAG.signature) === 0 ? 0 : SIGNATURE_BYTES;
  if (payload.length < READY_BYTES + nonceBytes + signatureBytes) return null;
  const afterNonce = READY_BYTES + nonceBytes;
  return {
    handle: data.getUint16(0, true),
    format: data.getUint8(2),
    width: data.getUint16(4, true),
    height: data.getUint16(6, true),
    dpi: data.getUint16(8, true),
    qualityPercent: qualityOf(data.getUint8(10)),
    length: data.getUint32(12, true),
    crc: data.getUint32(16, true),
    sha256: payload.slice(20, READY_BYTES),
    nonce: nonceBytes === 0 ? null : payload.slice(READY_BYTES, afterNonce),
    signature:
      signatureBytes === 0 ? null : payload.slice(afterNonce, afterNonce + SIGNATURE_BYTES),
  };
}

/** What a device signs: that this image of this device answers this nonce. */
export const captureStatement = (of: {
  readonly nonce: Uint8Array;
  readonly sha256: Uint8Array;
  readonly serial: string;
}): Uint8Array => concatBytes(utf8('fphid/1/capture\0'), of.nonce, of.sha256, utf8(of.serial));

export interface ReadRequest {
  readonly handle: number;
  readonly offset: number;
  readonly length: number;
}

export const writeRead = (request: ReadRequest): Uint8Array =>
  pack([2, request.handle], [4, request.offset], [4, request.length]);

export function readRead(payload: Uint8Array): ReadRequest | null {
  if (payload.length < 10) return null;
  const data = view(payload);
  return {
    handle: data.getUint16(0, true),
    offset: data.getUint32(2, true),
    length: data.getUint32(6, true),
  };
}

export const writeRelease = (handle: number): Uint8Array => pack([2, handle]);

/** With its two sizes and its checksum it fits into 24 reports of 64 bytes. */
export const MOST_LOOK_PIXELS = 2_660;

/** Four bits a pixel, the left one in the high half; an even number of pixels. */
export const writeLook = ({ width, height, pixels }: Glimpse): Uint8Array =>
  Uint8Array.from([
    width,
    height,
    ...Array.from(
      { length: (width * height) >> 1 },
      (_, pair) => ((pixels[2 * pair] ?? 0) & 0xf0) | ((pixels[2 * pair + 1] ?? 0) >> 4),
    ),
  ]);

/** Null where nothing is on the glass, too. */
export function readLook(payload: Uint8Array): Glimpse | null {
  const [width = 0, height = 0] = payload;
  const packed = payload.subarray(2);
  const isSmall = Math.max(width, height) <= GLIMPSE_SIDE_PX && width * height <= MOST_LOOK_PIXELS;
  const isExact = width * height > 0 && packed.length * 2 === width * height;
  return isSmall && isExact ? { width, height, pixels: unpackFourBit(packed) } : null;
}
