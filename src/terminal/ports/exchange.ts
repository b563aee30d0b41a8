/**
 * Places outside this machine where files are taken to HQ and back: a USB stick, a shared folder.
 * Which they are is configured; a screen only ever names one of them.
 */
import type { Result } from '#domain/result.ts';

export interface ExchangePlace {
  readonly placeId: string;
  /** What a person calls it. */
  readonly label: string;
  readonly freeBytes: number | null;
}

export interface Exchange {
  /** Those that are there now. */
  places(): readonly ExchangePlace[];
  /** Whole or not at all, and on the medium when this answers ok. */
  write(of: {
    readonly placeId: string;
    readonly name: string;
    readonly text: string;
  }): Result<null>;
  /** Names of files, sorted. */
  list(placeId: string): Result<readonly string[]>;
  /** FILE_DAMAGED where it is cut short, too large or not what it should be. */
  read(of: { readonly placeId: string; readonly name: string }): Result<string>;
}
