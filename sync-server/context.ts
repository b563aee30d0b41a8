/** What the server's parts are given: the database, the keys, the clock, the log, who listens. */
import type { ErrorCode } from '#domain/errors.ts';
import { ERRORS } from '#domain/errors.ts';
import type { Failure } from '#domain/result.ts';
import type { Instant } from '#domain/time.ts';
import type { ProtocolCrypto, ProtocolSigner } from '#protocol/crypto.ts';
import type { Sealing } from '#protocol/seal.ts';
import type { ChangedEvent } from './api/contract.ts';
import type { CounterDirectory } from './fleet/directory.ts';
import type { OfficeCopy } from './office-chain/copy.ts';
import type { Database } from './store/database.ts';

type Fields = Readonly<Record<string, string | number | boolean>>;

/** Codes and numbers, never personal data. */
export interface ServerLog {
  info(event: string, fields?: Fields): void;
  warn(event: string, fields?: Fields): void;
}

export interface ServerKeys {
  readonly rootPublicKey: Uint8Array;
  /** Every certificate but the counters', base64url. */
  readonly certificates: readonly string[];
  readonly revokedKeyIds: readonly string[];
  /** Acknowledgements, heads, feeds and enrolments. */
  readonly server: ProtocolSigner;
  /** Certifies counters. */
  readonly enroller: ProtocolSigner;
  /** Opens what counters sealed for HQ; null where this installation has no such key. */
  readonly sealing: Sealing | null;
}

export interface ServerContext {
  readonly database: Database;
  readonly counters: CounterDirectory;
  readonly keys: ServerKeys;
  readonly crypto: ProtocolCrypto;
  readonly now: () => Instant;
  readonly log: ServerLog;
  readonly changes: ChangeFeed;
  /** The second place of the office chains. A server of people's money always has one. */
  readonly officeCopy?: OfficeCopy;
  /** What this server cannot do just now, by what it is about, for people at HQ to see. */
  readonly troubles?: Map<string, Failure>;
}

type Listener = (event: ChangedEvent) => void;

/** Tells whoever listens that a counter's figures have changed. */
export class ChangeFeed {
  readonly #listeners = new Set<Listener>();
  readonly #feedListeners = new Set<() => void>();

  listen(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  tell(event: ChangedEvent): void {
    for (const listener of this.#listeners) listener(event);
  }

  /** Of feeds: for what a counter is waited for at. Other servers find it by looking. */
  listenToFeeds(listener: () => void): () => void {
    this.#feedListeners.add(listener);
    return () => this.#feedListeners.delete(listener);
  }

  published(): void {
    for (const listener of this.#feedListeners) listener();
  }
}

/** Lines of JSON on standard error. */
export const stderrLog = (): ServerLog => {
  const write = (level: string) => (event: string, fields?: Fields) => {
    const line = JSON.stringify({ at: new Date().toISOString(), level, event, ...fields });
    process.stderr.write(`${line}\n`);
  };
  return { info: write('info'), warn: write('warn') };
};

export const httpStatus = (failure: Failure): number => {
  const code: ErrorCode = failure.code;
  return ERRORS[code].http;
};
