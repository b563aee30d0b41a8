/**
 * Bytes as text on the wire: base64url (RFC 4648 section 5, no padding) in JSON, base32 (section 6,
 * no padding) in a QR. Both are strict: one text for one run of bytes, anything else is null.
 */
const BASE64URL = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

const valuesOf = (alphabet: string): ReadonlyMap<string, number> =>
  new Map(Array.from(alphabet, (letter, value) => [letter, value]));

const BASE64URL_VALUES = valuesOf(BASE64URL);
const BASE32_VALUES = valuesOf(BASE32);

function spell(bytes: Uint8Array, alphabet: string, bits: number): string {
  const mask = (1 << bits) - 1;
  let text = '';
  let held = 0;
  let heldBits = 0;
  for (const byte of bytes) {
    held = ((held << 8) | byte) & 0xffff;
    heldBits += 8;
    while (heldBits >= bits) {
      heldBits -= bits;
      text += alphabet.charAt((held >> heldBits) & mask);
    }
  }
  return heldBits === 0 ? text : text + alphabet.charAt((held << (bits - heldBits)) & mask);
}

function read(text: string, values: ReadonlyMap<string, number>, bits: number): Uint8Array | null {
  const bytes = new Uint8Array(Math.floor((text.length * bits) / 8));
  let held = 0;
  let heldBits = 0;
  let length = 0;
  for (const letter of text) {
    const value = values.get(letter);
    if (value === undefined) return null;
    held = ((held << bits) | value) & 0xffff;
    heldBits += bits;
    if (heldBits < 8) continue;
    heldBits -= 8;
    bytes[length] = (held >> heldBits) & 0xff;
    length += 1;
  }
  // What is left over must be less than a letter and zero: else two texts would mean the same.
  const isCanonical = heldBits < bits && (held & ((1 << heldBits) - 1)) === 0;
  return isCanonical ? bytes : null;
}

export const toBase64Url = (bytes: Uint8Array): string => spell(bytes, BASE64URL, 6);
/** Null where `text` is not the canonical spelling of some bytes. */
export const fromBase64Url = (text: string): Uint8Array | null => read(text, BASE64URL_VALUES, 6);
export const toBase32 = (bytes: Uint8Array): string => spell(bytes, BASE32, 5);
/** Upper case only. Null where `text` is not the canonical spelling of some bytes. */
export const fromBase32 = (text: string): Uint8Array | null => read(text, BASE32_VALUES, 5);
