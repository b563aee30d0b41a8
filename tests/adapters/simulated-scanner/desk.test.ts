/** The simulated scanner as its desk and the driver see it, over real sockets. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createHidScanner } from '#adapters/hid-scanner/scanner.ts';
import { onSensor } from '#adapters/simulated-scanner/plate.ts';
import { fingerOf } from '#adapters/simulated-scanner/people.ts';
import {
  createMadeUpFingers,
  readPicture,
  type PressWay,
} from '#adapters/simulated-scanner/pictures.ts';
import { createSimulatedScannerTransport } from '#adapters/simulated-scanner/socket-line.ts';
import { startSimulatedScanner, type RunningScanner } from '#adapters/simulated-scanner/start.ts';
import {
  createNodeClock,
  createNodeCrypto,
  nodeRandom,
  nodeTimers,
} from '#adapters/system/node-ports.ts';
import { extractTemplate } from '#biometrics/extract.ts';
import { concatBytes, utf8 } from '#domain/bytes.ts';
import type { Result } from '#domain/result.ts';
import type { CapturedImage, Scanner } from '#terminal/ports/scanner.ts';
import { createTestLog } from '#tests/testkit/ports.ts';
import { sampleFinger } from '#tests/testkit/sample-finger.ts';
import { PNG } from 'pngjs';

const pgmOf = (of: ReturnType<typeof sampleFinger>): Uint8Array =>
  concatBytes(utf8(`P5\n# made up\n${of.width} ${of.height}\n255\n`), of.pixels);

function pngOf({ width, height, pixels }: ReturnType<typeof sampleFinger>): Uint8Array {
  const png = new PNG({ width, height });
  for (const [at, pixel] of pixels.entries()) png.data.set([pixel, pixel, pixel, 255], at * 4);
  return Uint8Array.from(PNG.sync.write(png));
}

const codeOf = (result: Result<unknown>): string => (result.ok ? 'OK' : result.error.code);

describe('pictures', () => {
  it('reads PGM and PNG alike', () => {
    const finger = sampleFinger(2, 90, 120);
    expect(readPicture(pgmOf(finger))).toEqual(finger);
    expect(readPicture(pngOf(finger))).toEqual(finger);
  });

  it.each<[string, Uint8Array]>([
    ['nothing', new Uint8Array()],
    ['a text', utf8('hello')],
    ['a PGM that is cut off', pgmOf(sampleFinger()).subarray(0, 500)],
    ['a PNG that is cut off', pngOf(sampleFinger()).subarray(0, 500)],
    ['a huge PGM', utf8('P5\n50000 50000\n255\n')],
  ])('refuses %s', (_name, bytes) => {
    expect(readPicture(bytes)).toBeNull();
  });
});

describe.each(['fphid', 'r503'] as const)('a simulated %s on its own', (model) => {
  let device: RunningScanner;
  let scanner: Scanner;
  beforeEach(async () => {
    device = await startSimulatedScanner({ model, deskPort: 0 });
    const made = createHidScanner({
      transport: createSimulatedScannerTransport(device.deskUrl),
      clock: createNodeClock(),
      timers: nodeTimers,
      random: nodeRandom,
      crypto: createNodeCrypto(),
      log: createTestLog(),
      pollMs: 50,
    });
    await made.looked;
    scanner = made;
  });
  afterEach(async () => {
    await scanner.close();
    await device.close();
  });

  const post = async (path: string, body: BodyInit): Promise<number> =>
    (await fetch(new URL(path, device.deskUrl), { method: 'POST', body })).status;
  const capture = (): Promise<Result<CapturedImage>> => scanner.capture({ timeoutMs: 10_000 }).done;

  it('S8 a picture put on the glass arrives as it is', async () => {
    const finger = sampleFinger(3);
    expect(await post('picture', Buffer.from(pgmOf(finger)))).toBe(200);
    const result = await capture();
    expect(codeOf(result)).toBe('OK');
    if (!result.ok) return;
    const { width, height, pixels } = result.value;
    const depth = model === 'fphid' ? (p: number) => p : (p: number) => (p >> 4) * 17;
    expect(pixels).toEqual(onSensor(finger, width, height).map(depth));
  });

  it('S19 unplugged and plugged in at the desk', async () => {
    const session = scanner.capture({ timeoutMs: 10_000 });
    await expect.poll(() => post('unplug', '{}')).toBe(200);
    expect(['SCANNER_UNPLUGGED', 'SCANNER_NOT_FOUND']).toContain(codeOf(await session.done));
    await expect.poll(() => scanner.devices().length).toBe(0);
    await post('plug', '{}');
    await expect.poll(() => scanner.devices().length).toBe(1);
    expect(codeOf(await scanner.info())).toBe('OK');
  });
});

describe('the ways of putting a finger on the glass', () => {
  const fingers = createMadeUpFingers();
  const complaintsOf = (way: PressWay): string => {
    const pressed = fingers.press({ finger: fingerOf(3, 2), press: 4, way });
    const [width, height] = [256, 360];
    const pixels = onSensor(pressed, width, height);
    const read = extractTemplate({ width, height, dpi: 500, pixels });
    return read.ok ? read.value.quality.complaints.join(' ') : read.reason;
  };

  it.each([
    ['well', ''],
    ['dry', 'too-dry'],
    ['wet', 'too-wet'],
    ['partial', 'partial'],
    ['off-centre', 'off-centre'],
    ['worn', 'not-a-finger'],
  ] as const)('%s is told as "%s"', (way, complaint) => {
    expect(complaintsOf(way)).toBe(complaint);
  });
});

describe('the desk', () => {
  it('grows fingers of nobody: the same finger in another press is another image', async () => {
    const device = await startSimulatedScanner({ model: 'fphid', deskPort: 0 });
    const post = async (path: string, body: object): Promise<number> => {
      const address = new URL(path, device.deskUrl);
      return (await fetch(address, { method: 'POST', body: JSON.stringify(body) })).status;
    };
    const state = async (): Promise<unknown> =>
      (await fetch(new URL('state', device.deskUrl))).json();
    try {
      expect(await post('press', { finger: 5, holdMs: 60_000 })).toBe(200);
      expect(await state()).toMatchObject({ isPlugged: true, onGlass: 'A picture', presses: 1 });
      expect(await post('press', { finger: fingerOf(1, 7) })).toBe(200);
      expect(await state()).toMatchObject({ onGlass: 'Asha, left index', presses: 2 });
      const glass = await fetch(new URL('glass.png', device.deskUrl));
      expect(readPicture(new Uint8Array(await glass.arrayBuffer()))?.width).toBeGreaterThan(100);
      expect(await post('lift', {})).toBe(200);
      expect(await state()).toMatchObject({ onGlass: null, finger: null });
      expect((await fetch(new URL('glass.png', device.deskUrl))).status).toBe(404);
      expect(await post('press', { finger: 'five' })).toBe(400);
      expect(await post('faults', { loseEvery: 1 })).toBe(400);
      expect(await post('faults', { silent: true })).toBe(200);
      const faults = await fetch(new URL('faults', device.deskUrl));
      expect(await faults.json()).toMatchObject({ silent: true, loseEvery: null });
      expect(await post('nowhere', {})).toBe(400);
    } finally {
      await device.close();
    }
  });
});
