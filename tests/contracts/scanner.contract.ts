/** What every scanner behind the port does, whatever model it is, under every fault of its line. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Result } from '#domain/result.ts';
import type { ScannerFaults } from '#adapters/simulated-scanner/faults.ts';
import type { FingerImage } from '#adapters/simulated-scanner/plate.ts';
import { GLIMPSE_SIDE_PX } from '#terminal/ports/scanner.ts';
import type {
  CapturedImage,
  CaptureOptions,
  FingerState,
  Freshness,
  Glimpse,
  Scanner,
  ScannerDevice,
} from '#terminal/ports/scanner.ts';
import { sampleFinger } from '#tests/testkit/sample-finger.ts';

export interface ScannerHarness {
  readonly scanner: Scanner;
  /** What a capture proves on this device. */
  readonly freshness: Freshness;
  /** Whether it shows a finger before the image is whole. */
  readonly showsGlimpses: boolean;
  /** The pixels that a whole capture of a finger gives. */
  expected(finger: FingerImage): Uint8Array;
  put(finger: FingerImage): void;
  setFaults(faults: Partial<ScannerFaults>): void;
  plug(): void;
  unplug(): void;
  /** Reports between two faults of a line that is bad, but not hopeless for this device. */
  readonly faultEvery: number;
  /** Lets time pass until it settles. */
  until<T>(work: Promise<T>): Promise<T>;
  pass(ms: number): Promise<void>;
  elapsedMs(): number;
  /** Images that the device still holds after it was told to forget; null where it cannot be told. */
  heldImages(): number | null;
  close(): Promise<void>;
}

const codeOf = (result: Result<unknown>): string => (result.ok ? 'OK' : result.error.code);

export function scannerContract(name: string, make: () => Promise<ScannerHarness>): void {
  describe(`scanner: ${name}`, () => {
    let harness: ScannerHarness;
    beforeEach(async () => {
      harness = await make();
    });
    afterEach(() => harness.close());

    const capture = (options: Partial<CaptureOptions> = {}): Promise<Result<CapturedImage>> =>
      harness.until(harness.scanner.capture({ timeoutMs: 5000, ...options }).done);

    const expectWhole = async (seed = 2): Promise<void> => {
      const finger = sampleFinger(seed);
      harness.put(finger);
      const result = await capture();
      expect(codeOf(result)).toBe('OK');
      if (!result.ok) return;
      expect(Buffer.compare(result.value.pixels, harness.expected(finger))).toBe(0);
      result.value.wipe();
    };

    it('S18 lists what is plugged in, and says what it is', async () => {
      const [device] = harness.scanner.devices();
      expect(device?.id).not.toBe('');
      const info = await harness.until(harness.scanner.info());
      expect(info).toMatchObject({ ok: true, value: { freshness: harness.freshness } });
    });

    it('S8 captures a finger, tells of it and of the transfer, and names how fresh it is', async () => {
      const finger = sampleFinger();
      const states: FingerState[] = [];
      const progress: number[] = [];
      const session = harness.scanner.capture({
        timeoutMs: 5000,
        onFinger: (state) => states.push(state),
        onImageProgress: ({ receivedBytes, totalBytes }) =>
          progress.push(receivedBytes / totalBytes),
      });
      await harness.pass(600);
      harness.put(finger);
      const result = await harness.until(session.done);
      expect(codeOf(result)).toBe('OK');
      if (!result.ok) return;
      const { width, height, pixels, freshness } = result.value;
      expect(pixels.length).toBe(width * height);
      expect(Buffer.compare(pixels, harness.expected(finger))).toBe(0);
      expect(freshness).toBe(harness.freshness);
      expect(states[0]?.stage).toBe('waiting');
      expect(states.at(-1)?.stage).toBe('sending');
      expect(progress).toEqual([...progress].sort((a, b) => a - b));
      expect(progress.at(-1)).toBe(1);
    });

    it('S29 P10 shows the finger small before its image is there, and overwrites what it showed', async () => {
      const shown: Glimpse[] = [];
      const looked: number[] = [];
      const session = harness.scanner.capture({
        timeoutMs: 5000,
        onGlimpse: (glimpse) => {
          shown.push(glimpse);
          looked.push(glimpse.pixels.filter((pixel) => pixel < 128).length);
        },
      });
      await harness.pass(600);
      harness.put(sampleFinger());
      const result = await harness.until(session.done);
      expect(codeOf(result)).toBe('OK');
      expect(shown.length > 0).toBe(harness.showsGlimpses);
      for (const { width, height, pixels } of shown) {
        expect(Math.max(width, height)).toBeLessThanOrEqual(GLIMPSE_SIDE_PX);
        expect(pixels.length).toBe(width * height);
        expect(pixels.every((pixel) => pixel === 0)).toBe(true);
      }
      if (harness.showsGlimpses) expect(looked.at(-1)).toBeGreaterThan(200);
    });

    it('S17 P10 an image is wiped on request, and a device that can forget has forgotten', async () => {
      harness.put(sampleFinger());
      const result = await capture();
      if (!result.ok) throw new Error(codeOf(result));
      result.value.wipe();
      expect(result.value.pixels.every((pixel) => pixel === 0)).toBe(true);
      expect(harness.heldImages() ?? 0).toBe(0);
    });

    it.each<[string, (every: number) => Partial<ScannerFaults>]>([
      ['a lost report', (loseEvery) => ({ loseEvery })],
      ['a repeated report', (repeatEvery) => ({ repeatEvery })],
      ['a damaged report', (damageEvery) => ({ damageEvery })],
      ['two reports that changed places', (swapEvery) => ({ swapEvery })],
      ['a lost command', () => ({ loseOutputEvery: 5 })],
      ['a slow device', () => ({ slowMs: 3 })],
    ])('S13 %s is made good: every image is whole', async (_name, faults) => {
      harness.setFaults(faults(harness.faultEvery));
      for (const seed of [2, 3, 4]) await expectWhole(seed);
    });

    it.each<[string, Partial<ScannerFaults>]>([
      ['each second report lost', { loseEvery: 2 }],
      ['each second report damaged', { damageEvery: 2 }],
      ['no answer at all', { silent: true }],
    ])('S20 %s: says so within its time, and works again once mended', async (_name, faults) => {
      await harness.until(harness.scanner.info());
      harness.setFaults(faults);
      harness.put(sampleFinger());
      const before = harness.elapsedMs();
      expect(['SCANNER_SILENT', 'SCANNER_DAMAGED']).toContain(codeOf(await capture()));
      expect(harness.elapsedMs() - before).toBeLessThan(60_000);
      harness.setFaults({ loseEvery: null, damageEvery: null, silent: false });
      await expectWhole(3);
    });

    it.each([0, 1, 5, 40, 150])(
      'S19 unplugged after %i reports says so; plugged in again it works',
      async (unplugAfterReports) => {
        await harness.until(harness.scanner.info());
        harness.setFaults({ unplugAfterReports });
        harness.put(sampleFinger());
        expect(codeOf(await capture())).toBe('SCANNER_UNPLUGGED');
        await harness.pass(2500);
        expect(harness.scanner.devices()).toEqual([]);
        expect(codeOf(await capture())).toBe('SCANNER_NOT_FOUND');
        harness.setFaults({ unplugAfterReports: null });
        harness.plug();
        await harness.pass(2500);
        await expectWhole(3);
      },
    );

    it('S18 comings and goings are told', async () => {
      const seen: number[] = [];
      const stop = harness.scanner.onDevices((devices: readonly ScannerDevice[]) =>
        seen.push(devices.length),
      );
      harness.unplug();
      await harness.pass(2500);
      harness.plug();
      await harness.pass(2500);
      stop();
      harness.unplug();
      await harness.pass(2500);
      expect(seen).toEqual([0, 1]);
    });

    it('S14 an image of another size is refused', async () => {
      harness.setFaults({ wrongSize: true });
      harness.put(sampleFinger());
      expect(codeOf(await capture())).toBe('SCANNER_WRONG_IMAGE');
      harness.setFaults({ wrongSize: false });
      await expectWhole();
    });

    it('S9 no finger in time: says so, no later than its time and a little', async () => {
      await harness.until(harness.scanner.info());
      const before = harness.elapsedMs();
      expect(codeOf(await capture({ timeoutMs: 3000 }))).toBe('SCANNER_NO_FINGER');
      expect(harness.elapsedMs() - before).toBeGreaterThanOrEqual(3000);
      expect(harness.elapsedMs() - before).toBeLessThan(6000);
      await expectWhole();
    });

    it('S10 a finger lifted early is told, and the capture goes on waiting for it', async () => {
      harness.setFaults({ liftEarly: true });
      harness.put(sampleFinger());
      const hints: string[] = [];
      const session = harness.scanner.capture({
        timeoutMs: 8000,
        onFinger: ({ hint }) => hints.push(hint),
      });
      await harness.pass(1500);
      expect(hints).toContain('lifted-early');
      const finger = sampleFinger(4);
      harness.put(finger);
      const result = await harness.until(session.done);
      expect(codeOf(result)).toBe('OK');
      if (result.ok) expect(result.value.pixels).toEqual(harness.expected(finger));
    });

    it('S10 a finger lifted early that does not come back is not called absent', async () => {
      harness.setFaults({ liftEarly: true });
      harness.put(sampleFinger());
      expect(codeOf(await capture({ timeoutMs: 3000 }))).toBe('SCANNER_FINGER_LIFTED');
    });

    it('S16 a broken sensor is called a fault', async () => {
      harness.setFaults({ sensorBroken: true });
      harness.put(sampleFinger());
      expect(codeOf(await capture())).toBe('SCANNER_FAULT');
      harness.setFaults({ sensorBroken: false });
      await expectWhole();
    });

    it('S21 a second capture beside a running one is refused; the first goes on', async () => {
      const first = harness.scanner.capture({ timeoutMs: 4000 });
      const second = harness.scanner.capture({ timeoutMs: 4000 });
      expect(codeOf(await harness.until(second.done))).toBe('SCANNER_BUSY');
      harness.put(sampleFinger());
      expect(codeOf(await harness.until(first.done))).toBe('OK');
    });

    it.each([100, 900])(
      'S21 cancelled after %i ms ends at once, and the next works',
      async (ms) => {
        const session = harness.scanner.capture({ timeoutMs: 20_000 });
        await harness.pass(ms);
        if (ms > 500) harness.put(sampleFinger());
        await harness.pass(100);
        const before = harness.elapsedMs();
        session.cancel();
        expect(codeOf(await harness.until(session.done))).toBe('SCANNER_CANCELLED');
        expect(harness.elapsedMs() - before).toBeLessThan(50);
        session.cancel();
        await expectWhole(3);
        expect(harness.heldImages() ?? 0).toBe(0);
      },
    );

    it('S22 the light is set, or there is none: both are well', async () => {
      for (const light of ['ready', 'busy', 'good', 'bad', 'off'] as const) {
        expect(codeOf(await harness.until(harness.scanner.light(light)))).toBe('OK');
      }
    });

    it('S22 closing ends a running capture', async () => {
      const session = harness.scanner.capture({ timeoutMs: 20_000 });
      await harness.pass(300);
      await harness.until(harness.scanner.close());
      expect(codeOf(await harness.until(session.done))).toBe('SCANNER_CANCELLED');
    });
  });
}
