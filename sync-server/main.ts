/** The sync server as a program; its settings are in `config.ts`. */
import { runServer } from './run.ts';

runServer(null);
