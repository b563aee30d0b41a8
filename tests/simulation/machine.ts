/**
 * One counter of a simulated world: a disk and a printer that outlive the process, a clock that is
 * wrong, and the real terminal service, born again after every death.
 */
import { balanceOf } from '#domain/journal/project.ts';
import { CLEARING } from '#domain/ledger/postings.ts';
import type { CounterId, Hash } from '#domain/ids.ts';
import { instant } from '#domain/time.ts';
import { createTerminal, type Terminal } from '#terminal/create-terminal.ts';
import type { StoreReader } from '#terminal/ports/journal-store.ts';
import type { Clock } from '#terminal/ports/system.ts';
import { acknowledged } from '#terminal/sync/acknowledged.ts';
import type { MemoryImage } from '#tests/testkit/memory-journal-store.ts';

import { randomOf } from './chance.ts';
import { createSimDisk, type SimDisk } from './disk.ts';
import type { SimHq } from './hq.ts';
import { createSimLine, type SimLine } from './line.ts';
import { counterName, isPin } from './ministry.ts';
import { createSimPrinter, type SimPrinter } from './printer.ts';
import type { Life, World } from './world.ts';

/** What a person was told: it must be in the journal for ever. */
export interface Told {
  readonly receipts: Set<string>;
  readonly reversals: Set<string>;
  readonly quotes: Set<string>;
}

export interface Machine {
  readonly counterId: CounterId;
  /** The counter's, or that of its clone. */
  readonly name: string;
  readonly index: number;
  readonly disk: SimDisk;
  readonly printer: SimPrinter;
  readonly line: SimLine;
  readonly told: Told;
  /** Null while the power is off. */
  readonly terminal: Terminal | null;
  readonly life: Life;
  powerOn(): void;
  powerOff(): void;
  /** Off, and stays off until it is woken; what is on its way to HQ may still arrive. */
  rest(): void;
  wake(): void;
  jumpClock(): void;
  /** A copy of the disk from earlier is put back. */
  restoreDisk(): boolean;
  copyDisk(): MemoryImage;
  /** Another machine runs a copy of this disk from now on. */
  wasCloned(): void;
  readonly isRewound: boolean;
}

const TIMER_LATENESS_MS = 60_000;
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

function createSimClock(world: World, name: string): Clock & { reboot(): void; jump(): void } {
  const chance = world.chance.fork(`clock ${name}`);
  const { time } = world;
  const isWrong = chance.happens(world.hostility.clock);
  let offsetMs = isWrong ? chance.between(-9 * DAY_MS, 3 * DAY_MS) : chance.between(-900, 900);
  /** Parts per million; a bad crystal loses a second an hour. */
  const driftPpm = chance.between(-300, 300);
  const beganMs = time.now();
  let bootMs = beganMs;
  let boots = 0;
  return {
    now: () => {
      const passedMs = time.now() - beganMs;
      return instant(time.now() + offsetMs + Math.round((passedMs * driftPpm) / 1_000_000));
    },
    monotonicMs: () => time.now() - bootMs,
    get bootId() {
      return `boot-${boots}`;
    },
    reboot: () => {
      boots += 1;
      bootMs = time.now();
    },
    jump: () => {
      offsetMs += chance.pick([-2 * DAY_MS, -3_600_000, 45 * MINUTE_MS, 20 * DAY_MS]);
      world.report.reach('wall clock jumped');
    },
  };
}

export function createMachine(
  world: World,
  of: { readonly index: number; readonly hq: SimHq; readonly clone?: MemoryImage },
): Machine {
  const { report, time, ministry, seams } = world;
  const counterId = counterName(of.index);
  const name = of.clone === undefined ? counterId : `clone of ${counterId}`;
  const chance = world.chance.fork(`machine ${name}`);
  const clock = createSimClock(world, name);
  const signer = ministry.world.signer(counterId);
  const told: Told = { receipts: new Set(), reversals: new Set(), quotes: new Set() };
  let believed: string | undefined;

  /** After every commit: the ledger is at rest, and what is believed acknowledged was durable. */
  function committed(read: StoreReader): void {
    if (balanceOf(read, CLEARING) !== 0) report.violate('P5 I10', `${counterId}: money in flight`);
    const said = read.setting('sync-acknowledged');
    if (said === believed) return;
    believed = said;
    const known = acknowledged(read);
    const hash: Hash | undefined = of.hq.wasDurable(counterId, known.seq);
    if (known.seq > 0 && hash !== known.hash && !machine.isRewound) {
      report.violate('P4 I5', `${counterId} believes ${known.seq} acknowledged; HQ never held it`);
    }
  }

  const disk = createSimDisk(world, { name, committed });
  const printer = createSimPrinter(world, { name, disk });
  const line = createSimLine(world, { name, hq: of.hq });
  let terminal: Terminal | null = null;
  let life = newLife();
  life.isAlive = false;
  let copied: MemoryImage | null = null;
  let isRewound = of.clone !== undefined;
  if (of.clone !== undefined) disk.putBack(of.clone);
  let isResting = false;

  function newLife(): Life {
    const made: Life = {
      isAlive: true,
      end: (why) => {
        if (!made.isAlive) return;
        made.isAlive = false;
        report.note(`${name} died ${why} at ${disk.read.lastEntry()?.seq ?? 0}`);
        disk.crash();
        terminal = null;
        const isLong = chance.happens(0.1);
        time.after(isLong ? chance.between(DAY_MS / 2, 3 * DAY_MS) : 15_000, () => {
          machine.powerOn();
        });
      },
    };
    return made;
  }

  function start(own: Life): Terminal {
    const store = disk.mount(own);
    const transport = line.attach(own);
    const made = createTerminal({
      clock,
      random: randomOf(chance),
      signer,
      crypto: ministry.world.crypto,
      pins: {
        hash: () => Promise.reject(new Error('no PIN is set in a simulation')),
        matches: (pin, encoded) => Promise.resolve(isPin(pin, encoded)),
      },
      timers: {
        // Timers are late, as on a machine that sleeps.
        after: (delayMs, work) =>
          time.after(delayMs + chance.below(TIMER_LATENESS_MS), () => {
            if (own.isAlive) work();
          }),
      },
      log: {
        info: () => undefined,
        warn: (event, fields) => {
          if (own.isAlive) report.note(`${name} ${event} ${JSON.stringify(fields ?? {})}`);
        },
      },
      store: seams.store?.(store, { disk, printer }) ?? store,
      printer: printer.attach(own),
      transport: seams.transport?.(transport) ?? transport,
      paper: 80,
      softwareVersion: '0.0.0-simulated',
      restart: () => own.end('to look at its disk again'),
    });
    terminal = made;
    made.start();
    return made;
  }

  const machine: Machine = {
    counterId,
    name,
    index: of.index,
    disk,
    printer,
    line,
    told,
    get terminal() {
      return life.isAlive ? terminal : null;
    },
    get life() {
      return life;
    },
    powerOn: () => {
      if (life.isAlive || isResting) return;
      clock.reboot();
      life = newLife();
      report.note(`${name} on at ${disk.read.lastEntry()?.seq ?? 0}`);
      start(life);
    },
    powerOff: () => life.end('by a power cut'),
    rest: () => {
      isResting = true;
      life.end('to rest');
    },
    wake: () => {
      isResting = false;
      machine.powerOn();
    },
    jumpClock: () => clock.jump(),
    copyDisk: () => {
      copied = disk.copy();
      return copied;
    },
    wasCloned: () => {
      isRewound = true;
    },
    restoreDisk: () => {
      const seq = disk.read.lastEntry()?.seq ?? 0;
      if (copied === null || copied.entries.length === seq || copied.entries.length === 0) {
        return false;
      }
      life.end('to have an old copy of its disk');
      disk.putBack(copied);
      printer.forget();
      isRewound = true;
      of.hq.rewound.add(counterId);
      believed = disk.read.setting('sync-acknowledged');
      report.reach('counter disk restored from a copy');
      return true;
    },
    get isRewound() {
      return isRewound;
    },
  };
  return machine;
}
