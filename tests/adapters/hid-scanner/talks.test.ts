/** Talks played by hand: hostile answers, lies about sizes, rubbish without end. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeMessage, FLAG } from '#adapters/hid-scanner/fphid/framing.ts';
import {
  COMMAND,
  FORMAT,
  readFacts,
  readGreeting,
  readLook,
  readReady,
  readStatus,
  writeCapture,
  writeFacts,
  writeLook,
  writeGreeting,
  writeReady,
  writeStatus,
  type ReadyObject,
} from '#adapters/hid-scanner/fphid/messages.ts';
import { fphidModel } from '#adapters/hid-scanner/fphid/model.ts';
import type { Conversation, Dialogue, ScannerModel } from '#adapters/hid-scanner/model.ts';
import { carry } from '#adapters/hid-scanner/zfm/bridge.ts';
import { zfmModel } from '#adapters/hid-scanner/zfm/model.ts';
import { encodePacket } from '#adapters/hid-scanner/zfm/packets.ts';
import { FphidScanner } from '#adapters/simulated-scanner/fphid-scanner.ts';
import { utf8 } from '#domain/bytes.ts';
import type { Result } from '#domain/result.ts';
import { testCrypto } from '#tests/testkit/ports.ts';
import { sampleFinger } from '#tests/testkit/sample-finger.ts';
import { createVirtualTime } from '#tests/testkit/virtual-time.ts';

interface Played {
  readonly result: Result<unknown> | null;
  readonly turns: number;
}

const MOST_TURNS = 40_000;

/** Plays a talk against a list of answers; after them there is silence. Time is what it waits. */
function play(
  dialogue: Dialogue<unknown>,
  answers: readonly (Uint8Array | null)[],
  clock: { ms: number },
) {
  let turn = dialogue.next();
  let turns = 0;
  while (turn.done !== true && turns < MOST_TURNS) {
    const answer = answers[turns] ?? null;
    turns += 1;
    clock.ms += answer === null ? turn.value.waitMs : 1;
    turn = dialogue.next(
      answer === null ? { kind: 'silence' } : { kind: 'report', bytes: answer.slice() },
    );
  }
  return { result: turn.done === true ? turn.value : null, turns } satisfies Played;
}

const order = {
  nonce: new Uint8Array(16).fill(5),
  timeoutMs: 3000,
  minQualityPercent: 0,
  onFinger: () => undefined,
  onImageProgress: () => undefined,
  onGlimpse: () => undefined,
};

const GREETING_NONCE = new Uint8Array(8).fill(9);

function converse(model: ScannerModel, clock: { ms: number }): Conversation {
  return model.converse({
    nowMs: () => clock.ms,
    crypto: testCrypto,
    randomBytes: () => GREETING_NONCE,
  });
}

const facts = {
  vendor: 'V',
  model: 'M',
  serial: 'S',
  firmware: '1',
  sensorType: 1,
  width: 16,
  height: 16,
  dpi: 500,
  formats: [FORMAT.raw8],
  detectsFakes: false,
  publicKey: null,
};
const reply = (command: number, tid: number, payload: Uint8Array, cid = 3) =>
  encodeMessage({ cid, command, flags: FLAG.response, tid, payload }, 64);
const event = (command: number, payload: Uint8Array) =>
  encodeMessage({ cid: 3, command, flags: FLAG.event, tid: 0, payload }, 64);

const greeting = writeGreeting({
  nonce: GREETING_NONCE,
  cid: 3,
  version: 1,
  reportBytes: 64,
  maxChunkBytes: 512,
  capabilities: 0,
});
const hello = [
  ...reply(COMMAND.init, 1, greeting, 0xffffffff),
  ...reply(COMMAND.getInfo, 2, writeFacts(facts)),
];

const ready: ReadyObject = {
  handle: 1,
  format: FORMAT.raw8,
  width: 16,
  height: 16,
  dpi: 500,
  qualityPercent: 80,
  length: 256,
  crc: 0,
  sha256: new Uint8Array(32),
  nonce: null,
  signature: null,
};

const known = [
  ...hello,
  ...reply(COMMAND.capture, 3, new Uint8Array()),
  ...event(COMMAND.objectReady, writeReady(ready)),
  ...event(COMMAND.status, Uint8Array.of(2, 0, 90)),
  ...reply(COMMAND.read, 4, new Uint8Array(256)),
  ...reply(COMMAND.finger, 4, Uint8Array.of(1, 0, 255)),
  ...reply(COMMAND.error, 4, Uint8Array.of(6)),
  ...carry(encodePacket({ kind: 7, payload: Uint8Array.of(0) })),
  ...carry(encodePacket({ kind: 2, payload: new Uint8Array(128) })),
  ...carry(encodePacket({ kind: 8, payload: new Uint8Array(128) })),
];

const rubbish = fc.oneof(
  fc.uint8Array({ maxLength: 70 }),
  fc.uint8Array({ minLength: 64, maxLength: 64 }),
  fc.constantFrom(...known),
  fc
    .tuple(fc.constantFrom(...known), fc.nat(63), fc.nat(255))
    .map(([report, at, value]) => (at < report.length ? report.with(at, value) : report)),
);

describe('talks', () => {
  it.each([
    ['FPHID/1', fphidModel, hello],
    ['EF01 module', zfmModel, []],
  ] as const)('S20 %s: rubbish ends in an answer, in time', (_name, model, opening) => {
    fc.assert(
      fc.property(fc.array(rubbish, { maxLength: 60 }), fc.boolean(), (stream, isGreeted) => {
        const clock = { ms: 0 };
        const conversation = converse(model, clock);
        if (isGreeted) play(conversation.greet(), opening, clock);
        const startedMs = clock.ms;
        const talk = isGreeted ? conversation.capture(order) : conversation.greet();
        const { result } = play(talk, stream, clock);
        expect(result).not.toBeNull();
        expect(clock.ms - startedMs).toBeLessThan(120_000);
        expect(play(conversation.rest(), stream, clock).result).not.toBeNull();
      }),
      { numRuns: 500 },
    );
  });

  it('S20 a device that never stops talking is given up in time', () => {
    for (const model of [fphidModel, zfmModel]) {
      for (const noise of known) {
        const clock = { ms: 0 };
        const { result } = play(converse(model, clock).greet(), Array(15_000).fill(noise), clock);
        expect(result).not.toBeNull();
        expect(clock.ms).toBeLessThan(60_000);
      }
    }
  });

  it.each<[string, Partial<ReadyObject>]>([
    ['wider than its sensor', { width: 17, length: 272 }],
    ['of no size', { width: 0, length: 0 }],
    ['longer than its sides', { length: 257 }],
    ['four gigabytes', { length: 0xffffffff }],
    ['of an unknown format', { format: 9 }],
    ['of another resolution', { dpi: 250 }],
  ])('S14 an image %s is refused before a byte of it is fetched', (_name, lie) => {
    const clock = { ms: 0 };
    const conversation = converse(fphidModel, clock);
    expect(play(conversation.greet(), hello, clock).result).toMatchObject({ ok: true });
    const answers = [
      ...reply(COMMAND.capture, 3, new Uint8Array()),
      ...event(COMMAND.objectReady, writeReady({ ...ready, ...lie })),
    ];
    const { result, turns } = play(conversation.capture(order), answers, clock);
    expect(result).toMatchObject({ ok: false, error: { code: 'SCANNER_WRONG_IMAGE' } });
    expect(turns).toBe(answers.length);
  });
});

describe('images of a device', () => {
  it('S15 an image that the device has forgotten meanwhile is not made up', () => {
    const clock = { ms: 0 };
    const conversation = converse(fphidModel, clock);
    play(conversation.greet(), hello, clock);
    const answers = [
      ...reply(COMMAND.capture, 3, new Uint8Array()),
      ...event(COMMAND.objectReady, writeReady(ready)),
      ...reply(COMMAND.error, 4, Uint8Array.of(0x44)),
    ];
    const { result } = play(conversation.capture(order), answers, clock);
    expect(result).toMatchObject({ ok: false, error: { code: 'SCANNER_DAMAGED' } });
  });

  it('S15 a device forgets an image that nobody fetches', async () => {
    const time = createVirtualTime();
    const device = new FphidScanner({ timers: time.timers });
    device.plugIn({ toHost: () => undefined, pull: () => undefined });
    device.plate.put(sampleFinger());
    const request = { nonce: order.nonce, timeoutMs: 5000, minQualityPercent: 0 };
    const say = (cid: number, command: number, payload: Uint8Array) => {
      const [report] = encodeMessage({ cid, command, flags: 0, tid: 1, payload }, 64);
      device.output(report ?? new Uint8Array());
    };
    say(0xffffffff, COMMAND.init, GREETING_NONCE);
    say(1, COMMAND.capture, writeCapture({ ...request, formats: [FORMAT.raw8] }));
    await time.pass(1000);
    expect(device.heldImages).toBe(1);
    await time.pass(30_000);
    expect(device.heldImages).toBe(0);
  });

  it('S25 a late answer is not taken for the answer to the next command', () => {
    const clock = { ms: 0 };
    const conversation = converse(zfmModel, clock);
    const answerOf = (payload: Uint8Array) => carry(encodePacket({ kind: 7, payload }));
    const product = new Uint8Array(47);
    product.set(utf8('R503'), 1);
    new DataView(product.buffer).setUint16(39, 192);
    new DataView(product.buffer).setUint16(41, 192);
    const yes = answerOf(Uint8Array.of(0));
    const silence = null;
    // Set-up, emptying; password asked, silence; the late answer falls into the emptying; asked again.
    const script = [silence, silence, silence, ...yes, silence, ...yes, ...answerOf(product)];
    const { result } = play(conversation.greet(), script, clock);
    expect(result).toMatchObject({ ok: true, value: { product: 'R503', widthPx: 192 } });
  });
});

describe('payloads', () => {
  it('S7 come out as they went in', () => {
    expect(readGreeting(greeting)).toMatchObject({ cid: 3, version: 1, maxChunkBytes: 512 });
    expect(readFacts(writeFacts(facts))).toEqual(facts);
    const signed = { ...ready, nonce: order.nonce, signature: new Uint8Array(64).fill(1) };
    expect(readReady(writeReady(signed))).toEqual(signed);
    const state = { stage: 'finger-on', hint: 'too-wet', qualityPercent: 12 } as const;
    expect(readStatus(writeStatus(state))).toEqual(state);
  });

  it('S29 a look comes out as it went in, and one that is too large or no whole picture is nothing', () => {
    const pixels = Uint8Array.from({ length: 24 * 30 }, (_, at) => (at % 16) * 17);
    expect(readLook(writeLook({ width: 24, height: 30, pixels }))).toEqual({
      width: 24,
      height: 30,
      pixels,
    });
    const sized = (width: number, height: number, bytes: number) =>
      readLook(Uint8Array.from([width, height, ...new Uint8Array(bytes)]));
    expect(sized(0, 0, 0)).toBeNull();
    expect(sized(24, 30, 359)).toBeNull();
    expect(sized(97, 20, 970)).toBeNull();
    expect(sized(96, 96, 4608)).toBeNull();
  });

  it('S7 names are cleaned of what is no printing text', () => {
    const dirty = { ...facts, vendor: `A\u0007\u202e${'b'.repeat(99)}` };
    expect(readFacts(writeFacts(dirty))?.vendor).toBe(`A${'b'.repeat(63)}`);
  });

  it('S7 nothing that comes in makes a reader throw', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        for (const read of [readGreeting, readFacts, readReady, readStatus, readLook]) read(bytes);
      }),
    );
  });
});
