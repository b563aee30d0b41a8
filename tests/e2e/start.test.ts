/** `npm start` as a person meets it: it runs, says where, runs once, stops whole, and keeps. */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { inRoot } from '#build/paths.ts';
import { isSameProcess, type ProcessIdentity } from '#build/process-identity.ts';

const WAIT = { timeout: 100_000, interval: 100 };
const command = [inRoot('build', 'bootstrap.mjs'), 'start'];

interface Started {
  readonly process: ChildProcess;
  readonly said: () => string;
}

let home: string;
let running: Started;
const env = (): NodeJS.ProcessEnv => {
  const kept: NodeJS.ProcessEnv = { ...process.env, RASEED_HOME: home };
  // The windows are another suite's; here the kiosk's pages are served.
  for (const name of ['DISPLAY', 'WAYLAND_DISPLAY', 'RASEED_DATABASE_URL']) delete kept[name];
  return kept;
};

function start(): Started {
  const child = spawn(process.execPath, command, { env: env(), stdio: ['ignore', 'pipe', 'pipe'] });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (part: string) => {
      text += part;
    });
  }
  return { process: child, said: () => text };
}

const untilItRuns = ({ process: child, said }: Started): Promise<void> =>
  vi.waitFor(() => {
    if (child.exitCode !== null) throw new Error(`ended with ${child.exitCode}:\n${said()}`);
    expect(said()).toContain('Ctrl-C stops all of it');
  }, WAIT);

async function stop({ process: child }: Started): Promise<number | null> {
  if (child.exitCode === null) {
    child.kill('SIGINT');
    await once(child, 'exit');
  }
  return child.exitCode;
}

const addressOf = (name: string): string =>
  new RegExp(`^  ${name} +(http\\S+)`, 'm').exec(running.said())?.[1] ?? '';

const processes = (): readonly ProcessIdentity[] => {
  const record = JSON.parse(readFileSync(path.join(home, 'running.json'), 'utf8')) as {
    processes: readonly ProcessIdentity[];
  };
  return record.processes;
};

beforeAll(async () => {
  home = mkdtempSync(path.join(tmpdir(), 'raseed-start-'));
  running = start();
  await untilItRuns(running);
});
afterAll(async () => {
  await stop(running);
  rmSync(home, { recursive: true, force: true });
});

test('every address that it prints answers with a page', async () => {
  const pages = ['clerk', 'citizen', 'HQ', "manager's page", 'printed receipts', 'pay by UPI'];
  for (const name of pages) {
    const response = await fetch(addressOf(name));
    expect([name, response.status]).toEqual([name, 200]);
    expect(response.headers.get('content-type')).toMatch(/^text\/html/);
  }
});

test('it says that the windows are missing, and why', () => {
  expect(running.said()).toContain('Without Electron (this session has no display)');
});

test('a second start says that the first one runs and where, and changes nothing', () => {
  const before = processes();
  const second = spawnSync(process.execPath, command, { env: env(), encoding: 'utf8' });
  expect(second.status).toBe(0);
  expect(second.stdout).toMatch(/^Already running, in process \d+\./);
  expect(second.stdout).toContain(addressOf('clerk'));
  expect(processes()).toEqual(before);
});

test('what it keeps is for this user alone', () => {
  const modeOf = (name: string): number => statSync(path.join(home, name)).mode & 0o077;
  expect(['settings.json', 'running.json', 'config/counter.json', 'logs'].map(modeOf)).toEqual([
    0, 0, 0, 0,
  ]);
});

test('Ctrl-C stops every process; the next start has the same addresses', async () => {
  const parts = processes();
  const addresses = ['clerk', 'citizen', 'HQ'].map(addressOf);
  expect(parts.length).toBeGreaterThanOrEqual(6);
  expect(await stop(running)).toBe(0);
  expect(parts.filter(isSameProcess)).toEqual([]);
  running = start();
  await untilItRuns(running);
  expect(['clerk', 'citizen', 'HQ'].map(addressOf)).toEqual(addresses);
});

test('after the starter was killed the next start ends what it left and runs', async () => {
  const left = processes();
  const owner = JSON.parse(readFileSync(path.join(home, 'running.json'), 'utf8')) as {
    owner: ProcessIdentity;
  };
  process.kill(owner.owner.pid, 'SIGKILL');
  await vi.waitFor(() => expect(isSameProcess(owner.owner)).toBe(false), WAIT);
  expect(left.filter(isSameProcess)).not.toEqual([]);
  running = start();
  await untilItRuns(running);
  expect(left.filter(isSameProcess)).toEqual([]);
});

test('a counter that falls is started again and answers at the same address', async () => {
  const counter = processes().at(-1);
  if (counter === undefined) throw new Error('the counter is started last');
  process.kill(counter.pid, 'SIGKILL');
  await vi.waitFor(() => expect(running.said()).toContain('The counter is back.'), WAIT);
  expect((await fetch(addressOf('clerk'))).status).toBe(200);
});
