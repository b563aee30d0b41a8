/**
 * A whole counter for tests: the terminal over the memory store and doubles with a clock that is set
 * by hand, enrolled at an HQ that signs with real keys and serves the published tariffs.
 */
import type { CashCount } from '#domain/cash.ts';
import type { CommandAnswer } from '#contract/answers.ts';
import type { CommandInput, CommandName } from '#contract/commands.ts';
import type { ErrorCode } from '#domain/errors.ts';
import type { CounterId } from '#domain/ids.ts';
import { fail, type Result } from '#domain/result.ts';
import type { Instant } from '#domain/time.ts';
import type { FeedFingerprints } from '#protocol/feed.ts';
import { receiptQrUrlOfEntry } from '#protocol/receipt-qr.ts';
import { createTerminal, type Terminal } from '#terminal/create-terminal.ts';
import type { TerminalPorts } from '#terminal/context.ts';
import type { JournalStore } from '#terminal/ports/journal-store.ts';
import { createFakePrinter, type FakePrinter } from './fake-printer.ts';
import { createMemoryJournalStore } from './memory-journal-store.ts';
import {
  createSeededRandom,
  createTestClock,
  createTestLog,
  createTestSigner,
  createTestTimers,
  testCrypto,
  testPins,
  type TestClock,
  type TestTimers,
} from './ports.ts';
import { openingOf } from './opening.ts';
import {
  CODE,
  createLine,
  grantOf,
  PUBLISHED,
  publishedTariff,
  signedTariff,
  type Line,
  type TestHq,
} from './test-hq.ts';
import { CLERK, COUNTER, MANAGER, OFFICE, OTHER_CLERK, PINS } from './test-office.ts';

export { CLERK, COUNTER, MANAGER, OFFICE, OTHER_CLERK, PINS };
export { CODE, grantOf, PUBLISHED, publishedTariff, signedTariff };
export type { TestHq };

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
