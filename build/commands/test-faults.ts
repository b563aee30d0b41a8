/**
 * `npm run test:faults [-- KIND …] [--write]`: faults of real processes, disks and clocks, from
 * `tests/faults/run.ts`, which exports `run(args): Promise<number>`.
 */
import { existsSync } from 'node:fs';
import { inRoot } from '#build/paths.ts';
import { CommandError, runAsCommand } from '#build/run.ts';
import { ensureSystemPrograms } from '#build/system-packages.ts';

/** A fault whose program cannot be had here is skipped, and says so. */
async function installTools(): Promise<void> {
  try {
    await ensureSystemPrograms(['strace', 'xfs', 'faketime']);
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    process.stderr.write(`${error.message}\n`);
  }
}

runAsCommand(async (args) => {
  await installTools();
  const file = inRoot('tests', 'faults', 'run.ts');
  if (!existsSync(file)) throw new CommandError('tests/faults/run.ts is missing.');
  const { run } = (await import(file)) as { run: (args: readonly string[]) => Promise<number> };
  return run(args);
});
