/**
 * One morning at a counter: unlock, quote, take cash, print, key a leaf, hand the drawer over, close
 * the shift, sync, close down. What the counter answered is kept, to be held against its disk
 * afterwards (verdict.ts).
 */
import type { CommandName } from '#contract/commands.ts';
import { counterName, OFFICE } from '#tests/simulation/ministry.ts';

import { CLERK, NEXT_CLERK, type Beginning, type Host, type Stage } from './host-stage.ts';
import { wait } from './programs.ts';
import { openingOf } from '#tests/testkit/opening.ts';

export const COUNTER = counterName(0);
const FLOAT = { 10000: 10, 5000: 10, 1000: 20, 500: 20, 100: 50 };
const CITIZEN = {
  language: 'en',
  payer: 'Asha Rao',
  beneficiary: null,
  applicationRef: 'AP-2026-1182',
  mobile: '9845012345',
};
const ITEM = { serviceCode: 'LL-NEW', facts: { classes: 1 } };
const GIVEN_PAISE = 100_000;
const PATIENCE_MS = 20_000;
/** Where the disk has refused something already, what is left may never be done. */
const TROUBLED_PATIENCE_MS = 2_000;

export type StepName = CommandName | 'opening' | 'paper' | 'sync' | 'closing' | 'done';

export interface Morning {
  /** Where it ended. */
  readonly reached: StepName;
  /** How the host ended: `closed` as asked, `killed`, the code it gave, or `crashed: …`. */
  readonly ended: string;
  /** Answers in the order in which they came: `takeCash ok`, `quote DISK_FULL`. */
  readonly answers: readonly string[];
  /** What the clerk's screen last said was wrong. */
  readonly trouble: readonly string[];
  readonly receipts: readonly string[];
  readonly isHandedOver: boolean;
  /** The last shift of the morning. */
  readonly isClosed: boolean;
}

type Answer = { ok: boolean; value?: unknown; error?: { code: string } };

type Kiosk = NonNullable<Host['kiosk']>;

/** Null where the host is gone. */
async function ask({ clerk }: Kiosk, name: CommandName, input: unknown): Promise<Answer | null> {
  try {
    return (await clerk.execute(name, input as never)) as Answer;
  } catch {
    return null;
  }
}

export async function until(
  holds: () => Promise<boolean>,
  patienceMs: number = PATIENCE_MS,
): Promise<boolean> {
  const deadline = performance.now() + patienceMs;
  while (performance.now() < deadline) {
    if (await holds()) return true;
    await wait(25);
  }
  return false;
}

export async function begin(stage: Stage, folder: string): Promise<Beginning> {
  const { child, kiosk } = await stage.startHost({ dataFolder: folder });
  if (kiosk === null) throw new Error(`the host did not start: ${child.errors()}`);
  const { clerk } = kiosk;
  await clerk.must('enrol', { code: stage.enrolmentCode });
  await connectDisplay(kiosk);
  await clerk.must('signIn', CLERK);
  await clerk.must('openShift', openingOf(await clerk.snapshot(), FLOAT));
  const { visitId } = await clerk.must('quote', { ...ITEM, citizen: CITIZEN as never });
  await clerk.must('takeCash', { visitId, givenPaise: GIVEN_PAISE as never });
  await until(async () => {
    const { printJobs, sync } = await clerk.snapshot();
    return printJobs.length === 0 && sync.toSend === 0;
  });
  child.kill();
  await child.ended;
  return { folder, hq: stage.database.image(), papers: await stage.papers() };
}

/** The citizen's display is there: no slip is printed in its place. */
async function connectDisplay({ display }: Kiosk): Promise<void> {
  await display.execute('displayHeartbeat', { width: 1280, height: 800 }).catch(() => null);
}

const FEE_PAISE = 50_000;
const LEAF = { leaf: { bookId: `${OFFICE}-B1`, leafNumber: 1 }, unknownBook: true };
/** What the drawer holds if nothing failed: the float, two charges and the leaf. */
const HELD = { ...FLOAT, 50000: 3 };
const TAKER = { toStaffId: NEXT_CLERK.staffId, toPin: NEXT_CLERK.pin, personalCashPaise: 0 };

const steps = (): readonly (readonly [CommandName, unknown])[] => [
  ['unlock', { pin: CLERK.pin }],
  ['quote', { ...ITEM, citizen: CITIZEN }],
  ['takeCash', { visitId: `${COUNTER}-V2`, givenPaise: GIVEN_PAISE }],
  [
    'keyLeaf',
    {
      ...LEAF,
      ...ITEM,
      citizen: CITIZEN,
      writtenAt: Date.now() - 60_000,
      writtenBy: CLERK.staffId,
      collectedPaise: FEE_PAISE,
    },
  ],
  ['handOver', { count: HELD, toCount: HELD, ...TAKER }],
  ['closeShift', { count: { 100: 7 } }],
  ['closeShift', { count: { 100: 7 }, varianceReason: 'counted' }],
];

/** What a living host was asked and said, as far as it came. */
interface Served extends Omit<Morning, 'ended'> {
  readonly isGone: boolean;
}

async function serve(kiosk: Kiosk): Promise<Served> {
  const answers: string[] = [];
  const receipts: string[] = [];
  let isHandedOver = false;
  let isClosed = false;
  const end = (
    reached: StepName,
    of: { isGone: boolean; trouble?: readonly string[] },
  ): Served => ({
    reached,
    answers,
    trouble: [],
    receipts,
    isHandedOver,
    isClosed,
    ...of,
  });
  await connectDisplay(kiosk);
  for (const [name, input] of steps()) {
    const answer = await ask(kiosk, name, input);
    if (answer === null) return end(name, { isGone: true });
    // The last count never agrees here, nor one that counted what was refused before.
    const code = answer.error?.code ?? '';
    if (code !== 'COUNT_AGAIN') answers.push(`${name} ${answer.ok ? 'ok' : code}`);
    if (name === 'takeCash' && answer.ok) {
      receipts.push(...(answer.value as { receiptNumbers: string[] }).receiptNumbers);
    }
    if (name === 'keyLeaf' && answer.ok) {
      receipts.push((answer.value as { receiptNumber: string }).receiptNumber);
    }
    isHandedOver ||= name === 'handOver' && answer.ok;
    isClosed ||= name === 'closeShift' && answer.ok;
  }
  const isTroubled = answers.some((answer) => !answer.endsWith(' ok'));
  const { step, ...settled } = await settle(kiosk, isTroubled);
  return end(step, settled);
}

interface Settled {
  readonly step: StepName;
  readonly isGone: boolean;
  readonly trouble: readonly string[];
}

/** Until the paper is out and HQ has acknowledged everything, or no longer than it is worth. */
async function settle({ clerk }: Kiosk, isTroubled: boolean): Promise<Settled> {
  let step: StepName = 'paper';
  let isGone = false;
  let trouble: readonly string[] = [];
  await until(
    async () => {
      try {
        const snapshot = await clerk.snapshot();
        trouble = snapshot.trouble.map(({ code }) => code);
        if (snapshot.printJobs.some(({ status }) => status === 'queued')) return false;
        step = snapshot.sync.toSend === 0 ? 'closing' : 'sync';
        return step === 'closing';
      } catch {
        isGone = true;
        return true;
      }
    },
    isTroubled ? TROUBLED_PATIENCE_MS : PATIENCE_MS,
  );
  return { step, isGone, trouble };
}

async function howEnded({ child }: Host): Promise<string> {
  const how = await Promise.race([child.ended, wait(PATIENCE_MS).then(() => null)]);
  if (how === null) {
    child.kill();
    await child.ended;
    return 'crashed: it does not end';
  }
  if (how === 'SIGKILL') return 'killed';
  if (how === 0) return 'closed';
  const said = child.lines.find((line) => line.startsWith('FAILED '))?.slice('FAILED '.length);
  if (said !== undefined) return (JSON.parse(said) as { code: string }).code;
  const error = /^\w*Error.*$/m.exec(child.errors())?.[0] ?? child.errors().slice(-200);
  return `crashed: ${error}`;
}

/** Runs the morning as far as the host lives and lets it, and closes it down. */
export async function liveThrough(host: Host): Promise<Morning> {
  const { child, kiosk } = host;
  if (kiosk === null) {
    const ended = await howEnded(host);
    const nothing = {
      answers: [],
      trouble: [],
      receipts: [],
      isHandedOver: false,
      isClosed: false,
    };
    return { reached: 'opening', ended, ...nothing };
  }
  const { isGone, ...served } = await serve(kiosk);
  if (!isGone) child.end();
  const ended = await howEnded(host);
  return { ...served, ended, reached: ended === 'closed' ? 'done' : served.reached };
}
