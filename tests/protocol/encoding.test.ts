import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { fromBase32, fromBase64Url, toBase32, toBase64Url } from '#protocol/encoding.ts';

const bytes = fc.uint8Array({ maxLength: 80 });

test('base64url is what Node writes, and reads back', () => {
  fc.assert(
    fc.property(bytes, (value) => {
      expect(toBase64Url(value)).toBe(Buffer.from(value).toString('base64url'));
      expect(fromBase64Url(toBase64Url(value))).toEqual(value);
    }),
  );
});

test('base32 reads back, and matches the vectors of RFC 4648', () => {
  fc.assert(
    fc.property(bytes, (value) => {
      expect(fromBase32(toBase32(value))).toEqual(value);
    }),
  );
  expect(toBase32(new TextEncoder().encode('foobar'))).toBe('MZXW6YTBOI');
  expect(toBase32(new TextEncoder().encode('foob'))).toBe('MZXW6YQ');
});

test('two spellings never mean the same bytes', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 12 }), (text) => {
      const b64 = fromBase64Url(text);
      if (b64 !== null) expect(toBase64Url(b64)).toBe(text);
      const b32 = fromBase32(text.toUpperCase());
      if (b32 !== null) expect(toBase32(b32)).toBe(text.toUpperCase());
    }),
  );
  expect(fromBase64Url('AB')).toBeNull();
  expect(fromBase64Url('A')).toBeNull();
  expect(fromBase64Url('AA==')).toBeNull();
  expect(fromBase32('MZXW6YR')).toBeNull();
});
