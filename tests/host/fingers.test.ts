/**
 * Fingers at a counter, over the real transport, thread, keys and journal: enrolled with consent,
 * known again, refused, gone on without; every fault of the scanner on the way; nothing on the disk.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { PaymentAnswer } from '#contract/answers.ts';
import type { CaptureSnapshot } from '#contract/finger.ts';
import { toHex, utf8 } from '#domain/bytes.ts';
import { openEnrolment } from '#terminal/fingers/templates.ts';
import { CITIZEN, CLERK, LL_TWO, MANAGER, PINS, qrOfReceipt } from '#tests/testkit/counter.ts';
import { CONSENT, openFingerCounter, type FingerCounter } from '#tests/testkit/finger-counter.ts';
import { sha256 } from '#tests/testkit/ports.ts';

const THUMB = 101;
const INDEX = 107;
const STRANGER = 202;
const MANAGER_THUMB = 701;
const MANAGER_INDEX = 707;
const REFERENCE = 'KA-1182';

let folder: string;
let at: FingerCounter;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'raseed-fingers-'));
  at = await openFingerCounter({ folder });
}, 60_000);
afterAll(async () => {
  await at.close();
  rmSync(folder, { recursive: true, force: true });
});

const pin = (staffId: string): string => PINS[staffId] ?? '';

async function quoteLicence() {
  return at.counter.do('quote', { ...LL_TWO, citizen: CITIZEN });
}

async function giveUpVisit(): Promise<void> {
  const { visit } = at.counter.terminal.clerkSnapshot();
  for (const { quoteId } of visit?.quotes ?? []) {
    await at.counter.do('lapse', { quoteId, reason: 'enquiry' });
  }
}

/** The only sealed enrolment that there is. */
function enrolled() {
  const [row] = at.counter.store.read.templatesAfter('', 9);
  if (row === undefined) throw new Error('nobody is enrolled');
  return { row, enrolment: openEnrolment(at.vault, row) };
}

describe('fingers at a counter', () => {
  it('FP9 FP10 FP11 FP12 FP28 enrols two fingers with consent; what is kept is sealed', async () => {
    await at.counter.do('beginEnrolment', {
      reference: REFERENCE,
      services: ['LL-NEW'],
      language: 'hi',
    });
    const asked = at.capture();
    expect(asked).toMatchObject({ prompt: 'read_consent', purpose: 'enrolment' });
    expect(asked?.consent).toMatchObject({ version: 3, language: 'hi', text: CONSENT });
    expect(await at.counter.refusal('captureFinger', { finger: 'right_thumb' })).toBe(
      'FINGER_NOT_THE_MOMENT',
    );
    await at.counter.do('cancelCapture', {});
    const done = await at.enrol(REFERENCE, [THUMB, INDEX]);
    expect(done.outcome).toEqual({ kind: 'enrolled', fingers: 2 });
    const [body] = at.counter.bodies('finger.enrolled');
    expect(body).toMatchObject({
      subject: 'citizen',
      services: ['LL-NEW'],
      fingers: 2,
      threshold: 'raseed-1/40',
      consent: {
        version: 3,
        language: 'hi',
        hash: toHex(sha256(utf8(`3\nhi\n${CONSENT.hi}`))),
      },
    });
    const { row, enrolment } = enrolled();
    expect(row.text).not.toContain(REFERENCE);
    expect(enrolment).toMatchObject({ subject: `citizen/${REFERENCE}`, services: ['LL-NEW'] });
    expect(enrolment?.fingers.map(({ finger }) => finger)).toEqual(['right_thumb', 'left_index']);
    expect(await at.counter.do('findEnrolment', { reference: REFERENCE })).toMatchObject({
      enrolled: true,
      fingers: ['right_thumb', 'left_index'],
    });
  }, 120_000);

  it('FP2 FP8 FP16 FP17 P9 no cash before the citizen is known; the same finger opens it', async () => {
    const { visitId, quote } = await quoteLicence();
    const cash = { visitId, givenPaise: quote.totalPaise };
    expect(at.counter.terminal.clerkSnapshot().visit?.identity).toMatchObject({ state: 'needed' });
    expect(await at.counter.refusal('takeCash', cash)).toBe('IDENTITY_NEEDED');
    expect(await at.counter.refusal('verifyCitizen', { visitId, reference: 'KA-9' })).toBe(
      'FINGER_NOT_ENROLLED',
    );
    const whileHeld: CaptureSnapshot[] = [];
    const leave = at.counter.terminal.subscribe(() => {
      const now = at.capture();
      if (now?.prompt === 'hold' && now.preview !== null) whileHeld.push(now);
    });
    at.hand = { finger: INDEX };
    await at.counter.do('verifyCitizen', { visitId, reference: REFERENCE.toLowerCase() });
    const shown = await at.until(({ preview, outcome }) => preview !== null || outcome !== null);
    expect(shown.preview?.width ?? 0).toBeLessThanOrEqual(96);
    expect(at.counter.terminal.citizenSnapshot().capture).toMatchObject({
      purpose: 'verification',
    });
    expect((await at.ended()).outcome).toEqual({ kind: 'matched' });
    at.hand = null;
    leave();
    expect(whileHeld.length).toBeGreaterThan(0);
    expect(at.counter.terminal.clerkSnapshot().visit?.identity).toMatchObject({
      state: 'verified',
      way: 'finger',
    });
    expect(at.counter.bodies('finger.checked').at(-1)).toMatchObject({
      purpose: 'verification',
      outcome: 'match',
      freshness: 'signed',
      visitId,
    });
    const paid: PaymentAnswer = await at.counter.do('takeCash', cash);
    expect(paid.receiptNumbers).toHaveLength(1);
  }, 60_000);

  it('FP18 FP19 FP24 FP25 a stranger is refused three times, locked out, and the manager goes on', async () => {
    const { visitId, quote } = await quoteLicence();
    at.hand = { finger: STRANGER };
    await at.counter.do('verifyCitizen', { visitId, reference: REFERENCE });
    expect((await at.ended()).outcome).toMatchObject({ failure: { code: 'FINGER_NOT_MATCHED' } });
    at.hand = null;
    const again = { visitId, reference: REFERENCE };
    expect(await at.counter.refusal('verifyCitizen', again)).toBe('FINGER_LOCKED');
    expect(await at.counter.refusal('sendCode', { visitId })).toBe('CODE_OFFLINE');
    const fallBack = { way: 'manager', visitId, reason: 'not_matched', approverId: MANAGER };
    expect(await at.counter.refusal('fallBack', fallBack)).toBe('INPUT_INVALID');
    await at.counter.do('fallBack', { ...fallBack, approverPin: pin(MANAGER) } as never);
    expect(at.counter.bodies('identity.bypassed')).toEqual([
      { visitId, way: 'manager', reason: 'not_matched', failedTries: 3, approverId: MANAGER },
    ]);
    await at.counter.do('takeCash', { visitId, givenPaise: quote.totalPaise });
  }, 120_000);

  it('FP6 P9 a worn finger says so and the session ends in words', async () => {
    const { visitId } = await quoteLicence();
    at.counter.store.transact((writer) => {
      // The lock-out of the stranger is over.
      writer.putView('fingerTries', enrolled().row.id, { misses: 0, lastMissAt: null });
      return { ok: true, value: null };
    });
    at.hand = { finger: THUMB, way: 'worn' };
    await at.counter.do('verifyCitizen', { visitId, reference: REFERENCE });
    const complained = await at.until(({ complaint, outcome }) => (complaint ?? outcome) !== null);
    expect(complained.complaint?.code).toMatch(/^FINGER_/);
    const end = await at.ended();
    expect(end.outcome).toMatchObject({ failure: { code: 'FINGER_UNREADABLE' } });
    // Whatever the scanner had called it.
    expect(end.qualityPercent).toBeNull();
    at.hand = null;
    await giveUpVisit();
  }, 60_000);

  it('FP13 the same fingers under another reference are refused and journaled', async () => {
    const done = await at.enrol('KA-2000', [THUMB, INDEX]);
    expect(done.outcome).toMatchObject({ failure: { code: 'FINGER_ENROLLED_ALREADY' } });
    expect(at.counter.bodies('finger.duplicate')).toMatchObject([
      { enrolmentId: enrolled().row.id },
    ]);
    expect(at.counter.store.read.templatesAfter('', 9)).toHaveLength(1);
  }, 120_000);

  it('FP7 FP15 FP20 FP21 the manager’s finger stands in for the PIN: one act, once', async () => {
    await at.counter.do('beginStaffEnrolment', {
      staffId: MANAGER,
      pin: pin(MANAGER),
      language: 'en',
    });
    await at.counter.do('acceptConsent', {});
    for (const [finger, name] of [
      [MANAGER_THUMB, 'right_thumb'],
      [MANAGER_INDEX, 'left_index'],
    ] as const) {
      at.hand = { finger };
      await at.counter.do('captureFinger', { finger: name });
      await at.until(({ prompt }) => prompt === 'choose_finger');
      // A member of staff's finger is nobody's business at the other screen.
      expect(at.counter.terminal.citizenSnapshot().capture).toBeUndefined();
    }
    await at.counter.do('finishEnrolment', {});
    expect((await at.ended()).outcome).toEqual({ kind: 'enrolled', fingers: 2 });

    const [receipt] = at.counter.store.read.viewsByTag(
      'receipt',
      at.counter.terminal.clerkSnapshot().shift?.shiftId ?? '',
    );
    const qr = qrOfReceipt(at.counter, receipt?.receiptNumber ?? '');
    expect(await at.counter.refusal('stepUpByFinger', { approverId: CLERK, act: 'reverse' })).toBe(
      'OWN_APPROVAL',
    );
    const prove = async (act: string): Promise<string> => {
      await at.counter.do('stepUpByFinger', { approverId: MANAGER, act } as never);
      const { outcome } = await at.ended();
      if (outcome?.kind !== 'approved') throw new Error(JSON.stringify(outcome));
      return outcome.proof;
    };
    const reversal = { qr, reason: 'citizen_withdrew', approverId: MANAGER };
    const wrong = await prove('correct');
    const refused = await at.counter.refusal('reverse', { ...reversal, approverProof: wrong });
    expect(refused).toBe('STEP_UP_PROOF_WRONG');
    const proof = await prove('reverse');
    await at.counter.do('reverse', { ...reversal, approverProof: proof } as never);
    expect(at.counter.bodies('staff.stepped_up').at(-1)).toEqual({
      approverId: MANAGER,
      act: 'reverse',
      method: 'finger',
    });
    at.hand = null;
  }, 180_000);

  it('FP4 P9 a capture ends when it is cancelled, and a charge that asks nobody needs no scanner', async () => {
    const { visitId } = await quoteLicence();
    await at.counter.do('verifyCitizen', { visitId, reference: REFERENCE });
    const busy = { reference: 'KA-7', services: ['LL-NEW'], language: 'en' };
    expect(await at.counter.refusal('beginEnrolment', busy)).toBe('SCANNER_BUSY');
    await at.counter.do('cancelCapture', {});
    expect(at.capture()).toBeUndefined();
    await at.desk('unplug');
    await expect
      .poll(() => at.counter.terminal.clerkSnapshot().scanner?.state, { timeout: 10_000 })
      .toBe('absent');
    expect(await at.counter.refusal('verifyCitizen', { visitId, reference: REFERENCE })).toBe(
      'SCANNER_NOT_FOUND',
    );
    await giveUpVisit();
    await at.desk('plug');
    await expect
      .poll(() => at.counter.terminal.clerkSnapshot().scanner?.state, { timeout: 10_000 })
      .toBe('ready');
  }, 60_000);

  it('FP32 deleted on request: not known again', async () => {
    const isTheirs = (): number =>
      at.counter.store.read
        .templatesAfter('', 9)
        .filter((row) => openEnrolment(at.vault, row)?.subject === `citizen/${REFERENCE}`).length;
    expect(isTheirs()).toBe(1);
    const asked = { reference: REFERENCE };
    expect(await at.counter.do('deleteTemplates', asked)).toEqual({ deleted: 1 });
    expect(isTheirs()).toBe(0);
    expect(await at.counter.do('findEnrolment', asked)).toMatchObject({ enrolled: false });
    expect(await at.counter.refusal('deleteTemplates', asked)).toBe('FINGER_NOT_ENROLLED');
    expect(at.counter.bodies('finger.forgotten')).toMatchObject([{ cause: 'request' }]);
  }, 60_000);

  it('FP8 FP27 P10 neither image, template, reference nor score is on the disk or in the log', () => {
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .map((name) => join(folder, name))
      .filter((path) => statSync(path).isFile());
    expect(files.length).toBeGreaterThan(3);
    const bytes = Buffer.concat(files.map((path) => readFileSync(path)));
    expect(bytes.includes('FMR\0')).toBe(false);
    expect(bytes.includes('Rk1SAC')).toBe(false);
    expect(bytes.includes(REFERENCE)).toBe(false);
    expect(at.log.lines.join('\n')).not.toContain(REFERENCE);
    const entries = at.counter.store.read.entries(1, 1000).map(({ text }) => text);
    const fingers = entries.filter((text) => text.includes('"kind":"finger.'));
    expect(fingers.length).toBeGreaterThan(5);
    for (const text of fingers) expect(text).not.toMatch(/"score"|"template"|right_thumb/);
  });
});
