/** Messages in reports, byte for byte, and what the assembler makes of everything else. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { crc32c } from '#adapters/hid-scanner/fphid/crc32c.ts';
import {
  Assembler,
  encodeMessage,
  FLAG,
  MAX_MESSAGE_BYTES,
  payloadRoom,
  REPORT_SIZES,
  type Message,
  type Taken,
} from '#adapters/hid-scanner/fphid/framing.ts';
import { fromHex, toHex, utf8 } from '#domain/bytes.ts';

const all = (): boolean => true;
const message = (payload: Uint8Array, cid = 7): Message => ({
  cid,
  command: 0x22,
  flags: FLAG.response,
  tid: 0x1234,
  payload,
});
const pattern = (length: number): Uint8Array =>
  Uint8Array.from({ length }, (_, at) => (at * 31 + 7) & 0xff);

function takeAll(reports: readonly Uint8Array[]): readonly Taken[] {
  const assembler = new Assembler();
  return reports
    .map((report) => assembler.take(report, all))
    .filter(({ kind }) => kind !== 'nothing');
}

describe('checksum', () => {
  it('S3 is CRC-32C: the check value of its definition and of RFC 3720', () => {
    expect(crc32c(utf8('123456789'))).toBe(0xe3069283);
    expect(crc32c(new Uint8Array(32))).toBe(0x8a9136aa);
    expect(crc32c(new Uint8Array(32).fill(0xff))).toBe(0x62a8ab43);
  });

  it('S3 goes on where it stopped', () => {
    expect(crc32c(utf8('56789'), crc32c(utf8('1234')))).toBe(0xe3069283);
  });
});

describe('reports', () => {
  it('S1 a short message is one report of these very bytes', () => {
    const [report, ...more] = encodeMessage(message(utf8('123')), 64);
    expect(more).toEqual([]);
    const head = '07000000a201341203000000';
    const covered = fromHex('a201341203000000') ?? new Uint8Array();
    const crc = crc32c(utf8('123'), crc32c(covered));
    const tail = toHex(Uint8Array.of(crc, crc >>> 8, crc >>> 16, crc >>> 24));
    expect(toHex(report ?? new Uint8Array())).toBe(`${head}313233${tail}`.padEnd(128, '0'));
  });

  it('S2 a long message goes on in reports with a sequence from 0', () => {
    const reports = encodeMessage(message(pattern(120)), 64);
    expect(reports.map((report) => toHex(report.subarray(0, 8)))).toEqual([
      '07000000a2013412',
      '0700000000340000',
      '0700000000340100',
    ]);
    expect(toHex((reports[1] ?? new Uint8Array()).subarray(8, 12))).toBe(
      toHex(pattern(120).subarray(52, 56)),
    );
  });

  it.each(
    REPORT_SIZES.flatMap((reportBytes) =>
      [0, 1, 47, 48, 49, 52, 53, 104, 105, MAX_MESSAGE_BYTES].map((length) => [
        length,
        reportBytes,
      ]),
    ),
  )('S2 %i bytes in reports of %i come out as they went in', (length, reportBytes) => {
    const sent = message(pattern(length));
    const reports = encodeMessage(sent, reportBytes);
    expect(reports.every((report) => report.length === reportBytes)).toBe(true);
    expect(takeAll(reports)).toEqual([{ kind: 'message', message: sent }]);
  });

  it('S12 a window of 24 reports is as full as can be', () => {
    for (const reportBytes of REPORT_SIZES) {
      const room = payloadRoom(24, reportBytes);
      if (room > MAX_MESSAGE_BYTES) continue;
      expect(encodeMessage(message(pattern(room)), reportBytes)).toHaveLength(24);
      expect(encodeMessage(message(pattern(room + 1)), reportBytes)).toHaveLength(25);
    }
  });
});

describe('assembler', () => {
  const reports = encodeMessage(message(pattern(300)), 64);
  const without = (lost: number): readonly Uint8Array[] =>
    reports.filter((_, index) => index !== lost);

  it.each([1, 2, 3, 4])('S4 a lost report %i is noticed at the next or by silence', (lost) => {
    const assembler = new Assembler();
    const taken = without(lost).map((report) => assembler.take(report, all));
    const isNoticed = taken.some(({ kind }) => kind === 'damaged');
    expect(isNoticed || assembler.isInside).toBe(true);
    expect(taken.some(({ kind }) => kind === 'message')).toBe(false);
  });

  it('S4 a lost last report leaves the message open; reset forgets it', () => {
    const assembler = new Assembler();
    for (const report of without(reports.length - 1)) assembler.take(report, all);
    expect(assembler.isInside).toBe(true);
    assembler.reset();
    expect(assembler.isInside).toBe(false);
  });

  it('S4 a report that comes twice changes nothing', () => {
    const twice = reports.flatMap((report) => [report, report]);
    expect(takeAll(twice).map(({ kind }) => kind)).toEqual(['message']);
  });

  it('S3 a turned bit anywhere in head or payload is noticed', () => {
    for (let bit = 0; bit < (12 + 40 + 4) * 8; bit += 1) {
      const [report] = encodeMessage(message(pattern(40)), 64);
      if (report === undefined) throw new Error('no report');
      const at = bit >> 3;
      report[at] = (report[at] ?? 0) ^ (1 << (bit & 7));
      const assembler = new Assembler();
      const taken = assembler.take(report, (cid) => cid === 7);
      expect(taken.kind, `bit ${bit}`).not.toBe('message');
    }
  });

  it('S5 other channels are passed over', () => {
    const assembler = new Assembler();
    const others = encodeMessage(message(pattern(300), 8), 64);
    const mixed = reports.flatMap((report, index) => [report, others[index] ?? report]);
    const taken = mixed.map((report) => assembler.take(report, (cid) => cid === 7));
    expect(taken.filter(({ kind }) => kind === 'message')).toHaveLength(1);
  });

  it('S5 a new first report ends what was unfinished', () => {
    const next = encodeMessage(message(utf8('next')), 64);
    expect(takeAll([...reports.slice(0, 2), ...next])).toEqual([
      { kind: 'message', message: message(utf8('next')) },
    ]);
  });

  it('S4 a message that says it is longer than any is refused at once', () => {
    const [report] = encodeMessage(message(utf8('x')), 64);
    if (report === undefined) throw new Error('no report');
    new DataView(report.buffer).setUint32(8, MAX_MESSAGE_BYTES + 1, true);
    expect(takeAll([report])).toMatchObject([{ kind: 'damaged', damage: 'length' }]);
  });

  it('S4 nothing that comes in makes it throw or hold more than one message', () => {
    const report = fc.oneof(
      fc.uint8Array({ maxLength: 80 }),
      fc.uint8Array({ minLength: 64, maxLength: 64 }),
      fc.constantFrom(...reports).map((known) => known.slice()),
      fc
        .tuple(fc.constantFrom(...reports), fc.nat(63), fc.nat(255))
        .map(([known, at, value]) => known.with(at, value)),
    );
    fc.assert(
      fc.property(fc.array(report, { maxLength: 40 }), (stream) => {
        const assembler = new Assembler();
        for (const one of stream) {
          const taken = assembler.take(one, all);
          if (taken.kind !== 'message') continue;
          expect(taken.message.payload.length).toBeLessThanOrEqual(MAX_MESSAGE_BYTES);
        }
      }),
      { numRuns: 2000 },
    );
  });
});
