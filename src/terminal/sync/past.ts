/**
 * What this counter remembers of HQ's past, and when to complain: a day's root that is another than
 * the one that was seen, a root that does not follow the last, a head of this counter that is not its
 * own. docs/spec/transparency.md, TR9 to TR11.
 */
import { z } from 'zod';

import { isHash, type Hash } from '#domain/ids.ts';
import { fail, ok, type Failure, type Result } from '#domain/result.ts';
import { parseIsoDate, type IsoDate } from '#domain/time.ts';
import type { FeedItemOf } from '#protocol/feed.ts';
import { parseJson } from '#protocol/signed.ts';
import type { HeadProof } from '#protocol/transparency.ts';
import type { Act } from '#terminal/journal/recorder.ts';
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

type Hold = Pick<Act, 'store' | 'putSetting' | 'append'>;

/** TR10: said once, in sight and in the journal, until a person at HQ has looked. */
export function complain(hold: Hold, date: IsoDate): void {
  if (pastChange(hold.store) !== null) return;
  hold.putSetting(SETTING.pastChanged, JSON.stringify(date));
  hold.append('hq.past_changed', { date });
}

/** What the feed says of the past, into the settings. The first change that was seen stays in sight. */
export function keepRoot(
  hold: Hold,
  root: Pick<FeedItemOf<'root'>, 'date' | 'documentHash' | 'previous'>,
): void {
  const seen = seeRoot(readSeenRoots(hold.store.setting(SETTING.seenRoots)), root);
  if (seen.ok) hold.putSetting(SETTING.seenRoots, JSON.stringify(seen.value));
  else complain(hold, (seen.error.details?.['date'] ?? root.date) as IsoDate);
}

/** A person at HQ has looked: what HQ tells from now on is what is remembered. */
export function acceptPast({ putSetting }: Pick<Hold, 'putSetting'>): void {
  putSetting(SETTING.pastChanged, 'null');
  putSetting(SETTING.seenRoots, '[]');
  putSetting(SETTING.headSeen, 'null');
}

const headShape = z.strictObject({
  date: z.custom<IsoDate>((v) => typeof v === 'string' && parseIsoDate(v) !== null),
  /** 0: HQ held nothing of this counter yet. */
  seq: z.number().int().min(0),
});
export type HeadSeen = z.infer<typeof headShape>;

/** The last root under which this counter's head was looked for; null before the first. */
export function headSeen(store: StoreReader): HeadSeen | null {
  const read = headShape.safeParse(readJson(store.setting(SETTING.headSeen)));
  return read.success ? read.data : null;
}

/** HQ_PAST_CHANGED where this counter has seen another past than HQ tells now. */
export function pastChange(store: StoreReader): Failure | null {
  const date = z.string().safeParse(readJson(store.setting(SETTING.pastChanged)));
  return date.success ? { code: 'HQ_PAST_CHANGED', details: { date: date.data } } : null;
}
