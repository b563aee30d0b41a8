/**
 * The host in Electron's utility process: SQLite, devices and the terminal service live here, apart
 * from the windows. A bug crashes this process alone; main starts it again and the journal is
 * replayed.
 */
import type { FromHost, Screen, ToHost } from '#contract/bridge.ts';
import { errorSentence } from '#domain/errors.ts';
import { readConfig } from '#host/config.ts';
import { openCounter } from '#host/counter.ts';

const port = process.parentPort;
const say = (message: FromHost): void => port.postMessage(message);

const config = readConfig(process.env['RASEED_CONFIG']);
/** Main starts this process again when it ends; the answer to the screen goes first. */
const restart = (): void => void setTimeout(() => process.exit(75), 250);
const { RASEED_FONTS: fonts, RASEED_KEYSTORE: keystore } = process.env;
// Nothing that is started from here gets to know it.
delete process.env['RASEED_KEYSTORE'];
const opened = config.ok ? openCounter(config.value, { restart, fonts, keystore }) : config;
if (!opened.ok) {
  process.stderr.write(`${opened.error.code}: ${errorSentence(opened.error, 'en')}\n`);
  process.exit(1);
}
const counter = opened.value;
const pushAll = (): void => {
  for (const screen of ['clerk', 'citizen'] as const satisfies readonly Screen[]) {
    say({ type: 'snapshot', screen, snapshot: counter.terminal.snapshot(screen) });
  }
};
counter.terminal.subscribe(pushAll);
port.on('message', (event) => {
  const { id, name, input, screen } = event.data as ToHost;
  void counter.terminal
    .execute(name, input, screen)
    .then((answer) => say({ type: 'answer', id, answer }));
});
pushAll();
