/** The simulated printer reads Epson's tables: what it does not know is an alarm, never silence. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NO_FAULTS, realTimeStatus } from '#adapters/simulated-printer/faults.ts';
import { CommandReader, type PrinterEvent } from '#adapters/simulated-printer/interpreter.ts';
import { decodeStatus, isOrderedAnswer, isRealTimeAnswer } from '#adapters/escpos/status.ts';

function read(...bytes: readonly number[]): PrinterEvent[] {
  const reader = new CommandReader();
  reader.push(Uint8Array.from(bytes));
  const events: PrinterEvent[] = [];
  for (let event = reader.next(); event !== null; event = reader.next()) {
    if (event.kind !== 'nothing') events.push(event);
  }
  return events;
}

const text = (content: string): number[] => Array.from(content, (letter) => letter.charCodeAt(0));

describe('commands', () => {
  it.each<[string, number[], PrinterEvent[]]>([
    ['ESC @', [0x1b, 0x40], [{ kind: 'reset' }]],
    ['LF', [0x0a], [{ kind: 'feed', dots: 30 }]],
    ['ESC d 4', [0x1b, 0x64, 4], [{ kind: 'feed', dots: 120 }]],
    ['ESC J 24', [0x1b, 0x4a, 24], [{ kind: 'feed', dots: 24 }]],
    ['ESC 3 50, LF', [0x1b, 0x33, 50, 0x0a], [{ kind: 'feed', dots: 50 }]],
    ['ESC a 1', [0x1b, 0x61, 1], []],
    ['ESC ! 0', [0x1b, 0x21, 0], []],
    ['GS V 0', [0x1d, 0x56, 0], [{ kind: 'cut', partial: false }]],
    ['GS V 1', [0x1d, 0x56, 1], [{ kind: 'cut', partial: true }]],
    ['GS V 66 3', [0x1d, 0x56, 66, 3], [{ kind: 'cut', partial: true }]],
    ['ESC p 0', [0x1b, 0x70, 0, 25, 250], [{ kind: 'drawer', pin: 2 }]],
    ['ESC p 1', [0x1b, 0x70, 1, 25, 250], [{ kind: 'drawer', pin: 5 }]],
    ['GS r 1', [0x1d, 0x72, 1], [{ kind: 'status-asked' }]],
    ['DLE EOT 4', [0x10, 0x04, 4], []],
    [
      'GS v 0, 2 bytes by 2 rows',
      [0x1d, 0x76, 0x30, 0, 2, 0, 2, 0, 1, 2, 3, 4],
      [{ kind: 'dots', rowBytes: 2, data: Uint8Array.of(1, 2, 3, 4) }],
    ],
    ['text', text('Hi'), [{ kind: 'text', text: 'Hi' }]],
  ])('%s', (_, bytes, events) => {
    expect(read(...bytes)).toEqual(events);
  });

  it('ESC Z, the QR of another make, is an alarm and its address comes out as text', () => {
    const events = read(0x1b, 0x5a, ...text('UPI'), 0x0a);
    expect(events.map((event) => event.kind)).toEqual(['unknown', 'text', 'feed']);
  });

  it('a drawer pulse with its last byte in UTF-8 leaves a stray letter', () => {
    expect(read(0x1b, 0x70, 0, 0x19, 0xc3, 0xba).map((event) => event.kind)).toEqual([
      'drawer',
      'text',
    ]);
  });

  it.each([
    ['GS ( k', [0x1d, 0x28, 0x6b, 3, 0, 1, 2, 3]],
    ['GS v 0 in double width', [0x1d, 0x76, 0x30, 1, 1, 0, 1, 0, 9]],
    ['a control character', [0x07]],
  ])('%s is an alarm', (_, bytes) => {
    expect(read(...bytes)[0]?.kind).toBe('unknown');
  });

  it('comes to the same however the bytes are cut up on the way', () => {
    const job = [0x1b, 0x40, 0x1d, 0x76, 0x30, 0, 1, 0, 2, 0, 0x10, 0x04, 0x0a, 0x1d, 0x56, 1];
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 5 })), (sizes) => {
        const reader = new CommandReader();
        const events: PrinterEvent[] = [];
        let at = 0;
        for (const size of [...sizes, job.length]) {
          reader.push(Uint8Array.from(job.slice(at, at + size)));
          at += size;
          for (let event = reader.next(); event !== null; event = reader.next()) events.push(event);
        }
        expect(events).toEqual(read(...job));
      }),
    );
  });

  it('any bytes at all are read to an end', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        const reader = new CommandReader();
        reader.push(bytes);
        let count = 0;
        while (reader.next() !== null) count += 1;
        expect(count).toBeLessThanOrEqual(bytes.length);
      }),
    );
  });
});

describe('status bytes', () => {
  it('the answers of both kinds are never mixed up', () => {
    for (let byte = 0; byte < 256; byte += 1) {
      expect(isRealTimeAnswer(byte) && isOrderedAnswer(byte)).toBe(false);
    }
  });

  const decoded = (faults: typeof NO_FAULTS) =>
    decodeStatus({
      printer: realTimeStatus(faults, 1),
      offlineCause: realTimeStatus(faults, 2),
      errorCause: realTimeStatus(faults, 3),
      paper: realTimeStatus(faults, 4),
    });

  it('what the printer says is what the driver understands', () => {
    expect(decoded(NO_FAULTS)).toEqual({
      ready: true,
      paper: 'ok',
      cover: 'closed',
      failure: null,
    });
    expect(decoded({ ...NO_FAULTS, paper: 'low' }).paper).toBe('low');
    const out = decoded({ ...NO_FAULTS, paper: 'out' });
    expect([out.paper, out.failure?.code]).toEqual(['out', 'PRINTER_PAPER_OUT']);
    const open = decoded({ ...NO_FAULTS, cover: 'open' });
    expect([open.cover, open.failure?.code]).toEqual(['open', 'PRINTER_COVER_OPEN']);
    expect(decoded({ ...NO_FAULTS, cutter: 'jammed' }).failure?.code).toBe('PRINTER_FAULT');
  });

  it('a printer that is offline and says no more is offline', () => {
    const answers = { printer: 0x1a, offlineCause: 0x12, errorCause: 0x12, paper: 0x12 };
    expect(decodeStatus(answers).failure?.code).toBe('PRINTER_OFFLINE');
  });
});
