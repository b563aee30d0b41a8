/**
 * The first thing every npm script runs: `node build/bootstrap.mjs COMMAND [ARGUMENTS]`. It needs
 * nothing but Node 20 or later and npm. It makes sure that the packages of package-lock.json and
 * the pinned Node are there, then runs `build/commands/COMMAND.ts` with that Node.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { step } from './progress.mjs';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const inRoot = (...parts) => path.join(root, ...parts);
const readJson = (file) => JSON.parse(readFileSync(file, 'utf8'));
const WINDOWS = process.platform === 'win32';

/** An end that is explained in one sentence instead of a stack. */
class SetupError extends Error {}

/**
 * Whether every package the lock file wants is installed in that version. npm writes its own list
 * of what it installed last, so an interrupted install is seen too. Packages for other systems are
 * optional and may be absent.
 */
export function packagesAreInstalled(lock, installed) {
  if (installed === undefined) return false;
  return Object.entries(lock.packages ?? {}).every(([place, wanted]) => {
    if (place === '') return true;
    const found = installed.packages?.[place];
    if (found === undefined) return wanted.optional === true || wanted.peer === true;
    return found.version === wanted.version && found.link === wanted.link;
  });
}

function installedList() {
  const file = inRoot('node_modules', '.package-lock.json');
  try {
    return readJson(file);
  } catch {
    return undefined;
  }
}

const packagesReady = () =>
  packagesAreInstalled(readJson(inRoot('package-lock.json')), installedList());

/** Runs a program quietly; `onSaid` sees its output, a person only the end of it when it fails. */
function runQuietly(command, args, { onSaid = () => {}, ...options } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: root,
      shell: WINDOWS,
      stdio: ['ignore', 'pipe', 'pipe'],
      ...options,
    });
    const said = [];
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => {
        said.push(text);
        onSaid(text);
      });
    }
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) return resolve();
      const tail = said.join('').trim().split('\n').slice(-25).join('\n');
      return reject(new SetupError(`${command} ${args.join(' ')} ended with ${code}:\n${tail}`));
    });
  });
}

/**
 * The lock file decides every version. `npm install --no-save` and not `npm ci`: it keeps what is
 * already right, and it forgives a registry that lacks a package meant for another system.
 */
function installPackages() {
  const lock = readJson(inRoot('package-lock.json'));
  const fits = ({ os, cpu }) =>
    (os ?? [process.platform]).includes(process.platform) &&
    (cpu ?? [process.arch]).includes(process.arch);
  const total = Object.values(lock.packages).filter(fits).length;
  return step('Installing the packages (once)', (report) => {
    // npm names every answer of the registry: a description and an archive for each package.
    let answers = 0;
    return runQuietly(
      'npm',
      ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=http'],
      {
        onSaid: (text) => {
          answers += text.split('http fetch GET').length - 1;
          report(answers, total * 2);
        },
      },
    );
  });
}

const pinnedNode = inRoot('node_modules', 'node', 'bin', WINDOWS ? 'node.exe' : 'node');
const pinnedVersion = () => readJson(inRoot('package.json')).dependencies.node;

function pinnedNodeWorks() {
  if (!existsSync(pinnedNode)) return false;
  const answer = spawnSync(pinnedNode, ['--version'], { encoding: 'utf8' });
  return answer.status === 0 && answer.stdout.trim() === `v${pinnedVersion()}`;
}

/** npm may have been told to run no install scripts; the runtime is then fetched by its own step. */
function installPinnedNode() {
  return step(`Fetching Node ${pinnedVersion()}`, () =>
    runQuietly(process.execPath, ['installArchSpecificPackage'], {
      cwd: inRoot('node_modules', 'node'),
      shell: false,
    }),
  );
}

function processLives(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** One set-up at a time: `npm start` and `npm test` may be typed at once on a fresh clone. */
async function withSetupLock(work) {
  const lockFile = inRoot('.cache', 'setup.lock');
  mkdirSync(path.dirname(lockFile), { recursive: true });
  for (;;) {
    try {
      writeFileSync(lockFile, String(process.pid), { flag: 'wx' });
      break;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
      const holder = Number(readFileSync(lockFile, 'utf8').trim());
      if (!processLives(holder)) rmSync(lockFile, { force: true });
      else await new Promise((resolve) => setTimeout(resolve, 500));
    }
  }
  try {
    return await work();
  } finally {
    rmSync(lockFile, { force: true });
  }
}

async function ensureReady() {
  if (packagesReady() && pinnedNodeWorks()) return;
  await withSetupLock(async () => {
    if (!packagesReady()) await installPackages();
    if (!pinnedNodeWorks()) await installPinnedNode();
    if (!pinnedNodeWorks()) {
      throw new SetupError(
        `Node ${pinnedVersion()} could not be set up for ${process.platform}-${process.arch}. ` +
          'Run `npm rebuild node` to see why.',
      );
    }
  });
}

/** Hands over to the command; its signals and its ending are ours. */
function runCommand(name, args) {
  const file = inRoot('build', 'commands', `${name}.ts`);
  const bins = [inRoot('node_modules', '.bin'), path.dirname(pinnedNode)].join(path.delimiter);
  const child = spawn(pinnedNode, [file, ...args], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, PATH: `${bins}${path.delimiter}${process.env.PATH ?? ''}` },
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      // A terminal sends Ctrl-C to the child as well; a second one would hurry its ending.
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
    });
  }
  child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 143)));
}

function commandNames() {
  return readdirSync(inRoot('build', 'commands'))
    .filter((name) => name.endsWith('.ts'))
    .map((name) => name.replace(/\.ts$/, ''));
}

async function main([name, ...args]) {
  if (Number(process.versions.node.split('.')[0]) < 20) {
    throw new SetupError(`Node 20 or later is needed; this is ${process.version}.`);
  }
  if (name === undefined || !commandNames().includes(name)) {
    throw new SetupError(`Commands: ${commandNames().join(', ')}.`);
  }
  await ensureReady();
  runCommand(name, args);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  main(process.argv.slice(2)).catch((error) => {
    process.stderr.write(`${error instanceof SetupError ? error.message : error.stack}\n`);
    process.exit(1);
  });
}
