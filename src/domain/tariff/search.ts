/**
 * Finds a service by what a clerk types: a code or mnemonic ("LL"), the beginnings of words in any
 * order, in English or in Devanagari as it comes from the keyboard.
 */
import { LANGUAGES, type Language } from '#domain/language.ts';
import type { Instant } from '#domain/time.ts';
import { quotableAt, type TariffBook } from './book.ts';
import type { Tariff, TariffService } from './types.ts';

export interface ServiceMatch {
  readonly service: TariffService;
  readonly tariff: Tariff;
  /** Higher is nearer; only the order means anything. */
  readonly score: number;
}

export interface ServiceQuery {
  readonly text: string;
  readonly language: Language;
  readonly at: Instant;
  readonly limit?: number;
}

/** Long i and u for short, chandrabindu for anusvara. */
const SPELT_ALIKE: readonly (readonly [typed: string, folded: string])[] = [
  ['\u0940', '\u093F'],
  ['\u0942', '\u0941'],
  ['\u0908', '\u0907'],
  ['\u090A', '\u0909'],
  ['\u0901', '\u0902'],
];
/** Latin accents, nukta, the joiners, apostrophes. */
const DROPPED = /[\u0300-\u036F]|\u093C|\u200C|\u200D|'|\u2019/g;

/**
 * One spelling for what people type differently: case, accents, apostrophes, nukta, joiners,
 * chandrabindu, long and short i and u, Devanagari digits.
 */
export function fold(text: string): string {
  const plain = text.toLowerCase().normalize('NFD').replaceAll(DROPPED, '');
  return SPELT_ALIKE.reduce(
    (folded, [typed, alike]) => folded.replaceAll(typed, alike),
    plain,
  ).replaceAll(/[०-९]/g, (digit) => String(digit.charCodeAt(0) - 0x0966));
}

const wordsOf = (text: string): string[] =>
  fold(text)
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .filter((word) => word !== '');

const compact = (text: string): string => wordsOf(text).join('');

const EXACT_CODE = 1000;
const EXACT_MNEMONIC = 900;
const CODE_BEGINS = 700;
const MNEMONIC_BEGINS = 600;

function codeScore(service: TariffService, query: string): number {
  const code = compact(service.code);
  const mnemonics = service.search.mnemonics.map(compact);
  if (code === query) return EXACT_CODE;
  if (mnemonics.includes(query)) return EXACT_MNEMONIC;
  if (code.startsWith(query)) return CODE_BEGINS;
  return mnemonics.some((mnemonic) => mnemonic.startsWith(query)) ? MNEMONIC_BEGINS : 0;
}

/** Best fit of a typed word among words: the whole of one, its beginning, something inside it. */
function wordScore(typed: string, words: readonly string[], weight: number): number {
  let best = 0;
  for (const word of words) {
    if (word === typed) return weight;
    if (word.startsWith(typed)) best = Math.max(best, Math.trunc(weight * 0.8));
    else if (typed.length >= 3 && word.includes(typed)) best = Math.max(best, 10);
  }
  return best;
}

function textScore(
  service: TariffService,
  tariff: Tariff,
  query: { readonly words: readonly string[]; readonly language: Language },
): number {
  const titles = (language: Language): string[] => wordsOf(service.texts[language]);
  const keywords = LANGUAGES.flatMap((language) => service.search.words[language].flatMap(wordsOf));
  const tariffWords = LANGUAGES.flatMap((language) => wordsOf(tariff.texts[language]));
  let score = 0;
  let matched = 0;
  for (const typed of query.words) {
    const best = Math.max(
      ...LANGUAGES.map((language) =>
        wordScore(typed, titles(language), language === query.language ? 100 : 90),
      ),
      wordScore(typed, keywords, 70),
      wordScore(typed, tariffWords, 20),
    );
    score += best;
    if (best > 0) matched += 1;
  }
  if (matched === 0 || matched * 2 < query.words.length) return 0;
  const shorter = 10 / (1 + titles(query.language).length);
  return (score / query.words.length) * (matched / query.words.length) + shorter;
}

const DEFAULT_LIMIT = 20;

/** Ranked, nearest first; with nothing typed, all that can be quoted, in the tariffs' order. */
export function findServices(book: TariffBook, query: ServiceQuery): readonly ServiceMatch[] {
  const words = wordsOf(query.text);
  const whole = compact(query.text);
  const matches: ServiceMatch[] = [];
  for (const tariff of quotableAt(book, query.at)) {
    for (const service of tariff.services) {
      const score =
        words.length === 0
          ? 1
          : codeScore(service, whole) +
            textScore(service, tariff, { words, language: query.language });
      if (score > 0) matches.push({ service, tariff, score });
    }
  }
  const limit = query.limit ?? (words.length === 0 ? matches.length : DEFAULT_LIMIT);
  return matches.sort((a, b) => b.score - a.score).slice(0, limit);
}
