/**
 * What this counter remembers of HQ's past, and when to complain: a day's root that is another than
 * the one that was seen, a root that does not follow the last, a head of this counter that is not its
 * own. Pure. docs/spec/transparency.md, TR9 to TR11.
 */
import { z } from 'zod';

import { isHash, type Hash } from '#domain/ids.ts';
import { fail, ok, type Failure, type Result } from '#domain/result.ts';
import { parseIsoDate, type IsoDate } from '#domain/time.ts';
import type { FeedItemOf } from '#protocol/feed.ts';
import { parseJson } from '#protocol/signed.ts';
import type { HeadProof } from '#protocol/transparency.ts';
import type { StoreReader } from '#terminal/ports/journal-store.ts';
import { SETTING } from '#terminal/settings.ts';

/** More than a year: what is older was compared often enough. */
const MAX_SEEN = 400;

const readJson = (text: string | undefined): unknown =>
  text === undefined ? undefined : parseJson(text);

const seenShape = z.array(
  z.strictObject({
    date: z.custom<IsoDate>((v) => typeof v === 'string' && parseIsoDate(v) !== null),
    documentHash: z.custom<Hash>((v) => typeof v === 'string' && isHash(v)),
  }),
);
/** Roots as they were first seen, oldest first. */
export type SeenRoots = readonly { readonly date: IsoDate; readonly documentHash: Hash }[];

/** What the store kept, or nothing where it cannot be read. */
export function readSeenRoots(text: string | undefined): SeenRoots {
  const parsed = seenShape.safeParse(readJson(text));
  return parsed.success ? parsed.data : [];
}

const changed = (date: IsoDate) => fail('HQ_PAST_CHANGED', { date });

/**
 * TR9, TR10: answers what is to be remembered with this root. HQ_PAST_CHANGED names the day that
 * HQ tells differently now.
 */
export function seeRoot(
  seen: SeenRoots,
  root: Pick<FeedItemOf<'root'>, 'date' | 'documentHash' | 'previous'>,
): Result<SeenRoots> {
  const { date, documentHash, previous } = root;
  const twin = seen.find((other) => other.date === date);
  if (twin !== undefined) return twin.documentHash === documentHash ? ok(seen) : changed(date);
  const before = seen.findLast((other) => other.date < date);
  if (before !== undefined) {
    // A root between may not have come here; one that skips a day that was seen is another past.
    if (previous === null || previous.date < before.date) return changed(before.date);
    const isOther = previous.date === before.date && previous.documentHash !== before.documentHash;
    if (isOther) return changed(before.date);
  }
  const all = [...seen, { date, documentHash }].toSorted((a, b) => (a.date < b.date ? -1 : 1));
  return ok(all.slice(-MAX_SEEN));
}

/**
 * TR11: the head that HQ put under its root is this journal's own. `hashAt` answers this counter's
 * hash at a seq, or null beyond its end.
 */
export function seeOwnHead(
  proof: Pick<HeadProof, 'date' | 'seq' | 'headHash'>,
  hashAt: (seq: number) => Hash | null,
): Result<null> {
  return hashAt(proof.seq) === proof.headHash ? ok(null) : changed(proof.date);
}

/** What the feed says of the past, into the settings. The first change that was seen stays in sight. */
export function keepRoot(
  hold: {
    readonly store: StoreReader;
    readonly putSetting: (name: string, value: string) => void;
  },
  root: Pick<FeedItemOf<'root'>, 'date' | 'documentHash' | 'previous'>,
): void {
  const seen = seeRoot(readSeenRoots(hold.store.setting(SETTING.seenRoots)), root);
  if (seen.ok) hold.putSetting(SETTING.seenRoots, JSON.stringify(seen.value));
  else if (pastChange(hold.store) === null) {
    hold.putSetting(SETTING.pastChanged, JSON.stringify(seen.error.details?.['date'] ?? ''));
  }
}

/** HQ_PAST_CHANGED where this counter has seen another past than HQ tells now. */
export function pastChange(store: StoreReader): Failure | null {
  const date = z.string().safeParse(readJson(store.setting(SETTING.pastChanged)));
  return date.success ? { code: 'HQ_PAST_CHANGED', details: { date: date.data } } : null;
}
