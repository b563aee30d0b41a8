/**
 * What HQ's feed and the enrolment leave beside the journal, read back with a check. The sync worker
 * writes these settings after it has verified the signed documents they come from; the use cases
 * only read them. A setting that is absent or unreadable is answered as null, never guessed.
 */
import { z } from 'zod';

import { parseCalendar, SUNDAYS_ONLY, type OfficeCalendar } from '#domain/calendar.ts';
import { isCounterId, isOfficeId, isStaffId, type CounterId } from '#domain/ids.ts';
import type { OfficeId, StaffId } from '#domain/ids.ts';
import type { PaperWidth } from '#domain/receipt/paper.ts';
import { instant, type Instant } from '#domain/time.ts';
import type { StoreReader } from '#terminal/ports/journal-store.ts';

/** Names under which the store keeps them. */
export const SETTING = {
  counter: 'counter',
  office: 'office',
  roster: 'roster',
  tariffs: 'tariffs',
  clock: 'clock',
} as const;

const texts = z.object({ en: z.string().min(1), hi: z.string().min(1) });

export const ROLES = ['clerk', 'manager', 'auditor'] as const;
export type Role = (typeof ROLES)[number];

const counter = z.object({
  officeId: z.custom<OfficeId>((v) => typeof v === 'string' && isOfficeId(v)),
  counterId: z.custom<CounterId>((v) => typeof v === 'string' && isCounterId(v)),
  /** As the citizen reads it: 3. */
  number: z.number().int().positive(),
  training: z.boolean(),
  paper: z.union([z.literal(58), z.literal(80)]),
});

export interface CounterSettings {
  readonly officeId: OfficeId;
  readonly counterId: CounterId;
  readonly number: number;
  readonly training: boolean;
  readonly paper: PaperWidth;
}

const office = z.object({
  name: texts,
  department: texts,
  complaintsPhone: z.string().min(3).max(20),
  /** Upper-case HTTPS address that a receipt's payload is appended to. */
  verifyAddress: z.string().regex(/^HTTPS?:\/\/[A-Z0-9./:-]+$/),
  calendar: z.unknown(),
});

export interface OfficeSettings extends Omit<z.infer<typeof office>, 'calendar'> {
  readonly calendar: OfficeCalendar;
}

const roster = z.array(
  z.object({
    staffId: z.custom<StaffId>((v) => typeof v === 'string' && isStaffId(v)),
    name: z.string().min(1).max(80),
    role: z.enum(ROLES),
    /** As {@link PinHasher} encodes it. */
    pin: z.string().min(1),
  }),
);
export type StaffMember = z.infer<typeof roster>[number];

const clock = z.object({
  /** The latest time that HQ signed. */
  serverTimeMs: z.number().int(),
  /** How far the wall clock may be from the truth, as last seen: absolute. */
  doubtMs: z.number().int().nonnegative(),
});
export interface ClockSettings {
  readonly serverTime: Instant | null;
  readonly doubtMs: number;
}

function readSetting<S extends z.ZodType>(
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

export const counterSettings = (store: StoreReader): CounterSettings | null =>
  readSetting(store, SETTING.counter, counter);

export function officeSettings(store: StoreReader): OfficeSettings | null {
  const read = readSetting(store, SETTING.office, office);
  if (read === null) return null;
  return { ...read, calendar: parseCalendar(read.calendar) ?? SUNDAYS_ONLY };
}

export const rosterSettings = (store: StoreReader): readonly StaffMember[] =>
  readSetting(store, SETTING.roster, roster) ?? [];

/** The signed tariffs as they came: text of each document, to be verified by whoever reads them. */
export const tariffTexts = (store: StoreReader): readonly string[] =>
  readSetting(store, SETTING.tariffs, z.array(z.string())) ?? [];

export function clockSettings(store: StoreReader): ClockSettings {
  const read = readSetting(store, SETTING.clock, clock);
  if (read === null) return { serverTime: null, doubtMs: 0 };
  return { serverTime: instant(read.serverTimeMs), doubtMs: read.doubtMs };
}
