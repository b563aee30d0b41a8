/** Mobile numbers of India as people type them and as the world dials them. */

declare const e164Brand: unique symbol;
/** `+919876543210`. */
export type E164 = string & { readonly [e164Brand]: true };

const MOBILE = /^[6-9]\d{9}$/;

/** Ten digits beginning with 6 to 9, as a counter takes them; anything else is null. */
export const dialled = (mobile: string): E164 | null =>
  MOBILE.test(mobile) ? (`+91${mobile}` as E164) : null;

/** As a provider names who called; null for withheld, foreign and malformed numbers. */
export const callerOf = (from: string): E164 | null =>
  from.startsWith('+91') ? dialled(from.slice(3)) : null;
