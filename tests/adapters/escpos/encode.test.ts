/** Jobs as bytes: whole commands that our own interpreter knows, from a builder without baggage. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { BAND_ROWS, encodeDrawerKick, encodeRaster } from '#adapters/escpos/encode.ts';
import { CommandReader, type PrinterEvent } from '#adapters/simulated-printer/interpreter.ts';

function eventsOf(chunk: Uint8Array): PrinterEvent[] {
  const reader = new CommandReader();
  reader.push(chunk);
  const events: PrinterEvent[] = [];
  for (let event = reader.next(); event !== null; event = reader.next()) events.push(event);
  expect(reader.waiting).toBe(0);
  return events;
}

describe('a job', () => {
  it.each([1, BAND_ROWS, BAND_ROWS + 1, 5 * BAND_ROWS])('of %i rows is whole commands', (rows) => {
    const bits = new Uint8Array(48 * rows).fill(0xa5);
    const chunks = encodeRaster({ widthDots: 384, heightDots: rows, bits });
    const events = chunks.flatMap(eventsOf);
    const bands = events.filter((event) => event.kind === 'dots');
    expect(events[0]).toEqual({ kind: 'reset' });
    expect(bands).toHaveLength(Math.ceil(rows / BAND_ROWS));
    expect(Buffer.concat(bands.map((band) => band.data)).equals(bits)).toBe(true);
    expect(events.at(-1)).toEqual({ kind: 'cut', partial: true });
    expect(events.filter((event) => event.kind === 'drawer')).toEqual([]);
  });

  it('the drawer pulse is five bytes and nothing else', () => {
    const [kick, ...rest] = encodeDrawerKick();
    expect([...(kick ?? [])]).toEqual([0x1b, 0x70, 0, 25, 250]);
    expect(rest).toEqual([]);
  });
});

describe('the builder beneath', () => {
  it('brings no HTTP client: get-pixels is a stand-in that refuses to work', () => {
    const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
      packages: Record<string, { version?: string; link?: boolean }>;
    };
    expect(lock.packages['node_modules/request']).toBeUndefined();
    expect(lock.packages['node_modules/get-pixels']?.link).toBe(true);
    const getPixels = createRequire(import.meta.url)('get-pixels') as () => void;
    expect(getPixels).toThrow('ready rasters');
  });
});
