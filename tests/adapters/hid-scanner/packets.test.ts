/** EF01 packets and the CP2110's reports, byte for byte, and what the reader makes of the rest. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { unpackFourBit } from '#adapters/hid-scanner/images.ts';
import { carried, carry, setUpReports } from '#adapters/hid-scanner/zfm/bridge.ts';
import { readProduct } from '#adapters/hid-scanner/zfm/model.ts';
import { encodePacket, PACKET, PacketReader } from '#adapters/hid-scanner/zfm/packets.ts';
import { concatBytes, toHex, utf8 } from '#domain/bytes.ts';

const drain = (reader: PacketReader) => {
  const read = [];
  for (let next = reader.next(); next !== null; next = reader.next()) read.push(next);
  return read;
};

describe('packets', () => {
  it('S23 are the bytes of the manuals: take image, check password', () => {
    const takeImage = encodePacket({ kind: PACKET.command, payload: Uint8Array.of(0x01) });
    expect(toHex(takeImage)).toBe('ef01ffffffff010003010005');
    const password = encodePacket({
      kind: PACKET.command,
      payload: Uint8Array.of(0x13, 0, 0, 0, 0),
    });
    expect(toHex(password)).toBe('ef01ffffffff0100071300000000001b');
  });

  it('S23 come out as they went in, however they are cut', () => {
    fc.assert(
      fc.property(
        fc.array(fc.uint8Array({ maxLength: 256 }), { maxLength: 5 }),
        fc.integer({ min: 1, max: 63 }),
        (payloads, step) => {
          const stream = concatBytes(
            ...payloads.map((payload) => encodePacket({ kind: PACKET.data, payload })),
          );
          const reader = new PacketReader();
          const read = [];
          for (let at = 0; at < stream.length; at += step) {
            reader.push(stream.subarray(at, at + step));
            read.push(...drain(reader));
          }
          expect(read).toEqual(
            payloads.map((payload) => ({
              kind: 'packet',
              packet: { kind: PACKET.data, payload },
            })),
          );
          expect(reader.isInside).toBe(false);
        },
      ),
    );
  });

  it('S23 a wrong sum is noticed, and the packet after it is found', () => {
    const first = encodePacket({ kind: PACKET.data, payload: Uint8Array.of(1, 2, 3) });
    first[10] = 9;
    const second = encodePacket({ kind: PACKET.lastData, payload: Uint8Array.of(4) });
    const reader = new PacketReader();
    reader.push(concatBytes(Uint8Array.of(0x55, 0xef), first, second));
    const read = drain(reader);
    expect(read[0]).toEqual({ kind: 'damaged' });
    expect(read.at(-1)).toMatchObject({ kind: 'packet', packet: { kind: PACKET.lastData } });
  });

  it('S23 nothing that comes in makes the reader throw or stand still', () => {
    const known = encodePacket({ kind: PACKET.data, payload: Uint8Array.of(1, 2, 3) });
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 63 }),
      fc.constant(Uint8Array.of(0xef, 0x01)),
      fc.constant(known),
      fc.uint8Array({ maxLength: 3000 }),
    );
    fc.assert(
      fc.property(fc.array(bytes, { maxLength: 40 }), (stream) => {
        const reader = new PacketReader();
        for (const part of stream) {
          reader.push(part);
          drain(reader);
        }
        reader.reset();
        reader.push(known);
        expect(drain(reader)).toHaveLength(1);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('bridge', () => {
  it('S24 is set to 57,600 baud 8N1, opened and emptied', () => {
    expect(setUpReports(57_600).map(({ kind, bytes }) => [kind, toHex(bytes)])).toEqual([
      ['feature', '500000e10000000300'],
      ['feature', '4101'],
      ['feature', '4303'],
    ]);
  });

  it('S24 carries bytes in reports that are as long as their number', () => {
    const bytes = Uint8Array.from({ length: 130 }, (_, at) => at);
    const reports = carry(bytes);
    expect(reports.map((report) => [report[0], report.length])).toEqual([
      [63, 64],
      [63, 64],
      [4, 5],
    ]);
    expect(concatBytes(...reports.map(carried))).toEqual(bytes);
  });

  it('S24 passes over reports that carry no bytes, or fewer than they say', () => {
    expect(carried(Uint8Array.of(0x41, 1))).toHaveLength(0);
    expect(carried(Uint8Array.of(5, 1, 2))).toHaveLength(0);
    expect(carried(new Uint8Array())).toHaveLength(0);
    // Windows fills every report up to the longest.
    expect(carried(concatBytes(Uint8Array.of(2, 8, 9), new Uint8Array(61)))).toEqual(
      Uint8Array.of(8, 9),
    );
  });
});

describe('module', () => {
  it('S27 four bits become eight, the high half first', () => {
    expect(unpackFourBit(Uint8Array.of(0x0f, 0xa1))).toEqual(Uint8Array.of(0, 255, 170, 17));
  });

  it('S26 a module that says its size is believed within reason', () => {
    const data = new Uint8Array(46);
    data.set(utf8('R503'));
    const view = new DataView(data.buffer);
    view.setUint16(38, 192);
    view.setUint16(40, 192);
    expect(readProduct(data)).toMatchObject({ name: 'R503', size: { width: 192, height: 192 } });
    view.setUint16(38, 60_000);
    expect(readProduct(data)).toMatchObject({ name: 'R30x', size: { width: 256, height: 288 } });
    expect(readProduct(data.subarray(0, 10))).toMatchObject({ name: 'R30x' });
  });
});
