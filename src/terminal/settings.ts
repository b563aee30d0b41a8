/**
 * What HQ's feed and the enrolment leave beside the journal, read back with a check. The sync worker
 * writes these settings, in the shapes of the protocol, after it has verified the signed documents
 * that they come from; the use cases only read them. A setting that is absent or unreadable is
 * answered as null, never guessed.
 */
import { z } from 'zod';

import { parseCalendar, SUNDAYS_ONLY, type OfficeCalendar } from '#domain/calendar.ts';
import {
  isCounterId,
  isOfficeId,
  isStaffId,
  isTrainingCounter,
  type CounterId,
  type OfficeId,
  type StaffId,
} from '#domain/ids.ts';
import { isErrorCode, type ErrorCode } from '#domain/errors.ts';
import type { Failure } from '#domain/result.ts';
import { instant, type Instant } from '#domain/time.ts';
import { fromBase64Url } from '#protocol/encoding.ts';
import {
  feedFingerprints,
  feedInstruments,
  STAFF_ROLES,
  type FeedInstrument,
  type FeedLeafBook,
  type FeedPayment,
  type StaffRole,
  type UpiPayee,
} from '#protocol/feed.ts';
import { SEAL_KEY_BYTES } from '#protocol/seal.ts';
import type { StoreReader } from '#terminal/ports/journal-store.ts';

/** Names under which the store keeps them, all JSON text. */
export const SETTING = {
  /** `EnrolmentAnswer`. */
  enrolment: 'enrolment',
  /** `{ certificates: string[], revokedKeyIds: string[] }`, the feed's latest; absent before it. */
  certificates: 'certificates',
  /** `FeedOffice`. */
  office: 'office',
  /** `FeedStaff[]`. */
  roster: 'roster',
  /** Signed tariff documents as they came, `string[]`. */
  tariffs: 'tariffs',
  /** `{ tariffId, version }[]`. */
  recalledTariffs: 'recalled-tariffs',
  /** `{ serverTimeMs, doubtMs }`: the latest time that HQ signed; how far ours was from it. */
  clock: 'clock',
  /** The feed's cursor to ask from next. */
  feedCursor: 'feed-cursor',
  /** The counter's own latest certificate, base64url, after a rotation; absent before. */
  ownCertificate: 'own-certificate',
  /** HQ's X25519 public key, base64url: what a stick is sealed to; absent before HQ told it. */
  sealingKey: 'sealing-key',
  /** `UpiPayee[]`: whom UPI codes may pay; empty or absent: UPI is off (U19). */
  upiPayees: 'upi-payees',
  /** Whether HQ sends payment links by SMS (PL5). */
  upiLinks: 'upi-links',
  /** `FeedPayment[]`: what HQ told of payments and is not journaled yet (U21). */
  upiNews: 'upi-news',
  /** `FeedInstrument[]`: what banks did with cheques, and is not journaled yet (CA20). */
  instrumentNews: 'instrument-news',
  /** `FeedLeafBook[]`: contingency books of this office. */
  leafBooks: 'leaf-books',
  /** `{ slipId, payer }[]`: slips of this counter that another one pays. */
  grantedSlips: 'granted-slips',
  /** `HqMessage[]`: what HQ has to say to people here. */
  messages: 'messages',
  /** `SealNews`: sealing keys of the office's counters, and template keys sealed to them. */
  sealNews: 'seal-news',
  /** `Failure`: why this counter may never charge again. */
  stopped: 'stopped',
  /** `SeenRoots`: HQ's daily roots as they were first told. */
  seenRoots: 'seen-roots',
  /** The first day that HQ told differently later; absent or null where all is well. */
  pastChanged: 'past-changed',
  /** `HeadSeen`: the last of HQ's daily roots under which this counter saw its own head. */
  headSeen: 'head-seen',
} as const;

const texts = z.object({ en: z.string().min(1), hi: z.string().min(1) });

const enrolment = z.object({
  officeId: z.custom<OfficeId>((v) => typeof v === 'string' && isOfficeId(v)),
  counterId: z.custom<CounterId>((v) => typeof v === 'string' && isCounterId(v)),
  rootPublicKey: z.string(),
  certificate: z.string(),
  certificates: z.array(z.string()),
});
export type EnrolmentSettings = z.infer<typeof enrolment>;

const certificates = z.object({
  certificates: z.array(z.string()),
  revokedKeyIds: z.array(z.string()),
});
export type CertificateSettings = z.infer<typeof certificates>;

export interface CounterSettings {
  readonly officeId: OfficeId;
  readonly counterId: CounterId;
  /** As the citizen reads it: 3 of `…-C3`. */
  readonly number: number;
  readonly training: boolean;
  /** The counter's own certificate, base64url. */
  readonly certificate: string;
}

const office = z.object({
  name: texts,
  department: texts,
  complaintNumber: z.string().min(3).max(20),
  publicOrigin: z.string().min(8).max(80),
  calendar: z.unknown(),
  fingerprints: feedFingerprints.optional(),
  instruments: feedInstruments.optional(),
});

export interface OfficeSettings extends Omit<z.infer<typeof office>, 'calendar'> {
  readonly calendar: OfficeCalendar;
}

const roster = z.array(
  z.object({
    staffId: z.custom<StaffId>((v) => typeof v === 'string' && isStaffId(v)),
    name: z.string().min(1).max(80),
    role: z.enum(STAFF_ROLES),
    pinHash: z.string().min(1),
  }),
);
export interface StaffMember {
  readonly staffId: StaffId;
  readonly name: string;
  readonly role: StaffRole;
  /** As `PinHasher` encodes it. */
  readonly pinHash: string;
}

const recalled = z.array(z.object({ tariffId: z.string(), version: z.number().int() }));
export type RecalledTariff = z.infer<typeof recalled>[number];

const clock = z.object({
  serverTimeMs: z.number().int(),
  doubtMs: z.number().int().nonnegative(),
  skewMs: z.number().int().optional(),
});
export interface ClockSettings {
  readonly serverTime: Instant | null;
  /** How far the wall clock may be from the truth, as last seen. */
  readonly doubtMs: number;
  /** How far ours was ahead of HQ's, as last seen. */
  readonly skewMs: number;
}

export function readSetting<S extends z.ZodType>(
  store: StoreReader,
  name: string,
  schema: S,
): z.infer<S> | null {
  const text = store.setting(name);
  if (text === undefined) return null;
  try {
    const parsed = schema.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

export const enrolmentSettings = (store: StoreReader): EnrolmentSettings | null =>
  readSetting(store, SETTING.enrolment, enrolment);

export function counterSettings(store: StoreReader): CounterSettings | null {
  const enrolled = enrolmentSettings(store);
  if (enrolled === null) return null;
  const { officeId, counterId } = enrolled;
  const certificate =
    readSetting(store, SETTING.ownCertificate, z.string()) ?? enrolled.certificate;
  const number = Number(/\d+$/.exec(counterId)?.[0] ?? 0);
  return { officeId, counterId, certificate, number, training: isTrainingCounter(counterId) };
}

/** The feed's latest certificates, else those that came with the enrolment. */
export function certificateSettings(store: StoreReader): CertificateSettings {
  const latest = readSetting(store, SETTING.certificates, certificates);
  if (latest !== null) return latest;
  return { certificates: enrolmentSettings(store)?.certificates ?? [], revokedKeyIds: [] };
}

export function officeSettings(store: StoreReader): OfficeSettings | null {
  const read = readSetting(store, SETTING.office, office);
  if (read === null) return null;
  return { ...read, calendar: parseCalendar(read.calendar) ?? SUNDAYS_ONLY };
}

export const rosterSettings = (store: StoreReader): readonly StaffMember[] =>
  readSetting(store, SETTING.roster, roster) ?? [];

/** To be verified by whoever reads them: a byte may have changed on this disk. */
export const tariffTexts = (store: StoreReader): readonly string[] =>
  readSetting(store, SETTING.tariffs, z.array(z.string())) ?? [];

export const recalledTariffs = (store: StoreReader): readonly RecalledTariff[] =>
  readSetting(store, SETTING.recalledTariffs, recalled) ?? [];

export const feedCursor = (store: StoreReader): number =>
  readSetting(store, SETTING.feedCursor, z.number().int().nonnegative()) ?? 0;

/** Raw X25519, 32 bytes; null before HQ has told it. */
export function sealingKey(store: StoreReader): Uint8Array | null {
  const key = fromBase64Url(readSetting(store, SETTING.sealingKey, z.string()) ?? '');
  return key?.length === SEAL_KEY_BYTES ? key : null;
}

const payees = z.array(z.object({ address: z.string(), name: z.string() }));

export const upiPayees = (store: StoreReader): readonly UpiPayee[] =>
  readSetting(store, SETTING.upiPayees, payees) ?? [];

export const areLinksOn = (store: StoreReader): boolean =>
  readSetting(store, SETTING.upiLinks, z.boolean()) ?? false;

const news = z.array(z.custom<FeedPayment>((v) => typeof v === 'object' && v !== null));

/** As a verified feed brought them. */
export const upiNews = (store: StoreReader): readonly FeedPayment[] =>
  readSetting(store, SETTING.upiNews, news) ?? [];

const instruments = z.array(z.custom<FeedInstrument>((v) => typeof v === 'object' && v !== null));

/** As a verified feed brought them. */
export const instrumentNews = (store: StoreReader): readonly FeedInstrument[] =>
  readSetting(store, SETTING.instrumentNews, instruments) ?? [];

const books = z.array(z.custom<FeedLeafBook>((v) => typeof v === 'object' && v !== null));

export const leafBooks = (store: StoreReader): readonly FeedLeafBook[] =>
  readSetting(store, SETTING.leafBooks, books) ?? [];

const granted = z.array(z.object({ slipId: z.string(), payer: z.string() }));
export type GrantedSlip = z.infer<typeof granted>[number];

export const grantedSlips = (store: StoreReader): readonly GrantedSlip[] =>
  readSetting(store, SETTING.grantedSlips, granted) ?? [];

const messages = z.array(
  z.object({ commandId: z.string(), texts, until: z.number().int().nullable() }),
);
export type HqMessage = z.infer<typeof messages>[number];

export const hqMessages = (store: StoreReader): readonly HqMessage[] =>
  readSetting(store, SETTING.messages, messages) ?? [];

const stopped = z.object({
  code: z.custom<ErrorCode>((v) => typeof v === 'string' && isErrorCode(v)),
  details: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
});

/** Why this counter was stopped for good: another holds its chain, say. */
export function stopSettings(store: StoreReader): Failure | null {
  const read = readSetting(store, SETTING.stopped, stopped);
  if (read === null) return null;
  const { code, details } = read;
  return details === undefined ? { code } : { code, details };
}

export function clockSettings(store: StoreReader): ClockSettings {
  const read = readSetting(store, SETTING.clock, clock);
  if (read === null) return { serverTime: null, doubtMs: 0, skewMs: 0 };
  const { serverTimeMs, doubtMs, skewMs = 0 } = read;
  return { serverTime: instant(serverTimeMs), doubtMs, skewMs };
}
