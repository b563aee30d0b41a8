/**
 * The real host of a counter as a process of its own, with HQ's real counter routes and a simulated
 * printer beside it in this process, so that the host can be killed or troubled by the system call
 * and looked at afterwards.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import fastify from 'fastify';

import { startSimulatedPrinter, type SimulatedPrinter } from '#adapters/simulated-printer/start.ts';
import { inRoot } from '#build/paths.ts';
import type { CounterConfig } from '#host/config.ts';
import { instant } from '#domain/time.ts';
import { ChangeFeed, type ServerContext } from '#server/context.ts';
import { CounterDirectory } from '#server/fleet/directory.ts';
import { hashPin } from '#server/fleet/offices.ts';
import { HeardDesk } from '#server/fleet/heard.ts';
import { Projector } from '#server/ingest/projector.ts';
import { installAnswers } from '#server/routes/answers.ts';
import { installCounterRoutes } from '#server/routes/counter-routes.ts';
import { publish } from '#server/store/feed.ts';
import { clerkOf, MANAGER, ministryOf, OFFICE } from '#tests/simulation/ministry.ts';
import { createKioskClient, type KioskClient } from '#tests/testkit/kiosk-client.ts';
import {
  createMemoryDatabase,
  type MemoryDatabase,
  type MemoryImage,
} from '#tests/testkit/memory-database.ts';

import { runProgram, startProgram, type Child } from './programs.ts';

const TOKENS = { clerk: 'a-clerk-of-the-fault-suite', citizen: 'a-citizen-of-the-fault-suite' };
export const CLERK = clerkOf(0);
/** Takes the drawer over. */
export const NEXT_CLERK = clerkOf(1);

export interface Host {
  readonly child: Child;
  /** Null where the process ended before it was ready. */
  readonly kiosk: { readonly clerk: KioskClient; readonly display: KioskClient } | null;
}

export interface Stage {
  readonly database: MemoryDatabase;
  readonly enrolmentCode: string;
  readonly config: (dataFolder: string) => CounterConfig;
  /** Resolves when it is ready or has ended. */
  startHost(of: {
    readonly dataFolder: string;
    /** What runs the host: a program and its arguments, before Node's. */
    readonly under?: readonly string[];
    readonly env?: Readonly<Record<string, string>>;
  }): Promise<Host>;
  /** How many papers the printer has cut off since the stage was made. */
  papers(): Promise<number>;
  /** A folder that is removed with the stage. */
  folder(name: string): string;
  close(): Promise<void>;
}

async function startHq(context: ServerContext) {
  const app = fastify({ forceCloseConnections: true, logger: false });
  const projector = new Projector(context);
  // Judgement is not what is tried here: what is nudged after this stays where it is.
  await projector.stop();
  installAnswers(app, context);
  installCounterRoutes(app, context, { projector, heard: new HeardDesk(context) });
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  return { app, url };
}

/** The simulated office, with PINs that the real hasher can check. */
async function realRoster(database: MemoryDatabase): Promise<void> {
  const staff = [
    { ...CLERK, name: 'Clerk', role: 'clerk' as const },
    { ...NEXT_CLERK, name: 'Next clerk', role: 'clerk' as const },
    { ...MANAGER, name: 'Manager', role: 'manager' as const },
  ];
  const hashed = await Promise.all(
    staff.map(async ({ pin, ...member }) => ({ ...member, pinHash: await hashPin(pin) })),
  );
  const told = await database.transact((writer) =>
    publish(writer, OFFICE, {
      content: { type: 'roster', staff: hashed },
      subject: '',
      at: Date.now(),
    }),
  );
  if (!told.ok) throw new Error(told.error.code);
}

async function foundHq() {
  const ministry = await ministryOf('real');
  const database = createMemoryDatabase();
  database.restore(ministry.database);
  await realRoster(database);
  const now = () => instant(Date.now());
  const context: ServerContext = {
    database,
    counters: new CounterDirectory(database.read, now),
    keys: ministry.keys,
    crypto: ministry.world.crypto,
    now,
    log: { info: () => undefined, warn: () => undefined },
    changes: new ChangeFeed(),
  };
  return { database, context, code: ministry.codes[0] ?? '' };
}

export async function createStage(): Promise<Stage> {
  const home = mkdtempSync(path.join(tmpdir(), 'raseed-faults-'));
  const { database, context, code } = await foundHq();
  const hq = await startHq(context);
  const printer: SimulatedPrinter = await startSimulatedPrinter({
    port: 0,
    controlPort: 0,
    folder: path.join(home, 'printer'),
    paper: 80,
  });
  const pages = path.join(home, 'pages');
  mkdirSync(pages);
  let configs = 0;
  const config = (dataFolder: string): CounterConfig => ({
    dataFolder,
    hqUrl: hq.url,
    printer: { host: '127.0.0.1', port: printer.port, paperMm: 80 },
    kiosk: { port: 0, pagesFolder: pages, tokens: TOKENS },
  });
  return {
    database,
    enrolmentCode: code,
    config,
    folder: (name) => path.join(home, name),
    startHost: async ({ dataFolder, under = [], env = {} }) => {
      configs += 1;
      const file = path.join(home, `config-${configs}.json`);
      writeFileSync(file, JSON.stringify(config(dataFolder)));
      const command = [...under, process.execPath, inRoot('src', 'host', 'main.ts')];
      const [program = '', ...args] = command;
      const child = startProgram(program, args, { ...env, RASEED_CONFIG: file });
      if (!(await child.said('READY '))) return { child, kiosk: null };
      const ready = child.lines.find((line) => line.startsWith('READY ')) ?? '';
      const { clerkUrl } = JSON.parse(ready.slice('READY '.length)) as { clerkUrl: string };
      const { origin } = new URL(clerkUrl);
      const clerk = createKioskClient(origin, TOKENS.clerk);
      return { child, kiosk: { clerk, display: createKioskClient(origin, TOKENS.citizen) } };
    },
    papers: async () => {
      await printer.pieces();
      return printer.log().filter((line) => line.event === 'piece' && line.piece.cut).length;
    },
    close: async () => {
      await hq.app.close();
      await printer.close();
      rmSync(home, { recursive: true, force: true });
    },
  };
}

/** A counter at work, as its disk and HQ stood when it was killed: where every trial begins. */
export interface Beginning {
  readonly folder: string;
  readonly hq: MemoryImage;
  /** Papers that are out already. */
  readonly papers: number;
}

export const copyFolder = (from: string, to: string): void => {
  rmSync(to, { recursive: true, force: true });
  // With modes and owners: a key that others could read is refused.
  runProgram('cp', ['-a', from, to]);
};
