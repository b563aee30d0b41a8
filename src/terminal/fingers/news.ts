/**
 * What the feed brings about fingerprints (FP29, FP30, FP32), kept inside the feed's transaction.
 * Files of keys are not touched here: `keys.ts` does that afterwards.
 */
import { z } from 'zod';

import type { CounterId } from '#domain/ids.ts';
import type { FeedItemOf } from '#protocol/feed.ts';
import { parseSealOffer } from '#protocol/seal-offer.ts';
import type { Act } from '#terminal/journal/recorder.ts';
import type { StoreReader } from '#terminal/ports/journal-store.ts';
import { readSetting, SETTING } from '#terminal/settings.ts';

import { readSealed, tombstone } from './templates.ts';

type Hold = Pick<Act, 'store' | 'putSetting' | 'putTemplate' | 'erasePrivate'>;

const sealNews = z.object({
  /** By counter; the latest. */
  offers: z.record(z.string(), z.string()),
  shares: z.array(
    z.object({
      from: z.string(),
      to: z.string(),
      keyId: z.string(),
      wrapped: z.string(),
    }),
  ),
});
export type SealNews = z.infer<typeof sealNews>;

export const readSealNews = (store: StoreReader): SealNews =>
  readSetting(store, SETTING.sealNews, sealNews) ?? { offers: {}, shares: [] };

/** A deleted one stays deleted, whatever comes late; of two the later end is kept. */
export function keepTemplate(hold: Hold, item: FeedItemOf<'template'>): void {
  const { enrolmentId: id, text } = item;
  if (text === null) {
    forgetHere(hold, id);
    return;
  }
  const kept = hold.store.template(id);
  if (kept?.text === '') return;
  const sealed = readSealed(id, text);
  if (sealed !== null && sealed.expiresAt >= (kept?.expiresAt ?? 0)) hold.putTemplate(sealed);
}

/** Row and private record of this counter. */
export function forgetHere(hold: Hold, id: string): void {
  hold.putTemplate(tombstone(id));
  const ref = hold.store.view('enrolment', id)?.ref ?? null;
  if (ref !== null) hold.erasePrivate(ref);
}

export function keepSealNews(
  hold: Hold,
  item: FeedItemOf<'seal.offer'> | FeedItemOf<'seal.share'>,
): void {
  const news = readSealNews(hold.store);
  if (item.type === 'seal.offer') {
    const offer = parseSealOffer(item.document);
    if (offer === null) return;
    const offers = { ...news.offers, [offer.counterId]: item.document };
    hold.putSetting(SETTING.sealNews, JSON.stringify({ ...news, offers }));
    return;
  }
  const { from, to, keyId, wrapped } = item;
  const others = news.shares.filter((share) => share.to !== to || share.keyId !== keyId);
  const shares = [...others, { from, to, keyId, wrapped }];
  hold.putSetting(SETTING.sealNews, JSON.stringify({ ...news, shares }));
}

/** Who was given this key, or has given it. */
export const isHolder = (news: SealNews, counterId: CounterId, keyId: string): boolean =>
  news.shares.some(
    (share) => share.keyId === keyId && (share.to === counterId || share.from === counterId),
  );
