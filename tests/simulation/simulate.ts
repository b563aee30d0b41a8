/**
 * One simulated world from one seed: counters, clerks and HQ through hours or days of trouble, then
 * calm until everything has healed, then every invariant. The same seed is the same run, event for
 * event.
 */
import { stopSettings } from '#terminal/settings.ts';
import { acknowledged } from '#terminal/sync/acknowledged.ts';

import { createChance, type Chance } from './chance.ts';
import { createClerk, type Clerk } from './clerk.ts';
import { createSimHq, type SimHq } from './hq.ts';
import { checkCounter, checkHq } from './invariants.ts';
import { createMachine, type Machine } from './machine.ts';
import { BEGIN_MS, MAX_COUNTERS, ministryOf } from './ministry.ts';
import { createReport, type Path, type Violation } from './report.ts';
import { createVirtualTime } from './time.ts';
import { CALM, type Hostility, type Seams, type World } from './world.ts';

export interface RunOptions {
  readonly seed: number;
  readonly seams?: Seams;
  /** Ed25519 instead of the stand-in. */
  readonly realKeys?: boolean;
}

export interface Run {
  readonly seed: number;
  /** Of the event log: equal for equal runs. */
  readonly hash: string;
  readonly violations: readonly Violation[];
  readonly reached: ReadonlyMap<Path, number>;
  readonly lines: readonly string[];
  readonly counters: number;
  readonly entries: number;
  readonly receipts: number;
  readonly simulatedMs: number;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;
const MAX_STEPS = 60_000;
const HEALING_MS = 8 * HOUR_MS;

const oneOf = (chance: Chance, ...shares: number[]): number => chance.pick(shares);

const hostilityOf = (chance: Chance): Hostility => ({
  line: oneOf(chance, 0, 0.02, 0.1, 0.3),
  crash: oneOf(chance, 0, 0.004, 0.015),
  disk: oneOf(chance, 0, 0, 0.02),
  hq: oneOf(chance, 0, 0.03, 0.15),
  printer: oneOf(chance, 0, 0.1, 0.4),
  clock: oneOf(chance, 0, 0.5, 1),
});

interface Stage {
  readonly world: World;
  readonly hq: SimHq;
  /** A clone joins them when it is made. */
  readonly machines: Machine[];
  readonly clerks: Clerk[];
  readonly actsEach: number;
  /** Nights, weeks, machines off in between. */
  readonly isLong: boolean;
  isHealing: boolean;
}

/** Repeats while the trouble lasts, at random moments. */
function often(stage: Stage, of: { chance: Chance; meanMs: number; work: () => void }): void {
  const next = (): void => {
    stage.world.time.after(of.chance.between(1_000, 2 * of.meanMs), () => {
      if (stage.isHealing) return;
      of.work();
      next();
    });
  };
  next();
}

function setClerkToWork(stage: Stage, index: number): void {
  const { world, isLong } = stage;
  const chance = world.chance.fork(`pace ${index}`);
  const machine = stage.machines[index];
  const clerk = stage.clerks[index];
  if (machine === undefined || clerk === undefined) return;
  const next = (): void => {
    if (stage.isHealing) return;
    if (clerk.acts >= stage.actsEach) {
      machine.rest();
      return;
    }
    if (isLong && chance.happens(0.12)) {
      clerk.finish();
      world.time.after(2_000, () => {
        if (!stage.isHealing) machine.rest();
      });
      world.time.after(chance.between(12, 40) * HOUR_MS, () => {
        if (stage.isHealing) return;
        machine.wake();
        next();
      });
      return;
    }
    const isPause = chance.happens(0.03);
    const gapMs = isPause ? chance.between(5, 40) * MINUTE_MS : chance.between(3_000, 100_000);
    world.time.after(gapMs, () => {
      clerk.act();
      next();
    });
  };
  next();
}

function setTrouble(stage: Stage): void {
  const { world, hq, machines } = stage;
  const { hostility, time, report } = world;
  const chance = world.chance.fork('trouble');
  const anyMachine = (): Machine | undefined => machines[chance.below(machines.length)];
  if (hostility.crash > 0) {
    const work = (): void => {
      const machine = anyMachine();
      if (machine === undefined || !machine.life.isAlive) return;
      report.reach('power cut while idle');
      machine.powerOff();
    };
    often(stage, { chance, meanMs: 25 * MINUTE_MS, work });
  }
  if (hostility.disk > 0) {
    const work = (): void => {
      const machine = anyMachine();
      if (machine === undefined) return;
      machine.disk.isFull = true;
      time.after(chance.between(10_000, 10 * MINUTE_MS), () => {
        machine.disk.isFull = false;
      });
    };
    often(stage, { chance, meanMs: 30 * MINUTE_MS, work });
  }
  if (hostility.clock > 0) {
    often(stage, { chance, meanMs: HOUR_MS, work: () => anyMachine()?.jumpClock() });
  }
  if (hostility.line > 0) {
    const work = (): void =>
      anyMachine()?.line.cutUntil(time.now() + chance.between(MINUTE_MS, 2 * HOUR_MS));
    often(stage, { chance, meanMs: HOUR_MS, work });
  }
  if (hostility.hq > 0) {
    often(stage, { chance, meanMs: 6 * MINUTE_MS, work: () => backUp(stage) });
    if (chance.happens(0.5)) {
      time.after(chance.between(10 * MINUTE_MS, HOUR_MS), () => {
        if (!stage.isHealing) hq.restore();
      });
    }
  }
  if (chance.happens(0.15)) {
    const machine = anyMachine();
    time.after(chance.between(4, 12) * MINUTE_MS, () => machine?.copyDisk());
    time.after(chance.between(12, 30) * MINUTE_MS, () => {
      if (!stage.isHealing) machine?.restoreDisk();
    });
  }
  if (chance.happens(0.12)) {
    time.after(chance.between(5, 15) * MINUTE_MS, () => clone(stage, anyMachine()));
  }
  if (stage.isLong) {
    report.reach('a week without a line');
    for (const machine of machines) machine.line.cutUntil(time.now() + 8 * DAY_MS);
  }
  time.after(chance.between(5, 25) * MINUTE_MS, () => void hq.publishSecondTariff());
}

/** Enrolment is HQ's own fact: a backup from before it is another kind of loss. */
function backUp({ hq, machines }: Stage): void {
  if (machines.every(({ disk }) => disk.read.lastEntry() !== undefined)) hq.backUp();
}

/** The same disk and the same key in two machines, both at work. */
function clone(stage: Stage, original: Machine | undefined): void {
  const { world, hq } = stage;
  if (stage.isHealing || original === undefined) return;
  const image = original.copyDisk();
  if (image.entries.length === 0) return;
  world.report.reach('counter cloned');
  original.wasCloned();
  hq.rewound.add(original.counterId);
  const machine = createMachine(world, { index: original.index, hq, clone: image });
  stage.machines.push(machine);
  stage.clerks.push(createClerk(world, machine));
  machine.powerOn();
  setClerkToWork(stage, stage.machines.length - 1);
}

const isStopped = ({ disk }: Machine): boolean => stopSettings(disk.read) !== null;

/** What this counter still waits for, or null where nothing is on its way any more. */
function waitsFor(stage: Stage, machine: Machine): string | null {
  const { disk, counterId, terminal, isRewound } = machine;
  if (isStopped(machine)) return null;
  const last = disk.read.lastEntry()?.seq ?? 0;
  const { seq } = acknowledged(disk.read);
  const snapshot = terminal?.clerkSnapshot();
  if (seq !== last) return `${seq} of ${last} acknowledged, ${snapshot?.sync.failure?.code ?? ''}`;
  if (disk.read.view('tariff', 'cmvr-rule-32@2') === undefined) return 'the second tariff';
  if (isRewound) return null;
  const atHq = stage.hq.headOf(counterId);
  if (atHq !== last) return `HQ holds ${atHq} of ${last}`;
  if (snapshot?.phase !== 'no_shift' && snapshot?.phase !== 'signed_out') {
    return `the shift to end: ${snapshot?.phase ?? 'off'} ${snapshot?.trouble[0]?.code ?? ''}`;
  }
  const isPaperWaiting = disk.read
    .viewsByTag('printJob', 'pending')
    .some(({ status }) => status === 'queued');
  return isPaperWaiting ? 'paper' : null;
}

/** What is thrown on the way is a bug of the program: a host would have died of it. */
async function step({ world }: Stage): Promise<boolean> {
  try {
    return await world.time.step();
  } catch (error) {
    const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
    world.report.violate('bug', stack);
    return true;
  }
}

async function runUntil(stage: Stage, done: () => boolean, deadlineMs: number): Promise<boolean> {
  const { time, report } = stage.world;
  for (let steps = 0; steps < MAX_STEPS; steps += 1) {
    if (report.violations.length > 0) return false;
    if (done()) return true;
    if (time.now() > deadlineMs || !(await step(stage))) return done();
  }
  report.violate('bug', 'the world goes on and on');
  return false;
}

async function heal(stage: Stage): Promise<void> {
  const { world, hq, machines, clerks } = stage;
  const { time, report } = world;
  stage.isHealing = true;
  world.hostility = CALM;
  report.note('calm');
  if (!hq.isUp) hq.restart();
  for (const machine of machines) {
    machine.line.cutUntil(0);
    machine.disk.isFull = false;
    machine.wake();
  }
  await hq.publishSecondTariff();
  const beganMs = time.now();
  const finishLater = (): void => {
    for (const clerk of clerks) clerk.finish();
    time.after(2 * MINUTE_MS, finishLater);
  };
  finishLater();
  let lookAt = 0;
  const settled = await runUntil(
    stage,
    () => {
      if (time.now() < lookAt) return false;
      lookAt = time.now() + MINUTE_MS;
      return machines.every((machine) => waitsFor(stage, machine) === null);
    },
    beganMs + HEALING_MS,
  );
  if (settled || report.violations.length > 0) return;
  for (const machine of machines) {
    const what = waitsFor(stage, machine);
    if (what !== null) report.violate('P4', `${machine.name} waits for ever: ${what}`);
  }
}

/** What was sent days ago still arrives; nobody is there to answer it. */
async function letStragglersArrive(stage: Stage): Promise<void> {
  for (const machine of stage.machines) machine.rest();
  await runUntil(stage, () => false, stage.world.time.now() + 20 * DAY_MS);
}

function checkStopped(stage: Stage): void {
  const { world, machines } = stage;
  for (const machine of machines) {
    if (!isStopped(machine)) continue;
    world.report.reach('fork stopped the counter');
    if (!machine.isRewound) {
      const why = JSON.stringify(stopSettings(machine.disk.read));
      world.report.violate('P3', `${machine.counterId} stopped without a fork: ${why}`);
    }
  }
}

async function createStage(of: RunOptions): Promise<Stage> {
  const chance = createChance(of.seed);
  const time = createVirtualTime(BEGIN_MS);
  const report = createReport(() => time.now() - BEGIN_MS);
  const ministry = await ministryOf(of.realKeys === true ? 'real' : 'quick');
  const plan = chance.fork('plan');
  const hostility = hostilityOf(plan);
  const world: World = { chance, time, report, ministry, seams: of.seams ?? {}, hostility };
  const hq = createSimHq(world);
  const count = Math.min(plan.pick([2, 2, 2, 3, 3, 4, 5]), MAX_COUNTERS);
  const machines = Array.from({ length: count }, (_, index) => createMachine(world, { index, hq }));
  const clerks = machines.map((machine) => createClerk(world, machine));
  const isLong = plan.happens(0.12);
  const actsEach = plan.between(8, 32);
  return { world, hq, machines, clerks, actsEach, isLong, isHealing: false };
}

export async function simulate(of: RunOptions): Promise<Run> {
  const stage = await createStage(of);
  const { world, hq, machines, clerks } = stage;
  const { report, time } = world;
  for (const machine of machines) machine.powerOn();
  for (const index of machines.keys()) setClerkToWork(stage, index);
  setTrouble(stage);
  const isDone = (): boolean => clerks.every((clerk) => clerk.acts >= stage.actsEach);
  await runUntil(stage, isDone, BEGIN_MS + 40 * DAY_MS);
  await heal(stage);
  if (report.violations.length === 0) await letStragglersArrive(stage);
  if (report.violations.length === 0) {
    checkStopped(stage);
    for (const machine of machines) {
      checkCounter(world, machine);
      checkHq(world, hq, machine);
    }
  }
  if (hq.cases('server_went_back') > 0) report.reach('HQ refilled what it had lost');
  for (const { disk } of machines) report.note(`head ${disk.read.lastEntry()?.hash ?? ''}`);
  return {
    seed: of.seed,
    hash: report.hash(),
    violations: report.violations,
    reached: report.reached,
    lines: report.lines,
    counters: machines.length,
    entries: machines.reduce((sum, { disk }) => sum + (disk.read.lastEntry()?.seq ?? 0), 0),
    receipts: machines.reduce((sum, { told }) => sum + told.receipts.size, 0),
    simulatedMs: time.now() - BEGIN_MS,
  };
}
