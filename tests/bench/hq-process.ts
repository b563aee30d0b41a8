/** HQ as its own process over a private database, and counters enrolled there, for benchmarks. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

import { startPrivateDatabase } from '#build/database/private-database.ts';
import { inRoot } from '#build/paths.ts';
import type { CounterId } from '#domain/ids.ts';
import { instant } from '#domain/time.ts';
import { toBase64Url } from '#protocol/encoding.ts';
import { buildTrust, type Trust } from '#protocol/trust.ts';
import { giveOutCode, setUpOffice } from '#server/fleet/offices.ts';
import { holdCeremony } from '#server/keys/ceremony.ts';
import { loadServerKeys } from '#server/keys/key-store.ts';
import { nodeCrypto } from '#server/keys/node-crypto.ts';
import { openDatabase } from '#server/store/database.ts';
import { publish } from '#server/store/feed.ts';
import { countersToJudge } from '#server/store/judgement.ts';
import { migrate } from '#server/store/migrate.ts';
import { countersBehind } from '#server/store/projection.ts';
import type { Signer } from '#terminal/ports/system.ts';
import { office } from '#tests/sync-server/testkit.ts';
import { answered } from '#tests/testkit/memory-journal-store.ts';

export interface HqProcess {
  readonly origin: string;
  readonly trust: Trust;
  enrol(counterId: CounterId, signer: Signer): Promise<void>;
  /** Puts a message onto the office's feed; answers when it is committed. */
  tell(n: number): Promise<void>;
  /** Until everything that was stored is judged: that must not slow what is measured next. */
  settled(): Promise<void>;
  stop(): Promise<void>;
}

async function startServer(env: Readonly<Record<string, string>>) {
  const child = spawn(process.execPath, [inRoot('sync-server/main.ts')], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const port = await new Promise<number>((resolve, reject) => {
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      const ready = /READY (\{.*\})/.exec(text)?.[1];
      if (ready !== undefined) resolve((JSON.parse(ready) as { port: number }).port);
    });
    child.once('exit', (code) => reject(new Error(`the server ended with ${code}`)));
  });
  const stop = (): Promise<void> =>
    new Promise((resolve) => {
      child.removeAllListeners('exit').once('exit', () => resolve());
      child.kill('SIGTERM');
    });
  return { origin: `http://127.0.0.1:${port}`, stop };
}

export async function startHqProcess(): Promise<HqProcess> {
  const folder = mkdtempSync(path.join(tmpdir(), 'raseed-bench-hq-'));
  const keysFolder = path.join(folder, 'keys');
  const password = 'only-for-this-run';
  const engine = await startPrivateDatabase({
    folder: path.join(folder, 'database'),
    profile: 'durable',
    accounts: [{ user: 'raseed', password, schema: 'raseed' }],
  });
  const databaseUrl = `mysql://raseed:${password}@127.0.0.1:${engine.port}/raseed`;
  const database = openDatabase({ url: databaseUrl });
  const at = instant(Date.now());
  answered(await migrate(database));
  holdCeremony(keysFolder, at);
  const keys = loadServerKeys(keysFolder);
  await setUpOffice(database, { office, keys, at });
  const server = await startServer({
    RASEED_DATABASE_URL: databaseUrl,
    RASEED_KEYS: keysFolder,
    RASEED_HQ_TOKEN: 'a-token-for-the-benchmark',
  });
  const { rootPublicKey, certificates } = keys;
  return {
    origin: server.origin,
    trust: answered(buildTrust({ rootPublicKey, certificates }, nodeCrypto)),
    enrol: async (counterId, signer) => {
      const { officeId } = office;
      const code = answered(
        await giveOutCode(database, { officeId, counterId, rootPublicKey, at }),
      );
      const response = await fetch(`${server.origin}/v1/enrol`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ code, publicKey: toBase64Url(signer.publicKey) }),
      });
      if (!response.ok) throw new Error(await response.text());
    },
    tell: async (n) => {
      const subject = n.toString(16).padStart(32, '0');
      const texts = { en: `Message ${n}`, hi: `संदेश ${n}` };
      const command = { commandId: subject, to: null, command: 'message', texts } as const;
      const content = { type: 'command', ...command } as const;
      answered(
        await database.transact((writer) =>
          publish(writer, office.officeId, { content, subject, at: Date.now() }),
        ),
      );
    },
    settled: async () => {
      const { read } = database;
      const isBusy = async (): Promise<boolean> =>
        (await countersBehind(read, 1)).length + (await countersToJudge(read, 1)).length > 0;
      while (await isBusy()) await wait(50);
    },
    stop: async () => {
      await server.stop();
      await database.close();
      await engine.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
