/** How an entry names personal data that is kept apart from it, and may be erased there. */
import type { Hash, PrivateRef } from '#domain/ids.ts';

/** SHA-256 of a 256-bit salt followed by the data's bytes. */
export interface PrivateDigest {
  readonly ref: PrivateRef;
  readonly digest: Hash;
}
