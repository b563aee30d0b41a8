/**
 * The Electron shell as it is bundled: its real main, preload and host run over a double of
 * Electron whose windows are pages of real Chromium. What the checklist of Electron's security guide
 * asks is tried, not read.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { ensureBundles } from '#build/bundles.ts';
import { inRoot } from '#build/paths.ts';
import { until } from '#tests/testkit/system.ts';

const REGISTER = inRoot('tests', 'shell', 'double', 'register.ts');
const MAIN = inRoot('dist', 'electron', 'main.mjs');

interface Shell {
  readonly process: ChildProcess;
  readonly browser: Browser;
  readonly clerk: Page;
  readonly citizen: Page | undefined;
}

let home: string;
let shell: Shell;

function configure(): void {
  mkdirSync(path.join(home, 'data'), { mode: 0o700 });
  const config = {
    dataFolder: path.join(home, 'data'),
    hqUrl: 'http://127.0.0.1:9',
    printer: { host: '127.0.0.1', port: 9, paperMm: 80 },
  };
  writeFileSync(path.join(home, 'counter.json'), JSON.stringify(config));
}

function startMain(env: NodeJS.ProcessEnv): ChildProcess {
  return spawn(process.execPath, ['--import', REGISTER, MAIN, '--kiosk'], {
    env: { ...process.env, DOUBLE_USER_DATA: home, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

/** The DevTools address that the double prints when its Chromium is there. */
const cdpOf = (child: ChildProcess): Promise<string> =>
  new Promise((resolve, reject) => {
    let text = '';
    child.stdout?.setEncoding('utf8').on('data', (part: string) => {
      text += part;
      const found = /"cdp":"([^"]+)"/.exec(text)?.[1];
      if (found !== undefined) resolve(found);
    });
    child.once('exit', (code) => reject(new Error(`the shell ended with ${code}: ${text}`)));
  });

async function startShell(): Promise<Shell> {
  const child = startMain({});
  const browser = await chromium.connectOverCDP(await cdpOf(child));
  const pages = (): readonly Page[] => browser.contexts().flatMap((context) => context.pages());
  const named = (name: string): Page | undefined =>
    pages().find((page) => page.url().endsWith(name));
  await until('both windows', () => Promise.resolve(named('/citizen-electron.html') !== undefined));
  const clerk = named('/electron.html');
  if (clerk === undefined) throw new Error('the clerk has no window');
  return { process: child, browser, clerk, citizen: named('/citizen-electron.html') };
}

const hostPids = (): readonly number[] =>
  process.platform === 'linux' ? childrenOf(shell.process.pid ?? 0) : [];

/** Children of a process that run the host's bundle, by /proc. */
function childrenOf(parent: number): readonly number[] {
  const { readdirSync, readFileSync } = process.getBuiltinModule('node:fs');
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
        const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
        return (
          stat.split(') ')[1]?.split(' ')[1] === String(parent) && command.includes('host.mjs')
        );
      } catch {
        return false;
      }
    })
    .map(Number);
}

beforeAll(async () => {
  await ensureBundles({ only: ['electron', 'renderer'] });
  home = mkdtempSync(path.join(tmpdir(), 'raseed-shell-test-'));
  configure();
  shell = await startShell();
}, 120_000);

afterAll(async () => {
  shell?.process.kill('SIGTERM');
  await shell?.browser.close().catch(() => undefined);
  rmSync(home, { recursive: true, force: true });
});

describe('the Electron shell', () => {
  it('shows the counter’s own screen, drawn from the host in the utility process', async () => {
    await shell.clerk.getByText('Register this counter').first().waitFor();
  });

  it('K24 keeps the counter’s keys under a key of the system’s keystore', () => {
    const key = (name: string) => readFileSync(path.join(home, 'data', 'keys', name), 'utf8');
    for (const name of ['counter.key', 'stick.key']) expect(key(name)).toMatch(/^wrapped\.1\./);
    expect(readFileSync(path.join(home, 'keystore.bin'), 'utf8')).toMatch(/^double /);
  });

  it('opens the citizen’s window on the second display', () => {
    expect(shell.citizen).toBeDefined();
  });

  it('gives the page one frozen object with two functions, and no Node', async () => {
    const seen = await shell.clerk.evaluate(() => {
      const { raseed } = globalThis as unknown as { raseed: object };
      return {
        keys: Object.keys(raseed).sort(),
        frozen: Object.isFrozen(raseed),
        node: 'process' in globalThis || 'require' in globalThis,
      };
    });
    expect(seen).toEqual({ keys: ['execute', 'subscribe'], frozen: true, node: false });
  });

  it('sends a strict policy with every page, and nothing from outside the pages’ folder', async () => {
    const { origin } = new URL(shell.clerk.url());
    const page = await fetch(`${origin}/electron.html`);
    const policy = page.headers.get('content-security-policy') ?? '';
    const outside = await fetch(`${origin}/..%2f..%2fpackage.json`);
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self'");
    expect(policy).toContain("connect-src 'none'");
    expect(policy).not.toContain('unsafe-eval');
    expect(outside.status).toBe(404);
  });

  it('answers commands of the clerk’s window, and refuses them to the citizen’s', async () => {
    const enrol = (): unknown =>
      (
        globalThis as unknown as {
          raseed: { execute(name: string, input: unknown): Promise<unknown> };
        }
      ).raseed.execute('enrol', { code: 'NOT-A-REAL-CODE' });
    expect(await shell.clerk.evaluate(enrol)).toMatchObject({ ok: false });
    expect(await shell.citizen?.evaluate(enrol)).toEqual({
      ok: false,
      error: { code: 'COMMAND_NOT_ALLOWED' },
    });
  });

  it('goes nowhere: no navigation, no new window', async () => {
    const before = shell.clerk.url();
    await shell.clerk.evaluate(() => {
      location.href = 'http://127.0.0.1:9/elsewhere';
    });
    await shell.clerk.waitForTimeout(500);
    expect(shell.clerk.url()).toBe(before);
    const count = shell.browser.contexts().flatMap((context) => context.pages()).length;
    await shell.clerk.evaluate(() => {
      window.open('/electron.html');
    });
    await until('the popup is closed', () =>
      Promise.resolve(
        shell.browser.contexts().flatMap((context) => context.pages()).length === count,
      ),
    );
  });

  it('P2: a host that dies is started again and the windows go on', async () => {
    const [pid] = hostPids();
    if (pid === undefined) throw new Error('the host is not to be found');
    process.kill(pid, 'SIGKILL');
    await until('another host', () => Promise.resolve(hostPids().some((other) => other !== pid)));
    await shell.clerk.getByText('Register this counter').first().waitFor();
    await until('it answers again', async () => {
      const answer = await shell.clerk.evaluate(() =>
        (
          globalThis as unknown as {
            raseed: {
              execute(name: string, input: unknown): Promise<{ error?: { code: string } }>;
            };
          }
        ).raseed.execute('lock', {}),
      );
      return answer.error?.code === 'NOT_ENROLLED';
    });
  });

  it('runs once: a second start ends by itself', async () => {
    const second = startMain({ DOUBLE_SECOND: '1' });
    const code = await new Promise((resolve) => second.once('exit', resolve));
    expect(code).toBe(0);
  });
});
