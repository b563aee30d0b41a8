/**
 * What every simulated world shares: the keys, the certificates, one office with its staff, a small
 * tariff in two versions, and HQ's database as it stands before the first counter enrols.
 */
import { readFileSync } from 'node:fs';

import { utf8 } from '#domain/bytes.ts';
import type { CounterId, OfficeId, StaffId } from '#domain/ids.ts';
import type { Result } from '#domain/result.ts';
import { instant } from '#domain/time.ts';
import { certificateToText, dayOf, issueCertificate, type Role } from '#protocol/certificates.ts';
import type { ProtocolSigner } from '#protocol/crypto.ts';
import { enrolmentCodeHash, makeEnrolmentCode, parseEnrolmentCode } from '#protocol/enrolment.ts';
import type { FeedContent, FeedOffice, FeedStaff } from '#protocol/feed.ts';
import { signDocument } from '#protocol/signed.ts';
import type { ServerKeys } from '#server/context.ts';
import { publish } from '#server/store/feed.ts';
import { insertCode, putOffice, putStaff } from '#server/store/fleet.ts';
import type { Writer } from '#server/store/database.ts';
import { createMemoryDatabase, type MemoryImage } from '#tests/testkit/memory-database.ts';

import { quickKeys, realKeys, type KeyWorld } from './quick-crypto.ts';

export const OFFICE = 'KA-BLR-01' as OfficeId;
export const MAX_COUNTERS = 5;
/** 2026-06-15, ten in the morning in India. */
export const BEGIN_MS = Date.parse('2026-06-15T10:00:00+05:30');
export const MANAGER = { staffId: 'S2001' as StaffId, pin: '9001' };
const DAY_MS = 86_400_000;

export const counterName = (index: number): CounterId => `${OFFICE}-C${index + 1}` as CounterId;
export const clerkOf = (index: number): { staffId: StaffId; pin: string } => ({
  staffId: `S10${index + 1}0` as StaffId,
  pin: `47${index + 1}1`,
});

/** By version of the tariff: what each item of the clerks costs, worked out by hand, in paise. */
export const ITEMS = [
  { serviceCode: 'LL-TEST', facts: {} },
  { serviceCode: 'LL-NEW', facts: { classes: 1 } },
  { serviceCode: 'LL-NEW', facts: { classes: 4 } },
  { serviceCode: 'LL-ADD', facts: { classes: 2 } },
] as const;

/** A class costs 150 + 300, the test 50; version 2 asks 60 for the test where it is a service. */
export function expectedPaise(of: {
  readonly serviceCode: string;
  readonly classes: number;
  readonly version: number;
}): number {
  if (of.serviceCode === 'LL-TEST') return of.version === 1 ? 5_000 : 6_000;
  return of.classes * 45_000 + 5_000;
}

interface TariffJson {
  version: number;
  heads: { code: string }[];
  facts: { name: string }[];
  services: {
    code: string;
    facts: string[];
    nextLinked: string[];
    lines: { head: string; fee: unknown }[];
  }[];
}

/** Three services of the published driving fees. */
export function tariffPayload(version: number): string {
  const file = new URL('../../resources/tariffs/cmvr-rule-32.json', import.meta.url);
  const tariff = JSON.parse(readFileSync(file, 'utf8')) as TariffJson;
  const wanted = new Set<string>(ITEMS.map(({ serviceCode }) => serviceCode));
  tariff.version = version;
  tariff.services = tariff.services.filter(({ code }) => wanted.has(code));
  const heads = new Set(tariff.services.flatMap(({ lines }) => lines.map(({ head }) => head)));
  const facts = new Set(tariff.services.flatMap((service) => service.facts));
  tariff.heads = tariff.heads.filter(({ code }) => heads.has(code));
  tariff.facts = tariff.facts.filter(({ name }) => facts.has(name));
  for (const service of tariff.services) {
    service.nextLinked = [];
    const [line] = service.lines;
    if (service.code === 'LL-TEST' && version > 1 && line !== undefined) {
      line.fee = { form: 'fixed', amountPaise: 6_000 };
    }
  }
  return JSON.stringify(tariff);
}

/** The service that asks who the citizen is (FP2). */
export const ASKING = 'LL-TEST';

const office: FeedOffice = {
  officeId: OFFICE,
  name: { en: 'Bengaluru Central', hi: 'बेंगलूरु केंद्रीय' },
  department: { en: 'Transport Department', hi: 'परिवहन विभाग' },
  address: { en: 'MG Road', hi: 'एमजी रोड' },
  complaintNumber: '1800 123 456',
  publicOrigin: 'https://raseed.example',
  calendar: { weeklyOff: [0], closedSaturdays: [2, 4], holidays: [] },
  fingerprints: {
    services: [ASKING],
    retentionDays: 365,
    consent: { version: 1, texts: { en: 'Kept here.', hi: 'यहाँ रखी जाएँगी।' } },
  },
};

const encodedPin = (pin: string): string => `simulated:${pin}`.padEnd(20, ' ');
export const isPin = (pin: string, encoded: string): boolean => encoded === encodedPin(pin);

const staff: readonly FeedStaff[] = [
  ...Array.from({ length: MAX_COUNTERS }, (_, index) => {
    const { staffId, pin } = clerkOf(index);
    const name = `Clerk ${index + 1}`;
    return { staffId, name, role: 'clerk' as const, pinHash: encodedPin(pin) };
  }),
  {
    staffId: MANAGER.staffId,
    name: 'Manager',
    role: 'manager',
    pinHash: encodedPin(MANAGER.pin),
  },
];

export interface Ministry {
  readonly world: KeyWorld;
  readonly keys: ServerKeys;
  /** One-time codes by counter. */
  readonly codes: readonly string[];
  readonly secondTariff: FeedContent;
  /** HQ's database before the first counter. */
  readonly database: MemoryImage;
}

function ceremony(world: KeyWorld): ServerKeys & { signers: Record<string, ProtocolSigner> } {
  const root = world.signer('root');
  const signers = {
    maker: world.signer('maker'),
    approver: world.signer('approver'),
    server: world.signer('server'),
    enroller: world.signer('enroller'),
  };
  const certify = (role: Role, { publicKey }: ProtocolSigner): string =>
    certificateToText({
      bytes: issueCertificate(
        {
          role,
          publicKey,
          validFromDay: dayOf(instant(BEGIN_MS - 3_650 * DAY_MS)),
          validToDay: dayOf(instant(BEGIN_MS + 7_300 * DAY_MS)),
        },
        root,
      ),
    });
  return {
    rootPublicKey: root.publicKey,
    certificates: [
      certify('tariff_maker', signers.maker),
      certify('tariff_approver', signers.approver),
      certify('server', signers.server),
      certify('enrolment_authority', signers.enroller),
    ],
    revokedKeyIds: [],
    server: signers.server,
    enroller: signers.enroller,
    sealing: null,
    signers,
  };
}

export const must = <T>(result: Result<T>): T => {
  if (!result.ok) throw new Error(`an answer was expected: ${JSON.stringify(result.error)}`);
  return result.value;
};

async function founded(world: KeyWorld): Promise<Ministry> {
  const { signers, ...keys } = ceremony(world);
  const tariff = (version: number): FeedContent => ({
    type: 'tariff',
    document: signDocument({
      type: 'tariff',
      payload: tariffPayload(version),
      signers: [signers['maker'], signers['approver']].filter((signer) => signer !== undefined),
    }),
  });
  const codes = Array.from({ length: MAX_COUNTERS }, (_, index) =>
    makeEnrolmentCode({
      secret: utf8(`${index}secret-`),
      rootPublicKey: keys.rootPublicKey,
      digest: world.crypto.sha256,
    }),
  );
  const database = createMemoryDatabase();
  const at = instant(BEGIN_MS);
  const tell = (writer: Writer, content: FeedContent, subject = '') =>
    publish(writer, OFFICE, { content, subject, at });
  const done = await database.transact(async (writer) => {
    await putOffice(writer, office);
    for (const member of staff) await putStaff(writer, OFFICE, member);
    const { certificates, revokedKeyIds } = keys;
    await tell(writer, {
      type: 'certificates',
      certificates: [...certificates],
      revokedKeyIds: [...revokedKeyIds],
    });
    await tell(writer, { type: 'office', office });
    await tell(writer, { type: 'roster', staff: [...staff] });
    await tell(writer, tariff(1), 'cmvr@1');
    for (const [index, code] of codes.entries()) {
      const parsed = parseEnrolmentCode(code);
      if (parsed === null) throw new Error('a code of ours can be read');
      await insertCode(writer, {
        officeId: OFFICE,
        counterId: counterName(index),
        codeHash: enrolmentCodeHash(parsed, world.crypto.sha256),
        expiresAt: at + 7_000 * DAY_MS,
      });
    }
  });
  must(done);
  return { world, keys, codes, secondTariff: tariff(2), database: database.image() };
}

const made = new Map<KeyWorld, Promise<Ministry>>();

/** Made once for each kind of key. */
export function ministryOf(kind: 'quick' | 'real'): Promise<Ministry> {
  const world = kind === 'real' ? realKeys : quickKeys;
  const kept = made.get(world) ?? founded(world);
  made.set(world, kept);
  return kept;
}
