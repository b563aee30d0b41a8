/**
 * `npm test`: sets up what the tests need, runs the static gates and every suite, and ends with a
 * plain count. `--only PROJECT` runs one kind of suite without the gates; further words are
 * Vitest's own. Suites in the browser take their pictures when they run alone.
 */
import { checkTree } from '#build/gates.ts';
import { formatDuration } from '#build/progress.mjs';
import { ensureBundles } from '#build/bundles.ts';
import { runAsCommand } from '#build/run.ts';
import { ensureSystemPrograms, type SystemProgramName } from '#build/system-packages.ts';
import { describeCount, runVitest } from '#build/vitest.ts';

const NEEDS: Readonly<Record<string, readonly SystemProgramName[]>> = {
  unit: [],
  machine: ['database', 'browser'],
  server: ['database'],
  hid: [],
  e2e: ['database', 'browser'],
};

/** Splits off `--only PROJECT`; a typing mistake must not run nothing and pass. */
function readArguments(args: readonly string[]): { only?: string; words: readonly string[] } {
  const at = args.indexOf('--only');
  if (at < 0) return { words: args };
  const only = args[at + 1] ?? '';
  return { only, words: ['--project', only, ...args.slice(0, at), ...args.slice(at + 2)] };
}

runAsCommand(async (args) => {
  const startedAt = Date.now();
  const { only, words } = readArguments(args);
  await ensureSystemPrograms(NEEDS[only ?? 'e2e'] ?? ['database', 'browser']);
  const clean = only === undefined ? await checkTree() : true;
  if (only !== 'unit' && only !== 'server') await ensureBundles();
  const run = await runVitest(words, only === 'e2e' ? { RASEED_PICTURES: '1' } : {});
  const time = formatDuration(Date.now() - startedAt);
  if (only === undefined) {
    process.stdout.write(`\nstatic gates ${clean ? 'passed' : 'FAILED (see above)'}; ${time}\n`);
  }
  process.stdout.write(`${describeCount(run)}\n`);
  return run.exitCode === 0 && clean ? 0 : 1;
});
