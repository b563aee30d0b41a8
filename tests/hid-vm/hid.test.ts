/**
 * The real driver over the real node-hid against true kernel devices (/dev/uhid), in a virtual machine
 * that is booted once. Skipped, with the reason on the console, where the machine cannot be had.
 */
import { beforeAll, describe, expect, it } from 'vitest';
import { runInMachine } from '#build/hid-vm/boot.ts';
import { findKernel } from '#build/hid-vm/kernel.ts';
import { inRoot } from '#build/paths.ts';

const MACHINE_MS = 900_000;
const found = await findKernel();
if (!found.there) process.stderr.write(`The scanner in a machine was skipped: ${found.reason}\n`);

type Step = Readonly<Record<string, unknown>>;

const readSteps = (console: string): readonly Step[] =>
  [...console.matchAll(/^RASEED-HID (\{.*\})$/gm)].map(
    ([, json = '{}']) => JSON.parse(json) as Step,
  );

describe.skipIf(!found.there)('a true HID device', () => {
  let steps: readonly Step[] = [];
  beforeAll(async () => {
    if (!found.there) return;
    const script = inRoot('tests', 'hid-vm', 'in-the-machine.ts');
    const end = await runInMachine(found.kernel, script, { timeoutMs: MACHINE_MS });
    steps = readSteps(end.console);
    // What stood on the console says why, where it did not get to its end.
    expect(end.code === 0 ? 'ended well' : end.console.slice(-4000)).toBe('ended well');
  });

  const step = (kind: string, name: string): Step | undefined =>
    steps.find((one) => one['kind'] === kind && one['step'] === name);

  describe.each([
    ['fphid', 'fphid', 256 * 360, 'signed'],
    ['zfm', 'zfm-cp2110', 192 * 192, 'unproven'],
  ])('%s', (kind, model, bytes, freshness) => {
    const whole = { code: 'OK', isWhole: true, bytes, freshness };

    it('S28 is not opened by a person without the right, who is told so', () => {
      expect(step(kind, 'not allowed')).toMatchObject({ code: 'SCANNER_NOT_ALLOWED' });
    });

    it('S18 is found by polling and says what it is', () => {
      expect(step(kind, 'info')).toMatchObject({ model, isKnown: true });
    });

    it('S8 S29 shows the finger, then gives a whole image', () => {
      expect(step(kind, 'capture')).toMatchObject(whole);
      expect(step(kind, 'capture')?.['glimpses']).toBeGreaterThan(0);
    });

    it('S13 gives a whole image over a line that loses reports', () => {
      expect(step(kind, 'lost reports')).toMatchObject(whole);
    });

    it('S12 gives a whole image to a reader that sleeps for a tenth of a second', () => {
      expect(step(kind, 'busy reader')).toMatchObject(whole);
    });

    it('S19 unplugged half way or while it waits says so; plugged in again it works', () => {
      expect(step(kind, 'unplugged half way')).toMatchObject({ code: 'SCANNER_UNPLUGGED' });
      expect(step(kind, 'plugged in again')).toMatchObject(whole);
      expect(step(kind, 'unplugged while waiting')).toMatchObject({ code: 'SCANNER_UNPLUGGED' });
    });
  });

  it('S11 a capture that was recorded and is sent again is refused', () => {
    expect(step('fphid', 'recorded')).toMatchObject({ code: 'OK' });
    expect(step('fphid', 'replayed')).toMatchObject({ code: 'SCANNER_REPLAYED' });
  });
});
