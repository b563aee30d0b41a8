/**
 * `main.ts import FOLDER` takes a stick's batches and acknowledges them; `main.ts export FOLDER` gives
 * the counters on it their feed. Settings are the server's own (`config.ts`); the server may run.
 * Exit code 0 where every file was used, 2 where some were not (each is named), 1 where none could be.
 */
import { errorSentence } from '#domain/errors.ts';
import { instant } from '#domain/time.ts';
import { readConfig } from '#server/config.ts';
import { ChangeFeed, stderrLog } from '#server/context.ts';
import { CounterDirectory } from '#server/fleet/directory.ts';
import { loadServerKeys } from '#server/keys/key-store.ts';
import { nodeCrypto } from '#server/keys/node-crypto.ts';
import { openOfficeCopy } from '#server/office-chain/start.ts';
import { openDatabase } from '#server/store/database.ts';
import { giveStick, takeStick } from './stick.ts';

const COMMANDS = { import: takeStick, export: giveStick } as const;
const isCommand = (word: string): word is keyof typeof COMMANDS => Object.hasOwn(COMMANDS, word);

async function run(command: keyof typeof COMMANDS, folder: string): Promise<number> {
  const config = readConfig(process.env);
  const log = stderrLog();
  const database = openDatabase({ url: config.databaseUrl });
  try {
    const now = () => instant(Date.now());
    const keys = loadServerKeys(config.keysFolder);
    const officeCopy = await openOfficeCopy({
      folder: config.officeCopyFolder,
      database,
      keys,
      log,
    });
    const report = await COMMANDS[command](
      {
        database,
        keys,
        officeCopy,
        crypto: nodeCrypto,
        now,
        counters: new CounterDirectory(database.read, now),
        log,
        changes: new ChangeFeed(),
      },
      folder,
    );
    for (const { file, code } of report.problems) {
      process.stderr.write(`${file}: ${errorSentence({ code, details: { file } }, 'en')}\n`);
    }
    process.stdout.write(`${JSON.stringify(report)}\n`);
    return report.problems.length === 0 ? 0 : 2;
  } finally {
    await database.close();
  }
}

const [command = '', folder] = process.argv.slice(2);
if (!isCommand(command) || folder === undefined) {
  process.stderr.write('Say `import FOLDER` or `export FOLDER`.\n');
  process.exit(64);
}
run(command, folder).then(
  (exitCode) => process.exit(exitCode),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  },
);
