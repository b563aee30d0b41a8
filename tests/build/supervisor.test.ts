/** Real small processes under the supervisor: ready, fallen, started again, stopped in order. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { isSameProcess } from '#build/process-identity.ts';
import { readReadyLine, type ChildSpec } from '#build/supervisor/child.ts';
import { pauseAfter, RESTART, Supervisor } from '#build/supervisor/supervisor.ts';
import type { SupervisorEvent } from '#build/supervisor/supervisor.ts';

let folder: string;
let events: SupervisorEvent[];
let supervisor: Supervisor;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'raseed-supervisor-'));
  events = [];
  supervisor = new Supervisor({
    logFolder: path.join(folder, 'logs'),
    onEvent: (event) => events.push(event),
    policy: { firstPauseMs: 5, longestPauseMs: 20, healthyAfterMs: 60_000, mostFalls: 3 },
  });
});
afterEach(async () => {
  await supervisor.stop();
  rmSync(folder, { recursive: true });
});

const trace = (): string[] => readFileSync(path.join(folder, 'trace'), 'utf8').trim().split('\n');

/** A process that runs this script; `say(text)` appends to the trace, `ready()` says READY. */
function script(name: string, source: string, stopWithinMs = 10_000): ChildSpec {
  const file = path.join(folder, `${name}.mjs`);
  const head = `
    import { appendFileSync } from 'node:fs';
    const say = (text) => appendFileSync(${JSON.stringify(path.join(folder, 'trace'))}, text + '\\n');
    const ready = (facts = {}) => console.log('READY ' + JSON.stringify(facts));
    setInterval(() => {}, 1000);
  `;
  writeFileSync(file, head + source);
  const args = [file];
  return { name, command: process.execPath, args, env: {}, readyWithinMs: 20_000, stopWithinMs };
}

const polite = (name: string): ChildSpec =>
  script(name, `process.on('SIGTERM', () => { say('${name} ends'); process.exit(0); }); ready();`);

test('a process is ready when it says so, and its facts are answered', async () => {
  const facts = await supervisor.start(
    script('one', `console.log('warming'); ready({ port: 4 });`),
  );
  expect(facts).toEqual({ port: 4 });
});

test('what a process says lands in its log, its ready facts do not', async () => {
  await supervisor.start(
    script('one', `console.log('hello'); console.error('oh'); ready({ token: 'sesame' });`),
  );
  await supervisor.stop();
  const log = readFileSync(path.join(folder, 'logs', 'one.log'), 'utf8');
  expect(log).toContain('hello');
  expect(log).toContain('oh');
  expect(log).not.toContain('sesame');
});

test('a process that ends before it is ready fails the start with the end of its log', async () => {
  const broken = script('broken', `console.error('no such table'); process.exit(3);`);
  await expect(supervisor.start(broken)).rejects.toThrow(/broken did not start[^]*no such table/);
});

test('a program that is not there fails the start', async () => {
  const absent = { ...polite('absent'), command: path.join(folder, 'nothing-here') };
  await expect(supervisor.start(absent)).rejects.toThrow(/absent did not start/);
});

test('processes end in the opposite order of their start, once, however often asked', async () => {
  await supervisor.start(polite('first'));
  await supervisor.start(polite('second'));
  await supervisor.start(polite('third'));
  await Promise.all([supervisor.stop(), supervisor.stop()]);
  expect(trace()).toEqual(['third ends', 'second ends', 'first ends']);
});

test('a process that does not listen is ended by force', async () => {
  await supervisor.start(script('deaf', `process.on('SIGTERM', () => say('deaf')); ready();`, 50));
  const [identity] = supervisor.identities();
  await supervisor.stop();
  expect(trace()).toContain('deaf');
  expect(identity && isSameProcess(identity)).toBe(false);
});

test('a fallen process is started again and its new facts are told', async () => {
  await supervisor.start(polite('first'));
  const [before] = supervisor.identities();
  if (before === undefined) throw new Error('it was started above');
  process.kill(before.pid, 'SIGKILL');
  await vi.waitFor(() => expect(events.map((event) => event.kind)).toEqual(['fell', 'back']), 9000);
  const [after] = supervisor.identities();
  expect(after?.pid).not.toBe(before.pid);
  expect(after && isSameProcess(after)).toBe(true);
});

test('a process that keeps falling is given up and its log is named', async () => {
  await supervisor.start(script('weak', `ready(); setTimeout(() => process.exit(1), 10);`));
  await vi.waitFor(() => expect(events.at(-1)?.kind).toBe('given-up'), 9000);
  expect(events.filter((event) => event.kind === 'fell')).toHaveLength(3);
  expect(events.at(-1)).toMatchObject({ logFile: path.join(folder, 'logs', 'weak.log') });
});

test('a stop that was asked for is not a fall', async () => {
  await supervisor.start(polite('first'));
  await supervisor.stop();
  expect(events).toEqual([]);
});

test('pauses between starts grow and have a limit', () => {
  const pauses = [1, 2, 3, 20].map((falls) => pauseAfter(falls, RESTART));
  expect(pauses).toEqual([250, 500, 1000, 10_000]);
});

test.each(['READY', 'READY {', 'READY 4', 'ready {}', 'x READY {}', '{"level":30}', '{}'])(
  '%j is no ready line',
  (line) => {
    expect(readReadyLine(line)).toBeUndefined();
  },
);

test('either form of a ready line is understood', () => {
  expect(readReadyLine('READY {"port":4}')).toEqual({ port: 4 });
  expect(readReadyLine('{"ready":true,"port":4}')).toEqual({ ready: true, port: 4 });
});
