/** Offices, staff and one-time codes as HQ sets them up: each change goes onto the office's feed. */
import { randomBytes, scrypt } from 'node:crypto';
import { promisify } from 'node:util';

import type { CounterId } from '#domain/ids.ts';
import { assert, type Result } from '#domain/result.ts';
import { instant, type Instant } from '#domain/time.ts';
import { toBase64Url } from '#protocol/encoding.ts';
import { enrolmentCodeHash, makeEnrolmentCode, parseEnrolmentCode } from '#protocol/enrolment.ts';
import type { FeedOffice, FeedStaff } from '#protocol/feed.ts';
import type { ServerKeys } from '#server/context.ts';
import { sha256 } from '#server/keys/node-crypto.ts';
import type { Database, Writer } from '#server/store/database.ts';
import { publish } from '#server/store/feed.ts';
import {
  allOffices,
  dropUnusedCodes,
  insertCode,
  putOffice,
  putStaff,
  staffOf,
} from '#server/store/fleet.ts';

/** F7: about a tenth of a second and 32 MiB. */
const SCRYPT = { N: 32_768, r: 8, p: 1, maxmem: 64 * 1024 * 1024 } as const;
const SALT_BYTES = 16;
const HASH_BYTES = 32;
const CODE_DAYS = 7;

const derive = promisify(
  (pin: string, salt: Uint8Array, done: (error: Error | null, key: Buffer) => void) =>
    scrypt(pin, salt, HASH_BYTES, SCRYPT, done),
);

/** `scrypt$N$r$p$<salt>$<hash>`, both in base64url. */
export async function hashPin(pin: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  const key = await derive(pin.normalize('NFKC'), salt);
  const { N, r, p } = SCRYPT;
  return ['scrypt', N, r, p, toBase64Url(salt), toBase64Url(key)].join('$');
}

/** BF11: what the office's counters seal their sticks to. */
async function publishSealingKey(
  writer: Writer,
  officeId: string,
  { keys, at }: { readonly keys: ServerKeys; readonly at: Instant },
): Promise<void> {
  if (keys.sealing === null) return;
  const publicKey = toBase64Url(keys.sealing.publicKey);
  await publish(writer, officeId, { content: { type: 'sealing_key', publicKey }, subject: '', at });
}

/** Every office is told, once: those that were set up before HQ had such a key too. */
export async function tellSealingKey(
  database: Database,
  of: { readonly keys: ServerKeys; readonly at: Instant },
): Promise<Result<null>> {
  const offices = await allOffices(database.read);
  return database.transact(async (writer) => {
    for (const { officeId } of offices) await publishSealingKey(writer, officeId, of);
    return null;
  });
}

/** Puts an office on record with every certificate; the feed tells what has changed. */
export async function setUpOffice(
  database: Database,
  of: { readonly office: FeedOffice; readonly keys: ServerKeys; readonly at: Instant },
): Promise<Result<null>> {
  const { office, keys, at } = of;
  const { certificates, revokedKeyIds } = keys;
  return database.transact(async (writer) => {
    await putOffice(writer, office);
    const { officeId } = office;
    await publish(writer, officeId, {
      content: {
        type: 'certificates',
        certificates: [...certificates],
        revokedKeyIds: [...revokedKeyIds],
      },
      subject: '',
      at,
    });
    await publishSealingKey(writer, officeId, { keys, at });
    await publish(writer, officeId, { content: { type: 'office', office }, subject: '', at });
    return null;
  });
}

export interface NewStaff extends Omit<FeedStaff, 'pinHash'> {
  readonly pin: string;
}

/** Adds who is not there yet; nobody's PIN is changed here. */
export async function setUpStaff(
  database: Database,
  of: { readonly officeId: string; readonly staff: readonly NewStaff[]; readonly at: Instant },
): Promise<Result<null>> {
  const { officeId, at } = of;
  const known = new Set((await staffOf(database.read, officeId)).map((member) => member.staffId));
  const added: FeedStaff[] = [];
  for (const { pin, ...member } of of.staff) {
    if (!known.has(member.staffId)) added.push({ ...member, pinHash: await hashPin(pin) });
  }
  return database.transact(async (writer) => {
    for (const member of added) await putStaff(writer, officeId, member);
    const staff = [...(await staffOf(writer, officeId))];
    await publish(writer, officeId, { content: { type: 'roster', staff }, subject: '', at });
    return null;
  });
}

/** A fresh one-time code; those given out before and not used stop working. */
export async function giveOutCode(
  database: Database,
  of: {
    readonly officeId: string;
    readonly counterId: CounterId;
    readonly rootPublicKey: Uint8Array;
    readonly at: Instant;
  },
): Promise<Result<string>> {
  const code = makeEnrolmentCode({
    secret: randomBytes(8),
    rootPublicKey: of.rootPublicKey,
    digest: sha256,
  });
  const parsed = parseEnrolmentCode(code);
  assert(parsed !== null, 'a code of ours can be read');
  const codeHash = enrolmentCodeHash(parsed, sha256);
  const expiresAt = instant(of.at + CODE_DAYS * 86_400_000);
  const { officeId, counterId } = of;
  const stored = await database.transact(async (writer) => {
    await dropUnusedCodes(writer, { officeId, counterId });
    await insertCode(writer, { officeId, counterId, codeHash, expiresAt });
  });
  return stored.ok ? { ok: true, value: code } : stored;
}
