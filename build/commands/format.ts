/** `npm run format`: writes every file as the formatter wants it. */
import { inRoot } from '#build/paths.ts';
import { runAsCommand, runShown } from '#build/run.ts';

runAsCommand((args) => runShown(inRoot('node_modules', '.bin', 'oxfmt'), args));
