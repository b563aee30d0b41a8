/** What the search list offers: what was found, or, before anything is typed, what is at hand. */
import type { ServiceFound } from '#contract/answers.ts';
import type { ClerkSnapshot, HeldVisitSnapshot } from '#contract/snapshot.ts';
import { formatRupees } from '#domain/money.ts';
import type { SearchRow } from '#renderer/clerk/item/ServiceSearch.tsx';
import type { Speech } from '#renderer/texts/use-texts.tsx';

import type { CounterState } from './counter-state.ts';

export type Offer =
  | { readonly kind: 'found' | 'again'; readonly service: ServiceFound }
  | { readonly kind: 'held'; readonly visit: HeldVisitSnapshot }
  | { readonly kind: 'aside'; readonly index: number };

export function offersOf(
  state: CounterState,
  snapshot: Pick<ClerkSnapshot, 'held' | 'visit'>,
): readonly Offer[] {
  if (state.item.query.trim() !== '') {
    return (state.item.found ?? []).map((service) => ({ kind: 'found', service }));
  }
  const again: readonly Offer[] =
    state.lastService === null ? [] : [{ kind: 'again', service: state.lastService }];
  // With a quote open the next service is for the same citizen: nobody else is taken up.
  if (snapshot.visit !== null) return again;
  return [
    ...again,
    ...snapshot.held.map((visit): Offer => ({ kind: 'held', visit })),
    ...state.asideBefore.map((_, index): Offer => ({ kind: 'aside', index })),
  ];
}

export function rowOf(offer: Offer, state: CounterState, { t, language }: Speech): SearchRow {
  switch (offer.kind) {
    case 'found':
    case 'again': {
      const { service } = offer;
      return {
        key: `${offer.kind}-${service.serviceCode}`,
        mark: service.mnemonic,
        title: service.texts[language],
        detail: offer.kind === 'again' ? t.sameAgain : service.department[language],
      };
    }
    case 'held': {
      const { visit } = offer;
      return {
        key: visit.visitId,
        mark: t.heldOne,
        title: visit.payer,
        detail: `${visit.serviceTexts[language]} · ${formatRupees(visit.totalPaise)}`,
      };
    }
    case 'aside': {
      const aside = state.asideBefore[offer.index];
      const service = aside?.item.service?.texts[language];
      const payer = aside?.citizen.payer.trim() ?? '';
      return {
        key: `aside-${offer.index}`,
        mark: t.heldOne,
        title: payer === '' ? (service ?? '') : payer,
        detail: t.heldUnquoted,
      };
    }
    default:
      return offer satisfies never;
  }
}
