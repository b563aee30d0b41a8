/**
 * What the comparing thread does: pure work on plain messages, so that a test can do it without a
 * thread. One gallery for its whole life.
 */
import type { BiometricReason } from '#biometrics/answer.ts';
import { extractTemplate } from '#biometrics/extract.ts';
import { buildIndex, identify, type FingerIndex } from '#biometrics/identify.ts';
import { decodeTemplate, encodeTemplate } from '#biometrics/iso-template.ts';
import { DECISION_THRESHOLD, matchTemplates } from '#biometrics/match.ts';
import type { Template } from '#biometrics/template.ts';
import type { ErrorCode } from '#domain/errors.ts';
import type { ScoreBand } from '#domain/journal/finger-kinds.ts';
import { fail, ok, type Failure, type Result } from '#domain/result.ts';
import type { BestOf, Comparison, Extracted, FingerImage } from '#terminal/ports/matcher.ts';

export const THRESHOLD_NAME = `raseed-1/${DECISION_THRESHOLD}`;

const NEAR = 10;
const STRONG = 20;
/** Ten points for each tenfold of strangers that a probe is compared with (FP13). */
const POINTS_A_DECADE = 10;
const CANDIDATES = 1;

/** Each reason of the biometrics core as a failure with its sentences. */
const CODES: Readonly<Record<BiometricReason, ErrorCode>> = {
  'image-too-small': 'SCANNER_WRONG_IMAGE',
  'image-too-large': 'SCANNER_WRONG_IMAGE',
  'image-malformed': 'SCANNER_WRONG_IMAGE',
  'resolution-unsupported': 'SCANNER_WRONG_IMAGE',
  'not-a-finger': 'FINGER_NOT_A_FINGER',
  'too-dry': 'FINGER_TOO_DRY',
  'too-wet': 'FINGER_TOO_WET',
  partial: 'FINGER_PARTIAL',
  'off-centre': 'FINGER_OFF_CENTRE',
  'too-few-minutiae': 'FINGER_FEW_DETAILS',
  'record-truncated': 'FINGER_UNREADABLE',
  'record-malformed': 'FINGER_UNREADABLE',
  'record-unsupported': 'FINGER_UNREADABLE',
  'record-too-large': 'FINGER_UNREADABLE',
};

const failureOf = (reason: BiometricReason): Failure => ({ code: CODES[reason] });

export const bandOf = (score: number): ScoreBand => {
  if (score >= DECISION_THRESHOLD + STRONG) return 'strong';
  if (score >= DECISION_THRESHOLD) return 'match';
  return score >= DECISION_THRESHOLD - NEAR ? 'near' : 'none';
};

export interface Capture {
  readonly template: Uint8Array;
  readonly qualityPercent: number;
}

export interface MatcherWork {
  /** Overwrites the image's pixels. */
  extract(image: FingerImage, position: number): Result<Extracted>;
  compare(probe: Uint8Array, kept: readonly Uint8Array[]): readonly Comparison[];
  bestOf(captures: readonly Capture[]): BestOf;
  remember(id: string, templates: readonly Uint8Array[]): void;
  search(probes: readonly Uint8Array[]): { readonly id: string; readonly band: ScoreBand } | null;
}

function extract(image: FingerImage, position: number): Result<Extracted> {
  const extracted = extractTemplate(image);
  image.pixels.fill(0);
  if (!extracted.ok) return { ok: false, error: failureOf(extracted.reason) };
  const { template, quality } = extracted.value;
  const [complaint] = quality.complaints;
  const bytes = encodeTemplate(template, { position });
  // What was written must be readable, or it would be found out in a year.
  if (!decodeTemplate(bytes).ok) return fail('FINGER_UNREADABLE');
  return ok({
    template: bytes,
    qualityPercent: quality.score,
    complaint: complaint === undefined ? null : failureOf(complaint),
  });
}

/** A record that cannot be read is like nothing. */
function score(a: Uint8Array, b: Uint8Array): number {
  const [one, other] = [decodeTemplate(a), decodeTemplate(b)];
  return one.ok && other.ok ? matchTemplates(one.value, other.value).score : 0;
}

function bestOf(captures: readonly Capture[]): BestOf {
  const scores = captures.map((one, index) =>
    captures.map((other, at) => (at === index ? 0 : score(one.template, other.template))),
  );
  const sums = scores.map((row) => row.reduce((sum, each) => sum + each, 0));
  const order = captures
    .map((_, index) => index)
    .sort(
      (a, b) =>
        (sums[b] ?? 0) - (sums[a] ?? 0) ||
        (captures[b]?.qualityPercent ?? 0) - (captures[a]?.qualityPercent ?? 0),
    );
  const odd = scores.flatMap((row, index) =>
    row.some((each) => each >= DECISION_THRESHOLD) ? [] : [index],
  );
  return { best: order[0] ?? 0, odd };
}

interface Gallery {
  put(id: string, templates: readonly Uint8Array[]): void;
  index(): FingerIndex;
}

function createGallery(): Gallery {
  const kept = new Map<string, readonly Template[]>();
  let built: FingerIndex | null = null;
  return {
    put: (id, templates) => {
      built = null;
      const read = templates.flatMap((bytes) => {
        const decoded = decodeTemplate(bytes);
        return decoded.ok ? [decoded.value] : [];
      });
      if (read.length === 0) kept.delete(id);
      else kept.set(id, read);
    },
    index: () => {
      built ??= buildIndex(
        [...kept].flatMap(([id, templates]) => templates.map((template) => ({ id, template }))),
      );
      return built;
    },
  };
}

export function createMatcherWork(): MatcherWork {
  const gallery = createGallery();
  return {
    extract,
    compare: (probe, kept) =>
      kept.map((template) => {
        const reached = score(probe, template);
        return { isMatch: reached >= DECISION_THRESHOLD, band: bandOf(reached) };
      }),
    bestOf,
    remember: (id, templates) => gallery.put(id, templates),
    search: (probes) => {
      const index = gallery.index();
      const raised = POINTS_A_DECADE * Math.log10(Math.max(1, index.enrolled.length));
      const found = probes
        .flatMap((bytes) => {
          const probe = decodeTemplate(bytes);
          return probe.ok ? identify(index, probe.value, CANDIDATES) : [];
        })
        .sort((a, b) => b.score - a.score)[0];
      if (found === undefined || found.score < DECISION_THRESHOLD + raised) return null;
      return { id: found.id, band: bandOf(found.score) };
    },
  };
}
