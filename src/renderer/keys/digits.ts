/** Digits as people type them here: Latin, or Devanagari from an InScript keyboard. */
export const latinDigits = (text: string): string =>
  text.replaceAll(/[०-९]/g, (digit) => String(digit.charCodeAt(0) - 0x0966));

/** A number with letters as it is printed on a seal, a bag or a leaf. */
export const codeTyped = (text: string): string => latinDigits(text).toUpperCase();

/** The digits of a text and nothing else. */
export const digitsOnly = (text: string): string => latinDigits(text).replaceAll(/\D/g, '');

/** The digit that a key stands for: by its place on the keyboard, else by what it writes. */
export function digitOfKey(code: string, key: string): number | null {
  const byPlace = /^(?:Digit|Numpad)(\d)$/.exec(code)?.[1];
  if (byPlace !== undefined) return Number(byPlace);
  const written = latinDigits(key);
  return /^\d$/.test(written) ? Number(written) : null;
}
