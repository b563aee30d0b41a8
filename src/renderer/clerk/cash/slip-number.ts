/** The number of a slip for change as people read it out: whole, or from the counter on. */

const SHORT = /^C?(\d{1,3})\s*[-/ ]\s*O?(\d{1,9})$/;
const WHOLE = /^[A-Z0-9-]{6,24}-O\d{1,9}$/;

/** `KA-BLR-01-C4-O2` of itself, of `C4-O2` and of `4-2`; null where it is none of these. */
export function readSlipNumber(text: string, officeId: string): string | null {
  const typed = text.trim().toUpperCase();
  if (WHOLE.test(typed)) return typed;
  const [, counter, slip] = SHORT.exec(typed) ?? [];
  if (counter === undefined || slip === undefined) return null;
  return `${officeId}-C${Number(counter)}-O${Number(slip)}`;
}
