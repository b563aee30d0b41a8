/**
 * What is good of a damaged journal: the entries after HQ's last acknowledged one that still verify,
 * read one by one up to the first that does not (J20).
 */
import { decodeEntry, GENESIS_HEAD, knownEntry, totalsAfter } from '#domain/journal/chain.ts';
import type { KeyId } from '#domain/ids.ts';
import { subtract } from '#domain/money.ts';
import { fail, type Failure } from '#domain/result.ts';
import type { ChainPlace, Remains } from '#terminal/ports/custody.ts';
import type { Crypto } from '#terminal/ports/system.ts';

import { checkNext, type Reached, type VerifyRequest } from './verify.ts';

export interface GoodRun {
  readonly fromSeq: number;
  /** `fromSeq - 1` where nothing is good. */
  readonly toSeq: number;
  /** What ended it; null where it reaches the end of what is there. */
  readonly fault: Failure | null;
}

interface Wanted {
  readonly remains: Remains;
  readonly after: ChainPlace;
  readonly identity: VerifyRequest['identity'];
  readonly crypto: Crypto;
  readonly keys: ReadonlyMap<KeyId, Uint8Array>;
}

/**
 * Where a run begins whose entry before may be unreadable: the acknowledged hash is known, and the
 * running totals are what the first entry says they were before it.
 */
function startingAt({ remains, after }: Wanted): Reached {
  if (after.seq === 0) return { head: GENESIS_HEAD, under: 'any' };
  const first = remains.entry(after.seq + 1);
  const decoded = first === undefined ? null : decodeEntry(first.text);
  if (decoded?.ok !== true) return { head: { ...GENESIS_HEAD, ...after }, under: 'any' };
  const entry = knownEntry(decoded.value);
  const own = totalsAfter(GENESIS_HEAD, entry);
  const head = {
    ...after,
    grossChargedPaise: subtract(entry.grossChargedPaise, own.grossChargedPaise),
    grossReversedPaise: subtract(entry.grossReversedPaise, own.grossReversedPaise),
  };
  return { head, under: 'any' };
}

export function findGoodRun(of: Wanted): GoodRun {
  const { remains, after, identity, crypto, keys } = of;
  const lastSeq = remains.lastSeq();
  const fromSeq = after.seq + 1;
  let reached = startingAt(of);
  for (let seq = fromSeq; seq <= lastSeq; seq += 1) {
    const stored = remains.entry(seq);
    if (stored === undefined) {
      return { fromSeq, toSeq: seq - 1, fault: fail('ENTRY_UNREADABLE').error };
    }
    const checked = checkNext({ identity, crypto, keys }, reached, stored);
    if (!checked.ok) return { fromSeq, toSeq: seq - 1, fault: checked.error };
    reached = checked.value;
  }
  return { fromSeq, toSeq: Math.max(lastSeq, fromSeq - 1), fault: null };
}
