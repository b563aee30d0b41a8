/** One row of the registry of expected failures. */
import type { Texts } from '#domain/language.ts';

export interface ErrorEntry {
  /** How an HTTP edge answers it. */
  readonly http: number;
  readonly texts: Texts;
}

export const entry = (http: number, en: string, hi: string): ErrorEntry => ({
  http,
  texts: { en, hi },
});
