/**
 * `npm run check`: every gate that reads the sources without running them. All of them are run,
 * so that one visit shows everything; the first failure decides the exit code.
 */
import { runAsCommand } from '#build/run.ts';
import { checkTree } from '#build/gates.ts';

runAsCommand(async () => ((await checkTree()) ? 0 : 1));
