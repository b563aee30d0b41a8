/**
 * Two drawers of which one holds seventy rupees more, and the same day at both. As long as no shift is
 * closed, nothing that a person can see differs by a letter: no answer, no snapshot of either screen,
 * no paper, no line of the log. Whatever a clerk tries, they cannot learn what is expected.
 */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { CashCount } from '#domain/cash.ts';
import { FLOAT } from '#tests/testkit/counter.ts';
import { createTestLog, type TestLog } from '#tests/testkit/ports.ts';

import { beginDay, BLIND_STEPS, daysOf, heldBy, play, type Day, type Step } from './day.ts';

/** They end a shift where they succeed, and its Z may say what was expected. */
const ENDS: readonly Step[] = ['close', 'handOver', 'absent', 'absentSealed'];

interface Seen {
  readonly day: Day;
  readonly log: TestLog;
}

async function sitDown(float: CashCount): Promise<Seen> {
  const log = createTestLog();
  const day = await beginDay({ float, ports: () => ({ log }) });
  await play(day, 'begin', 0);
  return { day, log };
}

/** A receipt's code bears its counter's signature over the chain: another one at every counter. */
const CODE_OF_RECEIPT = /\/R\/[A-Z2-7]{100,}/g;

/** Everything of a counter that a person can see, as text. */
function visible({ day, log }: Seen, answer: unknown): string {
  const { terminal, printer } = day.counter;
  const all = {
    answer,
    // How far sending has come at this instant is the line's chance, at two counters apart.
    clerk: { ...terminal.clerkSnapshot(), sync: null },
    citizen: terminal.citizenSnapshot(),
    papers: printer.printed,
    log: log.lines,
  };
  return JSON.stringify(all).replace(CODE_OF_RECEIPT, '/R/CODE');
}

async function liveBoth(steps: readonly (readonly [Step, number])[]): Promise<number> {
  const [one, other] = [await sitDown(FLOAT), await sitDown({ ...FLOAT, 1000: 27 })];
  let compared = 0;
  for (const [step, n] of steps) {
    const answers = [await play(one.day, step, n), await play(other.day, step, n)];
    const [said] = answers as { readonly ok?: boolean }[];
    if (ENDS.includes(step) && said?.ok === true) break;
    expect(visible(one, answers[0])).toBe(visible(other, answers[1]));
    if (heldBy(one.day) !== heldBy(other.day)) compared += 1;
  }
  await Promise.all([one, other].map(({ day }) => day.counter.terminal.stop()));
  return compared;
}

describe('CA21 P5 P11 nobody who counts can learn what a drawer should hold', () => {
  it('whatever they try, it looks as it would if another amount were expected', async () => {
    let compared = 0;
    await fc.assert(
      fc.asyncProperty(daysOf(BLIND_STEPS, 60), async (steps) => {
        compared += await liveBoth(steps);
      }),
      { numRuns: 25 },
    );
    expect(compared).toBeGreaterThan(250);
  }, 120_000);
});
