/**
 * Views of fingerprints: what this counter's own journal says of enrolments, misses and visits. What
 * other counters enrolled is known by the sealed templates that HQ sends on, not by these.
 */
import type { PrivateRef, StaffId } from '#domain/ids.ts';
import type { Instant } from '#domain/time.ts';

import type { FallbackReason, FingerBodies, IdentityWay } from './finger-kinds.ts';
import type { EntryKind, EntryOf } from './kinds.ts';
import type { ViewWriter } from './views.ts';

/** Somebody who was enrolled at this counter. */
export interface EnrolmentView {
  readonly enrolmentId: string;
  readonly staff: StaffId | null;
  /** The latest sealed templates' private record; null once forgotten. */
  readonly ref: PrivateRef | null;
}

/** Misses in a row of one enrolment, at this counter. */
export interface FingerTriesView {
  readonly misses: number;
  readonly lastMissAt: Instant | null;
}

/** Whether a visit's citizen has shown who they are. */
export interface IdentityView {
  readonly way: IdentityWay | null;
  readonly reason: FallbackReason | null;
  readonly failedTries: number;
}

/** One row, id `here`: the document that offers this counter's sealing key, as journaled. */
export interface SealOfferView {
  readonly document: string;
}

/** The office's key given to a counter: id `counter/key`. */
export interface SealShareView {
  readonly seq: number;
}

export interface FingerViewTypes {
  readonly enrolment: EnrolmentView;
  readonly fingerTries: FingerTriesView;
  readonly identity: IdentityView;
  readonly sealOffer: SealOfferView;
  readonly sealShare: SealShareView;
}

export const NO_IDENTITY: IdentityView = { way: null, reason: null, failedTries: 0 };
const NO_TRIES: FingerTriesView = { misses: 0, lastMissAt: null };

function check(entry: EntryOf<'finger.checked'>, views: ViewWriter): void {
  const { enrolmentId, outcome, visitId } = entry.body;
  const isMatch = outcome === 'match';
  const before = views.view('fingerTries', enrolmentId) ?? NO_TRIES;
  const tries = { misses: before.misses + 1, lastMissAt: entry.wallTimeMs };
  views.putView('fingerTries', enrolmentId, isMatch ? NO_TRIES : tries);
  if (visitId === undefined) return;
  const identity = views.view('identity', visitId) ?? NO_IDENTITY;
  views.putView(
    'identity',
    visitId,
    isMatch
      ? { ...identity, way: 'finger', reason: null }
      : { ...identity, failedTries: identity.failedTries + 1 },
  );
}

type FingerProjections = {
  readonly [K in keyof FingerBodies & EntryKind]?: (entry: EntryOf<K>, views: ViewWriter) => void;
};

export const FINGER_PROJECTIONS: FingerProjections = {
  'finger.enrolled': ({ body: { enrolmentId, staff = null, sealed } }, views) =>
    views.putView('enrolment', enrolmentId, { enrolmentId, staff, ref: sealed.ref }),
  'finger.updated': ({ body: { enrolmentId, sealed } }, views) => {
    const staff = views.view('enrolment', enrolmentId)?.staff ?? null;
    views.putView('enrolment', enrolmentId, { enrolmentId, staff, ref: sealed.ref });
  },
  'finger.forgotten': ({ body: { enrolmentId } }, views) => {
    const staff = views.view('enrolment', enrolmentId)?.staff ?? null;
    views.putView('enrolment', enrolmentId, { enrolmentId, staff, ref: null });
  },
  'finger.checked': check,
  'identity.bypassed': ({ body: { visitId, way, reason } }, views) => {
    const before = views.view('identity', visitId) ?? NO_IDENTITY;
    views.putView('identity', visitId, { ...before, way, reason });
  },
  'seal.offered': ({ body: { document } }, views) =>
    views.putView('sealOffer', 'here', { document }),
  'seal.shared': ({ body: { to, keyId }, seq }, views) =>
    views.putView('sealShare', `${to}/${keyId}`, { seq }),
};
