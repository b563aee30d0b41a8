/**
 * The feed: what HQ tells a counter, in order, signed for that counter. Items of a kind that this
 * program does not know are passed over; one bad item never blocks the rest. docs/spec/feed.md.
 */
import { z } from 'zod';

import {
  isCounterId,
  isHash,
  isOfficeId,
  isStaffId,
  type CounterId,
  type Hash,
  type OfficeId,
  type StaffId,
} from '#domain/ids.ts';
import { DISHONOUR_REASONS, INSTRUMENT_KINDS } from '#domain/journal/instrument-kinds.ts';
import { COMMAND_KINDS } from '#domain/journal/kinds.ts';
import { isBookId, MAX_LEAF } from '#domain/leaf.ts';
import { isPaise, type Paise } from '#domain/money.ts';
import { fail, ok, type Result } from '#domain/result.ts';
import { parseIsoDate, type Instant, type IsoDate } from '#domain/time.ts';
import type { ProtocolCrypto, ProtocolSigner } from './crypto.ts';
import { parseJson, parseSignedDocument, signDocument, verifySignedDocument } from './signed.ts';
import type { Trust } from './trust.ts';

export const MAX_FEED_ITEMS = 100;
export const STAFF_ROLES = ['clerk', 'manager', 'auditor'] as const;
export type StaffRole = (typeof STAFF_ROLES)[number];

const counterId = z.custom<CounterId>((v) => typeof v === 'string' && isCounterId(v));
const officeId = z.custom<OfficeId>((v) => typeof v === 'string' && isOfficeId(v));
const instant = z.custom<Instant>((v) => typeof v === 'number' && Number.isSafeInteger(v));
const hash = z.custom<Hash>((v) => typeof v === 'string' && isHash(v));
const date = z.custom<IsoDate>((v) => typeof v === 'string' && parseIsoDate(v) !== null);
const staffId = z.custom<StaffId>((v) => typeof v === 'string' && isStaffId(v));
const paise = z.custom<Paise>((value) => isPaise(value) && value >= 0);
const leafNumber = z.number().int().min(1).max(MAX_LEAF);
const cursor = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);
const texts = z.strictObject({ en: z.string().min(1), hi: z.string().min(1) });

const calendarShape = z.strictObject({
  /** Days of the week always closed; 0 is Sunday. */
  weeklyOff: z.array(z.number().int().min(0).max(6)),
  /** Saturdays of the month that are closed as well; 1 to 5. */
  closedSaturdays: z.array(z.number().int().min(1).max(5)),
  holidays: z.array(date),
});

export const feedFingerprints = z.strictObject({
  /** Services that ask who the citizen is (FP2). */
  services: z.array(z.string().regex(/^[A-Z0-9-]{2,32}$/)).max(200),
  retentionDays: z.number().int().min(1).max(3_660),
  consent: z.strictObject({ version: z.number().int().min(1), texts }),
});
export type FeedFingerprints = z.infer<typeof feedFingerprints>;

export const feedInstruments = z.strictObject({
  kinds: z.array(z.enum(INSTRUMENT_KINDS)).min(1),
  /** To whom they are made out. */
  payableTo: texts,
});

const officeShape = z.strictObject({
  officeId,
  name: texts,
  department: texts,
  address: texts,
  /** Printed on every receipt: where to call when asked for more. */
  complaintNumber: z.string().min(3).max(20),
  /** `https://raseed.gov.example`: what the receipt's QR opens. */
  publicOrigin: z.string().min(8).max(80),
  calendar: calendarShape,
  /** Absent: fingerprints are off (FP1). */
  fingerprints: feedFingerprints.optional(),
  /** Absent: cheques and demand drafts are not accepted here (CA18). */
  instruments: feedInstruments.optional(),
});
export type FeedOffice = z.infer<typeof officeShape>;

const staffShape = z.strictObject({
  staffId,
  name: z.string().min(1).max(80),
  role: z.enum(STAFF_ROLES),
  /** scrypt, with its own parameters (F7). */
  pinHash: z.string().min(20).max(200),
});
export type FeedStaff = z.infer<typeof staffShape>;

const upiPayee = z.strictObject({
  /** A virtual payment address. */
  address: z.string().regex(/^[\w.-]+@[\w.-]+$/),
  name: z.string().min(1).max(80),
});
export type UpiPayee = z.infer<typeof upiPayee>;

const itemShape = z.discriminatedUnion('type', [
  /** The whole set: replaces the one before. */
  z.strictObject({
    cursor,
    type: z.literal('certificates'),
    certificates: z.array(z.string()),
    revokedKeyIds: z.array(z.string()),
  }),
  z.strictObject({ cursor, type: z.literal('office'), office: officeShape }),
  /** The whole roster: who is not in it may not sign in. */
  z.strictObject({ cursor, type: z.literal('roster'), staff: z.array(staffShape) }),
  /** A signed tariff, as its maker and approver signed it. */
  z.strictObject({ cursor, type: z.literal('tariff'), document: z.string() }),
  /** What HQ asks of one counter, or of every counter of the office (F10). */
  z.strictObject({
    cursor,
    type: z.literal('command'),
    commandId: z.string().regex(/^[0-9a-f]{32}$/),
    to: counterId.nullable(),
    command: z.enum(COMMAND_KINDS),
    /** Of a count: who wants it. */
    by: z.string().min(1).max(16).optional(),
    /** Of a message: what people read, and until when. */
    texts: texts.optional(),
    until: instant.optional(),
  }),
  z.strictObject({
    cursor,
    type: z.literal('tariff.recalled'),
    tariffId: z.string(),
    version: z.number().int().min(1),
  }),
  /** Whom UPI codes may pay (U16), as the gateway verified them; nobody: UPI is off (U19). */
  z.strictObject({
    cursor,
    type: z.literal('upi'),
    payees: z.array(upiPayee).max(10),
    /** HQ sends payment links by SMS too. */
    links: z.literal(true).optional(),
  }),
  /** What became of a charge that one counter asked for by UPI (U21). */
  z.strictObject({
    cursor,
    type: z.literal('payment'),
    to: counterId,
    chargeId: z.string().min(3).max(45),
    orderId: z.string().min(3).max(45),
    /** `ended`: the gateway says that nothing was paid. `late`: what came goes back. */
    state: z.enum(['paid', 'ended', 'late']),
    amountPaise: paise,
    gatewayPaymentId: z.string().max(64).nullable(),
    bankReference: z.string().max(64).nullable(),
  }),
  /** What counters seal a stick for HQ to (BF11): raw X25519, base64url. */
  z.strictObject({ cursor, type: z.literal('sealing_key'), publicKey: z.string().length(43) }),
  /** Somebody's fingers, sealed (FP29); no text: deleted (FP32). */
  z.strictObject({
    cursor,
    type: z.literal('template'),
    enrolmentId: z.string().regex(/^[0-9a-f]{32}$/),
    text: z.string().max(40_000).nullable(),
  }),
  /** A counter's sealing key, as it signed it (FP30). */
  z.strictObject({ cursor, type: z.literal('seal.offer'), document: z.string().max(8_000) }),
  /** The office's template key, sealed to one counter (FP30). */
  z.strictObject({
    cursor,
    type: z.literal('seal.share'),
    /** Who holds it and gives it. */
    from: counterId,
    to: counterId,
    keyId: z.string().regex(/^[0-9a-f]{16}$/),
    wrapped: z.string().max(400),
  }),
  /** A day's root (TR9): the counter remembers it and compares. */
  z.strictObject({
    cursor,
    type: z.literal('root'),
    date,
    documentHash: hash,
    previous: z.strictObject({ date, documentHash: hash }).nullable(),
    /** As the server signed it. */
    document: z.string().max(10_000),
  }),
  /** A contingency book of this office as it stands (CA15): replaces what was told of it. */
  z.strictObject({
    cursor,
    type: z.literal('leaf_book'),
    bookId: z.string().refine(isBookId),
    firstLeaf: leafNumber,
    lastLeaf: leafNumber,
    issuedAt: instant,
    /** Who has it; null while the manager keeps it. */
    custodian: staffId.nullable(),
    /** Nothing more is written in it: it is full, lost or given back. */
    isClosed: z.boolean(),
  }),
  /** What the bank did with a cheque or draft that one counter took (CA20). */
  z.strictObject({
    cursor,
    type: z.literal('instrument'),
    to: counterId,
    instrumentId: z.string().min(3).max(45),
    state: z.enum(['realised', 'dishonoured']),
    totalPaise: paise,
    /** Of realisation, or of its return. */
    date,
    /** Of one that was realised. */
    bankReference: z.string().min(1).max(64).nullable(),
    /** Of one that was not. */
    reason: z.enum(DISHONOUR_REASONS).nullable(),
  }),
  /** HQ's leave to pay a slip for change elsewhere: its own counter pays it no more (CA14). */
  z.strictObject({
    cursor,
    type: z.literal('slip'),
    grantId: z.string().regex(/^[0-9a-f]{32}$/),
    slipId: z.string().min(3).max(45),
    owner: counterId,
    payer: counterId,
    amountPaise: paise,
  }),
]);
export type FeedItem = z.infer<typeof itemShape>;
export type FeedInstrument = FeedItemOf<'instrument'>;
export type FeedLeafBook = FeedItemOf<'leaf_book'>;
export type FeedItemOf<Type extends FeedItem['type']> = Extract<FeedItem, { type: Type }>;
/** An item before HQ numbers it. */
export type FeedContent = {
  [Type in FeedItem['type']]: Omit<FeedItemOf<Type>, 'cursor'>;
}[FeedItem['type']];

export type FeedPayment = FeedItemOf<'payment'>;

/** Whether a counter will be able to read this: asked before it is published. */
export const isFeedContent = (content: FeedContent): boolean =>
  itemShape.safeParse({ cursor: 1, ...content }).success;

const feedShape = z.strictObject({
  formatVersion: z.literal(1),
  officeId,
  counterId,
  afterCursor: cursor,
  /** Ask from here next. */
  nextCursor: cursor,
  hasMore: z.boolean(),
  serverTime: instant,
  items: z.array(z.looseObject({ cursor, type: z.string() })).max(MAX_FEED_ITEMS),
});

export interface Feed extends Omit<z.infer<typeof feedShape>, 'items'> {
  readonly items: readonly FeedItem[];
  /** Cursors of items that this program cannot read. */
  readonly skipped: readonly number[];
}

export const signFeed = (
  feed: Omit<Feed, 'formatVersion' | 'skipped'>,
  signer: ProtocolSigner,
): string =>
  signDocument({
    type: 'feed',
    payload: JSON.stringify({
      formatVersion: 1,
      officeId: feed.officeId,
      counterId: feed.counterId,
      afterCursor: feed.afterCursor,
      nextCursor: feed.nextCursor,
      hasMore: feed.hasMore,
      serverTime: feed.serverTime,
      items: feed.items,
    }),
    signers: [signer],
  });

/** F1 to F4: signed by the server, for this counter, from the cursor that was asked for. */
export function readFeed(of: {
  readonly text: string;
  readonly counterId: CounterId;
  readonly afterCursor: number;
  readonly trust: Trust;
  readonly crypto: ProtocolCrypto;
}): Result<Feed> {
  const document = parseSignedDocument(of.text);
  if (!document.ok) return document;
  const parsed = feedShape.safeParse(parseJson(document.value.payload));
  if (!parsed.success) return fail('MESSAGE_UNREADABLE', { problem: 'feed' });
  const { items: raw, ...feed } = parsed.data;
  const { text, trust, crypto } = of;
  const at = feed.serverTime;
  const verified = verifySignedDocument({
    text,
    type: 'feed',
    roles: ['server'],
    trust,
    at,
    crypto,
  });
  if (!verified.ok) return verified;
  if (feed.counterId !== of.counterId || feed.afterCursor !== of.afterCursor) {
    return fail('MESSAGE_UNREADABLE', { problem: 'feed of another counter or cursor' });
  }
  const isInOrder = raw.every(
    (item, index) =>
      item.cursor > (raw[index - 1]?.cursor ?? feed.afterCursor) && item.cursor <= feed.nextCursor,
  );
  if (!isInOrder || feed.nextCursor < feed.afterCursor) {
    return fail('MESSAGE_UNREADABLE', { problem: 'feed out of order' });
  }
  const items: FeedItem[] = [];
  const skipped: number[] = [];
  for (const item of raw) {
    const known = itemShape.safeParse(item);
    if (known.success) items.push(known.data);
    else skipped.push(item.cursor);
  }
  return ok({ ...feed, items, skipped });
}
