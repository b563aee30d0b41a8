/**
 * The simulated payment gateway as a program. Prints `READY {"port":…}`. Settings: the same
 * `RASEED_CASHFREE_CLIENT_ID` and `_SECRET` as the server's, `RASEED_SIMULATOR_NOTIFY` (where webhooks
 * go), `RASEED_SIMULATOR_PORT` (0: any), `RASEED_SIMULATOR_DOCUMENT` (the vendor's OpenAPI file); and for
 * transfers `RASEED_PAYOUTS_CLIENT_ID`, `_SECRET` and `RASEED_SIMULATOR_NOTIFY_PAYOUTS`.
 */
import { createSimulator } from './server.ts';
import { readVendorDocument } from './vendor-document.ts';

const { env } = process;
const documentFile = env['RASEED_SIMULATOR_DOCUMENT'];
const simulator = createSimulator({
  clientId: env['RASEED_CASHFREE_CLIENT_ID'] ?? 'simulated',
  clientSecret: env['RASEED_CASHFREE_CLIENT_SECRET'] ?? 'simulated-secret',
  notifyUrl: env['RASEED_SIMULATOR_NOTIFY'] ?? null,
  document: documentFile === undefined ? null : readVendorDocument(documentFile),
  payouts: {
    clientId: env['RASEED_PAYOUTS_CLIENT_ID'] ?? 'simulated',
    clientSecret: env['RASEED_PAYOUTS_CLIENT_SECRET'] ?? 'simulated-secret',
    notifyUrl: env['RASEED_SIMULATOR_NOTIFY_PAYOUTS'] ?? null,
    document: null,
  },
});

const stop = (): void => void simulator.app.close().finally(() => process.exit(0));
process.once('SIGTERM', stop).once('SIGINT', stop);
await simulator.app.listen({ host: '127.0.0.1', port: Number(env['RASEED_SIMULATOR_PORT'] ?? 0) });
const address = simulator.app.server.address();
const port = typeof address === 'object' && address !== null ? address.port : 0;
process.stdout.write(`READY ${JSON.stringify({ port })}\n`);
