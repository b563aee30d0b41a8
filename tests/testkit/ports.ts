/** Doubles of the small ports: a clock that is set by hand, randomness from a seed, a real key. */
import { createHash, createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';

import { concatBytes, utf8 } from '#domain/bytes.ts';
import { instant, parseInstant, type Instant } from '#domain/time.ts';
import { keyIdOf } from '#protocol/crypto.ts';
import type {
  Clock,
  Crypto,
  Log,
  PinHasher,
  Random,
  Signer,
  Timers,
} from '#terminal/ports/system.ts';

export interface TestClock extends Clock {
  /** Time passes: both clocks go on. */
  pass(ms: number): void;
  /** Somebody sets the wall clock: only it moves. */
  setWall(at: Instant): void;
  /** The machine starts again: the monotonic clock begins anew. */
  reboot(): void;
}

export const at = (text: string): Instant => {
  const parsed = parseInstant(text);
  if (parsed === null) throw new Error(`not an instant: ${text}`);
  return parsed;
};

export function createTestClock(start: Instant = at('2026-06-15T10:00:00+05:30')): TestClock {
  let wall: number = start;
  let monotonic = 1000;
  let boot = 1;
  return {
    now: () => instant(wall),
    monotonicMs: () => monotonic,
    get bootId() {
      return `boot-${boot}`;
    },
    pass: (ms) => {
      wall += ms;
      monotonic += ms;
    },
    setWall: (to) => {
      wall = to;
    },
    reboot: () => {
      boot += 1;
      monotonic = 0;
    },
  };
}

export const sha256 = (bytes: Uint8Array): Uint8Array =>
  new Uint8Array(createHash('sha256').update(bytes).digest());

/** The same bytes from the same seed, for ever: SHA-256 of seed and a counter. */
export function createSeededRandom(seed: string): Random {
  let block = 0;
  return {
    bytes: (count) => {
      const blocks: Uint8Array[] = [];
      for (let length = 0; length < count; length += 32) {
        blocks.push(sha256(utf8(`${seed}/${block}`)));
        block += 1;
      }
      return concatBytes(...blocks).slice(0, count);
    },
  };
}

const PKCS8_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex');
const SPKI_PREFIX = Buffer.from('302a300506032b6570032100', 'hex');

/** A real Ed25519 key made from a seed. */
export function createTestSigner(seed = 'counter'): Signer {
  const der = Buffer.concat([PKCS8_PREFIX, sha256(utf8(seed))]);
  const key = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  const spki = createPublicKey(key).export({ format: 'der', type: 'spki' });
  const publicKey = new Uint8Array(spki.subarray(SPKI_PREFIX.length));
  return {
    keyId: keyIdOf(publicKey, sha256),
    publicKey,
    sign: (message) => new Uint8Array(sign(null, message, key)),
  };
}

export const testCrypto: Crypto = {
  sha256,
  verifyEd25519: ({ publicKey, message, signature }) => {
    if (publicKey.length !== 32 || signature.length !== 64) return false;
    const der = Buffer.concat([SPKI_PREFIX, publicKey]);
    const key = createPublicKey({ key: der, format: 'der', type: 'spki' });
    return verify(null, message, key, signature);
  },
};

/** Fast, for suites that sign in a thousand times; scrypt has its own tests. */
export const testPins: PinHasher = {
  hash: async (pin) => `test:${pin}`,
  matches: async (pin, encoded) => encoded === `test:${pin}`,
};

export interface TestTimers extends Timers {
  /** Runs everything due within `ms` from now, in order of time; what that starts counts too. */
  pass(ms: number): void;
  readonly waiting: number;
}

export function createTestTimers(): TestTimers {
  let now = 0;
  let made = 0;
  const due = new Map<number, { readonly atMs: number; readonly work: () => void }>();
  const next = (untilMs: number) =>
    [...due].filter(([, { atMs }]) => atMs <= untilMs).sort((a, b) => a[1].atMs - b[1].atMs)[0];
  return {
    after: (delayMs, work) => {
      made += 1;
      const id = made;
      due.set(id, { atMs: now + delayMs, work });
      return () => due.delete(id);
    },
    pass: (ms) => {
      const untilMs = now + ms;
      for (let found = next(untilMs); found !== undefined; found = next(untilMs)) {
        due.delete(found[0]);
        now = Math.max(now, found[1].atMs);
        found[1].work();
      }
      now = untilMs;
    },
    get waiting() {
      return due.size;
    },
  };
}

export interface TestLog extends Log {
  readonly lines: readonly string[];
}

export function createTestLog(): TestLog {
  const lines: string[] = [];
  const write =
    (level: string): Log['info'] =>
    (event, fields) =>
      void lines.push(JSON.stringify({ level, event, ...fields }));
  return { lines, info: write('info'), warn: write('warn') };
}
