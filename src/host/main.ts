/**
 * The plain-Node host: one counter, its kiosk served over loopback HTTP. Started by a supervisor
 * with RASEED_CONFIG; says `READY {"clerkUrl":…}` on standard output when a clerk may begin, and
 * `FAILED {"code":…}` with a sentence where it cannot.
 */
import { mkdirSync } from 'node:fs';

import { errorSentence } from '#domain/errors.ts';
import type { Failure } from '#domain/result.ts';

import { readConfig } from './config.ts';
import { openCounter } from './counter.ts';
import { serveKiosk } from './http.ts';

function refuse(failure: Failure): never {
  process.stdout.write(`FAILED ${JSON.stringify(failure)}\n`);
  process.stderr.write(`${failure.code}: ${errorSentence(failure, 'en')}\n`);
  process.exit(failure.code === 'CONFIG_UNREADABLE' ? 78 : 1);
}

const config = readConfig(process.env['RASEED_CONFIG']);
if (!config.ok) refuse(config.error);
const { dataFolder, kiosk } = config.value;
if (kiosk === undefined) {
  refuse({ code: 'CONFIG_UNREADABLE', details: { file: 'RASEED_CONFIG', field: 'kiosk' } });
}
// The journal and the key are this user's alone, whatever the umask of the session.
mkdirSync(dataFolder, { recursive: true, mode: 0o700 });

/** Ended so, the service is started again by its supervisor. */
const RESTART_EXIT = 75;
/** The answer to whoever asked for it is on its way first. */
const RESTART_AFTER_MS = 250;

const restart = (): void => void setTimeout(() => void end(RESTART_EXIT), RESTART_AFTER_MS);
const opened = openCounter(config.value, { restart });
if (!opened.ok) refuse(opened.error);
const counter = opened.value;
const served = await serveKiosk({
  terminal: counter.terminal,
  port: kiosk.port,
  pages: kiosk.pagesFolder,
  tokens: kiosk.tokens,
});
const { clerkUrl, citizenUrl, port } = served;
process.stdout.write(`READY ${JSON.stringify({ port, clerkUrl, citizenUrl })}\n`);

let ending = false;
async function end(exitCode = 0): Promise<void> {
  if (ending) return;
  ending = true;
  await served.close();
  await counter.close();
  process.exit(exitCode);
}
process.on('SIGTERM', () => void end());
process.on('SIGINT', () => void end());
