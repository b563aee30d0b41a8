/**
 * Comparing fingerprints, away from the journal's thread: an image becomes a template, templates
 * become decisions. Scores never come out, only bands (FP17). A template is the ISO record's bytes.
 */
import type { ScoreBand } from '#domain/journal/finger-kinds.ts';
import type { Failure, Result } from '#domain/result.ts';

export interface FingerImage {
  readonly width: number;
  readonly height: number;
  readonly dpi: number;
  /** Eight-bit grey; copied, so that the caller may overwrite it at once. */
  readonly pixels: Uint8Array;
}

export interface Extracted {
  readonly template: Uint8Array;
  /** 0 to 100. */
  readonly qualityPercent: number;
  /** What to tell the person, where it could be better (FINGER_*); enrolment asks again. */
  readonly complaint: Failure | null;
}

export interface Comparison {
  readonly isMatch: boolean;
  readonly band: ScoreBand;
}

/** Of several captures of one finger. */
export interface BestOf {
  /** The one that agrees best with the others. */
  readonly best: number;
  /** Those that agree with none. */
  readonly odd: readonly number[];
}

export interface Matcher {
  /** Names comparison and threshold, for the journal. */
  readonly threshold: string;
  /** FINGER_* or SCANNER_WRONG_IMAGE where there is no usable finger in it. */
  extract(image: FingerImage, position: number): Promise<Result<Extracted>>;
  /** 1:1 with each; a template that cannot be read matches nothing. */
  compare(probe: Uint8Array, kept: readonly Uint8Array[]): Promise<readonly Comparison[]>;
  bestOf(
    captures: readonly { readonly template: Uint8Array; readonly qualityPercent: number }[],
  ): Promise<BestOf>;
  /** Adds to those who are searched, or replaces; no templates: forgets. */
  remember(id: string, templates: readonly Uint8Array[]): void;
  /** 1:N over who is remembered; the best match, or null. */
  search(
    probes: readonly Uint8Array[],
  ): Promise<{ readonly id: string; readonly band: ScoreBand } | null>;
  close(): Promise<void>;
}
