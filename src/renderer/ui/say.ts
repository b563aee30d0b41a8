/**
 * Says a total aloud with the browser's own voice: for who does not read. Silent where the machine
 * has no voice; nothing depends on its being heard.
 */
import type { Language } from '#domain/language.ts';
import type { Paise } from '#domain/money.ts';
import { amountInWords } from '#domain/words.ts';
import { en } from '#renderer/texts/en.ts';
import { hi } from '#renderer/texts/hi.ts';

const VOICES: Readonly<Record<Language, string>> = { en: 'en-IN', hi: 'hi-IN' };
const LEADS: Readonly<Record<Language, string>> = { en: en.youPay, hi: hi.youPay };

export function sayTotal(totalPaise: Paise, language: Language): void {
  if (!('speechSynthesis' in window)) return;
  const sentence = `${LEADS[language]}: ${amountInWords(totalPaise, language)}`;
  const utterance = new SpeechSynthesisUtterance(sentence);
  utterance.lang = VOICES[language];
  // A second wish begins anew; it does not wait for the first to end.
  window.speechSynthesis.cancel();
  window.speechSynthesis.speak(utterance);
}
