/**
 * What a kind of scanner is to the driver: how to recognise it and how to talk with it. A talk is a
 * generator that says what to send and how long to listen and is told what was heard: a state machine
 * without time, devices or promises of its own, so that every fault can be played to it in a test.
 */
import type { ErrorCode } from '#domain/errors.ts';
import type { Result } from '#domain/result.ts';
import type {
  CapturedImage,
  CaptureProgress,
  FingerState,
  Glimpse,
  ScannerInfo,
  ScannerLight,
} from '#terminal/ports/scanner.ts';
import type { Crypto } from '#terminal/ports/system.ts';
import type { HidDevice, OutgoingReport } from './transport.ts';

/** Sends, then listens until one report came or `waitMs` passed. */
export interface Turn {
  readonly send: readonly OutgoingReport[];
  readonly waitMs: number;
}

/** The report is overwritten once the talk has taken its next turn. */
export type Heard =
  | { readonly kind: 'report'; readonly bytes: Uint8Array }
  | { readonly kind: 'silence' };

export type Talk<T> = Generator<Turn, T, Heard>;
export type Dialogue<T> = Talk<Result<T>>;

export interface CaptureOrder {
  /** 16 random bytes, new for each capture. */
  readonly nonce: Uint8Array;
  readonly timeoutMs: number;
  readonly minQualityPercent: number;
  readonly onFinger: (state: FingerState) => void;
  readonly onImageProgress: (progress: CaptureProgress) => void;
  readonly onGlimpse: (glimpse: Glimpse) => void;
}

/** Talks with one open device. One at a time; `greet` comes first. */
export interface Conversation {
  greet(): Dialogue<ScannerInfo>;
  capture(order: CaptureOrder): Dialogue<CapturedImage>;
  light(light: ScannerLight): Dialogue<null>;
  /** Stops whatever the device does and makes it forget its image. Short; failure is no news. */
  rest(): Dialogue<null>;
}

export interface ConversationTools {
  /** Milliseconds that never go back. */
  readonly nowMs: () => number;
  readonly crypto: Crypto;
  readonly randomBytes: (count: number) => Uint8Array;
}

export interface ScannerModel {
  readonly name: string;
  recognises(device: HidDevice): boolean;
  converse(tools: ConversationTools): Conversation;
}

/** Ways in which a capture may end that say nothing bad of the line: the device needs no new greeting. */
export const ORDERLY_ENDS: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'SCANNER_NO_FINGER',
  'SCANNER_FINGER_LIFTED',
  'SCANNER_POOR_IMAGE',
  'SCANNER_FAKE_FINGER',
  'SCANNER_CANCELLED',
]);
