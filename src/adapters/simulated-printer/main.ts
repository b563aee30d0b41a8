/**
 * The simulated printer as a program of its own:
 * `main.ts --port 9100 --control-port 9101 --folder .raseed/printer --paper 80`.
 * Prints one line of JSON when it is ready; ends on SIGINT or SIGTERM.
 */
import { parseArgs } from 'node:util';
import { startSimulatedPrinter } from './start.ts';

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '9100' },
    'control-port': { type: 'string', default: '9101' },
    folder: { type: 'string', default: '.raseed/printer' },
    paper: { type: 'string', default: '80' },
  },
});

const portOf = (text: string): number => {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Error(`Not a port: ${text}`);
  return port;
};

const printer = await startSimulatedPrinter({
  port: portOf(values.port),
  controlPort: portOf(values['control-port']),
  folder: values.folder,
  paper: values.paper === '58' ? 58 : 80,
});
process.stdout.write(
  `${JSON.stringify({ ready: true, port: printer.port, control: printer.controlUrl })}\n`,
);

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    void printer.close();
  });
}
