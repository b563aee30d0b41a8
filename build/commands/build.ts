/** `npm run build`: the pages and the Electron shell, into `dist`. */
import { ensureBundles } from '#build/bundles.ts';
import { runAsCommand } from '#build/run.ts';

runAsCommand(async () => {
  await ensureBundles({ always: true });
  return 0;
});
