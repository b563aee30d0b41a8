/**
 * A whole counter for tests: the terminal over the memory store and doubles with a clock that is set
 * by hand, enrolled at an HQ that signs with real keys and serves the published tariffs.
 */
import { readFileSync } from 'node:fs';

import type { CashCount } from '#domain/cash.ts';
import type { CommandAnswer } from '#contract/answers.ts';
import type { CommandInput, CommandName } from '#contract/commands.ts';
import { utf8 } from '#domain/bytes.ts';
import type { ErrorCode } from '#domain/errors.ts';
import { GENESIS_HASH, type CounterId, type Hash } from '#domain/ids.ts';
import { fail, ok, type Result } from '#domain/result.ts';
import type { Instant } from '#domain/time.ts';
import { certificateToText, dayOf, issueCertificate, type Role } from '#protocol/certificates.ts';
import { signAcknowledgement, signHead } from '#protocol/acknowledgement.ts';
import { parseBatch } from '#protocol/batch.ts';
import type { ProtocolSigner } from '#protocol/crypto.ts';
import { fromBase64Url, toBase64Url } from '#protocol/encoding.ts';
import { makeEnrolmentCode, signEnrolment } from '#protocol/enrolment.ts';
import { signFeed, type FeedContent, type FeedFingerprints } from '#protocol/feed.ts';
import { receiptQrUrlOfEntry } from '#protocol/receipt-qr.ts';
import { signDocument } from '#protocol/signed.ts';
import { signSlipGrant, type SlipGrant } from '#protocol/slip-grant.ts';
import { createTerminal, type Terminal } from '#terminal/create-terminal.ts';
import type { TerminalPorts } from '#terminal/context.ts';
import type { JournalStore } from '#terminal/ports/journal-store.ts';
import type { SignedAsk, SyncTransport } from '#terminal/ports/sync-transport.ts';
import { createFakePrinter, type FakePrinter } from './fake-printer.ts';
import { createMemoryJournalStore } from './memory-journal-store.ts';
import {
  at,
  createSeededRandom,
  createTestClock,
  createTestLog,
  createTestSigner,
  createTestTimers,
  sha256,
  testCrypto,
  testPins,
  type TestClock,
  type TestTimers,
} from './ports.ts';
import { CLERK, COUNTER, feedItems, MANAGER, OFFICE, OTHER_CLERK, PINS } from './test-office.ts';
import { openingOf } from './opening.ts';

export { CLERK, COUNTER, MANAGER, OFFICE, OTHER_CLERK, PINS };

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

export interface CounterOptions {
  readonly start?: Instant;
  /** Tariff payloads; the published ones where absent. */
  readonly tariffs?: readonly string[];
  readonly counterId?: CounterId;
  readonly seed?: string;
  /** In memory where absent. */
  readonly store?: JournalStore;
  /** More ports, or others than the usual doubles; asked for at every start. */
  readonly ports?: () => Partial<TerminalPorts>;
  /** False: left as it was found. */
  readonly enrols?: boolean;
  /** What the office says of fingerprints; absent: they are off. */
  readonly fingerprints?: FeedFingerprints;
}

/** HQ at the other end of the line: what it holds, and what a test tells it to say. */
export interface TestHq {
  isUp: boolean;
  /** The hash that HQ says it holds, where that is not the counter's own. */
  forgedHead: Hash | null;
  readonly received: { seq: number; hash: Hash }[];
  onAsk: (of: SignedAsk) => Promise<Result<string>>;
  /** More items in the feed, from the next cursor on. */
  publish(...items: readonly FeedContent[]): void;
}

interface Line {
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

function createLine(of: {
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
    received: [],
    onAsk: () => Promise.resolve(fail('HQ_REFUSED', { status: 404 })),
    publish: (...more) => {
      for (const item of more) items.push({ ...item, cursor: items.length + 1 });
    },
  };
  const feedAfter = (cursor: number): string =>
    signFeed(
      {
        officeId: OFFICE,
        counterId,
        afterCursor: cursor,
        nextCursor: items.length,
        hasMore: false,
        serverTime: now(),
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
        const receivedAt = now();
        return signAcknowledgement(
          { counterId, seq, headHash, receivedAt, standing: 'stored' },
          hq.server,
        );
      }),
    head: () =>
      whenUp(() => {
        const { seq, hash } = head();
        const headHash = state.forgedHead ?? hash;
        return signHead({ counterId, seq, headHash, serverTime: now() }, hq.server);
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

const paddedPins = {
  ...testPins,
  matches: async (pin: string, encoded: string) => testPins.matches(pin, encoded.trimEnd()),
};

export interface TestCounter {
  readonly terminal: Terminal;
  readonly clock: TestClock;
  readonly timers: TestTimers;
  readonly printer: FakePrinter;
  readonly store: JournalStore;
  readonly hq: TestHq;
  /** The value, or a thrown word about what was answered instead. */
  do<N extends CommandName>(name: N, input: CommandInput<N>): Promise<CommandAnswer<N>>;
  /** The code that the command is refused with. */
  refusal(name: string, input: unknown): Promise<ErrorCode>;
  answer(name: string, input: unknown): Promise<Result<unknown>>;
  /** Both clocks and the timers go on. */
  pass(ms: number): void;
  /** Kinds of all entries, in order. */
  kinds(): readonly string[];
  bodies(kind: string): readonly Record<string, unknown>[];
  /** With the date that is proposed, and nothing looked at. */
  openShift(float?: CashCount): Promise<void>;
  /** The service dies as it stands and starts again over the same disk. */
  restart(): Promise<TestCounter>;
}

/** The store as one life of the process has it: what was killed writes nothing more. */
function storeOfLife(store: JournalStore): { readonly store: JournalStore; end(): void } {
  let isAlive = true;
  const transact: JournalStore['transact'] = (work) =>
    isAlive ? store.transact(work) : fail('DISK_FAILED', { cause: 'DEAD' });
  // Over the store and not a copy of it: tests change what it answers.
  return {
    store: Object.assign(Object.create(store) as JournalStore, { transact }),
    end: () => {
      isAlive = false;
    },
  };
}

function counterOver(parts: {
  readonly store: JournalStore;
  readonly clock: TestClock;
  readonly printer: FakePrinter;
  readonly line: Line;
  readonly options: CounterOptions;
  readonly starts: number;
}): TestCounter {
  const { clock, printer, options, starts } = parts;
  const store = options.ports?.().store ?? parts.store;
  const timers = createTestTimers();
  const life = storeOfLife(store);
  const seed = options.seed ?? 'counter';
  const terminal = createTerminal({
    clock,
    timers,
    printer,
    random: createSeededRandom(`${seed}/${starts}`),
    signer: createTestSigner(seed),
    crypto: testCrypto,
    pins: paddedPins,
    log: createTestLog(),
    transport: parts.line.transport,
    paper: 80,
    softwareVersion: '0.0.0-test',
    ...options.ports?.(),
    store: life.store,
  });
  terminal.start();
  const entries = () =>
    store.read
      .entries(1, 1_000_000)
      .map((stored) => JSON.parse(stored.text) as { kind: string; body: Record<string, unknown> });
  return {
    terminal,
    clock,
    timers,
    printer,
    store,
    hq: parts.line.hq,
    do: async (name, input) => {
      const answer = await terminal.execute(name, input, 'clerk');
      if (!answer.ok) throw new Error(`${name}: ${JSON.stringify(answer.error)}`);
      return answer.value as never;
    },
    refusal: async (name, input) => {
      const answer = await terminal.execute(name, input, 'clerk');
      if (answer.ok) throw new Error(`${name} was not refused: ${JSON.stringify(answer.value)}`);
      return answer.error.code;
    },
    answer: (name, input) => terminal.execute(name, input, 'clerk'),
    pass: (ms) => {
      clock.pass(ms);
      timers.pass(ms);
    },
    kinds: () => entries().map(({ kind }) => kind),
    bodies: (wanted) =>
      entries()
        .filter(({ kind }) => kind === wanted)
        .map(({ body }) => body),
    openShift: async (float = FLOAT) => {
      const opening = openingOf(terminal.clerkSnapshot(), float);
      const answer = await terminal.execute('openShift', opening, 'clerk');
      if (!answer.ok) throw new Error(`openShift: ${JSON.stringify(answer.error)}`);
    },
    restart: async () => {
      life.end();
      clock.reboot();
      return counterOver({ ...parts, starts: starts + 1 });
    },
  };
}

/** Enrolled (where the journal is new), nobody signed in. */
export async function createTestCounter(options: CounterOptions = {}): Promise<TestCounter> {
  const clock = createTestClock(options.start);
  const counter = counterOver({
    store: options.store ?? createMemoryJournalStore(),
    clock,
    printer: createFakePrinter(),
    line: createLine({
      counterId: options.counterId ?? COUNTER,
      tariffs: options.tariffs ?? PUBLISHED.map(publishedTariff),
      fingerprints: options.fingerprints,
      now: () => clock.now(),
    }),
    options,
    starts: 1,
  });
  const isNew = counter.terminal.clerkSnapshot().phase === 'not_enrolled';
  if (isNew && options.enrols !== false) await counter.do('enrol', { code: CODE });
  return counter;
}

export const FLOAT = { 10000: 10, 5000: 10, 1000: 20, 500: 20, 100: 50 } as const;

/** Display there, clerk signed in, shift open. */
export async function createOpenCounter(options: CounterOptions = {}): Promise<TestCounter> {
  const counter = await createTestCounter(options);
  await showDisplay(counter);
  await counter.do('signIn', { staffId: CLERK, pin: PINS[CLERK] ?? '' });
  await counter.openShift();
  return counter;
}

/** Counted twice alike where the first count does not agree: with the reason it closes the shift. */
export async function endShift(
  counter: TestCounter,
  count: CashCount,
  varianceReason = 'counted twice',
): Promise<CommandAnswer<'closeShift'>> {
  const first = await counter.answer('closeShift', { count, varianceReason });
  if (first.ok) return first.value as CommandAnswer<'closeShift'>;
  return counter.do('closeShift', { count, varianceReason });
}

export const showDisplay = (counter: TestCounter): Promise<Result<unknown>> =>
  counter.terminal.execute('displayHeartbeat', { width: 1280, height: 800 }, 'citizen');

export const CITIZEN: CommandInput<'quote'>['citizen'] = {
  language: 'en',
  payer: 'Asha Rao',
  beneficiary: null,
  applicationRef: 'AP-2026-1182',
  mobile: '9845012345',
};

export const LL_TWO = { serviceCode: 'LL-NEW', facts: { classes: 2 } } as const;
export const PASSPORT = {
  serviceCode: 'PP-FRESH-36',
  facts: { bornOn: '1990-05-05', scheme: 'NORMAL' },
} as const;

/** The address in a receipt's QR, from its entry. */
export function qrOfReceipt(counter: TestCounter, receiptNumber: string): string {
  const receipt = counter.store.read.view('receipt', receiptNumber);
  const url = receiptQrUrlOfEntry('https://raseed.example', receipt?.qr ?? '');
  if (url === null) throw new Error(`no receipt ${receiptNumber}`);
  return url;
}
