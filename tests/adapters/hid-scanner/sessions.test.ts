/** Captures over the whole driver against simulated devices that replay, forge, lie or hang. */
import { describe, expect, it } from 'vitest';
import { CAPABILITY, COMMAND } from '#adapters/hid-scanner/fphid/messages.ts';
import { createHidScanner } from '#adapters/hid-scanner/scanner.ts';
import type { HidTransport } from '#adapters/hid-scanner/transport.ts';
import { createSimulatedBus } from '#tests/testkit/simulated-bus.ts';
import {
  FphidScanner,
  type FphidScannerOptions,
} from '#adapters/simulated-scanner/fphid-scanner.ts';
import { fail, ok, type Result } from '#domain/result.ts';
import { createSeededRandom, createTestLog, testCrypto } from '#tests/testkit/ports.ts';
import { sampleFinger } from '#tests/testkit/sample-finger.ts';
import { createVirtualTime } from '#tests/testkit/virtual-time.ts';

const codeOf = (result: Result<unknown>): string => (result.ok ? 'OK' : result.error.code);

async function scannerOn(
  options: Omit<FphidScannerOptions, 'timers'> = {},
  wrap: (transport: HidTransport) => HidTransport = (transport) => transport,
) {
  const time = createVirtualTime();
  const bus = createSimulatedBus();
  const device = new FphidScanner({ timers: time.timers, ...options });
  bus.plug(device);
  const scanner = await createHidScanner({
    transport: wrap(bus.transport),
    clock: time.clock,
    timers: time.timers,
    random: createSeededRandom('talks'),
    crypto: testCrypto,
    log: createTestLog(),
  });
  const capture = async () => {
    device.plate.put(sampleFinger());
    return await time.until(scanner.capture({ timeoutMs: 4000 }).done);
  };
  return { time, bus, device, scanner, capture };
}

describe('freshness', () => {
  it.each([
    ['signs', undefined],
    ['echoes the nonce', CAPABILITY.echoesNonce],
  ])('S11 a capture sent again is refused by a device that %s', async (_name, capabilities) => {
    const { device, capture, scanner, time } = await scannerOn(
      capabilities === undefined ? {} : { capabilities },
    );
    device.setFaults({ replay: true });
    expect(codeOf(await capture())).toBe('OK');
    expect(codeOf(await capture())).toBe('SCANNER_REPLAYED');
    expect(device.heldImages).toBe(0);
    device.setFaults({ replay: false });
    expect(codeOf(await capture())).toBe('OK');
    await time.until(scanner.close());
  });

  it('S11 the nonce of now under the signature of another key is refused', async () => {
    const { device, capture } = await scannerOn();
    device.setFaults({ forge: true });
    expect(codeOf(await capture())).toBe('SCANNER_REPLAYED');
  });

  it('S11 a device that proves nothing is taken for what it is', async () => {
    const { capture, scanner, time } = await scannerOn({ capabilities: 0 });
    expect(await capture()).toMatchObject({ ok: true, value: { freshness: 'unproven' } });
    const info = await time.until(scanner.info());
    expect(info).toMatchObject({ ok: true, value: { freshness: 'unproven', keyId: null } });
  });
});

describe('devices', () => {
  it('S6 another version is not spoken to', async () => {
    const { capture } = await scannerOn({ version: 2 });
    expect(codeOf(await capture())).toBe('SCANNER_UNSUPPORTED');
  });

  it.each([64, 512, 1024])(
    'S6 S12 reports of %i bytes and small pieces do as well',
    async (size) => {
      const { capture } = await scannerOn({ reportBytes: size, maxChunkBytes: 700 });
      expect(codeOf(await capture())).toBe('OK');
    },
  );

  it('S16 a finger that is no living skin is refused', async () => {
    const { device, capture } = await scannerOn();
    device.setFaults({ fakeFinger: true });
    expect(codeOf(await capture())).toBe('SCANNER_FAKE_FINGER');
  });

  it('S9 a poor finger is tried again until its time is over', async () => {
    const { device, scanner, time } = await scannerOn();
    device.plate.put({ width: 80, height: 80, pixels: new Uint8Array(6400) });
    const hints: string[] = [];
    const { done } = scanner.capture({
      timeoutMs: 2000,
      minQualityPercent: 50,
      onFinger: ({ hint }) => hints.push(hint),
    });
    expect(codeOf(await time.until(done))).toBe('SCANNER_FINGER_LIFTED');
    expect(hints).toContain('press-harder');
  });

  it('S10 the event of a ready image may be lost: the device is asked', async () => {
    const isReady = (report: Uint8Array): boolean => report[4] === (0x80 | COMMAND.objectReady);
    const { capture } = await scannerOn({}, (transport) => ({
      ...transport,
      open: (path, listeners) =>
        transport.open(path, {
          ...listeners,
          onReport: (report) => {
            if (!isReady(report)) listeners.onReport(report);
          },
        }),
    }));
    expect(codeOf(await capture())).toBe('OK');
  });

  it('S17 P10 every report is overwritten once it was read', async () => {
    const seen: Uint8Array[] = [];
    const { capture } = await scannerOn({}, (transport) => ({
      ...transport,
      open: (path, listeners) =>
        transport.open(path, {
          ...listeners,
          onReport: (report) => {
            seen.push(report);
            listeners.onReport(report);
          },
        }),
    }));
    expect(codeOf(await capture())).toBe('OK');
    expect(seen.length).toBeGreaterThan(1000);
    expect(seen.filter((report) => report.some((byte) => byte !== 0))).toHaveLength(0);
  });

  it('S19 a device that may not be opened says so', async () => {
    const { capture } = await scannerOn({}, (transport) => ({
      ...transport,
      open: () => Promise.resolve(fail('SCANNER_NOT_ALLOWED')),
    }));
    expect(codeOf(await capture())).toBe('SCANNER_NOT_ALLOWED');
  });

  it('S20 a write that never comes back is given up', async () => {
    const stuck = { send: () => new Promise<void>(() => undefined), close: async () => undefined };
    const { capture } = await scannerOn({}, (transport) => ({
      ...transport,
      open: () => Promise.resolve(ok(stuck)),
    }));
    expect(codeOf(await capture())).toBe('SCANNER_SILENT');
  });

  it('S18 a list that fails leaves what was known', async () => {
    let isBroken = false;
    const { capture, time } = await scannerOn({}, (transport) => ({
      ...transport,
      list: () => (isBroken ? Promise.reject(new Error('no list')) : transport.list()),
    }));
    isBroken = true;
    await time.pass(3000);
    expect(codeOf(await capture())).toBe('OK');
  });
});
