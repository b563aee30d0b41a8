/**
 * The office's template key among its counters (FP30): this counter offers its sealing key, takes in
 * what was sealed to it, and seals what it holds to the others. Looked at when the feed has moved.
 */
import { fail, ok, type Result } from '#domain/result.ts';
import { isCounterId } from '#domain/ids.ts';
import { readSealOffer, signSealOffer, type SealOffer } from '#protocol/seal-offer.ts';
import type { Context } from '#terminal/context.ts';
import type { TemplateVault } from '#terminal/ports/vault.ts';
import { feedCursor } from '#terminal/settings.ts';

import { isHolder, readSealNews, type SealNews } from './news.ts';

/** Once, and again with a key that took this one's place. */
function offerOwn(context: Context, vault: TemplateVault): Result<null> {
  const { store, signer, clock } = context.ports;
  const counter = context.counter();
  if (counter === null) return ok(null);
  const offered = store.read.view('sealOffer', 'here');
  if (offered?.document.includes(vault.sealingKey) === true) return ok(null);
  const { officeId, counterId, certificate } = counter;
  const { sealingKey } = vault;
  const document = signSealOffer(
    { officeId, counterId, sealingKey, certificate, at: clock.now() },
    signer,
  );
  return context.recorder().record((act) => {
    act.append('seal.offered', { document });
    return ok(null);
  });
}

/** Keys that were sealed to this counter and are not held yet. */
function takeIn(context: Context, vault: TemplateVault, news: SealNews): void {
  const counterId = context.counter()?.counterId;
  for (const { to, keyId, wrapped } of news.shares) {
    if (to !== counterId || vault.keyIds().includes(keyId)) continue;
    const taken = vault.unwrap(keyId, wrapped);
    if (!taken.ok) context.ports.log.warn('seal.unopened', { code: taken.error.code });
  }
}

/** Offers of other counters of this office that are believed. */
function believed(context: Context, news: SealNews): readonly SealOffer[] {
  const counter = context.counter();
  const trust = context.trust();
  if (counter === null || trust === null) return [];
  const { officeId } = counter;
  const { crypto, log } = context.ports;
  return Object.values(news.offers)
    .map((text) => readSealOffer({ text, officeId, trust, crypto }))
    .flatMap((offer) => {
      if (!offer.ok) log.warn('seal.offer_refused', { code: offer.error.code });
      return offer.ok && offer.value.counterId !== counter.counterId ? [offer.value] : [];
    });
}

function giveTo(
  context: Context,
  vault: TemplateVault,
  of: { readonly offer: SealOffer; readonly news: SealNews },
): Result<null> {
  const { counterId: to, sealingKey } = of.offer;
  if (!isCounterId(to)) return ok(null);
  const { read } = context.ports.store;
  const missing = vault
    .keyIds()
    .filter((keyId) => !isHolder(of.news, to, keyId))
    .filter((keyId) => read.view('sealShare', `${to}/${keyId}`) === undefined);
  for (const keyId of missing) {
    const wrapped = vault.wrap(keyId, sealingKey);
    if (wrapped === null) return fail('SEAL_BROKEN');
    const shared = context.recorder().record((act) => {
      act.append('seal.shared', { to, keyId, wrapped });
      return ok(null);
    });
    if (!shared.ok) return shared;
  }
  return ok(null);
}

/** Cheap where nothing has changed since the last look. */
export function keepKeys(context: Context): void {
  const { vault, store, log } = context.ports;
  if (vault === undefined || context.office()?.fingerprints === undefined) return;
  // Another page of the feed, or another key of our own, since the last look.
  const mark = feedCursor(store.read) * 1_000 + vault.keyIds().length;
  if (context.memory.keysAt === mark) return;
  const news = readSealNews(store.read);
  const offered = offerOwn(context, vault);
  takeIn(context, vault, news);
  const given = believed(context, news).map((offer) => giveTo(context, vault, { offer, news }));
  for (const each of [offered, ...given]) {
    if (!each.ok) log.warn('seal.unshared', { code: each.error.code });
  }
  context.memory.keysAt = feedCursor(store.read) * 1_000 + vault.keyIds().length;
}
