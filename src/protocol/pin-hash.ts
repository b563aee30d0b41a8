/**
 * How a PIN's slow hash is written down, so that HQ makes it and a counter checks it offline (F7):
 * `scrypt$15$8$1$<salt>$<hash>`, that is log2 N, r, p, and both byte strings in base64url.
 */
import { fromBase64Url, toBase64Url } from './encoding.ts';

export interface ScryptHash {
  readonly logN: number;
  readonly r: number;
  readonly p: number;
  readonly salt: Uint8Array;
  readonly hash: Uint8Array;
}

/** What HQ uses: 32 MiB and about a tenth of a second. */
export const PIN_SCRYPT = { logN: 15, r: 8, p: 1, saltBytes: 16, hashBytes: 32 } as const;

export const formatPinHash = (of: ScryptHash): string =>
  `scrypt$${of.logN}$${of.r}$${of.p}$${toBase64Url(of.salt)}$${toBase64Url(of.hash)}`;

/** Null where it is not of this form, or asks for more work than a counter should do. */
export function parsePinHash(text: string): ScryptHash | null {
  const match = /^scrypt\$(\d{1,2})\$(\d{1,2})\$(\d{1,2})\$([\w-]+)\$([\w-]+)$/.exec(text);
  if (match === null) return null;
  const [logN, r, p] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const salt = fromBase64Url(match[4] ?? '');
  const hash = fromBase64Url(match[5] ?? '');
  if (salt === null || hash === null || salt.length < 8 || hash.length < 16) return null;
  const isBearable = logN >= 10 && logN <= 18 && r >= 1 && r <= 16 && p >= 1 && p <= 4;
  return isBearable ? { logN, r, p, salt, hash } : null;
}
