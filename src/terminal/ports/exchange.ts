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
  /** Raw X25519: what files for this counter are sealed to, and by its other half opened. */
  readonly sealKey: Uint8Array;
  /** Those that are there now. */
  places(): readonly ExchangePlace[];
  /** Whole or not at all, and on the medium when this answers ok. */
  write(of: {
    readonly placeId: string;
    readonly name: string;
    readonly text: string;
    /** Raw X25519: only its holder can read the file, named `.sealed`. */
    readonly sealTo?: Uint8Array;
  }): Result<null>;
  /** Names of files, sorted. */
  list(placeId: string): Result<readonly string[]>;
  /**
   * FILE_DAMAGED where it is cut short, too large or not what it should be; of a sealed file
   * SEALED_FOR_ANOTHER, SEAL_BROKEN or SEAL_CUT_SHORT.
   */
  read(of: { readonly placeId: string; readonly name: string }): Result<string>;
}
