/**
 * HQ's program as a process of its own over a real database, reached through a wire on which it can be
 * killed. Beside it a server within this process over the same tables, which brings offices to where
 * something is about to be done, and looks on afterwards.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

import { inRoot } from '#build/paths.ts';
import { utf8 } from '#domain/bytes.ts';
import { toBase64Url } from '#protocol/encoding.ts';
import { sha256 } from '#server/keys/node-crypto.ts';
import { HQ_TOKEN, startTestServer, type TestServer } from '#tests/sync-server/testkit.ts';
import type { TestDatabase } from '#tests/testkit/schema.ts';

import { DatabaseWire } from './database-wire.ts';
import { startProgram, type Child } from './programs.ts';

/** HQ's program, up. */
export interface HqProgram {
  readonly child: Child;
  readonly origin: string;
}

export interface OfficeStage {
  /** Over the same tables, in this process. */
  readonly server: TestServer;
  readonly wire: DatabaseWire;
  /** Null where it ended before it was ready. */
  start(): Promise<HqProgram | null>;
  /** `kill -9`, whatever it is doing; resolves when it has ended. */
  kill(): Promise<void>;
  /** The second place of an office's chain, line by line; none where there is no file. */
  copyOf(officeId: string): readonly string[];
  /** The program's clock from now on: the one that the tests' own server has. */
  setClock(): void;
  close(): Promise<void>;
}

/** The keys that the tests' own server has, as the program wants them. */
function writeKeys(folder: string, { authority }: TestServer): void {
  const put = (name: string, value: unknown): void =>
    writeFileSync(path.join(folder, name), JSON.stringify(value), { mode: 0o600 });
  for (const name of ['server', 'enroller', 'stick']) {
    put(`${name}.key.json`, { seed: toBase64Url(sha256(utf8(name))) });
  }
  const rootPublicKey = toBase64Url(authority.root.publicKey);
  put('certificates.json', {
    rootPublicKey,
    certificates: authority.certificates,
    revokedKeyIds: [],
  });
}

/** The same address with another port. */
function through(url: string, port: number): string {
  const changed = new URL(url);
  changed.hostname = '127.0.0.1';
  changed.port = String(port);
  return changed.href;
}

function linesOf(file: string): readonly string[] {
  try {
    return readFileSync(file, 'utf8').split('\n').slice(0, -1);
  } catch {
    return [];
  }
}

export async function createOfficeStage(
  schema: Pick<TestDatabase, 'host' | 'port' | 'url' | 'drop'>,
): Promise<OfficeStage> {
  const server = await startTestServer({ schema });
  const home = mkdtempSync(path.join(tmpdir(), 'raseed-hq-killed-'));
  const [keys, copyFolder] = [path.join(home, 'keys'), path.join(home, 'copy')];
  mkdirSync(keys, { mode: 0o700 });
  writeKeys(keys, server);
  const clockFile = path.join(home, 'clock');
  const setClock = (): void => writeFileSync(clockFile, String(server.clock.now - Date.now()));
  setClock();
  const wire = await DatabaseWire.open(schema);
  const preload = pathToFileURL(inRoot('tests', 'testkit', 'moved-clock.child.ts')).href;
  const env = {
    RASEED_DATABASE_URL: through(schema.url, wire.port),
    RASEED_KEYS: keys,
    RASEED_HQ_TOKEN: HQ_TOKEN,
    RASEED_OFFICE_CHAIN_COPY: copyFolder,
    RASEED_TEST_CLOCK: clockFile,
    NODE_OPTIONS: `--import=${preload}`,
  };
  let running: Child | null = null;
  const kill = async (): Promise<void> => {
    running?.kill();
    await running?.ended;
  };
  return {
    server,
    wire,
    setClock,
    kill,
    copyOf: (officeId) => linesOf(path.join(copyFolder, `${officeId}.jsonl`)),
    start: async () => {
      const child = startProgram(process.execPath, [inRoot('sync-server', 'main.ts')], env);
      running = child;
      if (!(await child.said('READY '))) return null;
      const ready = child.lines.find((line) => line.startsWith('READY ')) ?? '';
      const { port } = JSON.parse(ready.slice('READY '.length)) as { port: number };
      return { child, origin: `http://127.0.0.1:${port}` };
    },
    close: async () => {
      await kill();
      wire.close();
      await server.stop();
      rmSync(home, { recursive: true, force: true });
    },
  };
}
