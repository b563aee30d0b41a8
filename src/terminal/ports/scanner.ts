/**
 * The fingerprint scanner: what is plugged in, one capture at a time, its light. It never throws and
 * always ends in time. An image lives in memory alone: whoever gets one calls `wipe` when done.
 * What comes from it is compared at this office; it is no Aadhaar authentication and cannot be one
 * (docs/spec/scanner.md).
 */
import type { Result } from '#domain/result.ts';

export interface ScannerDevice {
  /** Names the device until it is unplugged. */
  readonly id: string;
  /** The kind of driver that speaks to it: `fphid` or `zfm-cp2110`. */
  readonly model: string;
  /** What it calls itself, for a person; may be empty. */
  readonly name: string;
}

export interface ScannerInfo {
  readonly vendor: string;
  readonly product: string;
  /** Empty where it has none. */
  readonly serial: string;
  readonly firmware: string;
  readonly sensor: 'optical' | 'capacitive' | 'thermal' | 'ultrasonic' | 'unknown';
  readonly widthPx: number;
  readonly heightPx: number;
  readonly dpi: number;
  /** Refuses fingers that are no living skin. */
  readonly detectsFakes: boolean;
  /** How a capture of this device proves that it was taken now. */
  readonly freshness: Freshness;
  /** Hex of the SHA-256 of the device's signing key, to be pinned; null where it signs nothing. */
  readonly keyId: string | null;
}

/** `signed`: by the device's key over our nonce. `echoed`: our nonce came back. `unproven`: neither. */
export type Freshness = 'signed' | 'echoed' | 'unproven';

export type FingerStage =
  | 'waiting'
  | 'finger-on'
  | 'capturing'
  | 'processing'
  | 'sending'
  | 'remove-finger';

export type FingerHint =
  | 'none'
  | 'too-dry'
  | 'too-wet'
  | 'move-up'
  | 'move-down'
  | 'move-left'
  | 'move-right'
  | 'press-harder'
  | 'lifted-early'
  | 'clean-glass';

/** What the device says of the finger while a capture runs. */
export interface FingerState {
  readonly stage: FingerStage;
  readonly hint: FingerHint;
  /** 0 to 100; null where the device gives none. */
  readonly qualityPercent: number | null;
}

/** What the sensor sees, too small to be compared: for a person to look at, and then forgotten. */
export interface Glimpse {
  readonly width: number;
  readonly height: number;
  /** `width * height` values, 0 black; overwritten as soon as it was told. */
  readonly pixels: Uint8Array;
}

/** No side of a glimpse is longer. */
export const GLIMPSE_SIDE_PX = 96;

export interface CaptureProgress {
  readonly receivedBytes: number;
  readonly totalBytes: number;
}

export interface CaptureOptions {
  /** How long to wait for a finger; the transfer of its image has its own bounds. */
  readonly timeoutMs: number;
  /** Below this the device tries again; 0 takes anything. */
  readonly minQualityPercent?: number;
  /** Finger put on, lifted, too dry, …: told when it changes. */
  readonly onFinger?: (state: FingerState) => void;
  readonly onImageProgress?: (progress: CaptureProgress) => void;
  /** What lies on the glass while it lies there, or as much of the image as has come. */
  readonly onGlimpse?: (glimpse: Glimpse) => void;
}

/** Eight-bit grey, rows from the top, ridges dark. The shape that `src/biometrics` takes. */
export interface CapturedImage {
  readonly width: number;
  readonly height: number;
  readonly dpi: number;
  /** `width * height` values, 0 black. */
  readonly pixels: Uint8Array;
  readonly qualityPercent: number | null;
  readonly freshness: Freshness;
  /** Overwrites the pixels. */
  wipe(): void;
}

export interface CaptureSession {
  /** SCANNER_* on failure. */
  readonly done: Promise<Result<CapturedImage>>;
  /** Ends it with SCANNER_CANCELLED; nothing where it has ended. */
  cancel(): void;
}

export type ScannerLight = 'off' | 'ready' | 'busy' | 'good' | 'bad';

export interface Scanner {
  /** Those plugged in now that a driver knows, in the order in which they came. */
  devices(): readonly ScannerDevice[];
  /** Told of every change; the answer ends it. */
  onDevices(listener: (devices: readonly ScannerDevice[]) => void): () => void;
  /** Of the device in use: the first that answers. */
  info(): Promise<Result<ScannerInfo>>;
  /** From the device in use. A second capture beside a running one is answered SCANNER_BUSY. */
  capture(options: CaptureOptions): CaptureSession;
  /** Nothing, and still ok, on a device without a light. */
  light(light: ScannerLight): Promise<Result<null>>;
  close(): Promise<void>;
}
