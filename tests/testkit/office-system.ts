/**
 * An office of two counters as real processes, the second behind a line that can be cut, and one wall
 * clock for all of it, which a test sets: a night passes between two lines of a test.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

import { findFreePort } from '#build/free-port.ts';
import { inRoot } from '#build/paths.ts';
import { enrolCounter } from '#build/start/enrol.ts';
import { counterHost, type ServicePlan } from '#build/start/services.ts';
import type { Instant } from '#domain/time.ts';

import { createPart, startSystem, type Part, type RaseedSystem } from './system.ts';

/** A line to HQ that somebody can pull out of the wall. */
export interface CutLine {
  readonly port: number;
  cut(): void;
  mend(): void;
  close(): void;
}

async function openLine(hqPort: number): Promise<CutLine> {
  const open = new Set<Socket>();
  let isCut = false;
  const server: Server = createServer((near) => {
    if (isCut) {
      near.destroy();
      return;
    }
    const far = connect(hqPort, '127.0.0.1');
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(one);
      one.on('error', () => undefined);
      one.on('close', () => {
        open.delete(one);
        other.destroy();
      });
      one.pipe(other);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the line has no port');
  const cut = (): void => {
    isCut = true;
    for (const socket of open) socket.destroy();
  };
  return {
    port: address.port,
    cut,
    mend: () => {
      isCut = false;
    },
    close: () => {
      cut();
      server.close();
    },
  };
}

export interface OfficeSystem extends RaseedSystem {
  readonly second: Part;
  readonly secondClerkUrl: string;
  readonly secondCitizenUrl: string;
  readonly secondLine: CutLine;
  /** Every process's wall clock says this from now on, and goes on from it. */
  readonly setClock: (at: Instant) => void;
}

/** The same machine room, another counter: its own folder, ports and line. */
async function secondPlan(plan: ServicePlan, line: CutLine): Promise<ServicePlan> {
  const dataFolder = path.join(plan.dataFolder, 'second');
  mkdirSync(dataFolder, { mode: 0o700 });
  const ports = { ...plan.settings.ports, kiosk: await findFreePort(), hq: line.port };
  return { ...plan, dataFolder, settings: { ...plan.settings, ports } };
}

export async function startOffice(of: {
  readonly databaseUrl: string;
  readonly at: Instant;
}): Promise<OfficeSystem> {
  const clockFolder = mkdtempSync(path.join(tmpdir(), 'raseed-clock-'));
  const clockFile = path.join(clockFolder, 'moved');
  const setClock = (at: Instant): void => writeFileSync(clockFile, String(at - Date.now()));
  setClock(of.at);
  const preload = pathToFileURL(inRoot('tests', 'testkit', 'moved-clock.child.ts')).href;
  const env = { RASEED_TEST_CLOCK: clockFile, NODE_OPTIONS: `--import=${preload}` };
  const system = await startSystem({ databaseUrl: of.databaseUrl, env });
  const line = await openLine(system.plan.settings.ports.hq);
  const plan = await secondPlan(system.plan, line);
  const spec = counterHost(plan);
  const second = createPart(
    { ...spec, name: 'second-counter', env: { ...spec.env, ...env } },
    path.join(system.dataFolder, 'logs'),
  );
  await second.start();
  const secondClerkUrl = String(second.facts()['clerkUrl']);
  const codes = system.hq.facts()['enrolmentCodes'] as Readonly<Record<string, string>>;
  const code = Object.values(codes)[1] ?? '';
  await enrolCounter({ clerkUrl: secondClerkUrl, clerkToken: plan.settings.tokens.clerk, code });
  return {
    ...system,
    second,
    secondClerkUrl,
    secondCitizenUrl: String(second.facts()['citizenUrl']),
    secondLine: line,
    setClock,
    end: async () => {
      await second.stop();
      line.close();
      await system.end();
      rmSync(clockFolder, { recursive: true, force: true });
    },
  };
}
