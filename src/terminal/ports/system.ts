/** The small ports: time, randomness, keys, hashing, PINs, timers, the log. */
import type { Digest } from '#domain/bytes.ts';
import type { KeyId } from '#domain/ids.ts';
import type { Instant } from '#domain/time.ts';

export interface Clock {
  /** What the wall clock says: recorded, never trusted for order. */
  now(): Instant;
  /** Whole milliseconds since this boot; never goes back. */
  monotonicMs(): number;
  /** Names this boot: a new one after every restart of the machine or the service. */
  readonly bootId: string;
}

export interface Random {
  bytes(count: number): Uint8Array;
}

/** The counter's own key. The private half never leaves the implementation. */
export interface Signer {
  readonly keyId: KeyId;
  /** Raw Ed25519, 32 bytes. */
  readonly publicKey: Uint8Array;
  /** Raw Ed25519 signature, 64 bytes. */
  sign(message: Uint8Array): Uint8Array;
}

export interface Crypto {
  readonly sha256: Digest;
  /** False for anything malformed. */
  verifyEd25519(of: {
    readonly publicKey: Uint8Array;
    readonly message: Uint8Array;
    readonly signature: Uint8Array;
  }): boolean;
}

/** A slow salted hash (scrypt). `encoded` carries its own parameters. */
export interface PinHasher {
  hash(pin: string): Promise<string>;
  matches(pin: string, encoded: string): Promise<boolean>;
}

export interface Timers {
  /** Runs `work` once after `delayMs`; the answer cancels it. */
  after(delayMs: number, work: () => void): () => void;
}

/** Lines for the machine's log: a code and numbers, never personal data. */
export interface Log {
  info(event: string, fields?: Readonly<Record<string, string | number | boolean>>): void;
  warn(event: string, fields?: Readonly<Record<string, string | number | boolean>>): void;
}
