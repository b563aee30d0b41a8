/**
 * Whether a request came from the message service: the signature over our public address, the whole
 * query, and every parameter. docs/spec/messages.md, M16.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';

export type Form = Readonly<Record<string, readonly string[]>>;

/** Every name once; what is repeated keeps all its values. */
export function readForm(body: string): Form {
  const form: Record<string, string[]> = Object.create(null) as Record<string, string[]>;
  for (const [name, value] of new URLSearchParams(body)) (form[name] ??= []).push(value);
  return form;
}

/** The vendor's order: of UTF-16 units, as a bare sort has it. */
const inOrder = (texts: Iterable<string>): readonly string[] => [...texts].sort();

/** base64 of HMAC-SHA1 over the address and name and value of each parameter, without separators. */
export function callbackSignature(of: {
  readonly token: string;
  readonly url: string;
  readonly form: Form;
}): string {
  const mac = createHmac('sha1', of.token).update(of.url);
  for (const name of inOrder(Object.keys(of.form))) {
    for (const value of inOrder(new Set(of.form[name]))) mac.update(name + value);
  }
  return mac.digest('base64');
}

/** Constant in time for signatures of the right length. */
export function isCallbackSigned(
  of: Parameters<typeof callbackSignature>[0] & { readonly signature: string },
): boolean {
  const expected = Buffer.from(callbackSignature(of));
  const given = Buffer.from(of.signature);
  return given.length === expected.length && timingSafeEqual(given, expected);
}
