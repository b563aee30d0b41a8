/**
 * Boots a small virtual machine that sees this tree read-only and runs one of its scripts with the
 * pinned Node: a kernel of its own, so that a test may have devices that this machine has not.
 */
import { spawn } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { inRoot } from '#build/paths.ts';
import { CommandError, runOrFail } from '#build/run.ts';
import { findSystemProgram } from '#build/system-packages.ts';
import type { Kernel } from './kernel.ts';

const MACHINE_MB = 768;
const END = 'RASEED-VM-END';

const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

/** The first program in the machine: modules, this tree over 9p, the script, power off. */
const initScript = (modules: readonly string[], script: string): string =>
  [
    '#!/bin/busybox sh',
    '/bin/busybox --install -s /bin',
    'mount -t devtmpfs dev /dev',
    ...modules.map((module) => `insmod /modules/${path.basename(module)}`),
    'mount -t 9p -o trans=virtio,version=9p2000.L,ro,cache=loose,msize=262144 host /host',
    'mount -t proc proc /host/proc',
    'mount -t sysfs sys /host/sys',
    'mount -t devtmpfs dev /host/dev',
    `chroot /host ${quoted(inRoot('node_modules', 'node', 'bin', 'node'))} ${quoted(script)}`,
    'code=$?',
    `echo; echo ${END} $code`,
    'poweroff -f',
    '',
  ].join('\n');

async function makeInitramfs(kernel: Kernel, script: string, folder: string): Promise<string> {
  const root = path.join(folder, 'root');
  for (const name of ['bin', 'dev', 'host', 'modules']) {
    mkdirSync(path.join(root, name), { recursive: true });
  }
  const busybox = findSystemProgram('busybox');
  if (busybox === undefined) throw new CommandError('busybox is missing');
  copyFileSync(busybox, path.join(root, 'bin', 'busybox'));
  for (const module of kernel.modules) {
    copyFileSync(module, path.join(root, 'modules', path.basename(module)));
  }
  writeFileSync(path.join(root, 'init'), initScript(kernel.modules, script), { mode: 0o755 });
  const archive = path.join(folder, 'initramfs');
  await runOrFail('sh', ['-c', 'find . | cpio --quiet -o -H newc > "$0"', archive], { cwd: root });
  return archive;
}

const qemuArguments = (kernel: Kernel, initramfs: string): readonly string[] =>
  [
    // Always emulated: KVM inside another virtual machine starts and then hangs on some hosts.
    ['-accel', 'tcg,thread=single', '-cpu', 'max', '-smp', '1', '-m', `${MACHINE_MB}M`],
    // Its time is counted in instructions: a busy host makes it slower, not its devices late.
    ['-icount', 'shift=1,sleep=off'],
    ['-nodefaults', '-no-user-config', '-no-reboot', '-display', 'none', '-serial', 'stdio'],
    ['-virtfs', 'local,path=/,mount_tag=host,security_model=none,readonly=on,multidevs=remap'],
    ['-kernel', kernel.image, '-initrd', initramfs],
    ['-append', 'console=ttyS0 quiet panic=-1 rdinit=/init'],
  ].flat();

export interface MachineEnd {
  /** What the script ended with; null where the machine did not get so far. */
  readonly code: number | null;
  /** Everything that stood on its console. */
  readonly console: string;
}

function runMachine(
  args: readonly string[],
  options: { readonly timeoutMs: number },
): Promise<MachineEnd> {
  const program = findSystemProgram('virtualMachine');
  if (program === undefined) throw new CommandError('QEMU is missing');
  return new Promise((resolve, reject) => {
    const machine = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    for (const stream of [machine.stdout, machine.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        said += text;
      });
    }
    const timer = setTimeout(() => machine.kill('SIGKILL'), options.timeoutMs);
    machine.on('error', reject);
    machine.on('close', () => {
      clearTimeout(timer);
      const console = said.replaceAll('\r', '');
      const code = new RegExp(`^${END} (\\d+)$`, 'm').exec(console)?.[1];
      resolve({ code: code === undefined ? null : Number(code), console });
    });
  });
}

/** Runs a script of this tree in the machine, to its end or for `timeoutMs`. */
export async function runInMachine(
  kernel: Kernel,
  script: string,
  options: { readonly timeoutMs: number },
): Promise<MachineEnd> {
  const folder = mkdtempSync(path.join(tmpdir(), 'raseed-hid-vm-'));
  try {
    const initramfs = await makeInitramfs(kernel, script, folder);
    return await runMachine(qemuArguments(kernel, initramfs), options);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
