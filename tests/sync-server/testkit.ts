/** A sync server over a real database on a real socket, with keys from fixed seeds. */
import { promisify } from 'node:util';
import { zstdCompress } from 'node:zlib';

import { utf8 } from '#domain/bytes.ts';
import type { CounterId, Hash, OfficeId } from '#domain/ids.ts';
import { GENESIS_HASH } from '#domain/ids.ts';
import type { StoredEntry } from '#domain/journal/kinds.ts';
import { instant, type Instant } from '#domain/time.ts';
import { buildBatch, type PrivateLine } from '#protocol/batch.ts';
import { toBase64Url } from '#protocol/encoding.ts';
import { enrolmentCodeHash, makeEnrolmentCode, parseEnrolmentCode } from '#protocol/enrolment.ts';
import type { ProtocolSigner } from '#protocol/crypto.ts';
import type { FeedOffice } from '#protocol/feed.ts';
import { createSealing } from '#protocol/seal.ts';
import { ChangeFeed, type ServerContext } from '#server/context.ts';
import { CounterDirectory } from '#server/fleet/directory.ts';
import { sha256 } from '#server/keys/node-crypto.ts';
import { nodeSealCrypto } from '#server/keys/node-sealing.ts';
import type { MessageConfig } from '#server/messages/config.ts';
import type { PaymentConfig } from '#server/payments/config.ts';
import type { PayoutConfig } from '#server/payments/payout-config.ts';
import { createServer } from '#server/server.ts';
import { openDatabase, type Database } from '#server/store/database.ts';
import { tellSealingKey } from '#server/fleet/offices.ts';
import { insertCode, putOffice } from '#server/store/fleet.ts';
import { migrate } from '#server/store/migrate.ts';
import { createTestDatabase, type TestDatabase } from '#tests/testkit/database.ts';
import { COUNTER, crypto, makeAuthority, NOW, signerNamed } from '#tests/protocol/authority.ts';

export const HQ_TOKEN = 'a-token-of-this-test-installation';
export const OFFICE = 'KA-BLR-01' as OfficeId;

export const office: FeedOffice = {
  officeId: OFFICE,
  name: { en: 'Koramangala', hi: 'कोरमंगला' },
  department: { en: 'Transport', hi: 'परिवहन' },
  address: { en: '80 Feet Road', hi: '80 फ़ीट रोड' },
  complaintNumber: '1064',
  publicOrigin: 'https://raseed.example',
  calendar: { weeklyOff: [0], closedSaturdays: [2, 4], holidays: [] },
};

const compress = promisify(zstdCompress);

export async function startTestServer(
  options: {
    readonly citizenPageFolder?: string;
    readonly revokedKeyIds?: readonly string[];
    readonly payments?: PaymentConfig;
    readonly payouts?: PayoutConfig;
    readonly messages?: MessageConfig;
    /** Elsewhere than on the run's shared server. */
    readonly schema?: Pick<TestDatabase, 'url' | 'drop'>;
  } = {},
) {
  const schema = options.schema ?? (await createTestDatabase());
  const database: Database = openDatabase({ url: schema.url });
  const migrated = await migrate(database);
  if (!migrated.ok) throw new Error(migrated.error.code);
  const authority = makeAuthority();
  const clock = { now: NOW as number };
  const warnings: string[] = [];
  const now = (): Instant => instant(clock.now);
  const context: ServerContext = {
    database,
    keys: {
      rootPublicKey: authority.root.publicKey,
      certificates: authority.certificates,
      revokedKeyIds: options.revokedKeyIds ?? [],
      server: authority.server,
      enroller: authority.enroller,
      sealing: createSealing(sha256(utf8('stick')), nodeSealCrypto),
    },
    crypto,
    now,
    counters: new CounterDirectory(database.read, now),
    log: {
      info: () => undefined,
      warn: (event, fields) => {
        warnings.push(event === 'server.fault' ? `${event} ${String(fields?.['stack'])}` : event);
      },
    },
    changes: new ChangeFeed(),
  };
  await write(database, (writer) => putOffice(writer, office));
  await tellSealingKey(database, { keys: context.keys, at: now() });
  const server = await createServer({
    context,
    hqToken: HQ_TOKEN,
    hqPageFolder: null,
    payments: options.payments ?? null,
    payouts: options.payouts ?? null,
    messages: options.messages ?? null,
    citizenPageFolder: options.citizenPageFolder ?? null,
  });
  const port = await server.listen({ host: '127.0.0.1', port: 0 });
  return {
    schema,
    database,
    context,
    authority,
    clock,
    warnings,
    server,
    origin: `http://127.0.0.1:${port}`,
    async stop() {
      await server.close();
      await database.close();
      await schema.drop();
    },
  };
}
export type TestServer = Awaited<ReturnType<typeof startTestServer>>;

export async function write(
  database: Database,
  work: (writer: Parameters<Parameters<Database['transact']>[0]>[0]) => Promise<unknown>,
): Promise<void> {
  const done = await database.transact(work);
  if (!done.ok) throw new Error(done.error.code);
}

let codes = 0;
/** A fresh one-time code for a counter. */
export async function makeCode(
  test: TestServer,
  counterId: CounterId = COUNTER,
  expiresAt = test.clock.now + 86_400_000,
): Promise<string> {
  codes += 1;
  const code = makeEnrolmentCode({
    secret: new Uint8Array([9, 9, 9, 9, 9, 9, codes >> 8, codes & 255, 0]).subarray(1),
    rootPublicKey: test.authority.root.publicKey,
    digest: sha256,
  });
  const parsed = parseEnrolmentCode(code);
  if (parsed === null) throw new Error('code');
  const codeHash = enrolmentCodeHash(parsed, sha256);
  const officeId = counterId.slice(0, counterId.lastIndexOf('-'));
  await write(test.database, (writer) =>
    insertCode(writer, { officeId, counterId, codeHash, expiresAt }),
  );
  return code;
}

export const postEnrol = (test: TestServer, code: string, signer: ProtocolSigner) =>
  fetch(`${test.origin}/v1/enrol`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ code, publicKey: toBase64Url(signer.publicKey) }),
  });

export interface TestCounter {
  readonly counterId: CounterId;
  readonly signer: ProtocolSigner;
}

/** An enrolled counter with a key of its own. */
export async function enrolCounter(test: TestServer, counterId: CounterId): Promise<TestCounter> {
  const signer = signerNamed(counterId);
  const answer = await postEnrol(test, await makeCode(test, counterId), signer);
  if (!answer.ok) throw new Error(await answer.text());
  return { counterId, signer };
}

export const batchText = (
  counter: TestCounter,
  entries: readonly StoredEntry[],
  of: { readonly prevHash?: Hash; readonly privateLines?: readonly PrivateLine[] } = {},
): string =>
  buildBatch({
    officeId: counter.counterId.slice(0, counter.counterId.lastIndexOf('-')),
    counterId: counter.counterId,
    prevHash: of.prevHash ?? GENESIS_HASH,
    entries,
    privateLines: of.privateLines ?? [],
    signer: counter.signer,
  });

export async function postBatch(test: TestServer, text: string) {
  const body = await compress(Buffer.from(text));
  return postBytes(test, body);
}

export async function postBytes(test: TestServer, body: Uint8Array) {
  const response = await fetch(`${test.origin}/v1/batches`, {
    method: 'POST',
    headers: { 'content-type': 'application/zstd' },
    body: new Uint8Array(body),
  });
  const text = await response.text();
  const json = JSON.parse(text) as {
    payload?: string;
    error?: { code: string; details?: Record<string, unknown> };
  };
  const ack = json.payload === undefined ? null : (JSON.parse(json.payload) as { seq: number });
  return { status: response.status, text, ack, error: json.error ?? null };
}

export const countRows = async (test: TestServer, table: string, counterId: string) => {
  const [row] = await test.database.read.rows<{ n: number }>(
    `SELECT COUNT(*) AS n FROM ${table} WHERE counter_id = ?`,
    [counterId],
  );
  return row?.n ?? -1;
};

/** Journals that tests make up begin anywhere: J4 (hq.test.ts) finds that in most of them. */
export const casesOf = (test: TestServer, counterId: string) =>
  test.database.read
    .rows<{ kind: string }>(
      "SELECT kind FROM case_file WHERE counter_id = ? AND kind NOT IN ('first_entry_wrong', 'figures_wrong') " +
        'ORDER BY kind',
      [counterId],
    )
    .then((rows) => rows.map((row) => row.kind));
