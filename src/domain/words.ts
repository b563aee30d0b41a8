/**
 * Amounts in words, as receipts and challans write them: the Indian system (thousand, lakh, crore)
 * in English and in Hindi, whose numerals from 0 to 99 follow no rule and are listed.
 */
import type { Language } from './language.ts';
import type { Paise } from './money.ts';
import { assert } from './result.ts';

const ENGLISH_SMALL = (
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen ' +
  'fifteen sixteen seventeen eighteen nineteen'
).split(' ');
const ENGLISH_TENS = '- - twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');

const HINDI_BELOW_HUNDRED = (
  'शून्य एक दो तीन चार पाँच छह सात आठ नौ ' +
  'दस ग्यारह बारह तेरह चौदह पंद्रह सोलह सत्रह अठारह उन्नीस ' +
  'बीस इक्कीस बाईस तेईस चौबीस पच्चीस छब्बीस सत्ताईस अट्ठाईस उनतीस ' +
  'तीस इकतीस बत्तीस तैंतीस चौंतीस पैंतीस छत्तीस सैंतीस अड़तीस उनतालीस ' +
  'चालीस इकतालीस बयालीस तैंतालीस चौवालीस पैंतालीस छियालीस सैंतालीस अड़तालीस उनचास ' +
  'पचास इक्यावन बावन तिरेपन चौवन पचपन छप्पन सत्तावन अट्ठावन उनसठ ' +
  'साठ इकसठ बासठ तिरेसठ चौंसठ पैंसठ छियासठ सड़सठ अड़सठ उनहत्तर ' +
  'सत्तर इकहत्तर बहत्तर तिहत्तर चौहत्तर पचहत्तर छिहत्तर सतहत्तर अठहत्तर उनासी ' +
  'अस्सी इक्यासी बयासी तिरासी चौरासी पचासी छियासी सतासी अट्ठासी नवासी ' +
  'नब्बे इक्यानवे बानवे तिरानवे चौरानवे पचानवे छियानवे सत्तानवे अट्ठानवे निन्यानवे'
).split(' ');

const HUNDRED: Readonly<Record<Language, string>> = { en: 'hundred', hi: 'सौ' };
const SCALES: readonly { readonly size: number; readonly names: Record<Language, string> }[] = [
  { size: 10_000_000, names: { en: 'crore', hi: 'करोड़' } },
  { size: 100_000, names: { en: 'lakh', hi: 'लाख' } },
  { size: 1000, names: { en: 'thousand', hi: 'हज़ार' } },
];

function belowHundred(value: number, language: Language): string {
  if (language === 'hi') return HINDI_BELOW_HUNDRED[value] ?? '';
  if (value < 20) return ENGLISH_SMALL[value] ?? '';
  const unit = value % 10;
  const tens = ENGLISH_TENS[Math.trunc(value / 10)] ?? '';
  return unit === 0 ? tens : `${tens}-${ENGLISH_SMALL[unit] ?? ''}`;
}

/** A whole number, not negative, up to 10^14: `one lakh nine hundred fifty`, `एक लाख नौ सौ पचास`. */
export function numberInWords(value: number, language: Language): string {
  assert(Number.isSafeInteger(value) && value >= 0 && value <= 1e14, `no words for ${value}`);
  const parts: string[] = [];
  let rest = value;
  for (const { size, names } of SCALES) {
    const count = Math.trunc(rest / size);
    if (count > 0) parts.push(`${numberInWords(count, language)} ${names[language]}`);
    rest %= size;
  }
  const hundreds = Math.trunc(rest / 100);
  if (hundreds > 0) parts.push(`${belowHundred(hundreds, language)} ${HUNDRED[language]}`);
  rest %= 100;
  if (rest > 0 || parts.length === 0) parts.push(belowHundred(rest, language));
  return parts.join(' ');
}

function englishAmount(whole: number, fraction: number): string {
  const paiseWords = fraction === 0 ? '' : `${belowHundred(fraction, 'en')} paise`;
  if (whole === 0 && fraction > 0) return `Paise ${belowHundred(fraction, 'en')} only`;
  const unit = whole === 1 ? 'Rupee' : 'Rupees';
  const rupeeWords = `${unit} ${whole === 0 ? 'nil' : numberInWords(whole, 'en')}`;
  return fraction === 0 ? `${rupeeWords} only` : `${rupeeWords} and ${paiseWords} only`;
}

function hindiAmount(whole: number, fraction: number): string {
  const parts: string[] = [];
  if (whole > 0 || fraction === 0) {
    parts.push(`${numberInWords(whole, 'hi')} ${whole === 1 ? 'रुपया' : 'रुपये'}`);
  }
  if (fraction > 0) {
    parts.push(`${belowHundred(fraction, 'hi')} ${fraction === 1 ? 'पैसा' : 'पैसे'}`);
  }
  return `${parts.join(' ')} मात्र`;
}

/**
 * `Rupees one lakh nine hundred fifty and fifty paise only`,
 * `एक लाख नौ सौ पचास रुपये पचास पैसे मात्र`. Never negative: a reversal is worded by its caller.
 */
export function amountInWords(amount: Paise, language: Language): string {
  assert(amount >= 0, `no words for a negative amount: ${amount}`);
  const whole = Math.trunc(amount / 100);
  return language === 'hi' ? hindiAmount(whole, amount % 100) : englishAmount(whole, amount % 100);
}
