/**
 * The host in Electron's utility process: SQLite, devices and the terminal service live here, apart
 * from the windows. A bug crashes this process alone; main starts it again and the journal is
 * replayed.
 */
import type { FromHost, Screen, ToHost } from '#contract/bridge.ts';
import { openCounter } from '#host/counter.ts';

const port = process.parentPort;
const say = (message: FromHost): void => port.postMessage(message);

const counter = await openCounter();
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
