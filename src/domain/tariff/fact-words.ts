/**
 * Facts in words for the citizen's screen and the receipt: "2 classes of vehicle". Made from coarse
 * facts alone, so that the words may be journaled and come out the same when priced again.
 */
import { LANGUAGES, type Language, type Texts } from '#domain/language.ts';
import { formatRupees, groupIndian, paise } from '#domain/money.ts';
import type { ResolvedFacts } from './conditions.ts';
import { bandOf, factNamed } from './facts.ts';
import type { CountWords, FactDefinition, FactValue, Tariff } from './types.ts';

/** The last band has no end: it is over the one before it. */
const OVER: Texts = { en: 'over {n}', hi: '{n} से अधिक' };
const FROM_TO: Texts = { en: '{from} to {to}', hi: '{from} से {to}' };

/** `18 to 60`, `over 60`. */
function bandInWords(band: string, language: Language): string {
  if (band.endsWith('+')) {
    return OVER[language].replace('{n}', (Number(band.slice(0, -1)) - 1).toString());
  }
  const [from, to] = band.split('-');
  if (to === undefined) return band;
  return FROM_TO[language].replace('{from}', from ?? '').replace('{to}', to);
}

function countText(words: CountWords, value: number): Texts {
  if (value === 0 && words.zero !== undefined) return words.zero;
  return value === 1 && words.one !== undefined ? words.one : words.other;
}

function numberWords(fact: FactDefinition, value: number, language: Language): string | null {
  if (fact.type !== 'integer' && fact.type !== 'derived' && fact.type !== 'money') return null;
  if (fact.words === undefined) return null;
  if (fact.journal.form === 'bands') {
    const band = bandOf(fact.journal.bands, value);
    const alone = /^\d+$/.test(band);
    const words = alone ? countText(fact.words, Number(band)) : fact.words.other;
    return words[language].replaceAll('{n}', bandInWords(band, language));
  }
  const isMoney = fact.type === 'money' || (fact.type === 'derived' && 'of' in fact.derive);
  const shown = isMoney ? formatRupees(paise(value)) : groupIndian(value.toString());
  return countText(fact.words, value)[language].replaceAll('{n}', shown);
}

function optionWords(fact: FactDefinition, value: string, language: Language): string | null {
  if (fact.type !== 'choice' && fact.type !== 'waiver') return null;
  const option = fact.options.find((candidate) => candidate.value === value);
  return option === undefined ? null : (option.words ?? option.label)[language];
}

function factWords(fact: FactDefinition, value: FactValue, language: Language): string | null {
  if (typeof value === 'number') return numberWords(fact, value, language);
  if (typeof value === 'string') return optionWords(fact, value, language);
  if (fact.type === 'document') return fact.words[language];
  if (fact.type !== 'boolean') return null;
  return (value ? fact.words.yes : fact.words.no)?.[language] ?? null;
}

/** One phrase a fact, in the order in which they are asked. */
export function factsInWords(
  tariff: Tariff,
  facts: ResolvedFacts,
): Readonly<Record<Language, readonly string[]>> {
  const inLanguage = (language: Language): string[] => {
    const phrases: string[] = [];
    for (const [name, value] of facts) {
      const fact = factNamed(tariff, name);
      if (fact === undefined || fact.type === 'date') continue;
      const phrase = factWords(fact, value, language);
      if (phrase !== null) phrases.push(phrase);
    }
    return phrases;
  };
  const words: Record<Language, readonly string[]> = { en: [], hi: [] };
  for (const language of LANGUAGES) words[language] = inLanguage(language);
  return words;
}
