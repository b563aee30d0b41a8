/**
 * The published fees as the idle display shows them: every service of the tariffs in force, with its
 * fee where that does not depend on anything that has to be asked.
 */
import type { CitizenSnapshot } from '#contract/snapshot.ts';
import { quotableAt } from '#domain/tariff/book.ts';
import { factNamed } from '#domain/tariff/facts.ts';
import type {
  FactValue,
  FactValues,
  PricedCharge,
  Tariff,
  TariffService,
} from '#domain/tariff/types.ts';
import { LANGUAGES, type Texts } from '#domain/language.ts';
import { priceCharge } from '#domain/tariff/price.ts';
import { officeOf, type Context } from '#terminal/context.ts';

type FeeBoard = CitizenSnapshot['feeBoard'];

/** What rotates past in a few minutes. */
const MAX_ROWS = 60;

/** The usual case of a service: what the tariff itself names where nothing has been asked. */
function usualFacts(tariff: Tariff, service: TariffService): FactValues {
  const facts: Record<string, FactValue> = {};
  for (const name of service.facts) {
    const fact = factNamed(tariff, name);
    if (fact !== undefined && 'default' in fact && fact.default !== undefined) {
      facts[name] = fact.default;
    }
  }
  return facts;
}

/** The service, and the facts that its fee on the board is for. */
function rowTexts(charge: PricedCharge): Texts {
  const texts: Record<string, string> = {};
  for (const language of LANGUAGES) {
    texts[language] = [charge.serviceTexts[language], ...charge.factsInWords[language]].join(' · ');
  }
  return texts as Texts;
}

export function feeBoard(context: Context): FeeBoard {
  const at = context.now();
  const { calendar } = officeOf(context);
  const rows = quotableAt(context.tariffs().book, at).flatMap((tariff) =>
    tariff.services
      .filter((service) => service.published)
      .map((service) => {
        const facts = usualFacts(tariff, service);
        const priced = priceCharge({ tariff, serviceCode: service.code, facts, at, calendar });
        if (!priced.ok) return { texts: service.texts, totalPaise: null };
        return { texts: rowTexts(priced.value), totalPaise: priced.value.totalPaise };
      }),
  );
  return rows.slice(0, MAX_ROWS);
}
