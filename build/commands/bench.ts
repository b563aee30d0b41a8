/**
 * `npm run bench [NAME]`: runs every `tests/bench/*.bench.ts` (or those whose name holds NAME), one
 * after the other, and prints one table. Each module exports `rows(): Promise<BenchRow[]>`. An aim
 * that is missed is said in the table and in the exit code.
 */
import { existsSync, readdirSync } from 'node:fs';
import { drawTable, missedAims, type BenchRow } from '#build/bench.ts';
import { inRoot } from '#build/paths.ts';
import { step } from '#build/progress.mjs';
import { CommandError, runAsCommand } from '#build/run.ts';
import { ensureSystemPrograms } from '#build/system-packages.ts';

async function rowsOf(file: string): Promise<readonly BenchRow[]> {
  const module = (await import(inRoot('tests', 'bench', file))) as Partial<{
    rows: () => Promise<readonly BenchRow[]>;
  }>;
  if (module.rows === undefined) throw new CommandError(`tests/bench/${file} exports no rows()`);
  return module.rows();
}

runAsCommand(async ([filter = '']) => {
  const folder = inRoot('tests', 'bench');
  const names = existsSync(folder) ? readdirSync(folder) : [];
  const files = names.filter((name) => name.endsWith('.bench.ts') && name.includes(filter)).sort();
  if (files.length === 0) throw new CommandError(`No benchmark is called like "${filter}".`);
  await ensureSystemPrograms(['database']);
  const rows: BenchRow[] = [];
  for (const file of files) {
    rows.push(...(await step(file.replace('.bench.ts', ''), () => rowsOf(file))));
  }
  process.stdout.write(`${drawTable(rows)}\n`);
  for (const missed of missedAims(rows)) process.stderr.write(`missed: ${missed}\n`);
  return missedAims(rows).length === 0 ? 0 : 1;
});
