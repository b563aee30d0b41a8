/** Knowing and ending one process, and never more than one. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, expect, test, vi } from 'vitest';
import { endProcess, identifyProcess, isSameProcess } from '#build/process-identity.ts';

afterEach(() => vi.restoreAllMocks());

async function idler(): Promise<{ pid: number; ended: Promise<unknown> }> {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
  await once(child, 'spawn');
  if (child.pid === undefined) throw new Error('a spawned process has an id');
  return { pid: child.pid, ended: once(child, 'exit') };
}

test.each([undefined, -1, 0, 1, -4711, 1.5, Number.NaN])('%s names no single process', (pid) => {
  const kill = vi.spyOn(process, 'kill').mockReturnValue(true);
  expect(identifyProcess(pid)).toBeUndefined();
  expect(kill).not.toHaveBeenCalled();
});

test.each([-1, 0, 1])('a record that names %s is never signalled', async (pid) => {
  const kill = vi.spyOn(process, 'kill').mockReturnValue(true);
  await endProcess({ pid, startMark: '' }, 0);
  expect(kill).not.toHaveBeenCalled();
});

test('a process is the same while it lives and not afterwards', async () => {
  const { pid, ended } = await idler();
  const identity = identifyProcess(pid);
  if (identity === undefined) throw new Error('it lives');
  expect(isSameProcess(identity)).toBe(true);
  await endProcess(identity, 10_000);
  await ended;
  expect(isSameProcess(identity)).toBe(false);
});

test('another process with the same id is left alone', async () => {
  const { pid, ended } = await idler();
  await endProcess({ pid, startMark: 'an earlier life' }, 0);
  const identity = identifyProcess(pid);
  expect(identity).toBeDefined();
  if (identity !== undefined) await endProcess(identity, 10_000);
  await ended;
});
