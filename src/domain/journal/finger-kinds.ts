/**
 * What a journal says of fingerprints (docs/spec/fingerprint-use.md): that somebody was enrolled,
 * checked, bypassed or forgotten. Never a template, an image, a score or the citizen's reference:
 * outcomes, bands and reasons.
 */
import type { CounterId, Hash, StaffId, VisitId } from '#domain/ids.ts';
import type { Language } from '#domain/language.ts';
import type { Instant } from '#domain/time.ts';

import type { PrivateDigest } from './private-digest.ts';

export type FingerPurpose = 'enrolment' | 'staff_enrolment' | 'verification' | 'step_up';

/** How sure: below the threshold, far below, above, well above. Never the score itself. */
export const SCORE_BANDS = ['none', 'near', 'match', 'strong'] as const;
export type ScoreBand = (typeof SCORE_BANDS)[number];

/** Why nobody's finger was matched (P9): each is a way on, and each is counted. */
export const FALLBACK_REASONS = [
  'worn',
  'injured',
  'no_finger',
  'not_enrolled',
  'declined',
  'not_matched',
  'scanner_trouble',
] as const;
export type FallbackReason = (typeof FALLBACK_REASONS)[number];

export const IDENTITY_WAYS = ['finger', 'otp', 'manager'] as const;
export type IdentityWay = (typeof IDENTITY_WAYS)[number];

export const FORGET_CAUSES = ['request', 'retention', 'left_service'] as const;
export type ForgetCause = (typeof FORGET_CAUSES)[number];

/** What a member of staff may approve with a finger. */
export const STEP_UP_ACTS = [
  'reverse',
  'correct',
  'waive',
  'identity',
  'by_file',
  'drop',
  'exchange',
  'close_absent',
  'count',
  'certify',
  'spoil_leaf',
] as const;
export type StepUpAct = (typeof STEP_UP_ACTS)[number];

export interface FingerBodies {
  'finger.enrolled': {
    /** 32 random hex digits: names the enrolment for ever. */
    readonly enrolmentId: string;
    readonly subject: 'citizen' | 'staff';
    /** Of a member of staff only. */
    readonly staff?: StaffId;
    readonly services: readonly string[];
    /** The text that was read: its version, language, and SHA-256. */
    readonly consent: {
      readonly version: number;
      readonly language: Language;
      readonly hash: Hash;
    };
    readonly fingers: number;
    /** Which comparison and threshold. */
    readonly threshold: string;
    readonly expiresAt: Instant;
    /** The sealed templates, kept and sent apart, erasable. */
    readonly sealed: PrivateDigest;
  };
  /** A better capture took the place of a kept one. */
  'finger.updated': {
    readonly enrolmentId: string;
    readonly expiresAt: Instant;
    readonly sealed: PrivateDigest;
  };
  'finger.forgotten': { readonly enrolmentId: string; readonly cause: ForgetCause };
  /** Somebody was to be enrolled whose finger is enrolled already. */
  'finger.duplicate': {
    readonly enrolmentId: string;
    readonly band: ScoreBand;
    readonly threshold: string;
  };
  'finger.checked': {
    readonly purpose: 'verification' | 'step_up';
    readonly enrolmentId: string;
    readonly outcome: 'match' | 'no_match';
    readonly band: ScoreBand;
    readonly threshold: string;
    /** How the scanner proved that the capture was of now. */
    readonly freshness: 'signed' | 'echoed' | 'unproven';
    readonly visitId?: VisitId;
  };
  'identity.bypassed': {
    readonly visitId: VisitId;
    readonly way: Exclude<IdentityWay, 'finger'>;
    readonly reason: FallbackReason;
    /** Captures of this visit that did not match. */
    readonly failedTries: number;
    readonly approverId?: StaffId;
  };
  /** The key under which others seal to this counter: a document signed by the counter. */
  'seal.offered': { readonly document: string };
  /** The office's template key, sealed to one counter of the office; HQ cannot open it. */
  'seal.shared': {
    readonly to: CounterId;
    readonly keyId: string;
    readonly wrapped: string;
  };
}
