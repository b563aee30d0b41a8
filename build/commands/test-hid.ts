/**
 * `npm run test:hid`: the scanner driver over the real node-hid against true kernel devices in a
 * virtual machine. Where that cannot be had it says why and passes; `--required` makes it a failure.
 */
import { findKernel } from '#build/hid-vm/kernel.ts';
import { formatDuration } from '#build/progress.mjs';
import { runAsCommand } from '#build/run.ts';
import { describeCount, runVitest } from '#build/vitest.ts';

runAsCommand(async (args) => {
  const startedAt = Date.now();
  const found = await findKernel();
  if (!found.there) {
    process.stdout.write(`The scanner in a machine was skipped: ${found.reason}\n`);
    return args.includes('--required') ? 1 : 0;
  }
  const run = await runVitest(['--project', 'hid']);
  const time = formatDuration(Date.now() - startedAt);
  process.stdout.write(`${describeCount(run)} on Linux ${found.kernel.version} in ${time}\n`);
  return run.exitCode;
});
