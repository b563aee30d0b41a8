/** A published fee in words, where the amounts as charged are not at hand: rates and what they count. */
import { formatRupees, groupIndian, paise } from '#domain/money.ts';
import { factNamed } from '#domain/tariff/facts.ts';
import type { Fee, Tariff, TariffLine } from '#domain/tariff/types.ts';

import type { Words } from './texts.ts';

function factLabel(tariff: Tariff, name: string, words: Words): string {
  return factNamed(tariff, name)?.label[words.language] ?? name;
}

function feeInWords(fee: Fee, tariff: Tariff, words: Words): string {
  const { say } = words;
  const of = 'fact' in fee ? factLabel(tariff, fee.fact, words) : '';
  switch (fee.form) {
    case 'fixed':
      return formatRupees(fee.amountPaise);
    case 'perUnit':
      return say('perUnit', { rate: formatRupees(fee.ratePaise), of });
    case 'perStep': {
      const fact = factNamed(tariff, fee.fact);
      const isMoney = fact?.type === 'money';
      const step = isMoney ? formatRupees(paise(fee.step)) : groupIndian(fee.step.toString());
      return say('perStep', { rate: formatRupees(fee.ratePaise), step, of });
    }
    case 'percent':
      return say('percent', { rate: fee.basisPoints / 100, of });
    case 'slabs':
    case 'byChoice':
      return say('depends', { of });
    case 'greaterOf':
    case 'lesserOf':
      return fee.of.map((part) => feeInWords(part, tariff, words)).join(' / ');
    default:
      return '';
  }
}

export const lineInWords = (line: TariffLine, tariff: Tariff, words: Words): string =>
  line.kind === 'rebate' ? words.say('rebate') : feeInWords(line.fee, tariff, words);
