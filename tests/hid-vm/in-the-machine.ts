/**
 * Runs in the virtual machine: the real driver over the real node-hid against true kernel devices. Each
 * step is said in one line of JSON on the console, which the suite outside reads.
 */
import { fork } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { createHidScanner } from '#adapters/hid-scanner/scanner.ts';
import { createNodeHidTransport } from '#adapters/hid-scanner/node-hid-transport.ts';
import {
  createNodeClock,
  createNodeCrypto,
  nodeRandom,
  nodeTimers,
} from '#adapters/system/node-ports.ts';
import { onSensor } from '#adapters/simulated-scanner/plate.ts';
import type { HidTransport } from '#adapters/hid-scanner/transport.ts';
import type { Result } from '#domain/result.ts';
import type { CapturedImage, Scanner } from '#terminal/ports/scanner.ts';
import { sampleFinger } from '#tests/testkit/sample-finger.ts';
import type { DeviceOrder } from './device-process.ts';

const NOBODY = 65_534;
const say = (step: string, what: object): void =>
  void process.stdout.write(`\nRASEED-HID ${JSON.stringify({ step, ...what })}\n`);
const digest = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

const device = fork(new URL('device-process.ts', import.meta.url));
async function tell(order: DeviceOrder): Promise<void> {
  const done = once(device, 'message');
  device.send(order);
  await done;
}

/** What came in since the last step: says where a loss comes from, should there be one. */
const seen = { reports: 0, longestPauseMs: 0, lastMs: 0 };
const nodeHid = createNodeHidTransport();
const watched: HidTransport = {
  ...nodeHid,
  open: (path, listeners) =>
    nodeHid.open(path, {
      ...listeners,
      onReport: (report) => {
        const nowMs = performance.now();
        if (seen.reports > 0)
          seen.longestPauseMs = Math.max(seen.longestPauseMs, nowMs - seen.lastMs);
        seen.reports += 1;
        seen.lastMs = nowMs;
        listeners.onReport(report);
      },
    }),
};

const scanner = createHidScanner({
  transport: watched,
  clock: createNodeClock(),
  timers: nodeTimers,
  random: nodeRandom,
  crypto: createNodeCrypto(),
  log: { info: () => undefined, warn: () => undefined },
  pollMs: 100,
});
await scanner.looked;

async function present(count: number): Promise<void> {
  while (scanner.devices().length !== count) await sleep(20);
}

interface Kind {
  readonly kind: 'fphid' | 'zfm';
  readonly width: number;
  readonly height: number;
  readonly depth: (pixel: number) => number;
}

const KINDS: readonly Kind[] = [
  { kind: 'fphid', width: 256, height: 360, depth: (pixel) => pixel },
  { kind: 'zfm', width: 192, height: 192, depth: (pixel) => (pixel >> 4) * 17 },
];

async function capture(options: Partial<Parameters<Scanner['capture']>[0]> = {}) {
  const startedMs = Date.now();
  Object.assign(seen, { reports: 0, longestPauseMs: 0 });
  let glimpses = 0;
  const onGlimpse = (): void => {
    glimpses += 1;
  };
  const result = await scanner.capture({ timeoutMs: 20_000, onGlimpse, ...options }).done;
  return { result, glimpses, ms: Date.now() - startedMs };
}

function outcome(
  { kind, width, height, depth }: Kind,
  seed: number,
  result: Result<CapturedImage>,
) {
  if (!result.ok) return { kind, code: result.error.code };
  const wanted = onSensor(sampleFinger(seed), width, height).map(depth);
  const { freshness, pixels } = result.value;
  const isWhole = digest(pixels) === digest(wanted);
  const bytes = pixels.length;
  result.value.wipe();
  return { kind, code: 'OK', isWhole, bytes, freshness };
}

async function captureOnce(kind: Kind, step: string, seed: number): Promise<void> {
  await tell({ do: 'put', seed });
  const { result, ms, glimpses } = await capture();
  const { reports, longestPauseMs } = seen;
  say(step, { ...outcome(kind, seed, result), ms, glimpses, reports, longestPauseMs });
}

/** Nothing is read for a tenth of a second in the middle of the transfer. */
async function captureBusy(kind: Kind): Promise<void> {
  await tell({ do: 'put', seed: 3 });
  let isDone = false;
  const { result } = await capture({
    onImageProgress: ({ receivedBytes, totalBytes }) => {
      if (isDone || receivedBytes * 2 < totalBytes) return;
      isDone = true;
      const untilMs = Date.now() + 100;
      while (Date.now() < untilMs);
    },
  });
  say('busy reader', outcome(kind, 3, result));
}

async function unplugHalfWay(kind: Kind): Promise<void> {
  await tell({ do: 'faults', faults: { unplugAfterReports: 150 } });
  await captureOnce(kind, 'unplugged half way', 4);
  await present(0);
  await tell({ do: 'faults', faults: { unplugAfterReports: null } });
  await tell({ do: 'plug' });
  await present(1);
  await captureOnce(kind, 'plugged in again', 5);
}

async function unplugWaiting(kind: Kind): Promise<void> {
  await tell({ do: 'lift' });
  const session = scanner.capture({ timeoutMs: 20_000 });
  await sleep(300);
  await tell({ do: 'unplug' });
  say('unplugged while waiting', outcome(kind, 0, await session.done));
  await present(0);
}

async function notAllowed(kind: Kind): Promise<void> {
  process.seteuid?.(NOBODY);
  const result = await scanner.info();
  process.seteuid?.(0);
  say('not allowed', { kind: kind.kind, code: result.ok ? 'OK' : result.error.code });
}

async function replay(kind: Kind): Promise<void> {
  await tell({ do: 'faults', faults: { replay: true } });
  await captureOnce(kind, 'recorded', 7);
  await captureOnce(kind, 'replayed', 8);
  await tell({ do: 'faults', faults: { replay: false } });
}

async function runKind(kind: Kind): Promise<void> {
  await tell({ do: 'make', kind: kind.kind });
  await tell({ do: 'plug' });
  await present(1);
  await notAllowed(kind);
  const info = await scanner.info();
  say('info', { kind: kind.kind, model: scanner.devices()[0]?.model, isKnown: info.ok });
  await captureOnce(kind, 'capture', 1);
  await tell({ do: 'faults', faults: { loseEvery: kind.kind === 'fphid' ? 97 : 480 } });
  await captureOnce(kind, 'lost reports', 2);
  await tell({ do: 'faults', faults: { loseEvery: null } });
  await captureBusy(kind);
  await unplugHalfWay(kind);
  if (kind.kind === 'fphid') await replay(kind);
  await unplugWaiting(kind);
}

for (const kind of KINDS) await runKind(kind);
await scanner.close();
say('end', {});
device.kill('SIGKILL');
process.exit(0);
