/**
 * Debian's kernel for the virtual machine of the scanner tests: fetched as a package, never installed,
 * and kept in the person's cache folder outside the tree. What cannot be had is answered as a reason.
 */
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { step } from '#build/progress.mjs';
import { CommandError, runOrFail, runQuiet } from '#build/run.ts';
import { ensureSystemPrograms, findProgram, refreshPackageLists } from '#build/system-packages.ts';

export interface Kernel {
  /** A compressed kernel image. */
  readonly image: string;
  /** Paths of the modules the machine needs, in the order in which they are loaded. */
  readonly modules: readonly string[];
  readonly version: string;
}

export type KernelAnswer =
  | { readonly there: true; readonly kernel: Kernel }
  | { readonly there: false; readonly reason: string };

const MODULES = ['virtio_pci', '9pnet_virtio', '9p', 'uhid', 'hid_generic'];

const cacheFolder = (): string =>
  path.join(process.env['XDG_CACHE_HOME'] ?? path.join(homedir(), '.cache'), 'raseed', 'hid-vm');

/** The package that Debian's newest kernel of this release stands for. */
async function packageName(): Promise<string> {
  const ask = async (): Promise<string | undefined> => {
    const said = await runQuiet('apt-cache', ['depends', 'linux-image-amd64']);
    return /Depends: (linux-image-\S+)/.exec(said.stdout)?.[1];
  };
  const known = await ask();
  if (known !== undefined) return known;
  // Small systems come without package lists.
  await refreshPackageLists();
  const name = await ask();
  if (name === undefined) throw new CommandError('apt knows no package linux-image-amd64');
  return name;
}

function programOf(name: string): string {
  const program = findProgram(name);
  if (program === undefined) throw new CommandError(`${name} is missing`);
  return program;
}

async function fetchKernel(name: string, folder: string): Promise<void> {
  const making = `${folder}.making-${process.pid}`;
  mkdirSync(making, { recursive: true });
  try {
    await runOrFail('apt-get', ['download', '-q', name], { cwd: making });
    const archive = readdirSync(making).find((file) => file.endsWith('.deb'));
    if (archive === undefined) throw new CommandError(`apt-get downloaded no ${name}`);
    await runOrFail('dpkg-deb', ['-x', archive, '.'], { cwd: making });
    rmSync(path.join(making, archive));
    await runOrFail(programOf('depmod'), ['-b', making, versionOf(name)]);
    writeFileSync(path.join(making, '.ready'), '');
    rmSync(folder, { recursive: true, force: true });
    renameSync(making, folder);
  } finally {
    rmSync(making, { recursive: true, force: true });
  }
}

const versionOf = (name: string): string => name.replace('linux-image-', '');

/** A module, before it those it needs. */
async function modulesInOrder(folder: string, version: string): Promise<readonly string[]> {
  const paths = new Set<string>();
  for (const module of MODULES) {
    const place = ['-d', folder, '-S', version];
    const said = await runOrFail(programOf('modprobe'), [...place, '--show-depends', module]);
    for (const [, file = ''] of said.matchAll(/^insmod (\S+)/gm)) paths.add(file);
  }
  return [...paths];
}

/** The last kernel fetched, so that a machine without a network still runs. */
function kept(): string | undefined {
  const folder = cacheFolder();
  if (!existsSync(folder)) return undefined;
  return readdirSync(folder)
    .filter((name) => existsSync(path.join(folder, name, '.ready')))
    .sort()
    .at(-1);
}

async function ensureKernel(): Promise<Kernel> {
  await ensureSystemPrograms(['virtualMachine', 'busybox', 'cpio', 'kmod']);
  let name = kept();
  if (name === undefined) {
    const wanted = await packageName();
    const folder = path.join(cacheFolder(), wanted);
    await step('Fetching a kernel for the scanner tests (once)', () => fetchKernel(wanted, folder));
    name = wanted;
  }
  const folder = path.join(cacheFolder(), name);
  const version = versionOf(name);
  return {
    image: path.join(folder, 'boot', `vmlinuz-${version}`),
    modules: await modulesInOrder(folder, version),
    version,
  };
}

/** The kernel, fetched where it is missing; or why it cannot be had. */
export async function findKernel(): Promise<KernelAnswer> {
  const no = (reason: string): KernelAnswer => ({ there: false, reason });
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    return no('the virtual machine runs on Linux on x64 alone');
  }
  if (findProgram('apt-get') === undefined)
    return no('only Debian and its relatives have its parts');
  try {
    return { there: true, kernel: await ensureKernel() };
  } catch (error) {
    if (error instanceof CommandError) return no(error.message);
    throw error;
  }
}
