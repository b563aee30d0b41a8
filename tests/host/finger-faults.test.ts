/**
 * Capture sessions with every fault of a scanner and its line, over the real transport: each recovers
 * or says so, and a charge that is not about fingers goes on.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import { NO_SCANNER_FAULTS } from '#adapters/simulated-scanner/faults.ts';
import { CITIZEN, LL_TWO, MANAGER, PASSPORT, PINS } from '#tests/testkit/counter.ts';
import { openFingerCounter, type FingerCounter } from '#tests/testkit/finger-counter.ts';

const THUMB = 101;
const REFERENCE = 'KA-1182';

let folder: string;
let at: FingerCounter;
let visitId: string;

/** A session with this fault; its last snapshot. */
async function verify(fault: () => Promise<void>) {
  await fault();
  at.hand = { finger: THUMB };
  await at.counter.do('verifyCitizen', { visitId, reference: REFERENCE } as never);
  return at.ended();
}

async function openVisit(): Promise<string> {
  const quoted = await at.counter.do('quote', { ...LL_TWO, citizen: CITIZEN });
  return quoted.visitId;
}

async function closeVisit(): Promise<void> {
  const { visit } = at.counter.terminal.clerkSnapshot();
  for (const { quoteId } of visit?.quotes ?? []) {
    await at.counter.do('lapse', { quoteId, reason: 'enquiry' });
  }
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'raseed-finger-faults-'));
  at = await openFingerCounter({ folder });
  const done = await at.enrol(REFERENCE, [THUMB, 107]);
  if (done.outcome?.kind !== 'enrolled') throw new Error(JSON.stringify(done));
  visitId = await openVisit();
}, 180_000);
afterEach(async () => {
  at.hand = null;
  await at.faults(NO_SCANNER_FAULTS);
  await at.counter.do('cancelCapture', {});
  if (at.counter.terminal.clerkSnapshot().visit?.identity?.state === 'needed') return;
  await closeVisit();
  visitId = await openVisit();
});
afterAll(async () => {
  await at.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('a capture session under every fault', () => {
  it.each([
    ['lost reports', { loseEvery: 40 }],
    ['wrong checksums', { damageEvery: 40 }],
    ['reports twice', { repeatEvery: 7 }],
    ['reports that change places', { swapEvery: 40 }],
    ['lost questions', { loseOutputEvery: 9 }],
    ['a finger that is lifted too early, once', { liftEarly: true }],
  ] as const)(
    'FP6 S13 recovers from %s',
    async (_name, faults) => {
      const ended = await verify(() => at.faults(faults));
      expect(ended.outcome).toEqual({ kind: 'matched' });
    },
    60_000,
  );

  it.each([
    ['an image of another size', { wrongSize: true }, 'SCANNER_WRONG_IMAGE'],
    ['a fake finger', { fakeFinger: true }, 'SCANNER_FAKE_FINGER'],
    ['a capture signed by another key', { forge: true }, 'SCANNER_REPLAYED'],
    ['a broken sensor', { sensorBroken: true }, 'SCANNER_FAULT'],
    ['a device that says nothing', { silent: true }, 'SCANNER_SILENT'],
  ] as const)(
    'FP6 P9 says so: %s',
    async (_name, faults, code) => {
      const ended = await verify(() => at.faults(faults));
      expect(ended.outcome).toMatchObject({ kind: 'refused', failure: { code } });
      expect(at.counter.bodies('device.fault').at(-1)).toEqual({ device: 'scanner', code });
    },
    90_000,
  );

  it('FP21 S11 a recorded capture that is played again is refused', async () => {
    await at.faults({ replay: true });
    const first = await verify(async () => undefined);
    expect(first.outcome).toEqual({ kind: 'matched' });
    await closeVisit();
    visitId = await openVisit();
    const again = await verify(async () => undefined);
    expect(again.outcome).toMatchObject({ failure: { code: 'SCANNER_REPLAYED' } });
  }, 60_000);

  it('FP6 S19 unplugged half way and plugged in again, the same session goes on', async () => {
    const running = verify(() => at.faults({ unplugAfterReports: 30 }));
    await at.until(({ complaint }) => complaint?.code === 'SCANNER_UNPLUGGED');
    await at.faults(NO_SCANNER_FAULTS);
    await at.desk('plug');
    expect((await running).outcome).toEqual({ kind: 'matched' });
  }, 90_000);

  it('P9 a charge that asks nobody is taken beside a scanner that is gone', async () => {
    await closeVisit();
    await at.desk('unplug');
    const quoted = await at.counter.do('quote', { ...PASSPORT, citizen: CITIZEN });
    const { totalPaise } = quoted.quote;
    await at.counter.do('takeCash', { visitId: quoted.visitId, givenPaise: totalPaise });
    const asking = await openVisit();
    await at.counter.do('fallBack', {
      way: 'manager',
      visitId: asking,
      reason: 'scanner_trouble',
      approverId: MANAGER,
      approverPin: PINS[MANAGER] ?? '',
    } as never);
    expect(at.counter.terminal.clerkSnapshot().visit?.identity).toMatchObject({
      state: 'bypassed',
      way: 'manager',
      reason: 'scanner_trouble',
    });
    await closeVisit();
    await at.desk('plug');
    await expect
      .poll(() => at.counter.terminal.clerkSnapshot().scanner?.state, { timeout: 20_000 })
      .toBe('ready');
    visitId = await openVisit();
  }, 60_000);
});
