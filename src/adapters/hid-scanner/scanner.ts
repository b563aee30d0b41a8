/**
 * The scanner port over HID: looks for devices that a model recognises as they come and go, opens the
 * first that answers when it is needed, and runs one talk at a time with it (docs/spec/scanner.md, S18 to S22).
 */
import { assert, fail, ok, type Result } from '#domain/result.ts';
import type { ErrorCode } from '#domain/errors.ts';
import type {
  CapturedImage,
  CaptureOptions,
  CaptureSession,
  Scanner,
  ScannerDevice,
  ScannerInfo,
} from '#terminal/ports/scanner.ts';
import type { Clock, Crypto, Log, Random, Timers } from '#terminal/ports/system.ts';
import { fphidModel } from './fphid/model.ts';
import { Line } from './line.ts';
import { ORDERLY_ENDS, type CaptureOrder, type Conversation, type ScannerModel } from './model.ts';
import type { HidDevice, HidTransport } from './transport.ts';
import { zfmModel } from './zfm/model.ts';

const NONCE_BYTES = 16;
const DEFAULT_POLL_MS = 1000;
const MOST_TIMEOUT_MS = 120_000;
const MODELS: readonly ScannerModel[] = [fphidModel, zfmModel];

export interface HidScannerOptions {
  readonly transport: HidTransport;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly random: Random;
  readonly crypto: Crypto;
  readonly log: Log;
  readonly models?: readonly ScannerModel[];
  /** How often the list of devices is looked at. */
  readonly pollMs?: number;
}

interface Known {
  readonly device: ScannerDevice;
  readonly hid: HidDevice;
  readonly model: ScannerModel;
}

interface Ready {
  readonly path: string;
  readonly line: Line;
  readonly conversation: Conversation;
  readonly info: ScannerInfo;
}

const ignore = (): void => undefined;

class HidScanner implements Scanner {
  readonly #options: HidScannerOptions;
  readonly #listeners = new Set<(devices: readonly ScannerDevice[]) => void>();
  #known: readonly Known[] = [];
  #ready: Ready | null = null;
  #last: Promise<unknown> = Promise.resolve();
  #resting: Promise<void> = Promise.resolve();
  #isCapturing = false;
  #isClosed = false;
  #stopLooking: () => void = ignore;

  constructor(options: HidScannerOptions) {
    this.#options = options;
  }

  devices = (): readonly ScannerDevice[] => this.#known.map(({ device }) => device);

  onDevices = (listener: (devices: readonly ScannerDevice[]) => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  info = (): Promise<Result<ScannerInfo>> =>
    this.#inTurn(async () => {
      const ready = await this.#open();
      return ready.ok ? ok(ready.value.info) : ready;
    });

  light: Scanner['light'] = (light) =>
    this.#inTurn(async () => {
      const ready = await this.#open();
      if (!ready.ok) return ready;
      return this.#settle(
        ready.value,
        await ready.value.line.talk(ready.value.conversation.light(light)),
      );
    });

  capture = (options: CaptureOptions): CaptureSession => {
    if (this.#isCapturing) return { done: Promise.resolve(fail('SCANNER_BUSY')), cancel: ignore };
    this.#isCapturing = true;
    const stopping = { isAsked: false, now: ignore };
    const done = this.#inTurn(() => this.#captureNow(options, stopping)).finally(() => {
      this.#isCapturing = false;
    });
    return {
      done,
      cancel: () => {
        stopping.isAsked = true;
        stopping.now();
      },
    };
  };

  close = async (): Promise<void> => {
    this.#isClosed = true;
    this.#stopLooking();
    this.#listeners.clear();
    this.#ready?.line.stop();
    await this.#last;
    await this.#resting;
    await this.#putAway();
  };

  /** Looks at what is plugged in, now and from now on. */
  async look(): Promise<void> {
    const found = await this.#options.transport.list().catch(() => null);
    if (this.#isClosed) return;
    if (found !== null) this.#notice(found);
    const { pollMs = DEFAULT_POLL_MS, timers } = this.#options;
    this.#stopLooking = timers.after(pollMs, () => void this.look());
  }

  #notice(found: readonly HidDevice[]): void {
    const stayed = this.#known.filter(({ hid }) => found.some(({ path }) => path === hid.path));
    const came = found.flatMap((hid) => this.#recognise(hid, stayed));
    if (came.length === 0 && stayed.length === this.#known.length) return;
    this.#known = [...stayed, ...came];
    this.#options.log.info('scanner.devices', { count: this.#known.length });
    const devices = this.devices();
    for (const listener of this.#listeners) listener(devices);
  }

  #recognise(hid: HidDevice, stayed: readonly Known[]): readonly Known[] {
    if (stayed.some((known) => known.hid.path === hid.path)) return [];
    const models = this.#options.models ?? MODELS;
    const model = models.find((candidate) => candidate.recognises(hid));
    if (model === undefined) return [];
    return [{ hid, model, device: { id: hid.path, model: model.name, name: hid.product } }];
  }

  /** One talk after the other. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(() => this.#resting).then(work);
    this.#last = turn.catch(ignore);
    return turn;
  }

  async #open(): Promise<Result<Ready>> {
    if (this.#isClosed) return fail('SCANNER_CANCELLED');
    const ready = this.#ready;
    const isThere = this.#known.some(({ hid }) => hid.path === ready?.path);
    if (ready !== null && isThere && !ready.line.isLost) return ok(ready);
    await this.#putAway();
    let failed: Result<Ready> | null = null;
    for (const known of this.#inOrder()) {
      // One after the other: the first that answers is taken.
      const greeted = await this.#greet(known);
      if (greeted.ok) return greeted;
      failed ??= greeted;
    }
    return failed ?? fail('SCANNER_NOT_FOUND');
  }

  /** Those that surely are scanners first: behind a bridge there may be anything. */
  #inOrder(): readonly Known[] {
    const models = this.#options.models ?? MODELS;
    const rank = ({ model }: Known): number => models.indexOf(model);
    return [...this.#known].sort((a, b) => rank(a) - rank(b));
  }

  async #greet({ hid, model }: Known): Promise<Result<Ready>> {
    const { transport, timers, clock, crypto, random } = this.#options;
    const opened = await Line.open(transport, hid.path, timers);
    if (!opened.ok) return opened;
    const line = opened.value;
    const conversation = model.converse({
      nowMs: () => clock.monotonicMs(),
      randomBytes: (count) => random.bytes(count),
      crypto,
    });
    const info = await line.talk(conversation.greet());
    if (!info.ok) {
      await line.close();
      return info;
    }
    this.#ready = { path: hid.path, line, conversation, info: info.value };
    return ok(this.#ready);
  }

  async #captureNow(
    options: CaptureOptions,
    stopping: { readonly isAsked: boolean; now: () => void },
  ): Promise<Result<CapturedImage>> {
    const opened = await this.#open();
    if (!opened.ok) return opened;
    if (stopping.isAsked) return fail('SCANNER_CANCELLED');
    const { line, conversation } = opened.value;
    stopping.now = () => line.stop();
    const result = await line.talk(conversation.capture(this.#order(options)));
    stopping.now = ignore;
    return this.#settle(opened.value, result);
  }

  #order(options: CaptureOptions): CaptureOrder {
    const { timeoutMs, minQualityPercent = 0 } = options;
    assert(timeoutMs > 0 && timeoutMs <= MOST_TIMEOUT_MS, 'a capture has a sensible timeout');
    return {
      nonce: this.#options.random.bytes(NONCE_BYTES),
      timeoutMs,
      minQualityPercent,
      onFinger: options.onFinger ?? ignore,
      onImageProgress: options.onImageProgress ?? ignore,
      onGlimpse: options.onGlimpse ?? ignore,
    };
  }

  /** After a failure the device is brought to rest while the answer is already given. */
  #settle<T>(ready: Ready, result: Result<T>): Result<T> {
    if (!result.ok) {
      this.#options.log.warn('scanner.failed', { code: result.error.code });
      this.#resting = this.#rest(ready, result.error.code);
    }
    return result;
  }

  /** A device that cannot be brought to rest is put away, to be greeted anew. */
  async #rest({ line, conversation }: Ready, after: ErrorCode): Promise<void> {
    const rested = line.isLost ? null : await line.talk(conversation.rest());
    if (rested?.ok !== true || !ORDERLY_ENDS.has(after)) await this.#putAway();
  }

  async #putAway(): Promise<void> {
    const ready = this.#ready;
    this.#ready = null;
    await ready?.line.close();
  }
}

/** Looks at once, and goes on looking until `close`; `onDevices` tells what it finds. */
export function createHidScanner(options: HidScannerOptions): Scanner & {
  /** The first look is over. */
  readonly looked: Promise<void>;
} {
  const scanner = new HidScanner(options);
  return Object.assign(scanner, { looked: scanner.look() });
}
