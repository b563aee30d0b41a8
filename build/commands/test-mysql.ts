/**
 * `npm run test:mysql`: the store suite against MySQL itself instead of MariaDB. Where MySQL cannot
 * be set up it says why and passes; `--required` makes that a failure.
 */
import { ensureMysqlSystem } from '#build/database/mysql-system.ts';
import { runAsCommand } from '#build/run.ts';
import { describeCount, runVitest } from '#build/vitest.ts';

const SUITES = ['tests/sync-server/store', 'tests/sync-server/private-server'];

runAsCommand(async (args) => {
  const system = await ensureMysqlSystem();
  if (!system.there) {
    process.stdout.write(`The suite on MySQL was skipped: ${system.reason}\n`);
    return args.includes('--required') ? 1 : 0;
  }
  const words = ['--project', 'server', ...SUITES];
  const run = await runVitest(words, {
    RASEED_TEST_DATABASE: 'mysql',
    RASEED_MYSQL_SYSTEM: system.folder,
  });
  process.stdout.write(`${describeCount(run)}\n`);
  return run.exitCode;
});
