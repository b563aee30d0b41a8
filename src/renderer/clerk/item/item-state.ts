/**
 * What is to be charged, as it is being found and typed: a pure state and what can happen to it. It
 * never holds an amount of its own; the preview is the terminal's.
 */
import type { ServiceDescription, ServiceFound } from '#contract/answers.ts';
import type { PreviewSnapshot } from '#contract/snapshot.ts';
import type { Failure } from '#domain/result.ts';

import { askedFacts, firstText, type Asked, type FactTexts } from './facts-typed.ts';

export type Preview =
  | { readonly status: 'none' | 'loading' }
  | { readonly status: 'ready'; readonly value: PreviewSnapshot }
  | { readonly status: 'failed'; readonly failure: Failure };

export interface ItemState {
  readonly query: string;
  /** Null until something was looked for. */
  readonly found: readonly ServiceFound[] | null;
  /** The query that `found` answers: while it is another one, the answer is on its way. */
  readonly foundFor: string | null;
  /** Enter came before the answer: its first service is to be taken when it comes. */
  readonly firstWanted: boolean;
  /** That first service, from then until it is chosen. */
  readonly taking: ServiceFound | null;
  readonly highlighted: number;
  readonly service: ServiceDescription | null;
  readonly texts: FactTexts;
  readonly demanded: readonly string[];
  /** Problems are shown once the clerk wanted to go on, not while they type. */
  readonly showProblems: boolean;
  readonly preview: Preview;
}

export const EMPTY_ITEM: ItemState = {
  query: '',
  found: null,
  foundFor: null,
  firstWanted: false,
  taking: null,
  highlighted: 0,
  service: null,
  texts: {},
  demanded: [],
  showProblems: false,
  preview: { status: 'none' },
};

export type ItemAction =
  | { readonly type: 'queryTyped'; readonly query: string }
  | { readonly type: 'firstWanted' }
  | { readonly type: 'found'; readonly query: string; readonly found: readonly ServiceFound[] }
  | { readonly type: 'moved'; readonly by: number; readonly rows: number }
  | { readonly type: 'chosen'; readonly service: ServiceDescription }
  | { readonly type: 'unchosen' }
  | { readonly type: 'factTyped'; readonly fact: string; readonly text: string }
  | { readonly type: 'previewAsked' }
  | { readonly type: 'previewed'; readonly preview: PreviewSnapshot }
  | { readonly type: 'previewFailed'; readonly failure: Failure }
  | { readonly type: 'problemsShown' }
  | { readonly type: 'cleared' };

const firstTexts = (service: ServiceDescription): FactTexts =>
  Object.fromEntries(service.facts.map((fact) => [fact.name, firstText(fact)]));

function foundArrived(
  state: ItemState,
  { query, found }: Extract<ItemAction, { type: 'found' }>,
): ItemState {
  // An answer to something typed before is late: what is typed now counts.
  if (query !== state.query) return state;
  const taking = state.firstWanted ? (found[0] ?? null) : null;
  return { ...state, found, foundFor: query, firstWanted: false, taking };
}

function demandedBy(state: ItemState, failure: Failure): readonly string[] {
  const fact = failure.details?.['fact'];
  if (failure.code !== 'FACT_MISSING' || typeof fact !== 'string') return state.demanded;
  return state.demanded.includes(fact) ? state.demanded : [...state.demanded, fact];
}

export function itemReducer(state: ItemState, action: ItemAction): ItemState {
  switch (action.type) {
    case 'queryTyped':
      return { ...state, query: action.query, highlighted: 0, firstWanted: false, taking: null };
    case 'firstWanted':
      return { ...state, firstWanted: true };
    case 'found':
      return foundArrived(state, action);
    case 'moved': {
      const last = Math.max(action.rows - 1, 0);
      return { ...state, highlighted: Math.min(Math.max(state.highlighted + action.by, 0), last) };
    }
    case 'chosen':
      return {
        ...EMPTY_ITEM,
        query: state.query,
        service: action.service,
        texts: firstTexts(action.service),
      };
    case 'unchosen':
      return { ...EMPTY_ITEM, query: state.query, found: state.found, foundFor: state.foundFor };
    case 'factTyped':
      return {
        ...state,
        texts: { ...state.texts, [action.fact]: action.text },
        showProblems: false,
        preview: { status: 'none' },
      };
    case 'previewAsked':
      return { ...state, preview: { status: 'loading' } };
    case 'previewed':
      return { ...state, preview: { status: 'ready', value: action.preview } };
    case 'previewFailed':
      return {
        ...state,
        demanded: demandedBy(state, action.failure),
        preview: { status: 'failed', failure: action.failure },
      };
    case 'problemsShown':
      return { ...state, showProblems: true };
    case 'cleared':
      return EMPTY_ITEM;
    default:
      return action satisfies never;
  }
}

/** Something was typed that has no answer yet: what the list shows is not what is meant. */
export const isLooking = (state: ItemState): boolean =>
  state.query.trim() !== '' && state.foundFor !== state.query;

/** A waiver at discretion: a second person agrees before it is quoted. */
export const needsManager = ({ preview }: ItemState): boolean =>
  preview.status === 'ready' && preview.value.needsApproval === true;

const NOTHING_ASKED: Asked = { facts: [], problem: null, values: {} };

export const askedOf = (state: ItemState): Asked =>
  state.service === null
    ? NOTHING_ASKED
    : askedFacts({ service: state.service, texts: state.texts, demanded: state.demanded });
