/** A manager's finger in the place of their PIN: for which acts, where, how long, and what refuses it. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';

import { CITIZEN, FLOAT, LL_TWO, MANAGER } from '#tests/testkit/counter.ts';
import { openPressedCounter, type PressedCounter } from '#tests/testkit/pressed-counter.ts';

const root = mkdtempSync(join(tmpdir(), 'raseed-finger-step-up-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

let folders = 0;
let at: PressedCounter;
beforeEach(async () => {
  folders += 1;
  at = await openPressedCounter(join(root, `${folders}`));
  expect((await at.enrolManager()).outcome).toEqual({ kind: 'enrolled', fingers: 2 });
});
afterEach(() => at.counter.terminal.stop());

const approved = async (act: Parameters<PressedCounter['prove']>[0]) => ({
  approverId: MANAGER,
  approverProof: await at.prove(act),
});
const byFinger = (act: string) => ({ approverId: MANAGER, act, method: 'finger' });

describe('a manager’s finger', { timeout: 120_000 }, () => {
  it('FP20 approves a waiver at discretion', async () => {
    const facts = { expiredOn: '2020-01-01', smartCard: false, goodCause: 'ILLNESS' };
    const item = { serviceCode: 'DL-RENEW', facts, citizen: CITIZEN };
    expect(await at.counter.refusal('quote', item)).toBe('APPROVAL_NEEDED');
    await at.counter.do('quote', { ...item, approval: await approved('waive') });
    expect(at.counter.bodies('staff.stepped_up')).toEqual([byFinger('waive')]);
  });

  it('FP20 approves a drop to the safe', async () => {
    const drop = { count: { 10000: 2 }, bagNumber: 'BG-7' };
    await at.counter.do('dropCash', { ...drop, ...(await approved('drop')) });
    expect(at.counter.bodies('staff.stepped_up')).toEqual([byFinger('drop')]);
    expect(at.counter.bodies('cash.dropped')).toMatchObject([{ approverId: MANAGER }]);
  });

  it('FP4 FP20 closes the shift of a clerk who is away, at the locked screen, where nothing else is asked', async () => {
    const away = { count: FLOAT, reason: 'taken ill' };
    await at.counter.do('lock', {});
    const reverse = { approverId: MANAGER, act: 'reverse' };
    expect(await at.counter.refusal('stepUpByFinger', reverse)).toBe('SCREEN_LOCKED');
    await at.counter.do('stepUpByFinger', { approverId: MANAGER, act: 'close_absent' });
    expect(at.capture()?.staffId).toBe(MANAGER);
    expect(at.counter.terminal.citizenSnapshot().capture).toBeUndefined();
    // The watch, which ends what somebody who left had begun, leaves it alone.
    at.counter.pass(1_000);
    const { outcome } = await at.ended();
    if (outcome?.kind !== 'approved') throw new Error(JSON.stringify(outcome));
    const approval = { approverId: MANAGER, approverProof: outcome.proof };
    await at.counter.do('closeForAbsent', { ...away, ...approval });
    expect(at.counter.bodies('shift.closed')).toMatchObject([{ closedBy: MANAGER }]);
    expect(at.counter.bodies('staff.stepped_up')).toEqual([byFinger('close_absent')]);
    expect(at.counter.terminal.clerkSnapshot().phase).toBe('signed_out');
  });

  it('FP20 is not asked for an act at the counter while nobody is signed in', async () => {
    await at.counter.do('closeShift', { count: FLOAT });
    await at.counter.do('signOut', {});
    const ask = { approverId: MANAGER, act: 'reverse' };
    expect(await at.counter.refusal('stepUpByFinger', ask)).toBe('SIGN_IN_FIRST');
    await at.prove('by_file');
  });

  it('FP21 a scanner that proves nothing approves nothing', async () => {
    for (const [freshness, code] of [
      ['unproven', 'SCANNER_UNPROVEN'],
      ['echoed', null],
    ] as const) {
      at.fingers.freshness = freshness;
      await at.counter.do('stepUpByFinger', { approverId: MANAGER, act: 'reverse' });
      const { outcome } = await at.ended();
      if (code === null) expect(outcome?.kind).toBe('approved');
      else expect(outcome).toMatchObject({ failure: { code } });
    }
  });

  it('FP20 a proof is over after a minute', async () => {
    const { visitId } = await at.counter.do('quote', { ...LL_TWO, citizen: CITIZEN });
    const approval = await approved('identity');
    at.counter.pass(61_000);
    const way = { way: 'manager', visitId, reason: 'worn', ...approval };
    expect(await at.counter.refusal('fallBack', way)).toBe('STEP_UP_PROOF_WRONG');
  });
});
