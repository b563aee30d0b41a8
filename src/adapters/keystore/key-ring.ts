/**
 * A counter's keys over its life on this device: `counter`, then `counter-2` and so on, each made
 * when the one before is to be replaced. Which is in use the journal says; the ring only holds them.
 */
import * as fs from 'node:fs';

import type { KeyId } from '#domain/ids.ts';
import { assert, fail, ok, type Result } from '#domain/result.ts';
import type { KeyRing, KeyStore } from '#terminal/ports/key-store.ts';
import type { Signer } from '#terminal/ports/system.ts';

const nameOf = (n: number): string => (n === 1 ? 'counter' : `counter-${n}`);

function countKeys(folder: string): number {
  const names = new Set(fs.existsSync(folder) ? fs.readdirSync(folder) : []);
  let n = 1;
  while (names.has(`${nameOf(n + 1)}.key`)) n += 1;
  return n;
}

/** Makes the first key where there is none. KEY_EXPOSED or KEY_UNREADABLE for any that is not good. */
export function openKeyRing(of: {
  readonly keys: KeyStore;
  readonly folder: string;
}): Result<KeyRing> {
  const held: Signer[] = [];
  for (let n = 1; n <= countKeys(of.folder); n += 1) {
    const signer = of.keys.signer(nameOf(n));
    if (!signer.ok) return signer;
    held.push(signer.value);
  }
  let used = held.length - 1;
  const inUse = (): Signer => {
    const signer = held[used];
    assert(signer !== undefined, 'a ring holds a key');
    return signer;
  };
  return ok({
    get keyId() {
      return inUse().keyId;
    },
    get publicKey() {
      return inUse().publicKey;
    },
    sign: (message) => inUse().sign(message),
    all: () => new Map(held.map(({ keyId, publicKey }) => [keyId, publicKey])),
    next: () => {
      const there = held[used + 1];
      if (there !== undefined) return ok(there);
      const made = of.keys.signer(nameOf(held.length + 1));
      if (made.ok) held.push(made.value);
      return made;
    },
    use: (keyId: KeyId) => {
      const at = held.findIndex((signer) => signer.keyId === keyId);
      if (at < 0) return fail('KEY_UNREADABLE', { cause: 'MISSING' });
      used = at;
      return ok(null);
    },
  });
}
