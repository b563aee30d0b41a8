/** HQ as a test's counter sees it: real keys and certificates, a feed, and answers that a test gives. */
import { readFileSync } from 'node:fs';

import { utf8 } from '#domain/bytes.ts';
import { GENESIS_HASH, type CounterId, type Hash } from '#domain/ids.ts';
import { fail, ok, type Result } from '#domain/result.ts';
import { instant, type Instant } from '#domain/time.ts';
import { signAcknowledgement, signHead } from '#protocol/acknowledgement.ts';
import { parseBatch } from '#protocol/batch.ts';
import { certificateToText, dayOf, issueCertificate, type Role } from '#protocol/certificates.ts';
import type { ProtocolSigner } from '#protocol/crypto.ts';
import { fromBase64Url, toBase64Url } from '#protocol/encoding.ts';
import { makeEnrolmentCode, signEnrolment } from '#protocol/enrolment.ts';
import { signFeed, type FeedContent, type FeedFingerprints } from '#protocol/feed.ts';
import { signDocument } from '#protocol/signed.ts';
import { signSlipGrant, type SlipGrant } from '#protocol/slip-grant.ts';
import type { SignedAsk, SyncTransport } from '#terminal/ports/sync-transport.ts';

import { at, createTestSigner, sha256 } from './ports.ts';
import { feedItems, OFFICE } from './test-office.ts';

const root = createTestSigner('root');
const hq = {
  maker: createTestSigner('maker'),
  approver: createTestSigner('approver'),
  server: createTestSigner('server'),
  authority: createTestSigner('authority'),
} as const;

const FROM: Instant = at('2016-01-01T00:00:00+05:30');
const UNTIL: Instant = at('2046-01-01T00:00:00+05:30');

function certify(of: {
  readonly role: Role;
  readonly publicKey: Uint8Array;
  readonly issuer: ProtocolSigner;
  readonly counterId?: CounterId;
}): string {
  const { role, publicKey, issuer, counterId } = of;
  const bytes = issueCertificate(
    {
      role,
      publicKey,
      validFromDay: dayOf(FROM),
      validToDay: dayOf(UNTIL),
      ...(counterId === undefined ? {} : { counterId }),
    },
    issuer,
  );
  return certificateToText({ bytes });
}

const byRoot = (role: Role, signer: ProtocolSigner): string =>
  certify({ role, publicKey: signer.publicKey, issuer: root });

const CERTIFICATES = [
  byRoot('tariff_maker', hq.maker),
  byRoot('tariff_approver', hq.approver),
  byRoot('server', hq.server),
  byRoot('enrolment_authority', hq.authority),
];

export const PUBLISHED = [
  'cmvr-rule-32',
  'passport-schedule-iv-2012',
  'passport-schedule-iv-2026',
  'ap-registration-1908-s78',
] as const;

export const publishedTariff = (name: string): string =>
  readFileSync(new URL(`../../resources/tariffs/${name}.json`, import.meta.url), 'utf8');

/** As its maker and approver sign it. */
export const signedTariff = (payload: string): string =>
  signDocument({ type: 'tariff', payload, signers: [hq.maker, hq.approver] });

/** HQ at the other end of the line: what it holds, and what a test tells it to say. */
export interface TestHq {
  isUp: boolean;
  /** The hash that HQ says it holds, where that is not the counter's own. */
  forgedHead: Hash | null;
  /** How far its clock is ahead of the counter's. */
  aheadMs: number;
  readonly received: { seq: number; hash: Hash }[];
  onAsk: (of: SignedAsk) => Promise<Result<string>>;
  /** More items in the feed, from the next cursor on. */
  publish(...items: readonly FeedContent[]): void;
}

export interface Line {
  readonly hq: TestHq;
  readonly transport: SyncTransport;
}

function enrolmentAnswer(of: {
  readonly counterId: CounterId;
  readonly publicKey: string;
  readonly at: Instant;
  readonly feed: string;
}): string {
  const { counterId, at: issuedAt, feed } = of;
  const publicKey = fromBase64Url(of.publicKey) ?? new Uint8Array();
  const certificate = certify({ role: 'counter', publicKey, issuer: hq.authority, counterId });
  const rootPublicKey = toBase64Url(root.publicKey);
  const certificates = CERTIFICATES;
  return signEnrolment(
    { officeId: OFFICE, counterId, issuedAt, rootPublicKey, certificate, certificates, feed },
    hq.server,
  );
}

export function createLine(of: {
  readonly counterId: CounterId;
  readonly tariffs: readonly string[];
  readonly fingerprints?: FeedFingerprints | undefined;
  readonly now: () => Instant;
}): Line {
  const { counterId, now } = of;
  const items = feedItems(of.tariffs.map(signedTariff), of.fingerprints);
  const state: TestHq = {
    isUp: false,
    forgedHead: null,
    aheadMs: 0,
    received: [],
    onAsk: () => Promise.resolve(fail('HQ_REFUSED', { status: 404 })),
    publish: (...more) => {
      for (const item of more) items.push({ ...item, cursor: items.length + 1 });
    },
  };
  const serverNow = (): Instant => instant(now() + state.aheadMs);
  const feedAfter = (cursor: number): string =>
    signFeed(
      {
        officeId: OFFICE,
        counterId,
        afterCursor: cursor,
        nextCursor: items.length,
        hasMore: false,
        serverTime: serverNow(),
        items: items.slice(cursor),
      },
      hq.server,
    );
  const whenUp = (say: () => string): Promise<Result<string>> =>
    Promise.resolve(state.isUp ? ok(say()) : fail('HQ_UNREACHABLE'));
  const head = () => state.received.at(-1) ?? { seq: 0, hash: GENESIS_HASH };
  const transport: SyncTransport = {
    ask: (of) => (state.isUp ? state.onAsk(of) : Promise.resolve(fail('HQ_UNREACHABLE'))),
    enrol: ({ publicKey }) =>
      Promise.resolve(ok(enrolmentAnswer({ counterId, publicKey, at: now(), feed: feedAfter(0) }))),
    sendBatch: (text) =>
      whenUp(() => {
        const batch = parseBatch(text);
        if (!batch.ok) throw new Error(batch.error.code);
        const { lastSeq: seq, headHash } = batch.value.header;
        state.received.push({ seq, hash: headHash });
        const receivedAt = serverNow();
        return signAcknowledgement(
          { counterId, seq, headHash, receivedAt, standing: 'stored' },
          hq.server,
        );
      }),
    head: () =>
      whenUp(() => {
        const { seq, hash } = head();
        const headHash = state.forgedHead ?? hash;
        return signHead({ counterId, seq, headHash, serverTime: serverNow() }, hq.server);
      }),
    feed: ({ cursor }) => whenUp(() => feedAfter(cursor)),
  };
  return { hq: state, transport };
}

/** HQ's leave, as its server signs it; `by` somebody else's key for what must not be believed. */
export const grantOf = (of: Omit<SlipGrant, 'formatVersion'>, by = hq.server): string =>
  signSlipGrant(of, by);

export const CODE = makeEnrolmentCode({
  secret: utf8('one-time').subarray(0, 8),
  rootPublicKey: root.publicKey,
  digest: sha256,
});
