/**
 * How clerks came to know who citizens are: by finger, or past it with a reason. A share far above
 * that of the office's other clerks is a signal for a person to look at, never a verdict (FP26, P11).
 */
import { z } from 'zod';

import { isTrainingCounter, type CounterId } from '#domain/ids.ts';
import { decodeEntry, type AnyEntry } from '#domain/journal/chain.ts';
import {
  FALLBACK_REASONS,
  type FallbackReason,
  type IdentityWay,
} from '#domain/journal/finger-kinds.ts';
import type { EntryRow } from '#server/store/entries.ts';

/** One citizen of one visit. */
export interface IdentityRecord {
  readonly seq: number;
  readonly month: string;
  readonly staffId: string;
  readonly way: IdentityWay;
  readonly reason: FallbackReason | null;
}

const checked = z.looseObject({ purpose: z.literal('verification'), outcome: z.literal('match') });
const bypassed = z.looseObject({
  way: z.enum(['otp', 'manager']),
  reason: z.enum(FALLBACK_REASONS),
});

function howShown(entry: AnyEntry): Pick<IdentityRecord, 'way' | 'reason'> | null {
  if (entry.kind === 'finger.checked') {
    return checked.safeParse(entry.body).success ? { way: 'finger', reason: null } : null;
  }
  if (entry.kind !== 'identity.bypassed') return null;
  const body = bypassed.safeParse(entry.body);
  return body.success ? { way: body.data.way, reason: body.data.reason } : null;
}

/** Most entries say nothing of it and need not be decoded for this. */
const mayTell = ({ text }: EntryRow): boolean =>
  text.includes('finger.checked') || text.includes('identity.bypassed');

export function identitiesIn(counterId: string, rows: readonly EntryRow[]): IdentityRecord[] {
  if (isTrainingCounter(counterId as CounterId)) return [];
  return rows.filter(mayTell).flatMap((row) => {
    const decoded = decodeEntry(row.text);
    if (!decoded.ok) return [];
    const { staffId, businessDate } = decoded.value;
    const shown = howShown(decoded.value);
    if (shown === null || staffId === null) return [];
    return [{ seq: row.seq, month: businessDate.slice(0, 7), staffId, ...shown }];
  });
}

/** So many of an office's clerk in a month, by way and reason. */
export interface IdentityCount {
  readonly officeId: string;
  readonly staffId: string;
  readonly way: IdentityWay;
  readonly reason: FallbackReason | null;
  readonly times: number;
}

export interface ClerkRates {
  readonly officeId: string;
  readonly staffId: string;
  readonly byFinger: number;
  readonly byCode: number;
  readonly byManager: number;
  /** The reason given most often; null where nobody was let past. */
  readonly topReason: FallbackReason | null;
  /** Whole percent, of this clerk and of the office's other clerks together; null: none of them. */
  readonly bypassPercent: number;
  readonly othersPercent: number | null;
  /** Far above the others: somebody should ask why. */
  readonly standsOut: boolean;
}

const ENOUGH = 20;
const HIGH_SHARE = 0.25;
const TIMES_OTHERS = 3;

interface Sum {
  readonly all: number;
  readonly bypassed: number;
}

const sumOf = (counts: readonly IdentityCount[]): Sum => ({
  all: counts.reduce((sum, { times }) => sum + times, 0),
  bypassed: counts.reduce((sum, { way, times }) => sum + (way === 'finger' ? 0 : times), 0),
});

const shareOf = ({ all, bypassed: past }: Sum): number => (all === 0 ? 0 : past / all);
const percentOf = (sum: Sum): number => Math.round(100 * shareOf(sum));

function topReasonOf(own: readonly IdentityCount[]): FallbackReason | null {
  const times = FALLBACK_REASONS.map((reason) => ({
    reason,
    times: sumOf(own.filter((count) => count.reason === reason)).all,
  }));
  const [top] = times.toSorted((a, b) => b.times - a.times);
  return top === undefined || top.times === 0 ? null : top.reason;
}

function ratesOf(
  own: readonly IdentityCount[],
  others: readonly IdentityCount[],
): ClerkRates | null {
  const [first] = own;
  if (first === undefined) return null;
  const [mine, theirs] = [sumOf(own), sumOf(others)];
  const by = (way: IdentityWay): number => sumOf(own.filter((count) => count.way === way)).all;
  const isHigh = mine.all >= ENOUGH && shareOf(mine) >= HIGH_SHARE;
  return {
    officeId: first.officeId,
    staffId: first.staffId,
    byFinger: by('finger'),
    byCode: by('otp'),
    byManager: by('manager'),
    topReason: topReasonOf(own),
    bypassPercent: percentOf(mine),
    othersPercent: theirs.all === 0 ? null : percentOf(theirs),
    // Alone in an office there is nobody to be compared with.
    standsOut: isHigh && theirs.all > 0 && shareOf(mine) >= TIMES_OTHERS * shareOf(theirs),
  };
}

/** The highest share first. */
export function clerkRates(counts: readonly IdentityCount[]): readonly ClerkRates[] {
  const offices = Map.groupBy(counts, ({ officeId }) => officeId);
  return [...offices.values()]
    .flatMap((office) =>
      [...Map.groupBy(office, ({ staffId }) => staffId).keys()].map((clerk) =>
        ratesOf(
          office.filter(({ staffId }) => staffId === clerk),
          office.filter(({ staffId }) => staffId !== clerk),
        ),
      ),
    )
    .filter((rates) => rates !== null)
    .toSorted((a, b) => b.bypassPercent - a.bypassPercent);
}
