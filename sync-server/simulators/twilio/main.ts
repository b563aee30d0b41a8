/**
 * The simulated message service as a program. Prints `READY {"port":…}`. Settings: the same
 * `RASEED_TWILIO_ACCOUNT_SID` and `_AUTH_TOKEN` as the server's, `RASEED_SIMULATOR_INBOUND` (where an
 * incoming call begins), `RASEED_SIMULATOR_PORT` (0: any), `RASEED_SIMULATOR_DOCUMENT` (the vendor's
 * OpenAPI file).
 */
import { readMessageDocument } from './document.ts';
import { createMessageSimulator } from './server.ts';

const { env } = process;
const documentFile = env['RASEED_SIMULATOR_DOCUMENT'];
const simulator = createMessageSimulator({
  accountSid: env['RASEED_TWILIO_ACCOUNT_SID'] ?? `AC${'0'.repeat(32)}`,
  authToken: env['RASEED_TWILIO_AUTH_TOKEN'] ?? 'simulated-token-00',
  inboundUrl: env['RASEED_SIMULATOR_INBOUND'] ?? null,
  reportsAfterMs: 1_500,
  document: documentFile === undefined ? null : readMessageDocument(documentFile),
});

const stop = (): void => void simulator.app.close().finally(() => process.exit(0));
process.once('SIGTERM', stop).once('SIGINT', stop);
await simulator.app.listen({ host: '127.0.0.1', port: Number(env['RASEED_SIMULATOR_PORT'] ?? 0) });
const address = simulator.app.server.address();
const port = typeof address === 'object' && address !== null ? address.port : 0;
process.stdout.write(`READY ${JSON.stringify({ port })}\n`);
