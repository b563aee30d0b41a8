/**
 * Real MySQL beside MariaDB: the stable Debian packages MariaDB alone, so a small system folder of
 * Debian unstable is made once in the person's cache folder, outside the tree, with MySQL inside.
 * Only root on a Debian machine can make it; elsewhere the reason is answered instead.
 */
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { step } from '#build/progress.mjs';
import { CommandError, runOrFail } from '#build/run.ts';
import { ensureSystemPrograms } from '#build/system-packages.ts';

export type MysqlSystem =
  | { readonly there: true; readonly folder: string }
  | { readonly there: false; readonly reason: string };

const systemFolder = (): string =>
  path.join(process.env['XDG_CACHE_HOME'] ?? path.join(homedir(), '.cache'), 'raseed', 'mysql');

/** The Debian mirror that this machine's own package sources name; undefined where none does. */
export function findMirror(sources: readonly string[]): string | undefined {
  for (const text of sources) {
    const found = /https?:\/\/\S+\/debian\/?(?=\s|$)/.exec(text);
    if (found !== null) return found[0];
  }
  return undefined;
}

function aptSources(): readonly string[] {
  const folder = '/etc/apt/sources.list.d';
  const files = existsSync(folder)
    ? readdirSync(folder).map((name) => path.join(folder, name))
    : [];
  return ['/etc/apt/sources.list', ...files]
    .filter((file) => existsSync(file))
    .map((file) => readFileSync(file, 'utf8'));
}

/** What the machine needs to reach its packages, the system folder needs as well. */
function shareNetworkSettings(folder: string): void {
  for (const file of ['/etc/hosts', '/etc/resolv.conf']) {
    if (existsSync(file)) copyFileSync(file, path.join(folder, file));
  }
  const proxySettings = '/etc/apt/apt.conf.d';
  if (existsSync(proxySettings)) {
    cpSync(proxySettings, path.join(folder, proxySettings), { recursive: true });
  }
  // Nothing that is installed in there may start by itself.
  const policy = path.join(folder, 'usr/sbin/policy-rc.d');
  writeFileSync(policy, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
}

async function makeSystem(folder: string, mirror: string): Promise<void> {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  await step('Making a system folder for MySQL (once)', () =>
    runOrFail('debootstrap', ['--variant=minbase', 'sid', folder, mirror]),
  );
  shareNetworkSettings(folder);
  const install = 'apt-get update -q && apt-get install -q -y --no-install-recommends mysql-server';
  await step('Installing MySQL in it (once)', () =>
    runOrFail(
      'unshare',
      [
        '--mount',
        '--propagation',
        'private',
        '/bin/sh',
        '-c',
        'mount -t proc proc "$0/proc" && exec chroot "$0" /bin/sh -c "$1"',
        folder,
        install,
      ],
      { env: { DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C.UTF-8' } },
    ),
  );
  writeFileSync(path.join(folder, '.ready'), '');
}

/** The folder with MySQL, made when it is missing; or why it cannot be. */
export async function ensureMysqlSystem(): Promise<MysqlSystem> {
  const no = (reason: string): MysqlSystem => ({ there: false, reason });
  const folder = systemFolder();
  if (process.getuid?.() !== 0) return no('only root can run a server in a folder of its own');
  if (existsSync(path.join(folder, '.ready'))) return { there: true, folder };
  const mirror = findMirror(aptSources());
  if (mirror === undefined) return no('this machine names no Debian mirror');
  try {
    await ensureSystemPrograms(['debootstrap']);
    await makeSystem(folder, mirror);
  } catch (error) {
    if (error instanceof CommandError) return no(error.message);
    throw error;
  }
  return { there: true, folder };
}
