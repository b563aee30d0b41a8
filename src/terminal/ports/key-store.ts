/** Where the counter's key lives. The seed never comes out: only a {@link Signer} does. */
import type { Result } from '#domain/result.ts';

import type { Signer } from './system.ts';

export interface KeyStore {
  /** The key kept under `name`, made on this device now where there is none. */
  signer(name: string): Result<Signer>;
}
