/**
 * `npm run bench:biometrics`: the FVC protocol over the public fingerprint sets beside the
 * repository, as tables and as curves in `artifacts/`. Without the sets it says so.
 */
import { inRoot } from '#build/paths.ts';
import { runAsCommand } from '#build/run.ts';

interface Bench {
  measure(): Promise<unknown>;
  describe(report: unknown): string;
  writePlots(report: unknown): string;
}

runAsCommand(async () => {
  const bench = (await import(inRoot('tests', 'bench', 'biometrics-report.ts'))) as Bench;
  const report = await bench.measure();
  if (report === null) {
    process.stdout.write('The public fingerprint sets are not beside the repository: skipped.\n');
    return 0;
  }
  process.stdout.write(`${bench.describe(report)}\n`);
  process.stdout.write(`Curves: ${bench.writePlots(report)}\n`);
  return 0;
});
