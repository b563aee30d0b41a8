/** Where the counter's key lives. The seed never comes out: only a {@link Signer} does. */
import type { KeyId } from '#domain/ids.ts';
import type { Result } from '#domain/result.ts';

import type { Signer } from './system.ts';

export interface KeyStore {
  /** The key kept under `name`, made on this device now where there is none. */
  signer(name: string): Result<Signer>;
}

/**
 * The keys that this counter has had, one of them in use: its id, its public half and its signature
 * are those of the key in use at the moment they are asked for.
 */
export interface KeyRing extends Signer {
  /** Public keys by id: of this counter's keys since its enrolment, and of the next one. */
  all(): ReadonlyMap<KeyId, Uint8Array>;
  /** The key after the one in use, made now where there is none; not yet in use. */
  next(): Result<Signer>;
  /** Puts a key that is on the ring to use. */
  use(keyId: KeyId): Result<null>;
}
