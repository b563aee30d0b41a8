/**
 * What a simulated FPHID/1 scanner says of itself, and an image as it holds it ready: its sums, the nonce it
 * answers, its signature.
 */
import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { crc32c } from '#adapters/hid-scanner/fphid/crc32c.ts';
import {
  captureStatement,
  FORMAT,
  writeFacts,
  type ReadyObject,
} from '#adapters/hid-scanner/fphid/messages.ts';

export interface DeviceKeys {
  /** Raw Ed25519. */
  readonly publicKey: Uint8Array;
  readonly sign: (message: Uint8Array) => Uint8Array;
}

export function makeKeys(): DeviceKeys {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const spki = publicKey.export({ format: 'der', type: 'spki' });
  return {
    publicKey: new Uint8Array(spki.subarray(-32)),
    sign: (message) => new Uint8Array(sign(null, message, privateKey)),
  };
}

const SENSOR_OPTICAL = 1;
export const DPI = 500;

/** What it answers to INFO. */
export const describe = (
  of: { readonly serial: string; readonly width: number; readonly height: number },
  publicKey: Uint8Array | null,
): Uint8Array =>
  writeFacts({
    vendor: 'Raseed',
    model: 'Simulated scanner',
    serial: of.serial,
    firmware: '1.0',
    sensorType: SENSOR_OPTICAL,
    width: of.width,
    height: of.height,
    dpi: DPI,
    formats: [FORMAT.raw8],
    detectsFakes: true,
    publicKey,
  });

export interface Held {
  readonly ready: ReadyObject;
  readonly bytes: Uint8Array;
}

export interface Exposure {
  readonly handle: number;
  readonly width: number;
  readonly height: number;
  readonly dpi: number;
  readonly qualityPercent: number;
  readonly nonce: Uint8Array;
  readonly serial: string;
  readonly isEchoing: boolean;
  /** Null where it does not sign. */
  readonly keys: DeviceKeys | null;
}

export function develop(bytes: Uint8Array, exposure: Exposure): Held {
  const { handle, width, height, dpi, qualityPercent, nonce, serial, isEchoing, keys } = exposure;
  const sha256 = new Uint8Array(createHash('sha256').update(bytes).digest());
  const ready: ReadyObject = {
    handle,
    format: FORMAT.raw8,
    width,
    height,
    dpi,
    qualityPercent,
    length: bytes.length,
    crc: crc32c(bytes),
    sha256,
    nonce: isEchoing ? nonce : null,
    signature: keys === null ? null : keys.sign(captureStatement({ nonce, sha256, serial })),
  };
  return { ready, bytes };
}
