/**
 * The few programs that no npm package brings: a database server, a browser and some tools for the tests. On
 * Debian and its relatives they are installed here; elsewhere the person is told exactly what is
 * missing. Only the server's program is installed (mariadb-server-core), never a system service.
 */
import { accessSync, constants, existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { CommandError, runQuiet } from './run.ts';
import { step } from './progress.mjs';

interface SystemProgram {
  /** Any one of these is enough; of what is no program, the full path of a file of it. */
  readonly programs: readonly string[];
  readonly purpose: string;
  readonly debianPackages: readonly string[];
  readonly elsewhere: string;
}

const PROGRAMS = {
  database: {
    programs: ['mariadbd', 'mysqld'],
    purpose: 'a MariaDB server',
    debianPackages: ['mariadb-server-core', 'mariadb-client-core'],
    elsewhere:
      'install MariaDB 10.11 or later (Fedora: mariadb-server; macOS: brew install mariadb), ' +
      'or set RASEED_DATABASE_URL=mysql://USER:PASSWORD@HOST:PORT/SCHEMA',
  },
  browser: {
    programs: ['chromium', 'chromium-browser', 'google-chrome'],
    purpose: 'Chromium (for the tests)',
    debianPackages: ['chromium', 'fonts-liberation'],
    elsewhere: 'install Chromium and have it on the PATH',
  },
  virtualMachine: {
    programs: ['qemu-system-x86_64'],
    purpose: 'QEMU (for the scanner tests on a real kernel device)',
    debianPackages: ['qemu-system-x86', 'libusb-1.0-0'],
    elsewhere: 'only Debian and its relatives have all its parts',
  },
  busybox: {
    programs: ['busybox'],
    purpose: 'busybox (for that machine)',
    debianPackages: ['busybox-static'],
    elsewhere: 'only Debian and its relatives have it as one static program',
  },
  cpio: {
    programs: ['cpio'],
    purpose: 'cpio (for that machine)',
    debianPackages: ['cpio'],
    elsewhere: 'install cpio',
  },
  kmod: {
    programs: ['depmod'],
    purpose: 'kmod (for that machine)',
    debianPackages: ['kmod'],
    elsewhere: 'install kmod',
  },
  fingerprintPeer: {
    programs: ['/usr/lib/x86_64-linux-gnu/girepository-1.0/FPrint-2.0.typelib'],
    purpose: 'libfprint (NBIS, whom the fingerprint benchmark is measured against)',
    debianPackages: ['gir1.2-fprint-2.0', 'python3-gi'],
    elsewhere: 'only Debian and its relatives have it ready to use',
  },
  debootstrap: {
    programs: ['debootstrap'],
    purpose: 'debootstrap (for the suite on real MySQL)',
    debianPackages: ['debootstrap'],
    elsewhere: 'only Debian and its relatives have it',
  },
  strace: {
    programs: ['strace'],
    purpose: 'strace (for faults in system calls)',
    debianPackages: ['strace'],
    elsewhere: 'install strace, on Linux',
  },
  xfs: {
    programs: ['xfs_io'],
    purpose: 'the programs of XFS (for power cuts)',
    debianPackages: ['xfsprogs'],
    elsewhere: 'install xfsprogs, on Linux',
  },
  faketime: {
    programs: ['faketime'],
    purpose: 'faketime (for clocks that jump)',
    debianPackages: ['faketime', 'libfaketime'],
    elsewhere: 'install libfaketime',
  },
} as const satisfies Record<string, SystemProgram>;

export type SystemProgramName = keyof typeof PROGRAMS;

const SYSTEM_FOLDERS = [
  '/usr/local/sbin',
  '/usr/local/bin',
  '/usr/sbin',
  '/usr/bin',
  '/sbin',
  '/bin',
  '/opt/homebrew/bin',
  '/usr/libexec',
];

/** The full path of a program, looked for on the PATH and where servers usually lie. */
export function findProgram(name: string): string | undefined {
  if (path.isAbsolute(name)) return existsSync(name) ? name : undefined;
  const onPath = (process.env['PATH'] ?? '').split(path.delimiter).filter((part) => part !== '');
  for (const folder of [...onPath, ...SYSTEM_FOLDERS]) {
    const candidate = path.join(folder, name);
    try {
      accessSync(candidate, constants.X_OK);
      return candidate;
    } catch {
      continue;
    }
  }
  return undefined;
}

/** The path of the first installed program of a kind, or undefined. */
export function findSystemProgram(name: SystemProgramName): string | undefined {
  for (const program of PROGRAMS[name].programs) {
    const found = findProgram(program);
    if (found !== undefined) return found;
  }
  return undefined;
}

const asRoot = (): boolean => process.getuid?.() === 0;

const APT_ENVIRONMENT = { DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C.UTF-8' };

/** apt-get as root, through sudo where we are not; sudo asks for its password on the terminal. */
async function apt(args: readonly string[]): Promise<{ code: number; everything: string }> {
  const words = ['-q', '-o', 'DPkg::Lock::Timeout=120', ...args];
  const variables = Object.entries(APT_ENVIRONMENT).map(([name, value]) => `${name}=${value}`);
  const command = asRoot() ? 'env' : 'sudo';
  const prefix = asRoot() ? variables : ['env', ...variables];
  return runQuiet(command, [...prefix, 'apt-get', ...words]);
}

/** Fetches the lists of packages anew; what comes of it shows when a package is asked for. */
export async function refreshPackageLists(): Promise<void> {
  if (asRoot() || findProgram('sudo') !== undefined) await apt(['update']);
}

function isDebian(): boolean {
  if (!existsSync('/etc/os-release') || findProgram('apt-get') === undefined) return false;
  return /^ID(?:_LIKE)?=.*\b(?:debian|ubuntu)\b/m.test(readFileSync('/etc/os-release', 'utf8'));
}

const explain = (names: readonly SystemProgramName[]): string =>
  names.map((name) => `  ${PROGRAMS[name].purpose}: ${PROGRAMS[name].elsewhere}`).join('\n');

async function installOnDebian(names: readonly SystemProgramName[]): Promise<void> {
  const packages = names.flatMap((name) => PROGRAMS[name].debianPackages);
  const install = ['install', '-y', '--no-install-recommends', ...packages];
  const purposes = names.map((name) => PROGRAMS[name].purpose).join(' and ');
  await step(`Installing ${purposes} (once)`, async () => {
    let ending = await apt(install);
    if (ending.code !== 0) {
      // The package lists may be missing or stale; refreshing them first costs everybody a wait.
      await apt(['update']);
      ending = await apt(install);
    }
    if (ending.code === 0) return;
    const tail = ending.everything.trim().split('\n').slice(-12).join('\n');
    throw new CommandError(
      `apt-get install ${packages.join(' ')} ended with ${ending.code}:\n${tail}\n` +
        `Install by hand what is missing:\n${explain(names)}`,
    );
  });
}

/** Makes sure the named programs are there, installing them where that can be done. */
export async function ensureSystemPrograms(names: readonly SystemProgramName[]): Promise<void> {
  const missing = names.filter((name) => findSystemProgram(name) === undefined);
  if (missing.length === 0) return;
  const mayInstall = isDebian() && (asRoot() || findProgram('sudo') !== undefined);
  if (!mayInstall) throw new CommandError(`This machine lacks:\n${explain(missing)}`);
  await installOnDebian(missing);
  const still = missing.filter((name) => findSystemProgram(name) === undefined);
  if (still.length > 0)
    throw new CommandError(`Still missing after installing:\n${explain(still)}`);
}
