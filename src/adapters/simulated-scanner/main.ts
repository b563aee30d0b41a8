/**
 * The simulated scanner as a program of its own: `main.ts --model fphid --desk-port 9103`. Prints one
 * line of JSON when it is ready; ends on SIGINT or SIGTERM.
 */
import { parseArgs } from 'node:util';
import { startSimulatedScanner, type StartOptions } from './start.ts';

const { values } = parseArgs({
  options: {
    model: { type: 'string', default: 'fphid' },
    'desk-port': { type: 'string', default: '9103' },
  },
});

const MODELS: readonly StartOptions['model'][] = ['fphid', 'r307', 'r503'];
const model = MODELS.find((known) => known === values.model);
if (model === undefined) throw new Error(`Models: ${MODELS.join(', ')}`);
const deskPort = Number(values['desk-port']);
if (!Number.isInteger(deskPort) || deskPort < 0 || deskPort > 65_535) {
  throw new Error(`Not a port: ${values['desk-port']}`);
}

const scanner = await startSimulatedScanner({ model, deskPort });
process.stdout.write(`${JSON.stringify({ ready: true, desk: scanner.deskUrl })}\n`);

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    void scanner.close();
  });
}
