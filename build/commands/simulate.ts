/**
 * `npm run simulate -- --seeds N [--seed S] [--mutate NAME] [--real] [--write]`: the seeded
 * simulator of tests/simulation, which exports `run(args): Promise<number>`.
 */
import { existsSync } from 'node:fs';
import { inRoot } from '#build/paths.ts';
import { CommandError, runAsCommand } from '#build/run.ts';

runAsCommand(async (args) => {
  const file = inRoot('tests', 'simulation', 'run.ts');
  if (!existsSync(file)) throw new CommandError('tests/simulation/run.ts is missing.');
  const { run } = (await import(file)) as { run: (args: readonly string[]) => Promise<number> };
  return run(args);
});
