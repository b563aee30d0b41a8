/** Quotes and previews as screens draw them: figures from the entry, words from its tariff. */
import type { LineSnapshot, PreviewSnapshot, QuoteSnapshot } from '#contract/snapshot.ts';
import type { ChargedLine, QuoteIssuedBody } from '#domain/journal/kinds.ts';
import { LANGUAGES, type Texts } from '#domain/language.ts';
import type { PricedCharge, PricedLine, Tariff } from '#domain/tariff/types.ts';
import { describeCharged, type Priced } from '#terminal/pricing.ts';
import type { Context } from '#terminal/context.ts';

/** One row a fact, each in every language. */
export function factRows(charge: Pick<PricedCharge, 'factsInWords'>): readonly Texts[] {
  return charge.factsInWords.en.map((english, row) => {
    const texts: Record<string, string> = {};
    for (const language of LANGUAGES) {
      texts[language] = charge.factsInWords[language][row] ?? english;
    }
    return texts as Texts;
  });
}

const counted = (line: ChargedLine | PricedLine) => ({
  ...(line.quantity === undefined ? {} : { quantity: line.quantity }),
  ...(line.ratePaise === undefined ? {} : { ratePaise: line.ratePaise }),
});

/** A line as charged; where its tariff is gone from this disk, the code stands for the words. */
export function lineSnapshot(line: ChargedLine, described: PricedLine | undefined): LineSnapshot {
  return {
    code: line.code,
    texts: described?.texts ?? { en: line.code, hi: line.code },
    authority: described?.authority ?? '',
    head: line.head,
    ...counted(line),
    amountPaise: line.amountPaise,
  };
}

export const linesOf = (
  lines: readonly ChargedLine[],
  charge: PricedCharge | null,
): readonly LineSnapshot[] =>
  lines.map((line) =>
    lineSnapshot(
      line,
      charge?.lines.find((described) => described.code === line.code),
    ),
  );

const titleOf = (tariff: Tariff | null, id: string): Texts => tariff?.texts ?? { en: id, hi: id };

export function quoteSnapshot(context: Context, quote: QuoteIssuedBody): QuoteSnapshot {
  const described = describeCharged(context, quote);
  const charge = described.ok ? described.value : null;
  const tariff = context.tariffs().byRef(quote.tariff);
  const { serviceCode } = quote;
  return {
    quoteId: quote.quoteId,
    serviceCode,
    serviceTexts: charge?.serviceTexts ?? { en: serviceCode, hi: serviceCode },
    factsInWords: charge === null ? [] : factRows(charge),
    lines: linesOf(quote.lines, charge),
    totalPaise: quote.totalPaise,
    validUntil: quote.validUntil,
    tariffTitle: titleOf(tariff.ok ? tariff.value : null, quote.tariff.tariffId),
    tariffVersion: quote.tariff.version,
  };
}

export function previewSnapshot(context: Context, { charge, tariff }: Priced): PreviewSnapshot {
  const named = context.tariffs().byRef(tariff);
  return {
    serviceCode: charge.serviceCode,
    lines: charge.lines.map((line) => lineSnapshot(line, line)),
    totalPaise: charge.totalPaise,
    factsInWords: factRows(charge),
    tariffTitle: titleOf(named.ok ? named.value : null, tariff.tariffId),
    tariffVersion: tariff.version,
    ...(charge.needsSecondPerson ? { needsApproval: true } : {}),
  };
}
