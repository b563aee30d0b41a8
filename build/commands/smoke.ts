/**
 * `npm run smoke`: the whole road without a person, from `tests/smoke/run.ts`, which exports
 * `run(): Promise<SmokeFigures>`. Prints one line of figures; any mismatch is named and fails.
 */
import { existsSync } from 'node:fs';
import { inRoot } from '#build/paths.ts';
import { CommandError, runAsCommand } from '#build/run.ts';
import { smokeLine, type SmokeFigures } from '#build/smoke.ts';
import { ensureSystemPrograms } from '#build/system-packages.ts';

runAsCommand(async () => {
  const file = inRoot('tests', 'smoke', 'run.ts');
  if (!existsSync(file)) throw new CommandError('tests/smoke/run.ts is missing.');
  await ensureSystemPrograms(['database']);
  const { run } = (await import(file)) as { run: () => Promise<SmokeFigures> };
  const figures = await run();
  for (const mismatch of figures.mismatches) process.stderr.write(`${mismatch}\n`);
  process.stdout.write(`${smokeLine(figures)}\n`);
  return figures.mismatches.length === 0 ? 0 : 1;
});
