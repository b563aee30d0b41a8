/** The line to HQ. Every answer is a value; a dead line is HQ_UNREACHABLE, never an exception. */
import type { Result } from '#domain/result.ts';

export interface EnrolmentRequest {
  /** The one-time code that HQ gave. */
  readonly code: string;
  /** Raw Ed25519 public key, base64url. */
  readonly publicKey: string;
  /** The counter that this device was before, where its journal had to be put aside. */
  readonly successorOf?: {
    readonly counterId: string;
    readonly seq: number;
    readonly headHash: string;
  };
}

export interface SignedAsk {
  readonly method: 'GET' | 'POST';
  /** Path and query: what is signed. A body must prove itself. */
  readonly path: string;
  readonly body?: string;
}

export interface SyncTransport {
  /** Signed answer of `POST /v1/enrol` as text (protocol/enrolment.ts). */
  enrol(request: EnrolmentRequest): Promise<Result<string>>;
  /** Sends a batch (protocol/batch.ts); answers the acknowledgement's text. */
  sendBatch(batch: string): Promise<Result<string>>;
  /** What HQ holds of this counter's chain (protocol/acknowledgement.ts), as text. */
  head(of: {
    readonly counterId: string;
    /** What this counter holds an acknowledgement for: HQ sees if it has gone back. */
    readonly acknowledgedSeq: number;
  }): Promise<Result<string>>;
  /** Feed items after `cursor` (protocol/feed.ts), as text. */
  feed(of: {
    readonly counterId: string;
    readonly cursor: number;
    /** How long this counter's journal is: HQ sees what it has not got yet. */
    readonly seq?: number;
  }): Promise<Result<string>>;
  /** Sends a rotation (protocol/rotation.ts); answers the next key's certificate, base64url. */
  rotate?(request: string): Promise<Result<string>>;
  /** A request of this counter's own, signed; answers the body's text. Absent: no such line. */
  ask?(of: SignedAsk): Promise<Result<string>>;
  /**
   * Listens while the line is up: `onNews` when HQ has something new to fetch, `onEnd` once when the
   * line is gone. The answer ends it, and then `onEnd` is not called.
   */
  listen?(of: {
    readonly counterId: string;
    readonly onNews: () => void;
    readonly onEnd: () => void;
  }): () => void;
}
