/**
 * The office's keys for fingerprint templates, kept where the counter's own keys are. They never come
 * out but sealed to another counter of the office (FP28 to FP30).
 */
import type { Result } from '#domain/result.ts';

export interface Box {
  /** Which of the office's keys. */
  readonly keyId: string;
  /** base64url: nonce, what was hidden, tag. */
  readonly box: string;
}

export interface TemplateVault {
  /** Raw X25519, base64url: what others seal the office's key to, for this counter. */
  readonly sealingKey: string;
  /** Of the office's keys held here, in the order of their names. */
  keyIds(): readonly string[];
  /** Makes a key of the office; its name. */
  makeKey(): Result<string>;
  /** AES-256-GCM under a key that is held; `about` is covered and not hidden. */
  seal(of: { readonly keyId: string; readonly text: Uint8Array; readonly about: string }): Box;
  /** Null where the key is not held or anything was changed. */
  open(box: Box, about: string): Uint8Array | null;
  /** What a reference is found by, under a key that is held: 64 hex digits. */
  lookup(keyId: string, reference: string): string;
  /** The key sealed to another counter's sealing key; null where that is no usable key. */
  wrap(keyId: string, sealingKey: string): string | null;
  /** Takes in a key that was sealed to this counter. SEALED_FOR_ANOTHER, SEAL_BROKEN, SEAL_CUT_SHORT. */
  unwrap(keyId: string, wrapped: string): Result<null>;
}
