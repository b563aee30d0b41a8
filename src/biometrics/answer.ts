/**
 * The answers of this layer. It imports nothing, so it has its own small result type; the layers
 * above turn a reason into a sentence in the user's language.
 */

/** Why an image gave no template, or a record could not be read. */
export type BiometricReason =
  | 'image-too-small'
  | 'image-too-large'
  | 'image-malformed'
  | 'resolution-unsupported'
  | 'not-a-finger'
  | 'too-dry'
  | 'too-wet'
  | 'partial'
  | 'off-centre'
  | 'too-few-minutiae'
  | 'record-truncated'
  | 'record-malformed'
  | 'record-unsupported'
  | 'record-too-large';

export type Answer<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly reason: BiometricReason };

export const answer = <T>(value: T): { readonly ok: true; readonly value: T } => ({
  ok: true,
  value,
});

export const refuse = (
  reason: BiometricReason,
): { readonly ok: false; readonly reason: BiometricReason } => ({ ok: false, reason });
