/**
 * A clerk with a manager beside them: does what people do, in any order, also the wrong thing. What
 * the counter answers them is remembered as told; an answer that never came is not.
 */
import type { CommandName } from '#contract/commands.ts';
import type { ClerkSnapshot } from '#contract/snapshot.ts';
import type { Result } from '#domain/result.ts';
import { receiptQrUrlOfEntry } from '#protocol/receipt-qr.ts';

import type { Chance } from './chance.ts';
import type { Machine } from './machine.ts';
import { clerkOf, ITEMS, MANAGER } from './ministry.ts';
import type { World } from './world.ts';
import { openingOf } from '#tests/testkit/opening.ts';

export interface Clerk {
  /** One act, if the power is on and the last act has ended. */
  act(): void;
  /** Ends the visit and the shift, where one is open. */
  finish(): void;
  readonly acts: number;
}

const CITIZEN = {
  language: 'en',
  payer: 'Asha Rao',
  beneficiary: null,
  applicationRef: 'AP-2026-1182',
  mobile: '9845012345',
};
const FLOAT = { 10000: 10, 5000: 10, 1000: 20, 500: 20, 100: 50 };
const COUNTS = [{ 100: 7 }, { 50000: 9, 100: 3 }, {}] as const;
/** Share of acts, in tenths of a percent; the rest goes to charging. */
const ODD_ACTS = [
  ['hold', 40],
  ['resume', 50],
  ['lapse', 40],
  ['requote', 40],
  ['noSale', 25],
  ['reverse', 50],
  ['correct', 40],
  ['xReport', 20],
  ['testPrint', 15],
  ['printAgain', 50],
  ['confirmPrinted', 40],
  ['lock', 20],
  ['closeShift', 25],
  ['wrongPin', 30],
  ['nonsense', 10],
] as const;
type Act = (typeof ODD_ACTS)[number][0] | 'charge';

function drawAct(chance: Chance): Act {
  let drawn = chance.below(1000);
  for (const [name, share] of ODD_ACTS) {
    drawn -= share;
    if (drawn < 0) return name;
  }
  return 'charge';
}

type Answer = Readonly<Record<string, unknown>>;

export function createClerk(world: World, machine: Machine): Clerk {
  const { report } = world;
  const chance = world.chance.fork(`clerk ${machine.name}`);
  const { staffId, pin } = clerkOf(machine.index);
  const approval = { approverId: MANAGER.staffId, approverPin: MANAGER.pin };
  let acts = 0;
  let busyLife: unknown = null;

  /** Remembers what a person was told; nothing where the process died before it could say so. */
  function remember(name: CommandName, value: Answer, input: Answer): void {
    const { told } = machine;
    if (name === 'takeCash' || name === 'correct') {
      const numbers = value['receiptNumbers'] as readonly string[];
      for (const number of numbers) told.receipts.add(number);
    }
    if (name === 'correct') told.reversals.add(String(value['reversed']));
    if (name === 'reverse') told.reversals.add(String(value['receiptNumber']));
    if (name === 'quote' || name === 'requote') {
      told.quotes.add(String((value['quote'] as Answer)['quoteId']));
    }
    if (name === 'takeCash') checkChange(value, input);
  }

  function checkChange(value: Answer, input: Answer): void {
    const due = Number(value['totalPaise']) + Number(value['changePaise']);
    if (due !== input['givenPaise']) report.violate('P5', `${machine.counterId}: wrong change`);
  }

  const REACHES: Partial<Record<CommandName, Parameters<typeof report.reach>[0]>> = {
    reverse: 'receipt reversed',
    correct: 'charge corrected',
    closeShift: 'shift closed',
    lock: 'screen locked',
    printAgain: 'paper printed again',
  };

  async function give(name: CommandName, input: Answer): Promise<Result<unknown> | null> {
    const { terminal, life } = machine;
    if (terminal === null) return null;
    const answer = await terminal.execute(name, input, 'clerk');
    if (!life.isAlive) return null;
    report.note(`${machine.name} ${name} ${answer.ok ? 'ok' : answer.error.code}`);
    if (answer.ok) {
      const path = REACHES[name];
      if (path !== undefined) report.reach(path);
      remember(name, (answer.value ?? {}) as Answer, input);
    } else if (answer.error.code === 'PIN_WRONG') report.reach('wrong PIN');
    return answer;
  }

  const display = async (): Promise<void> => {
    const size = { width: 1280, height: 800 };
    await machine.terminal?.execute('displayHeartbeat', size, 'citizen');
  };

  function anyQr(): string | null {
    const receipts = [...machine.told.receipts];
    const number = receipts[chance.below(receipts.length)] ?? '';
    const receipt = machine.disk.read.view('receipt', number);
    return receiptQrUrlOfEntry('https://raseed.example', receipt?.qr ?? '');
  }

  async function charge(shown: ClerkSnapshot): Promise<void> {
    const { visit } = shown;
    if (visit === null || (visit.quotes.length < 3 && chance.happens(0.2))) {
      if (chance.happens(0.8)) await display();
      await give('quote', { ...chance.pick(ITEMS), citizen: CITIZEN });
      return;
    }
    // Usually enough and not exact; sometimes too little, sometimes far too much.
    const notes = Math.ceil(visit.totalPaise / 50_000) * 50_000;
    const givenPaise = chance.pick([notes, notes, visit.totalPaise, visit.totalPaise - 5_000, 9e6]);
    const input = { visitId: visit.visitId, givenPaise: Math.max(0, givenPaise) };
    let paid = await give('takeCash', input);
    if (paid?.ok === false && paid.error.code === 'IDENTITY_NEEDED') {
      // There is no scanner in this world: the manager has to look.
      const { visitId } = visit;
      await give('fallBack', { way: 'manager', visitId, reason: 'scanner_trouble', ...approval });
      paid = await give('takeCash', input);
    }
    if (paid?.ok === false && paid.error.code === 'QUOTE_EXPIRED') {
      await give('requote', { quoteId: visit.quotes[0]?.quoteId });
    }
    // No answer: the clerk asks again, as the citizen stands there.
    if (paid === null && chance.happens(0.5)) await give('takeCash', input);
  }

  async function oddAct(act: Act, shown: ClerkSnapshot): Promise<void> {
    const quoteId = shown.visit?.quotes[0]?.quoteId ?? `${machine.counterId}-Q1`;
    const jobs = shown.printJobs;
    const jobId = jobs[chance.below(jobs.length)]?.jobId ?? `${machine.counterId}-P1`;
    switch (act) {
      case 'resume':
        await give('resume', { visitId: shown.held[0]?.visitId ?? `${machine.counterId}-V1` });
        return;
      case 'lapse':
        await give('lapse', { quoteId, reason: 'enquiry' });
        return;
      case 'requote':
        await give('requote', { quoteId });
        return;
      case 'reverse':
        await give('reverse', { qr: anyQr(), reason: 'wrong_facts', ...approval });
        return;
      case 'correct': {
        const givenPaise = chance.pick([0, 50_000, 200_000]);
        await give('correct', { qr: anyQr(), ...chance.pick(ITEMS), givenPaise, ...approval });
        return;
      }
      case 'xReport':
        await give('xReport', { print: chance.happens(0.5) });
        return;
      case 'printAgain':
      case 'confirmPrinted':
        await give(act, { jobId });
        return;
      case 'closeShift':
        await endShift();
        return;
      case 'wrongPin':
        await give('lock', {});
        await give('unlock', { pin: '0000' });
        return;
      case 'nonsense':
        await give('takeCash', { visitId: `${machine.counterId}-V9`, givenPaise: -5 });
        return;
      case 'charge':
        await charge(shown);
        return;
      default:
        await give(act, {});
    }
  }

  async function endShift(): Promise<void> {
    for (const { quoteId } of machine.disk.read.viewsByTag('quote', 'live')) {
      await give('lapse', { quoteId, reason: 'no_money' });
    }
    const varianceReason = chance.happens(0.7) ? { varianceReason: 'miscounted' } : {};
    // The first count hardly ever agrees here; the same again may close.
    const count = chance.pick(COUNTS);
    await give('closeShift', { count, ...varianceReason });
    if (machine.disk.read.view('presence', 'here')?.shiftId === null) return;
    await give('closeShift', { count: chance.happens(0.8) ? count : {}, ...varianceReason });
  }

  /** Gets to an open shift, one step an act. */
  async function arrive(shown: ClerkSnapshot): Promise<boolean> {
    switch (shown.phase) {
      case 'not_enrolled':
        await give('enrol', { code: world.ministry.codes[machine.index] ?? '' });
        return false;
      case 'signed_out':
        await give('signIn', { staffId, pin });
        return false;
      case 'locked':
        await give('unlock', { pin });
        return false;
      case 'no_shift':
        await display();
        await give('openShift', openingOf(shown, FLOAT));
        return false;
      case 'stopped':
        report.note(`${machine.name} stopped: ${shown.trouble[0]?.code ?? ''}`);
        return false;
      default:
        return true;
    }
  }

  function inTurn(work: (shown: ClerkSnapshot) => Promise<void>): void {
    const { terminal, life } = machine;
    if (terminal === null || busyLife === life) return;
    acts += 1;
    busyLife = life;
    work(terminal.clerkSnapshot()).then(
      () => {
        if (busyLife === life) busyLife = null;
      },
      (error: unknown) => {
        const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
        // What a process does after its death is nobody's business.
        if (life.isAlive) report.violate('bug', `${machine.counterId}: ${stack}`);
      },
    );
  }

  return {
    act: () =>
      inTurn(async (shown) => {
        const act = drawAct(chance);
        if (await arrive(shown)) await oddAct(act, shown);
      }),
    finish: () =>
      inTurn(async (shown) => {
        if (shown.phase === 'no_shift' || shown.phase === 'signed_out') return;
        if (await arrive(shown)) {
          await endShift();
        }
      }),
    get acts() {
      return acts;
    },
  };
}
