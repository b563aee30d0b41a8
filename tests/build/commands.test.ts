/** The small parts behind the commands: progress, counts, tables, mirrors, settings, claims. */
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { drawTable, missedAims, type BenchRow } from '#build/bench.ts';
import { findMirror } from '#build/database/mysql-system.ts';
import { identifyProcess, isSameProcess } from '#build/process-identity.ts';
import { formatBar, formatDuration, step } from '#build/progress.mjs';
import { withoutPassword } from '#build/start/kept-database.ts';
import { claimFolder, type Claim } from '#build/start/running.ts';
import { openSettings } from '#build/start/settings.ts';
import { countTests, describeCount } from '#build/vitest.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'raseed-commands-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test.each([
  [40, '0.0 s'],
  [9900, '9.9 s'],
  [12_400, '12 s'],
  [125_000, '2 min 5 s'],
])('%i ms are told as %s', (ms, text) => {
  expect(formatDuration(ms)).toBe(text);
});

test('a bar is empty, half or full, and never more', () => {
  expect(formatBar(0, 10)).toBe(`${'░'.repeat(24)} 0 %`);
  expect(formatBar(5, 10)).toBe(`${'█'.repeat(12)}${'░'.repeat(12)} 50 %`);
  expect(formatBar(12, 10)).toBe(`${'█'.repeat(24)} 100 %`);
});

test('a step is one line at its start and one at its end where no terminal is', async () => {
  const said: string[] = [];
  const stream = { write: (text: string) => said.push(text) };
  expect(await step('Making tea', () => 7, stream)).toBe(7);
  expect(said.join('')).toMatch(/^ {2}Making tea \.\.\.\n✓ Making tea {2}\d+\.\d s\n$/);
});

test('a step that fails says so and passes the failure on', async () => {
  const said: string[] = [];
  const failing = step(
    'Making tea',
    () => {
      throw new Error('no water');
    },
    { write: (text: string) => said.push(text) },
  );
  await expect(failing).rejects.toThrow('no water');
  expect(said.at(-1)).toMatch(/^✗ Making tea/);
});

test('a file that could not be loaded counts as a failure', () => {
  const count = countTests({
    numPassedTests: 5,
    numFailedTests: 1,
    numPendingTests: 2,
    numTodoTests: 0,
    testResults: [
      { status: 'failed', assertionResults: [] },
      { status: 'failed', assertionResults: [{}] },
      { status: 'passed', assertionResults: [{}] },
    ],
  });
  expect(describeCount(count)).toBe('5 passed, 2 failed, 2 skipped');
  expect(describeCount({ passed: 3, failed: 0, skipped: 0 })).toBe('3 passed, 0 failed');
});

test('the table shows a missed aim, and a row without one is only told', () => {
  const row: BenchRow = {
    name: 'commit',
    figure: 2.5,
    unit: 'ms',
    peer: 'bare',
    peerFigure: 1,
    ratio: 2.5,
    aim: '<= 2.00x',
    met: false,
  };
  expect(missedAims([row, { ...row, met: true }, { ...row, aim: '' }])).toEqual([
    'commit: 2.50x, aim <= 2.00x',
  ]);
  expect(drawTable([row]).split('\n')).toEqual([
    'what    figure    against  its figure  ratio  aim       met',
    '------  --------  -------  ----------  -----  --------  ---',
    'commit  2.500 ms  bare     1.000 ms    2.50x  <= 2.00x  NO',
  ]);
});

test('the mirror is the one that the machine itself names', () => {
  const text = 'Types: deb\nURIs: http://mirror.example/debian\nSuites: stable\n';
  const security = 'URIs: http://mirror.example/debian-security\n';
  expect(findMirror(['', security, text])).toBe('http://mirror.example/debian');
  expect(findMirror(['deb https://mirror.example/debian/ stable main'])).toBe(
    'https://mirror.example/debian/',
  );
  expect(findMirror([security])).toBeUndefined();
});

test('an address is told without its password', () => {
  const told = withoutPassword('mysql://raseed:sesame@db.example:3306/raseed');
  expect(told).toBe('db.example:3306/raseed');
});

test('ports and secrets stay from start to start, and are for this user alone', async () => {
  const first = await openSettings(folder);
  const second = await openSettings(folder);
  expect(second).toEqual({ settings: first.settings, moved: [] });
  expect(new Set(Object.values(first.settings.ports)).size).toBe(
    Object.keys(first.settings.ports).length,
  );
  expect(statSync(path.join(folder, 'settings.json')).mode & 0o077).toBe(0);
});

test('a port that was taken meanwhile is left and said', async () => {
  const first = await openSettings(folder);
  const squatter = createServer().listen(first.settings.ports.hq, '127.0.0.1');
  await once(squatter, 'listening');
  const second = await openSettings(folder);
  squatter.close();
  expect(second.moved).toEqual(['hq']);
  expect(second.settings.ports).toMatchObject({ kiosk: first.settings.ports.kiosk });
});

test('a folder is claimed by one; the second learns of the first; a release frees it', async () => {
  const claim = (await claimFolder(folder)) as Claim;
  claim.update({ processes: [], summary: 'the counter is there' });
  expect(await claimFolder(folder)).toMatchObject({ summary: 'the counter is there' });
  claim.release();
  expect(await claimFolder(folder)).toHaveProperty('release');
});

test('what a killed start left running is ended by the next one', async () => {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { detached: true });
  await once(child, 'spawn');
  const left = identifyProcess(child.pid);
  if (left === undefined) throw new Error('it was just started');
  const dead = { pid: process.pid, startMark: 'an earlier life' };
  const record = { owner: dead, processes: [left], summary: '' };
  writeFileSync(path.join(folder, 'running.json'), JSON.stringify(record));
  expect(await claimFolder(folder)).toHaveProperty('release');
  expect(isSameProcess(left)).toBe(false);
});

test('a record that was cut off does not bar the way', async () => {
  writeFileSync(path.join(folder, 'running.json'), '{"owner":');
  expect(await claimFolder(folder)).toHaveProperty('release');
});
