/**
 * `npm run bench:biometrics`: the FVC protocol over the public fingerprint sets beside the
 * repository, as tables and as curves in `artifacts/`. Without the sets it says so.
 */
import { inRoot } from '#build/paths.ts';
import { runAsCommand } from '#build/run.ts';

const ABSENT = 'The public fingerprint sets are not beside the repository: skipped.';

runAsCommand(async () => {
  const bench = (await import(inRoot('tests', 'bench', 'biometrics.bench.ts'))) as {
    report: () => Promise<string | null>;
  };
  process.stdout.write(`${(await bench.report()) ?? ABSENT}\n`);
  return 0;
});
