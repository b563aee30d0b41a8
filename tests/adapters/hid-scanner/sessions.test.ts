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
import { ZfmScanner } from '#adapters/simulated-scanner/zfm-scanner.ts';
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
  const scanner = createHidScanner({
    transport: wrap(bus.transport),
    clock: time.clock,
    timers: time.timers,
    random: createSeededRandom('talks'),
    crypto: testCrypto,
    log: createTestLog(),
  });
  await scanner.looked;
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

  it('S20 an open that never comes back is given up, and closed should it come', async () => {
    let isClosed = false;
    let openLate: () => void = () => undefined;
    const close = async () => {
      isClosed = true;
    };
    const { capture, time } = await scannerOn({}, (transport) => ({
      ...transport,
      open: () =>
        new Promise((resolve) => {
          openLate = () => resolve(ok({ send: async () => undefined, close }));
        }),
    }));
    expect(codeOf(await capture())).toBe('SCANNER_SILENT');
    openLate();
    await time.pass(10);
    expect(isClosed).toBe(true);
  });

  it('S20 a close that never comes back holds nobody up', async () => {
    const { capture, device } = await scannerOn({}, (transport) => ({
      ...transport,
      open: async (path, listeners) => {
        const opened = await transport.open(path, listeners);
        const close = () => new Promise<void>(() => undefined);
        return opened.ok ? ok({ ...opened.value, close }) : opened;
      },
    }));
    device.setFaults({ wrongSize: true });
    expect(codeOf(await capture())).toBe('SCANNER_WRONG_IMAGE');
    device.setFaults({ wrongSize: false });
    expect(codeOf(await capture())).toBe('OK');
  });

  it('S18 a bridge without a module behind it is passed over, whichever was there first', async () => {
    const { bus, device, capture, time, scanner } = await scannerOn();
    bus.unplug(device);
    for (const other of [1, 2]) {
      const bridge = new ZfmScanner({ timers: time.timers, serial: String(other) });
      bridge.setFaults({ silent: true });
      bus.plug(bridge);
    }
    await time.pass(2500);
    expect(codeOf(await capture())).toBe('SCANNER_SILENT');
    bus.plug(device);
    await time.pass(2500);
    expect(scanner.devices().map(({ model }) => model)).toEqual([
      'zfm-cp2110',
      'zfm-cp2110',
      'fphid',
    ]);
    expect(codeOf(await capture())).toBe('OK');
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
