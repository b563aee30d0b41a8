/** Limits, endings and ways on of finger sessions, with a clock that is set by hand. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';

import type { PrivateRef, VisitId } from '#domain/ids.ts';
import { FALLBACK_REASONS } from '#domain/journal/finger-kinds.ts';
import { ok } from '#domain/result.ts';
import { CITIZEN, createOpenCounter, LL_TWO, MANAGER, PINS } from '#tests/testkit/counter.ts';
import { FINGER_RULES } from '#tests/testkit/finger-counter.ts';
import type { FingerImage } from '#terminal/ports/matcher.ts';
import type { CaptureOptions } from '#terminal/ports/scanner.ts';
import {
  openPressedCounter,
  REFERENCE,
  THUMB,
  type PressedCounter,
} from '#tests/testkit/pressed-counter.ts';
import { createPressedFingers } from '#tests/testkit/pressed-scanner.ts';

const APPROVAL = { approverId: MANAGER, approverPin: PINS[MANAGER] ?? '' };

const root = mkdtempSync(join(tmpdir(), 'raseed-finger-ways-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

let folders = 0;
let at: PressedCounter;
let fingers: PressedCounter['fingers'];
beforeEach(async () => {
  folders += 1;
  at = await openPressedCounter(join(root, `${folders}`));
  ({ fingers } = at);
});
afterEach(() => at.counter.terminal.stop());

async function beginEnrolment(): Promise<void> {
  const services = ['LL-NEW'];
  await at.counter.do('beginEnrolment', { reference: REFERENCE, services, language: 'en' });
}

async function enrol(): Promise<void> {
  await beginEnrolment();
  expect((await at.enrolBoth()).outcome).toEqual({ kind: 'enrolled', fingers: 2 });
}

const visit = async (): Promise<VisitId> =>
  (await at.counter.do('quote', { ...LL_TWO, citizen: CITIZEN })).visitId;

describe('finger sessions', { timeout: 120_000 }, () => {
  it('FP1 without HQ’s word nobody is enrolled and nothing is asked', async () => {
    const off = await createOpenCounter({ ports: () => ({ fingers }) });
    const begin = { reference: REFERENCE, services: ['LL-NEW'], language: 'en' };
    expect(await off.refusal('beginEnrolment', begin)).toBe('FINGER_OFF');
    const quoted = await off.do('quote', { ...LL_TWO, citizen: CITIZEN });
    const { totalPaise } = quoted.quote;
    expect(off.terminal.clerkSnapshot().visit?.identity).toBeUndefined();
    await off.do('takeCash', { visitId: quoted.visitId, givenPaise: totalPaise });
    await off.terminal.stop();
  });

  it('FP3 P9 without any scanner the manager is there', async () => {
    const bare = await createOpenCounter({ fingerprints: FINGER_RULES });
    const { visitId, quote } = await bare.do('quote', { ...LL_TWO, citizen: CITIZEN });
    const verify = { visitId, reference: REFERENCE };
    expect(await bare.refusal('verifyCitizen', verify)).toBe('FINGER_OFF');
    expect(bare.terminal.clerkSnapshot().scanner).toBeUndefined();
    const way = { way: 'manager', visitId, reason: 'scanner_trouble', ...APPROVAL } as const;
    await bare.do('fallBack', way);
    await bare.do('takeCash', { visitId, givenPaise: quote.totalPaise });
    await bare.terminal.stop();
  });

  it('FP3 S19 a scanner that may not be opened is said before anybody stands there', async () => {
    const shut = createPressedFingers();
    shut.trouble = 'SCANNER_NOT_ALLOWED';
    const beside = await createOpenCounter({
      fingerprints: FINGER_RULES,
      ports: () => ({ fingers: shut }),
    });
    expect(beside.terminal.clerkSnapshot().scanner).toMatchObject({
      state: 'trouble',
      failure: { code: 'SCANNER_NOT_ALLOWED' },
    });
    expect(at.counter.terminal.clerkSnapshot().scanner).toMatchObject({
      state: 'ready',
      failure: null,
    });
    await beside.terminal.stop();
  });

  it('FP5 FP4 ends by itself when nothing happens, and with whoever signs out', async () => {
    await beginEnrolment();
    at.counter.pass(179_000);
    expect(at.capture()).toBeDefined();
    at.counter.pass(2_000);
    expect(at.capture()).toBeUndefined();
    await beginEnrolment();
    await at.counter.do('lock', {});
    at.counter.pass(1_000);
    await at.counter.do('unlock', { pin: '4711' });
    expect(at.capture()).toBeUndefined();
  });

  it('FP5 an outcome stays in sight for twenty seconds', async () => {
    await enrol();
    at.counter.pass(19_000);
    expect(at.capture()?.outcome).not.toBeNull();
    at.counter.pass(2_000);
    expect(at.capture()).toBeUndefined();
  });

  it('FP11 one finger is not enough, and the same one twice is noticed', async () => {
    await beginEnrolment();
    await at.counter.do('acceptConsent', {});
    await at.take(THUMB, 'right_thumb');
    expect(await at.counter.refusal('finishEnrolment', {})).toBe('FINGERS_NEEDED');
    const twice = await at.take(THUMB, 'left_index');
    expect(twice.complaint?.code).toBe('FINGER_REPEATED');
    expect(twice.fingers).toEqual(['right_thumb']);
    await at.counter.do('cancelCapture', {});
    expect(at.counter.store.read.templatesAfter('', 9)).toEqual([]);
  });

  it('FP12 a capture of another finger in between is taken again', async () => {
    await beginEnrolment();
    await at.counter.do('acceptConsent', {});
    let captures = 0;
    const { scanner } = fingers;
    const real = { ...scanner };
    Object.assign(scanner, {
      capture: (options: CaptureOptions) => {
        captures += 1;
        fingers.finger = captures === 2 ? 999 : THUMB;
        return real.capture(options);
      },
    });
    const done = await at.take(THUMB, 'right_thumb');
    expect(captures).toBe(4);
    expect(done.fingers).toEqual(['right_thumb']);
  });

  it('FP14 a better capture that surely matches takes the place of the kept one', async () => {
    let qualityPercent = 50;
    const { matcher } = fingers;
    const real = { ...matcher };
    Object.assign(matcher, {
      extract: async (image: FingerImage, position: number) => {
        const extracted = await real.extract(image, position);
        return extracted.ok ? ok({ ...extracted.value, qualityPercent }) : extracted;
      },
    });
    await enrol();
    const [before] = at.counter.store.read.templatesAfter('', 9);
    Object.assign(matcher, {
      compare: async () => [
        { isMatch: true, band: 'strong' },
        { isMatch: false, band: 'none' },
      ],
    });
    const visitId = await visit();
    const verify = { visitId, reference: REFERENCE };
    await at.counter.do('verifyCitizen', verify);
    expect((await at.ended()).outcome).toEqual({ kind: 'matched' });
    expect(at.counter.store.read.templatesAfter('', 9)).toEqual([before]);
    await at.counter.do('lapse', {
      quoteId: visitId.replace('-V', '-Q') as never,
      reason: 'enquiry',
    });
    qualityPercent = 51;
    at.counter.pass(30_000);
    await at.counter.do('verifyCitizen', { ...verify, visitId: await visit() });
    expect((await at.ended()).outcome).toEqual({ kind: 'matched' });
    const [after] = at.counter.store.read.templatesAfter('', 9);
    expect(after?.id).toBe(before?.id);
    expect(after?.text).not.toBe(before?.text);
    expect(after?.expiresAt).toBe((before?.expiresAt ?? 0) + 30_000);
    // What was sealed before is kept nowhere.
    const { sealed } = at.counter.bodies('finger.enrolled')[0] ?? {};
    const { ref } = sealed as { ref: PrivateRef };
    expect(at.counter.store.read.privateRecord(ref)).toBeUndefined();
  });

  it('FP29 FP32 templates come by the feed and go; a copy after the deletion stays deleted', async () => {
    await enrol();
    const [row] = at.counter.store.read.templatesAfter('', 9);
    const { id = '', text = '' } = row ?? {};
    const other = 'ab'.repeat(16);
    await at.counter.do('deleteTemplates', { reference: REFERENCE });
    const feed = async (...items: readonly (readonly [string, string | null])[]) => {
      const before = at.counter.store.read.setting('feed-cursor');
      for (const [enrolmentId, sealed] of items) {
        at.counter.hq.publish({ type: 'template', enrolmentId, text: sealed });
      }
      at.counter.hq.isUp = true;
      while (at.counter.store.read.setting('feed-cursor') === before) {
        at.counter.pass(5_000);
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    };
    await feed([id, text], [other, text], ['cd'.repeat(16), 'not a template']);
    expect(at.counter.store.read.template(id)?.text).toBe('');
    expect(at.counter.store.read.templatesAfter('', 9).map((each) => each.id)).toEqual([other]);
    await feed([other, null]);
    expect(at.counter.store.read.templatesAfter('', 9)).toEqual([]);
  });

  it('FP32 P10 nobody’s template stays open in the comparing thread', async () => {
    const held = new Set<string>();
    const { matcher } = fingers;
    const real = { ...matcher };
    Object.assign(matcher, {
      remember: (id: string, templates: readonly Uint8Array[]) => {
        if (templates.length === 0) held.delete(id);
        else held.add(id);
        real.remember(id, templates);
      },
    });
    await enrol();
    await at.counter.do('beginEnrolment', {
      reference: 'KA-2',
      services: ['LL-NEW'],
      language: 'en',
    });
    expect((await at.enrolBoth()).outcome?.kind).toBe('refused');
    expect(held.size).toBe(1);
    await at.counter.do('deleteTemplates', { reference: REFERENCE });
    expect(held.size).toBe(0);
    await enrol();
    await at.counter.do('beginEnrolment', {
      reference: 'KA-2',
      services: ['LL-NEW'],
      language: 'en',
    });
    await at.enrolBoth();
    at.counter.pass(599_000);
    expect(held.size).toBe(1);
    at.counter.pass(2_000);
    expect(held.size).toBe(0);
  });

  it('FP19 the lock-out outlives a restart and doubles', async () => {
    await enrol();
    const visitId = await visit();
    const verify = { visitId, reference: REFERENCE };
    fingers.finger = 999;
    await at.counter.do('verifyCitizen', verify);
    expect((await at.ended()).outcome).toMatchObject({ failure: { code: 'FINGER_NOT_MATCHED' } });
    at.counter = await at.counter.restart();
    await at.counter.terminal.execute('displayHeartbeat', { width: 1, height: 1 }, 'citizen');
    await at.counter.do('unlock', { pin: '4711' });
    expect(await at.counter.answer('verifyCitizen', verify)).toMatchObject({
      error: { code: 'FINGER_LOCKED', details: { seconds: 60 } },
    });
    at.counter.pass(60_000);
    await at.counter.do('verifyCitizen', verify);
    await at.ended();
    expect(await at.counter.answer('verifyCitizen', verify)).toMatchObject({
      error: { code: 'FINGER_LOCKED', details: { seconds: 480 } },
    });
  });

  it.each(FALLBACK_REASONS)('FP22 FP25 P9 goes on by the manager because of %s', async (reason) => {
    const visitId = await visit();
    await at.counter.do('fallBack', { way: 'manager', visitId, reason, ...APPROVAL });
    expect(at.counter.bodies('identity.bypassed')).toMatchObject([{ visitId, reason }]);
    expect(
      await at.counter.refusal('fallBack', { way: 'manager', visitId, reason, ...APPROVAL }),
    ).toBe('IDENTITY_NOT_NEEDED');
  });

  it('FP23 offline and without a phone a code is refused at once', async () => {
    const visitId = await visit();
    expect(await at.counter.refusal('sendCode', { visitId })).toBe('CODE_OFFLINE');
    const code = { way: 'otp', visitId, reason: 'worn', code: '123456' };
    expect(await at.counter.refusal('fallBack', code)).toBe('CODE_EXPIRED');
    const [quote] = at.counter.terminal.clerkSnapshot().visit?.quotes ?? [];
    await at.counter.do('lapse', { quoteId: quote?.quoteId ?? ('' as never), reason: 'enquiry' });
    const silent = { ...CITIZEN, mobile: null };
    const quoted = await at.counter.do('quote', { ...LL_TWO, citizen: silent });
    expect(await at.counter.refusal('sendCode', { visitId: quoted.visitId })).toBe('CODE_NO_PHONE');
  });
});
