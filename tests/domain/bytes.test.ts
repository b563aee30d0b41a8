/** Bytes and their spellings, and that a digest of a text has one value however it is asked for. */
import { createHash } from 'node:crypto';

import * as fc from 'fast-check';
import { expect, it } from 'vitest';

import { createNodeCrypto } from '#adapters/system/node-ports.ts';
import { digestText, toHex, utf8 } from '#domain/bytes.ts';
import { sha256 } from '#server/keys/node-crypto.ts';

const plain = (bytes: Uint8Array): Uint8Array =>
  new Uint8Array(createHash('sha256').update(bytes).digest());

it('J3 a text has one digest, whether its bytes or the text itself is asked for', () => {
  const units = fc.array(fc.integer({ min: 0, max: 0xffff }));
  const text = units.map((codes) => String.fromCharCode(...codes));
  fc.assert(
    fc.property(text, (value) => {
      const expected = toHex(plain(utf8(value)));
      for (const digest of [plain, createNodeCrypto().sha256, sha256]) {
        expect(digestText(value, digest)).toBe(expected);
        expect(toHex(digest(utf8(value)))).toBe(expected);
      }
    }),
  );
});
