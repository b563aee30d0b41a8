/**
 * A whole Raseed of real processes for a test: HQ, a simulated printer, one counter with its kiosk,
 * over a database that the test gives. Each part can be stopped, killed and started again.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { enrolCounter } from '#build/start/enrol.ts';
import {
  counterHost,
  gateway,
  gatewayUrlOf,
  hqUrlOf,
  printer,
  scanner,
  syncServer,
  type ServicePlan,
} from '#build/start/services.ts';
import { openSettings } from '#build/start/settings.ts';
import {
  startChild,
  type ChildRun,
  type ChildSpec,
  type ReadyFacts,
} from '#build/supervisor/child.ts';
import { openLogFile } from '#build/supervisor/log-file.ts';

import { createKioskClient, type KioskClient } from './kiosk-client.ts';

/** One process that can be stopped and started again with the same configuration. */
export interface Part {
  readonly facts: () => ReadyFacts;
  readonly start: () => Promise<void>;
  readonly stop: () => Promise<void>;
  /** `kill -9`. Resolves when it is gone. */
  readonly kill: () => Promise<void>;
}

export function createPart(spec: ChildSpec, logFolder: string): Part {
  let run: ChildRun | null = null;
  let facts: ReadyFacts = {};
  const part: Part = {
    facts: () => facts,
    start: async () => {
      run = startChild(spec, openLogFile(logFolder, spec.name));
      const ready = await run.ready;
      if (ready === undefined) throw new Error(`${spec.name} did not start; see ${logFolder}`);
      facts = ready;
    },
    stop: async () => {
      await run?.stop();
      run = null;
    },
    kill: async () => {
      const pid = run?.identity?.pid;
      if (run === null || pid === undefined) return;
      process.kill(pid, 'SIGKILL');
      await run.ended;
      run = null;
    },
  };
  return part;
}

export interface RaseedSystem {
  readonly dataFolder: string;
  readonly plan: ServicePlan;
  readonly gateway: Part;
  readonly hq: Part;
  readonly printer: Part;
  readonly scanner: Part;
  readonly counter: Part;
  readonly hqUrl: string;
  readonly gatewayUrl: string;
  readonly hqToken: string;
  readonly clerkUrl: string;
  readonly citizenUrl: string;
  readonly printerDeskUrl: string;
  readonly scannerDeskUrl: string;
  readonly clerk: KioskClient;
  /** The citizen's display, as far as the service can tell. */
  readonly display: KioskClient;
  /** Stops everything and removes the folder. */
  readonly end: () => Promise<void>;
}

/** More for the environment of every process. */
type MoreEnv = Readonly<Record<string, string>>;

export async function startSystem(of: {
  readonly databaseUrl: string;
  readonly env?: MoreEnv;
}): Promise<RaseedSystem> {
  const dataFolder = mkdtempSync(path.join(tmpdir(), 'raseed-system-'));
  const logFolder = path.join(dataFolder, 'logs');
  mkdirSync(logFolder, { recursive: true });
  const { settings } = await openSettings(dataFolder);
  const plan: ServicePlan = { dataFolder, settings, databaseUrl: of.databaseUrl };
  const part = (spec: ChildSpec): Part =>
    createPart({ ...spec, env: { ...spec.env, ...of.env } }, logFolder);
  const bank = part(gateway(plan));
  const hq = part(syncServer(plan));
  const paper = part(printer(plan));
  const glass = part(scanner(plan));
  const counter = part(counterHost(plan));
  await bank.start();
  await hq.start();
  await paper.start();
  await glass.start();
  await counter.start();
  const clerkUrl = String(counter.facts()['clerkUrl']);
  const code = String(hq.facts()['enrolmentCode']);
  await enrolCounter({ clerkUrl, clerkToken: settings.tokens.clerk, code });
  return {
    dataFolder,
    plan,
    gateway: bank,
    gatewayUrl: gatewayUrlOf(plan),
    hq,
    printer: paper,
    scanner: glass,
    counter,
    hqUrl: hqUrlOf(plan),
    hqToken: settings.tokens.hq,
    clerkUrl,
    citizenUrl: String(counter.facts()['citizenUrl']),
    printerDeskUrl: String(paper.facts()['control']),
    scannerDeskUrl: String(glass.facts()['desk']),
    clerk: createKioskClient(new URL(clerkUrl).origin, settings.tokens.clerk),
    display: createKioskClient(new URL(clerkUrl).origin, settings.tokens.citizen),
    end: async () => {
      for (const part of [counter, glass, paper, hq, bank]) await part.stop();
      rmSync(dataFolder, { recursive: true, force: true });
    },
  };
}

/** Asks again until it holds; a test that waits says for what. */
export async function until(
  what: string,
  holds: () => Promise<boolean>,
  patienceMs = 60_000,
): Promise<void> {
  const deadline = performance.now() + patienceMs;
  while (!(await holds())) {
    if (performance.now() > deadline) throw new Error(`waited in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
