/**
 * The static gates: types with runtimes and layers, lint with types, format, and dead code looked
 * for twice (with and without the tests). A gate is quiet when it passes.
 */
import { formatDuration } from './progress.mjs';
import { inRoot } from './paths.ts';
import { runQuiet } from './run.ts';

interface Gate {
  readonly title: string;
  readonly program: string;
  readonly args: readonly string[];
}

const GATES: readonly Gate[] = [
  { title: 'types and layers', program: 'tsc', args: ['-b'] },
  { title: 'lint', program: 'oxlint', args: ['--type-aware', '--quiet'] },
  { title: 'format', program: 'oxfmt', args: ['--check'] },
  { title: 'dead code', program: 'knip', args: ['--no-progress'] },
  {
    title: 'dead code (production)',
    program: 'knip',
    args: ['--no-progress', '--production'],
  },
];

async function runGate({ title, program, args }: Gate): Promise<boolean> {
  const startedAt = Date.now();
  const ending = await runQuiet(inRoot('node_modules', '.bin', program), args);
  const passed = ending.code === 0;
  const time = formatDuration(Date.now() - startedAt);
  process.stdout.write(`${passed ? '✓' : '✗'} ${title}  ${time}\n`);
  if (!passed) process.stdout.write(`${ending.everything.trim()}\n`);
  return passed;
}

/** Runs the gates one after the other and says whether all passed. */
export async function checkTree(): Promise<boolean> {
  let passed = true;
  for (const gate of GATES) passed = (await runGate(gate)) && passed;
  return passed;
}
