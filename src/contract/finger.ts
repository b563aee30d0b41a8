/**
 * Fingerprints as screens speak of them: fingers, reasons, and what a capture shows while it runs.
 * What each word means to a person is in docs/spec/fingerprint-use.md. No template and no reference
 * to one crosses here; a picture does, small, while its capture runs, and is kept nowhere.
 */
import type { FallbackReason, FingerPurpose, IdentityWay } from '#domain/journal/finger-kinds.ts';
import type { Language, Texts } from '#domain/language.ts';
import type { Failure } from '#domain/result.ts';
import type { Instant } from '#domain/time.ts';
import type { StaffId } from '#domain/ids.ts';

/** In the order of ISO/IEC 19794-2 positions, from 1. */
export const FINGERS = [
  'right_thumb',
  'right_index',
  'right_middle',
  'right_ring',
  'right_little',
  'left_thumb',
  'left_index',
  'left_middle',
  'left_ring',
  'left_little',
] as const;
export type Finger = (typeof FINGERS)[number];

export interface ScannerSnapshot {
  /** `absent`: none is plugged in. `trouble`: it is there and does not work; see `failure`. */
  readonly state: 'absent' | 'ready' | 'capturing' | 'trouble';
  /** `fphid` or `zfm-cp2110`; empty where absent. */
  readonly model: string;
  /** What it calls itself; empty where absent. */
  readonly name: string;
  /** A simulated one, whose glass is on a page of its own. */
  readonly simulated: boolean;
  readonly failure: Failure | null;
}

/**
 * What the person is to do now, as one word that screens have a sentence and a picture for.
 * - `read_consent`: the text of `consent`; ends with `acceptConsent` or `cancelCapture`.
 * - `choose_finger`: the clerk picks one (`captureFinger`), or ends with `finishEnrolment`.
 * - `place`: put `finger` on the glass. `hold`: keep it still. `lift`: take it off.
 * - `working`: nothing to do, a second at most.
 * - `done`: see `outcome`; goes away by itself, or with `cancelCapture`.
 */
export type CapturePrompt =
  | 'read_consent'
  | 'choose_finger'
  | 'place'
  | 'hold'
  | 'lift'
  | 'working'
  | 'done';

/** A small grey picture: `width * height` bytes as base64, rows from the top, 0 black. */
export interface FingerPreview {
  readonly width: number;
  readonly height: number;
  readonly grey: string;
}

export interface FingerProgress {
  readonly finger: Finger;
  /** Good captures so far; the best of `of` is kept. */
  readonly captured: number;
  readonly of: number;
}

export interface CaptureConsent {
  readonly version: number;
  readonly language: Language;
  readonly text: Texts;
  /** What it would be used for. */
  readonly services: readonly { readonly serviceCode: string; readonly texts: Texts }[];
  readonly retentionDays: number;
}

/** How a session ended. `failure` has the sentence for everything but the good ends. */
export type CaptureOutcome =
  | { readonly kind: 'enrolled'; readonly fingers: number }
  | { readonly kind: 'matched' }
  /** Goes with the approver's next act of this kind, once, until `validUntil`. */
  | { readonly kind: 'approved'; readonly proof: string; readonly validUntil: Instant }
  | { readonly kind: 'refused'; readonly failure: Failure };

export interface CaptureSnapshot {
  readonly purpose: FingerPurpose;
  readonly prompt: CapturePrompt;
  /** Which finger is asked for; null where any enrolled one does. */
  readonly finger: Finger | null;
  /** Enrolled fingers of whoever is to be verified; while enrolling, those that are done. */
  readonly fingers: readonly Finger[];
  /** 0 to 100: of the finger as it lies there where the scanner tells, then of the last capture. */
  readonly qualityPercent: number | null;
  /** Why the last capture was of no use (FINGER_*, SCANNER_*), until the next one. */
  readonly complaint: Failure | null;
  readonly preview: FingerPreview | null;
  /** From 1; of `attempts`. After the last one the session ends. */
  readonly attempt: number;
  readonly attempts: number;
  /** While enrolling: each finger begun, in order. */
  readonly progress: readonly FingerProgress[];
  /** Fingers that have to be enrolled before `finishEnrolment`. */
  readonly fingersNeeded: number;
  /** While enrolling. */
  readonly consent: CaptureConsent | null;
  /** Whose finger: a member of staff. Null for a citizen. */
  readonly staffId: StaffId | null;
  readonly outcome: CaptureOutcome | null;
}

/** The citizen's half: never a member of staff's finger, no proof. */
export type CitizenCaptureSnapshot = Pick<
  CaptureSnapshot,
  | 'prompt'
  | 'finger'
  | 'fingers'
  | 'qualityPercent'
  | 'complaint'
  | 'preview'
  | 'progress'
  | 'consent'
  | 'fingersNeeded'
> & {
  readonly purpose: 'enrolment' | 'verification';
  readonly outcome: 'good' | 'bad' | null;
};

/** Whether the visit's citizen has shown who they are; there where a service of it asks. */
export interface IdentitySnapshot {
  readonly state: 'needed' | 'verified' | 'bypassed';
  readonly way: IdentityWay | null;
  readonly reason: FallbackReason | null;
  /** Captures that did not match in this visit. */
  readonly failedTries: number;
  /** Until when a code that was sent may be typed; absent where none waits. */
  readonly codeValidUntil?: Instant;
}
