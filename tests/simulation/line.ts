/**
 * The line between one counter and HQ: each message has its own fate. It may be lost, come twice,
 * come after others that were sent later, or come days after the sender has given up.
 */
import { fail, type Result } from '#domain/result.ts';
import type { SyncTransport } from '#terminal/ports/sync-transport.ts';

import type { SimHq, Question } from './hq.ts';
import type { Life, World } from './world.ts';

export interface SimLine {
  attach(life: Life): SyncTransport;
  /** A dead line: nothing goes through until then. */
  cutUntil(atMs: number): void;
}

const PATIENCE_MS = 30_000;
const DAY_MS = 86_400_000;

export function createSimLine(
  world: World,
  of: { readonly name: string; readonly hq: SimHq },
): SimLine {
  const { report, time } = world;
  const chance = world.chance.fork(`line ${of.name}`);
  let cutUntilMs = 0;

  function delayMs(): number {
    const { line } = world.hostility;
    if (!chance.happens(line)) return chance.between(5, 300);
    if (chance.happens(0.6)) return chance.between(300, 120_000);
    report.reach('message a day late');
    return chance.between(DAY_MS, 4 * DAY_MS);
  }

  const isLost = (): boolean => time.now() < cutUntilMs || chance.happens(world.hostility.line);

  function deliver(question: Question, answered: (answer: Result<string>) => void): void {
    of.hq.ask(question).then(
      (answer) => {
        if (isLost()) report.reach('answer lost');
        else time.after(delayMs(), () => answered(answer));
      },
      (error: unknown) => report.violate('bug', `HQ threw: ${String(error)}`),
    );
  }

  function exchange(life: Life, question: Question): Promise<Result<string>> {
    return new Promise((resolve) => {
      if (!life.isAlive) return;
      const end = (answer: Result<string>): void => {
        if (life.isAlive) resolve(answer);
      };
      time.after(PATIENCE_MS, () => end(fail('HQ_UNREACHABLE')));
      if (isLost()) {
        report.reach('message lost');
        return;
      }
      time.after(delayMs(), () => deliver(question, end));
      if (chance.happens(world.hostility.line)) {
        report.reach('message repeated');
        time.after(delayMs() * 2, () => deliver(question, () => undefined));
      }
    });
  }

  return {
    cutUntil: (atMs) => {
      cutUntilMs = atMs;
    },
    attach: (life) => ({
      enrol: ({ code, publicKey }) => exchange(life, { kind: 'enrol', code, publicKey }),
      sendBatch: (text) => exchange(life, { kind: 'batch', text }),
      head: ({ counterId, acknowledgedSeq }) =>
        exchange(life, { kind: 'head', counterId, acknowledgedSeq }),
      feed: ({ counterId, cursor }) => exchange(life, { kind: 'feed', counterId, cursor }),
    }),
  };
}
