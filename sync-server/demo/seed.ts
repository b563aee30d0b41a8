/**
 * Sets up the demonstration: keys, office, staff, what the office's desk is held to, the tariffs of
 * `resources/tariffs` signed by maker and approver, and a one-time code for each counter that has not
 * enrolled. Safe to run again.
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { fail, ok, type Result } from '#domain/result.ts';
import type { Instant } from '#domain/time.ts';
import { signDocument } from '#protocol/signed.ts';
import { buildTrust, type Trust } from '#protocol/trust.ts';
import type { ServerKeys, ServerLog } from '#server/context.ts';
import { setUpHqStaff } from '#server/fleet/hq-staff.ts';
import { giveOutCode, setUpOffice, setUpStaff } from '#server/fleet/offices.ts';
import { holdCeremony, type TariffSigners } from '#server/keys/ceremony.ts';
import { loadServerKeys } from '#server/keys/key-store.ts';
import { nodeCrypto } from '#server/keys/node-crypto.ts';
import type { Database } from '#server/store/database.ts';
import { counterById } from '#server/store/fleet.ts';
import { lockOfficeChain, recordFact } from '#server/store/office-chain.ts';
import { DEFAULT_DESK, deskSettings } from '#server/store/office-desk.ts';
import { publishTariff } from '#server/tariffs/publish.ts';
import {
  DEMO_APPROVER,
  DEMO_COUNTERS,
  DEMO_DESK,
  DEMO_HQ_STAFF,
  DEMO_OFFICE,
  DEMO_STAFF,
} from './office.ts';

export interface DemoOptions {
  readonly database: Database;
  readonly keysFolder: string;
  /** Folder of tariffs as JSON. */
  readonly tariffsFolder: string;
  readonly at: Instant;
  readonly log: ServerLog;
  /** What the receipts' QR opens, where it is not the demonstration's own. */
  readonly publicOrigin?: string;
}

export interface DemoFacts {
  /** By counter; none for one that has enrolled. */
  readonly enrolmentCodes: Readonly<Record<string, string>>;
  readonly staff: readonly {
    readonly staffId: string;
    readonly name: string;
    readonly role: string;
    readonly pin: string;
  }[];
}

const tariffFiles = (folder: string): readonly string[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => path.join(folder, name));

async function publishAll(
  of: DemoOptions,
  by: { readonly signers: TariffSigners; readonly trust: Trust; readonly keys: ServerKeys },
): Promise<Result<null>> {
  const { signers, trust, keys } = by;
  const { database, at, log } = of;
  for (const file of tariffFiles(of.tariffsFolder)) {
    const payload = readFileSync(file, 'utf8');
    const document = signDocument({
      type: 'tariff',
      payload,
      signers: [signers.maker, signers.approver],
    });
    const publishing = { database, crypto: nodeCrypto, trust, at, keys };
    const published = await publishTariff(publishing, document);
    if (published.ok) continue;
    if (published.error.code !== 'TARIFF_INVALID') return published;
    // One bad file must not keep the others from the counters.
    log.warn('tariff.not_published', { file: path.basename(file), ...published.error.details });
  }
  return ok(null);
}

async function giveOutCodes(
  of: DemoOptions,
  keys: ServerKeys,
): Promise<Result<Record<string, string>>> {
  const codes: Record<string, string> = {};
  const { officeId } = DEMO_OFFICE;
  for (const counterId of DEMO_COUNTERS) {
    if ((await counterById(of.database.read, { officeId, counterId })) !== null) continue;
    const { rootPublicKey } = keys;
    const code = await giveOutCode(of.database, { officeId, counterId, rootPublicKey, at: of.at });
    if (!code.ok) return code;
    codes[counterId] = code.value;
  }
  return ok(codes);
}

/** A bank, a treasury and ceilings, once: what HQ has set since stays. */
async function setUpDesk({ database, at }: DemoOptions, keys: ServerKeys): Promise<Result<null>> {
  const { officeId } = DEMO_OFFICE;
  const set = await database.transact(async (writer) => {
    await lockOfficeChain(writer, officeId);
    const isSet = (await deskSettings(writer, officeId)) !== DEFAULT_DESK;
    if (isSet) return;
    const body = { settings: DEMO_DESK, staffId: DEMO_APPROVER };
    const fact = { kind: 'desk.settings_changed', body } as const;
    await recordFact({ keys, crypto: nodeCrypto }, writer, { officeId, at, fact });
  });
  return set.ok ? ok(null) : set;
}

export async function seedDemonstration(of: DemoOptions): Promise<Result<DemoFacts>> {
  const { database, at } = of;
  const signers = holdCeremony(of.keysFolder, at);
  const keys = loadServerKeys(of.keysFolder);
  const trust = buildTrust(keys, nodeCrypto);
  if (!trust.ok) return fail('CERTIFICATE_INVALID');
  const publicOrigin = of.publicOrigin ?? DEMO_OFFICE.publicOrigin;
  const office = await setUpOffice(database, {
    office: { ...DEMO_OFFICE, publicOrigin },
    keys,
    at,
  });
  if (!office.ok) return office;
  const { officeId } = DEMO_OFFICE;
  const staff = await setUpStaff(database, { officeId, staff: DEMO_STAFF, at });
  if (!staff.ok) return staff;
  const hqStaff = await setUpHqStaff(database, DEMO_HQ_STAFF);
  if (!hqStaff.ok) return hqStaff;
  const desk = await setUpDesk(of, keys);
  if (!desk.ok) return desk;
  const published = await publishAll(of, { signers, trust: trust.value, keys });
  if (!published.ok) return published;
  const codes = await giveOutCodes(of, keys);
  if (!codes.ok) return codes;
  return ok({ enrolmentCodes: codes.value, staff: [...DEMO_STAFF, ...DEMO_HQ_STAFF] });
}
