/** Limits, endings and ways on of finger sessions, with a clock that is set by hand. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';

import { openTemplateVault } from '#adapters/keystore/template-vault.ts';
import type { CaptureSnapshot } from '#contract/finger.ts';
import type { PrivateRef, VisitId } from '#domain/ids.ts';
import { FALLBACK_REASONS } from '#domain/journal/finger-kinds.ts';
import { ok } from '#domain/result.ts';
import {
  CITIZEN,
  createOpenCounter,
  LL_TWO,
  MANAGER,
  PINS,
  type TestCounter,
} from '#tests/testkit/counter.ts';
import { FINGER_RULES } from '#tests/testkit/finger-counter.ts';
import type { FingerImage } from '#terminal/ports/matcher.ts';
import type { CaptureOptions } from '#terminal/ports/scanner.ts';
import { answered } from '#tests/testkit/memory-journal-store.ts';
import { createPressedFingers, type PressedFingers } from '#tests/testkit/pressed-scanner.ts';

const REFERENCE = 'KA-1182';
const THUMB = 101;
const INDEX = 107;
const APPROVAL = { approverId: MANAGER, approverPin: PINS[MANAGER] ?? '' };

const root = mkdtempSync(join(tmpdir(), 'raseed-finger-ways-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

let folders = 0;
let counter: TestCounter;
let fingers: PressedFingers;
beforeEach(async () => {
  folders += 1;
  const vault = answered(openTemplateVault(join(root, `${folders}`)));
  fingers = createPressedFingers();
  const ports = () => ({ vault, fingers });
  counter = await createOpenCounter({ fingerprints: FINGER_RULES, ports });
});
afterEach(() => counter.terminal.stop());

const capture = (): CaptureSnapshot | undefined => counter.terminal.clerkSnapshot().capture;

async function until(what: (capture: CaptureSnapshot) => boolean): Promise<CaptureSnapshot> {
  for (;;) {
    const now = capture();
    if (now !== undefined && what(now)) return now;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

const chosen = (): Promise<CaptureSnapshot> =>
  until(({ prompt, outcome }) => prompt === 'choose_finger' || outcome !== null);
const ended = (): Promise<CaptureSnapshot> => until(({ outcome }) => outcome !== null);

async function beginEnrolment(): Promise<void> {
  const services = ['LL-NEW'];
  await counter.do('beginEnrolment', { reference: REFERENCE, services, language: 'en' });
  await counter.do('acceptConsent', {});
}

async function take(finger: number, name: 'right_thumb' | 'left_index'): Promise<CaptureSnapshot> {
  fingers.finger = finger;
  await counter.do('captureFinger', { finger: name });
  return chosen();
}

async function enrol(): Promise<void> {
  await beginEnrolment();
  await take(THUMB, 'right_thumb');
  await take(INDEX, 'left_index');
  await counter.do('finishEnrolment', {});
  expect((await ended()).outcome).toEqual({ kind: 'enrolled', fingers: 2 });
}

const visit = async (): Promise<VisitId> =>
  (await counter.do('quote', { ...LL_TWO, citizen: CITIZEN })).visitId;

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
    const at = await createOpenCounter({
      fingerprints: FINGER_RULES,
      ports: () => ({ fingers: shut }),
    });
    expect(at.terminal.clerkSnapshot().scanner).toMatchObject({
      state: 'trouble',
      failure: { code: 'SCANNER_NOT_ALLOWED' },
    });
    expect(counter.terminal.clerkSnapshot().scanner).toMatchObject({
      state: 'ready',
      failure: null,
    });
    await at.terminal.stop();
  });

  it('FP5 FP4 ends by itself when nothing happens, and with whoever signs out', async () => {
    await beginEnrolment();
    counter.pass(179_000);
    expect(capture()).toBeDefined();
    counter.pass(2_000);
    expect(capture()).toBeUndefined();
    await beginEnrolment();
    await counter.do('lock', {});
    counter.pass(1_000);
    await counter.do('unlock', { pin: '4711' });
    expect(capture()).toBeUndefined();
  });

  it('FP5 an outcome stays in sight for twenty seconds', async () => {
    await enrol();
    counter.pass(19_000);
    expect(capture()?.outcome).not.toBeNull();
    counter.pass(2_000);
    expect(capture()).toBeUndefined();
  });

  it('FP11 one finger is not enough, and the same one twice is noticed', async () => {
    await beginEnrolment();
    await take(THUMB, 'right_thumb');
    expect(await counter.refusal('finishEnrolment', {})).toBe('FINGERS_NEEDED');
    const twice = await take(THUMB, 'left_index');
    expect(twice.complaint?.code).toBe('FINGER_REPEATED');
    expect(twice.fingers).toEqual(['right_thumb']);
    await counter.do('cancelCapture', {});
    expect(counter.store.read.templatesAfter('', 9)).toEqual([]);
  });

  it('FP12 a capture of another finger in between is taken again', async () => {
    await beginEnrolment();
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
    const done = await take(THUMB, 'right_thumb');
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
    const [before] = counter.store.read.templatesAfter('', 9);
    Object.assign(matcher, {
      compare: async () => [
        { isMatch: true, band: 'strong' },
        { isMatch: false, band: 'none' },
      ],
    });
    const visitId = await visit();
    const verify = { visitId, reference: REFERENCE };
    await counter.do('verifyCitizen', verify);
    expect((await ended()).outcome).toEqual({ kind: 'matched' });
    expect(counter.store.read.templatesAfter('', 9)).toEqual([before]);
    await counter.do('lapse', { quoteId: visitId.replace('-V', '-Q') as never, reason: 'enquiry' });
    qualityPercent = 51;
    counter.pass(30_000);
    await counter.do('verifyCitizen', { ...verify, visitId: await visit() });
    expect((await ended()).outcome).toEqual({ kind: 'matched' });
    const [after] = counter.store.read.templatesAfter('', 9);
    expect(after?.id).toBe(before?.id);
    expect(after?.text).not.toBe(before?.text);
    expect(after?.expiresAt).toBe((before?.expiresAt ?? 0) + 30_000);
    // What was sealed before is kept nowhere.
    const { sealed } = counter.bodies('finger.enrolled')[0] ?? {};
    const { ref } = sealed as { ref: PrivateRef };
    expect(counter.store.read.privateRecord(ref)).toBeUndefined();
  });

  it('FP29 FP32 templates come by the feed and go; a copy after the deletion stays deleted', async () => {
    await enrol();
    const [row] = counter.store.read.templatesAfter('', 9);
    const { id = '', text = '' } = row ?? {};
    const other = 'ab'.repeat(16);
    await counter.do('deleteTemplates', { reference: REFERENCE });
    const feed = async (...items: readonly (readonly [string, string | null])[]) => {
      const before = counter.store.read.setting('feed-cursor');
      for (const [enrolmentId, sealed] of items) {
        counter.hq.publish({ type: 'template', enrolmentId, text: sealed });
      }
      counter.hq.isUp = true;
      while (counter.store.read.setting('feed-cursor') === before) {
        counter.pass(5_000);
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    };
    await feed([id, text], [other, text], ['cd'.repeat(16), 'not a template']);
    expect(counter.store.read.template(id)?.text).toBe('');
    expect(counter.store.read.templatesAfter('', 9).map((each) => each.id)).toEqual([other]);
    await feed([other, null]);
    expect(counter.store.read.templatesAfter('', 9)).toEqual([]);
  });

  it('FP19 the lock-out outlives a restart and doubles', async () => {
    await enrol();
    const visitId = await visit();
    const verify = { visitId, reference: REFERENCE };
    fingers.finger = 999;
    await counter.do('verifyCitizen', verify);
    expect((await ended()).outcome).toMatchObject({ failure: { code: 'FINGER_NOT_MATCHED' } });
    counter = await counter.restart();
    await counter.terminal.execute('displayHeartbeat', { width: 1, height: 1 }, 'citizen');
    await counter.do('unlock', { pin: '4711' });
    expect(await counter.answer('verifyCitizen', verify)).toMatchObject({
      error: { code: 'FINGER_LOCKED', details: { seconds: 60 } },
    });
    counter.pass(60_000);
    await counter.do('verifyCitizen', verify);
    await ended();
    expect(await counter.answer('verifyCitizen', verify)).toMatchObject({
      error: { code: 'FINGER_LOCKED', details: { seconds: 480 } },
    });
  });

  it('FP21 a scanner that proves nothing approves nothing', async () => {
    await counter.do('beginStaffEnrolment', {
      staffId: MANAGER,
      pin: APPROVAL.approverPin,
      language: 'hi',
    });
    await counter.do('acceptConsent', {});
    await take(THUMB, 'right_thumb');
    await take(INDEX, 'left_index');
    await counter.do('finishEnrolment', {});
    await ended();
    for (const [freshness, code] of [
      ['unproven', 'SCANNER_UNPROVEN'],
      ['echoed', null],
    ] as const) {
      fingers.freshness = freshness;
      await counter.do('stepUpByFinger', { approverId: MANAGER, act: 'reverse' });
      const { outcome } = await ended();
      if (code === null) expect(outcome?.kind).toBe('approved');
      else expect(outcome).toMatchObject({ failure: { code } });
    }
  });

  it('FP20 a proof is over after a minute', async () => {
    await counter.do('beginStaffEnrolment', {
      staffId: MANAGER,
      pin: APPROVAL.approverPin,
      language: 'hi',
    });
    await counter.do('acceptConsent', {});
    await take(THUMB, 'right_thumb');
    await take(INDEX, 'left_index');
    await counter.do('finishEnrolment', {});
    await ended();
    const visitId = await visit();
    await counter.do('stepUpByFinger', { approverId: MANAGER, act: 'identity' });
    const { outcome } = await ended();
    const approverProof = outcome?.kind === 'approved' ? outcome.proof : '';
    counter.pass(61_000);
    const way = { way: 'manager', visitId, reason: 'worn', approverId: MANAGER };
    expect(await counter.refusal('fallBack', { ...way, approverProof })).toBe(
      'STEP_UP_PROOF_WRONG',
    );
  });

  it.each(FALLBACK_REASONS)('FP22 FP25 P9 goes on by the manager because of %s', async (reason) => {
    const visitId = await visit();
    await counter.do('fallBack', { way: 'manager', visitId, reason, ...APPROVAL });
    expect(counter.bodies('identity.bypassed')).toMatchObject([{ visitId, reason }]);
    expect(
      await counter.refusal('fallBack', { way: 'manager', visitId, reason, ...APPROVAL }),
    ).toBe('IDENTITY_NOT_NEEDED');
  });

  it('FP23 offline and without a phone a code is refused at once', async () => {
    const visitId = await visit();
    expect(await counter.refusal('sendCode', { visitId })).toBe('CODE_OFFLINE');
    const code = { way: 'otp', visitId, reason: 'worn', code: '123456' };
    expect(await counter.refusal('fallBack', code)).toBe('CODE_EXPIRED');
    const [quote] = counter.terminal.clerkSnapshot().visit?.quotes ?? [];
    await counter.do('lapse', { quoteId: quote?.quoteId ?? ('' as never), reason: 'enquiry' });
    const silent = { ...CITIZEN, mobile: null };
    const quoted = await counter.do('quote', { ...LL_TWO, citizen: silent });
    expect(await counter.refusal('sendCode', { visitId: quoted.visitId })).toBe('CODE_NO_PHONE');
  });
});
