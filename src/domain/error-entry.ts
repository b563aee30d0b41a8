/** One row of the registry of expected failures (`errors.ts`). */
import type { Texts } from './language.ts';

export interface ErrorEntry {
  /** How an HTTP edge answers it. */
  readonly http: number;
  /** `{name}` is filled from the failure's details. */
  readonly texts: Texts;
}

export const errorEntry = (http: number, en: string, hi: string): ErrorEntry => ({
  http,
  texts: { en, hi },
});
