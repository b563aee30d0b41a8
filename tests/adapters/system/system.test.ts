import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { fromHex, toHex, utf8 } from '#domain/bytes.ts';
import { instant } from '#domain/time.ts';
import { createVerifier, keyFromSeed } from '#adapters/system/ed25519.ts';
import { createJsonLog } from '#adapters/system/json-log.ts';
import {
  createNodeClock,
  createNodeCrypto,
  nodeRandom,
  nodeTimers,
} from '#adapters/system/node-ports.ts';
import { createPinHasher } from '#adapters/system/pin-hasher.ts';

const hex = (text: string): Uint8Array => fromHex(text) ?? new Uint8Array();

describe('Ed25519 over raw keys', () => {
  const verify = createVerifier();

  it('P3 agrees with the first test of RFC 8032', () => {
    const key = keyFromSeed(
      hex('9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60'),
    );
    expect(toHex(key.publicKey)).toBe(
      'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a',
    );
    expect(toHex(key.sign(new Uint8Array()))).toBe(
      'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b',
    );
  });

  it('P3 refuses every flipped bit, another key and what is malformed', () => {
    const key = keyFromSeed(nodeRandom.bytes(32));
    const message = utf8('Rs 950.00');
    const signature = key.sign(message);
    const right = { publicKey: key.publicKey, message, signature };
    expect(verify(right)).toBe(true);
    fc.assert(
      fc.property(fc.constantFrom('publicKey', 'message', 'signature'), fc.nat(), (field, n) => {
        const bytes = Uint8Array.from(right[field]);
        const at = n % (bytes.length * 8);
        bytes[at >> 3] = (bytes[at >> 3] ?? 0) ^ (1 << (at & 7));
        return !verify({ ...right, [field]: bytes });
      }),
      { numRuns: 300 },
    );
    expect(verify({ ...right, signature: signature.slice(1) })).toBe(false);
    expect(verify({ ...right, publicKey: new Uint8Array(31) })).toBe(false);
    expect(verify({ ...right, publicKey: new Uint8Array(32).fill(255) })).toBe(false);
  });
});

describe('PINs', () => {
  const hasher = createPinHasher({ n: 1024, r: 8, p: 1 });

  it('P10 matches its own PIN alone, with another salt each time', async () => {
    const [one, two] = await Promise.all([hasher.hash('4821'), hasher.hash('4821')]);
    expect(one).toMatch(/^scrypt\$1024\$8\$1\$[\w-]{22}\$[\w-]{43}$/);
    expect(one).not.toBe(two);
    expect(await hasher.matches('4821', one)).toBe(true);
    expect(await hasher.matches('4822', one)).toBe(false);
    expect(await hasher.matches('', one)).toBe(false);
  });

  it('P10 reads the cost from the encoding, so that it can rise', async () => {
    const older = await createPinHasher({ n: 512, r: 4, p: 2 }).hash('4821');
    expect(await hasher.matches('4821', older)).toBe(true);
  });

  it('P10 an encoding that cannot be read, or asks for too much, matches nothing', async () => {
    const right = await hasher.hash('4821');
    const wrong = [
      '',
      'scrypt',
      right.replace('scrypt', 'argon2'),
      right.replace('$1024$', '$1000$'),
      right.replace('$1024$', '$0$'),
      right.replace('$1024$', '$4194304$'),
      right.slice(0, -1),
      `${right}A`,
    ];
    for (const encoded of wrong) expect(await hasher.matches('4821', encoded)).toBe(false);
  });
});

describe('small ports', () => {
  it('P3 a boot has its own name and a clock that never goes back', () => {
    const clock = createNodeClock();
    expect(createNodeClock().bootId).not.toBe(clock.bootId);
    const readings = Array.from({ length: 1000 }, () => clock.monotonicMs());
    expect(readings).toEqual(readings.toSorted((a, b) => a - b));
    expect(Number.isSafeInteger(clock.monotonicMs()) && clock.monotonicMs() >= 0).toBe(true);
    expect(Math.abs(clock.now() - Date.now())).toBeLessThan(60_000);
  });

  it('P3 hashes as FIPS 180-4 says', () => {
    expect(toHex(createNodeCrypto().sha256(utf8('abc')))).toBe(
      'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    );
  });

  it('P3 randomness has the length that was asked for', () => {
    expect(nodeRandom.bytes(32)).toHaveLength(32);
    expect(toHex(nodeRandom.bytes(32))).not.toBe(toHex(nodeRandom.bytes(32)));
  });

  it('runs later what was not cancelled', async () => {
    const ran: string[] = [];
    const cancel = nodeTimers.after(1, () => ran.push('cancelled'));
    cancel();
    await new Promise<void>((resolve) => {
      nodeTimers.after(2, () => {
        ran.push('run');
        resolve();
      });
    });
    expect(ran).toEqual(['run']);
  });

  it('P10 the log strikes out long numbers and cuts long texts', () => {
    const lines: string[] = [];
    const log = createJsonLog({
      clock: { now: () => instant(5) },
      write: (line) => lines.push(line),
    });
    log.info('sync.sent', { entries: 12, state: 'online' });
    log.warn('printer', { said: `call 9845012345 ${'x'.repeat(200)}`, again: true });
    expect(JSON.parse(lines[0] ?? '')).toEqual({
      atMs: 5,
      level: 'info',
      event: 'sync.sent',
      entries: 12,
      state: 'online',
    });
    const second = JSON.parse(lines[1] ?? '') as { said: string; level: string };
    expect(second.level).toBe('warn');
    expect(second.said).toMatch(/^call # x+$/);
    expect(second.said.length).toBeLessThanOrEqual(80);
  });
});
