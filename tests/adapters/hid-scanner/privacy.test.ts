/** What the driver must never do with a finger: keep it, write it down, or speak of it. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { createHidScanner } from '#adapters/hid-scanner/scanner.ts';
import { FphidScanner } from '#adapters/simulated-scanner/fphid-scanner.ts';
import { inRoot } from '#build/paths.ts';
import { createSeededRandom, createTestLog, testCrypto } from '#tests/testkit/ports.ts';
import { sampleFinger } from '#tests/testkit/sample-finger.ts';
import { createSimulatedBus } from '#tests/testkit/simulated-bus.ts';
import { createVirtualTime } from '#tests/testkit/virtual-time.ts';

const folder = inRoot('src', 'adapters', 'hid-scanner');
const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => ({ name, text: readFileSync(path.join(folder, name), 'utf8') }));

it('S17 P10 the driver has no way to a disk or a network', () => {
  expect(sources.length).toBeGreaterThan(10);
  const imports = sources.flatMap(({ name, text }) =>
    [...text.matchAll(/from '([^'#.][^']*)'/g)].map(([, from]) => `${name} ${from}`),
  );
  expect(imports).toEqual(['node-hid-transport.ts node-hid']);
});

it('S17 P10 the log names codes and counts, and nothing of the device or the finger', async () => {
  const time = createVirtualTime();
  const bus = createSimulatedBus();
  const device = new FphidScanner({ timers: time.timers, serial: 'SECRET-SERIAL' });
  const log = createTestLog();
  bus.plug(device);
  const scanner = createHidScanner({
    transport: bus.transport,
    clock: time.clock,
    timers: time.timers,
    random: createSeededRandom('privacy'),
    crypto: testCrypto,
    log,
  });
  await scanner.looked;
  device.plate.put(sampleFinger());
  await time.until(scanner.capture({ timeoutMs: 3000 }).done);
  device.setFaults({ wrongSize: true });
  await time.until(scanner.capture({ timeoutMs: 3000 }).done);
  await time.until(scanner.close());
  expect(log.lines.map((line) => JSON.parse(line) as unknown)).toEqual([
    { level: 'info', event: 'scanner.devices', count: 1 },
    { level: 'warn', event: 'scanner.failed', code: 'SCANNER_WRONG_IMAGE' },
  ]);
});
