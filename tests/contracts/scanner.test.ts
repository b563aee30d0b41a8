/** The scanner contract over both models, their simulated devices on a bus in memory, in virtual time. */
import { createHidScanner } from '#adapters/hid-scanner/scanner.ts';
import { createSimulatedBus } from '#tests/testkit/simulated-bus.ts';
import type { SimulatedScanner } from '#adapters/simulated-scanner/device.ts';
import { FphidScanner } from '#adapters/simulated-scanner/fphid-scanner.ts';
import { onSensor } from '#adapters/simulated-scanner/plate.ts';
import { ZfmScanner } from '#adapters/simulated-scanner/zfm-scanner.ts';
import { CAPABILITY } from '#adapters/hid-scanner/fphid/messages.ts';
import type { Freshness } from '#terminal/ports/scanner.ts';
import type { Timers } from '#terminal/ports/system.ts';
import { createSeededRandom, createTestLog, testCrypto } from '#tests/testkit/ports.ts';
import { createVirtualTime } from '#tests/testkit/virtual-time.ts';
import { scannerContract, type ScannerHarness } from './scanner.contract.ts';

interface Kind {
  readonly make: (timers: Timers) => SimulatedScanner;
  readonly width: number;
  readonly height: number;
  readonly freshness: Freshness;
  /** As the device's depth leaves them. */
  readonly depth: (pixel: number) => number;
  readonly canForget: boolean;
  readonly showsGlimpses?: boolean;
  /** FPHID asks again for a piece; a module must send the whole image again. */
  readonly faultEvery: number;
}

const eightBits = (pixel: number): number => pixel;
const fourBits = (pixel: number): number => (pixel >> 4) * 17;

async function harnessOf(kind: Kind): Promise<ScannerHarness> {
  const time = createVirtualTime();
  const bus = createSimulatedBus();
  const device = kind.make(time.timers);
  bus.plug(device);
  const scanner = createHidScanner({
    transport: bus.transport,
    clock: time.clock,
    timers: time.timers,
    random: createSeededRandom('scanner'),
    crypto: testCrypto,
    log: createTestLog(),
  });
  await scanner.looked;
  return {
    scanner,
    freshness: kind.freshness,
    showsGlimpses: kind.showsGlimpses ?? true,
    expected: (finger) => onSensor(finger, kind.width, kind.height).map(kind.depth),
    put: (finger) => device.plate.put(finger),
    faultEvery: kind.faultEvery,
    setFaults: (faults) => device.setFaults(faults),
    plug: () => bus.plug(device),
    unplug: () => bus.unplug(device),
    until: (work) => time.until(work),
    pass: (ms) => time.pass(ms),
    elapsedMs: () => time.elapsedMs,
    heldImages: () => (kind.canForget ? device.heldImages : null),
    close: () => time.until(scanner.close()),
  };
}

const FPHID = {
  width: 256,
  height: 360,
  depth: eightBits,
  canForget: true,
  faultEvery: 41,
} as const;

scannerContract('FPHID/1 that signs its captures', () =>
  harnessOf({ ...FPHID, freshness: 'signed', make: (timers) => new FphidScanner({ timers }) }),
);

scannerContract('FPHID/1 with reports of 512 bytes that echoes the nonce', () =>
  harnessOf({
    ...FPHID,
    freshness: 'echoed',
    showsGlimpses: false,
    make: (timers) =>
      new FphidScanner({ timers, reportBytes: 512, capabilities: CAPABILITY.echoesNonce }),
  }),
);

scannerContract('R307 behind a CP2110', () =>
  harnessOf({
    width: 256,
    height: 288,
    faultEvery: 1000,
    depth: fourBits,
    canForget: false,
    freshness: 'unproven',
    make: (timers) => new ZfmScanner({ timers, msPerReport: 2 }),
  }),
);

scannerContract('R503 behind a CP2110', () =>
  harnessOf({
    width: 192,
    height: 192,
    faultEvery: 480,
    depth: fourBits,
    canForget: false,
    freshness: 'unproven',
    make: (timers) => new ZfmScanner({ timers, msPerReport: 2, module: 'R503', serial: 'X1' }),
  }),
);
