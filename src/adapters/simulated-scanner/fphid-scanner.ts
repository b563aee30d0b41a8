/**
 * A simulated scanner that speaks FPHID/1, with a key of its own and every fault. It keeps to the rules
 * a device must keep (docs/spec/scanner.md), its memory included: one image, forgotten when fetched.
 */
import { equalBytes } from '#domain/bytes.ts';
import { FPHID_USAGE, FPHID_USAGE_PAGE } from '#adapters/hid-scanner/fphid/model.ts';
import {
  Assembler,
  BROADCAST_CID,
  encodeMessage,
  FLAG,
} from '#adapters/hid-scanner/fphid/framing.ts';
import type { Message } from '#adapters/hid-scanner/fphid/framing.ts';
import * as wire from '#adapters/hid-scanner/fphid/messages.ts';
import type { FingerState } from '#terminal/ports/scanner.ts';
import { plainDescriptor } from './descriptors.ts';
import type { SimulatedScanner, SimulatedScannerOptions } from './device.ts';
import { NO_SCANNER_FAULTS, type ScannerFaults } from './faults.ts';
import { describe, develop, DPI, makeKeys, type Held } from './fphid-image.ts';
import { Outbox, type Cable } from './outbox.ts';
import { coverage, createPlate, glance, onSensor, type FingerImage, type Plate } from './plate.ts';

export interface FphidScannerOptions extends SimulatedScannerOptions {
  /** 64, 512 or 1024. */
  readonly reportBytes?: number;
  readonly capabilities?: number;
  readonly version?: number;
  /** The largest share that it answers at once. */
  readonly maxChunkBytes?: number;
}

/** Test identifiers of the open registry pid.codes: no product has them. */
export const SIMULATED_VENDOR_ID = 0x1209;
export const SIMULATED_PRODUCT_ID = 0x0001;

const LOOK_MS = 40;
const STATUS_MS = 250;
const EXPOSURE_MS = 120;
const OBJECT_LIFE_MS = 30_000;

interface Capture {
  readonly request: wire.CaptureRequest;
  leftMs: number;
  sinceStatusMs: number;
  sinceFingerMs: number | null;
}

const { echoesNonce, signs, light, looks } = wire.CAPABILITY;
const ALL = echoesNonce | signs | light | looks;

export class FphidScanner implements SimulatedScanner {
  readonly hid: SimulatedScanner['hid'];
  readonly reportDescriptor: Uint8Array;
  readonly plate: Plate = createPlate();
  /** The last light that was asked for. */
  light = 0;
  readonly #options: Required<FphidScannerOptions>;
  readonly #keys = makeKeys();
  readonly #stranger = makeKeys();
  readonly #outbox: Outbox;
  readonly #assembler = new Assembler();
  #faults: ScannerFaults = NO_SCANNER_FAULTS;
  #outputs = 0;
  #cid = 0;
  #handle = 0;
  #state: FingerState = { stage: 'waiting', hint: 'none', qualityPercent: null };
  #capture: Capture | null = null;
  #lastNonce: Uint8Array | null = null;
  #held: Held | null = null;
  /** What a replaying device sends again. */
  #old: Held | null = null;
  #stopLooking: (() => void) | null = null;
  #stopForgetting: (() => void) | null = null;

  constructor(options: FphidScannerOptions) {
    this.#options = {
      serial: 'SIM-0001',
      width: 256,
      height: 360,
      msPerReport: 0,
      reportBytes: 64,
      capabilities: ALL,
      version: wire.PROTOCOL_VERSION,
      maxChunkBytes: 16_384,
      ...options,
    };
    const { serial, reportBytes, msPerReport, timers } = this.#options;
    this.hid = {
      vendorId: SIMULATED_VENDOR_ID,
      productId: SIMULATED_PRODUCT_ID,
      usagePage: FPHID_USAGE_PAGE,
      usage: FPHID_USAGE,
      product: 'Raseed simulated scanner',
      serialNumber: serial,
    };
    this.reportDescriptor = plainDescriptor(FPHID_USAGE_PAGE, FPHID_USAGE, reportBytes);
    this.#outbox = new Outbox({
      timers,
      msPerReport,
      faults: () => this.#faults,
      onPulled: () => {
        // Once: plugged in again, it stays in.
        this.#faults = { ...this.#faults, unplugAfterReports: null };
        this.plugOut();
      },
    });
  }

  get heldImages(): number {
    return this.#held === null ? 0 : 1;
  }

  faults(): ScannerFaults {
    return this.#faults;
  }

  setFaults(changes: Partial<ScannerFaults>): void {
    this.#faults = { ...this.#faults, ...changes };
    this.#outputs = 0;
    this.#outbox.restart();
  }

  plugIn(cable: Cable): void {
    this.#outbox.connect(cable);
    this.#outbox.restart();
  }

  plugOut(): void {
    this.#outbox.disconnect();
    this.#stopCapture();
    this.#forget();
    this.#assembler.reset();
    this.#cid = 0;
  }

  feature(): void {
    // This device has no feature reports.
  }

  output(report: Uint8Array): void {
    this.#outputs += 1;
    const { loseOutputEvery } = this.#faults;
    if (loseOutputEvery !== null && this.#outputs % loseOutputEvery === 0) return;
    const taken = this.#assembler.take(report, (cid) => cid === BROADCAST_CID || cid !== 0);
    if (taken.kind === 'message') this.#obey(taken.message);
    if (taken.kind === 'damaged') {
      const { checksum, sequence, length } = wire.DEVICE_ERROR;
      const code = { checksum, sequence, length }[taken.damage];
      this.#error({ cid: this.#cid, tid: taken.tid }, code);
    }
  }

  #send(message: Omit<Message, 'cid'>, cid = this.#cid): void {
    this.#outbox.post(encodeMessage({ ...message, cid }, this.#options.reportBytes));
  }

  #answer(to: Message, payload: Uint8Array): void {
    const { command, tid, cid } = to;
    this.#send({ command, flags: FLAG.response, tid, payload }, cid);
  }

  #error(to: { readonly cid: number; readonly tid: number }, code: number): void {
    const flags = FLAG.response | FLAG.error;
    const payload = Uint8Array.of(code);
    this.#send({ command: wire.COMMAND.error, flags, tid: to.tid, payload }, to.cid);
  }

  #event(command: number, payload: Uint8Array): void {
    this.#send({ command, flags: FLAG.event, tid: 0, payload });
  }

  #obey(message: Message): void {
    if (message.command === wire.COMMAND.init && message.cid === BROADCAST_CID) {
      this.#greet(message);
      return;
    }
    if (message.cid !== this.#cid) {
      this.#error(message, wire.DEVICE_ERROR.channel);
      return;
    }
    switch (message.command) {
      case wire.COMMAND.ping:
        this.#answer(message, message.payload);
        return;
      case wire.COMMAND.getInfo:
        this.#answer(message, describe(this.#options, this.#ownKey()));
        return;
      case wire.COMMAND.capture:
        this.#orderCapture(message);
        return;
      case wire.COMMAND.finger:
        this.#answer(message, this.#fingerAnswer());
        return;
      case wire.COMMAND.look:
        this.#show(message);
        return;
      case wire.COMMAND.read:
        this.#read(message);
        return;
      case wire.COMMAND.cancel:
        this.#outbox.clear();
        this.#stopCapture();
        this.#forget();
        this.#answer(message, new Uint8Array());
        return;
      case wire.COMMAND.release:
        this.#forget();
        this.#answer(message, new Uint8Array());
        return;
      case wire.COMMAND.light:
        this.light = message.payload[0] ?? 0;
        this.#answer(message, new Uint8Array());
        return;
      default:
        this.#error(message, wire.DEVICE_ERROR.command);
    }
  }

  #greet(message: Message): void {
    const { version, reportBytes, maxChunkBytes, capabilities } = this.#options;
    this.#stopCapture();
    this.#forget();
    this.#cid = (this.#cid % 0xffff) + 1;
    const nonce = message.payload.slice(0, wire.GREETING_NONCE_BYTES);
    const greeting = { nonce, cid: this.#cid, version, reportBytes, maxChunkBytes, capabilities };
    this.#answer(message, wire.writeGreeting(greeting));
  }

  #can(capability: number): boolean {
    return (this.#options.capabilities & capability) !== 0;
  }

  #ownKey(): Uint8Array | null {
    return this.#can(wire.CAPABILITY.signs) ? this.#keys.publicKey : null;
  }

  #orderCapture(message: Message): void {
    const request = wire.readCapture(message.payload);
    if (request === null || !request.formats.includes(wire.FORMAT.raw8)) {
      this.#error(message, wire.DEVICE_ERROR.parameter);
      return;
    }
    // The order was heard before and its answer lost: nothing begins anew.
    const isKnown = this.#lastNonce !== null && equalBytes(this.#lastNonce, request.nonce);
    this.#answer(message, new Uint8Array());
    if (isKnown) return;
    this.#stopCapture();
    this.#forget();
    this.#lastNonce = request.nonce;
    this.#capture = { request, leftMs: request.timeoutMs, sinceStatusMs: 0, sinceFingerMs: null };
    if (this.#faults.replay && this.#old !== null) {
      this.#offer(this.#old);
      return;
    }
    this.#say({ stage: 'waiting', hint: 'none', qualityPercent: null });
    this.#look();
  }

  #say(state: FingerState): void {
    this.#state = state;
    if (this.#capture !== null) this.#capture.sinceStatusMs = 0;
    this.#event(wire.COMMAND.status, wire.writeStatus(state));
  }

  #look(): void {
    this.#stopLooking = this.#options.timers.after(LOOK_MS, () => {
      const capture = this.#capture;
      if (capture === null) return;
      capture.leftMs -= LOOK_MS;
      capture.sinceStatusMs += LOOK_MS;
      if (!this.#watchFinger(capture)) return;
      if (capture.sinceStatusMs >= STATUS_MS) this.#say(this.#state);
      this.#look();
    });
  }

  #fail(code: number): false {
    this.#stopCapture();
    this.#send({
      command: wire.COMMAND.error,
      flags: FLAG.event | FLAG.error,
      tid: 0,
      payload: Uint8Array.of(code),
    });
    return false;
  }

  /** One look at the glass; false where the capture has ended. */
  #watchFinger(capture: Capture): boolean {
    if (this.#faults.sensorBroken) return this.#fail(wire.DEVICE_ERROR.sensor);
    if (capture.leftMs <= 0) return this.#fail(wire.DEVICE_ERROR.timeout);
    const { finger } = this.plate;
    if (finger === null) {
      if (capture.sinceFingerMs !== null) {
        this.#say({ stage: 'waiting', hint: 'lifted-early', qualityPercent: null });
      }
      capture.sinceFingerMs = null;
      return true;
    }
    if (capture.sinceFingerMs === null) {
      capture.sinceFingerMs = 0;
      this.#say({ stage: 'finger-on', hint: 'none', qualityPercent: null });
      if (this.#faults.liftEarly) {
        this.setFaults({ liftEarly: false });
        this.plate.lift();
      }
      return true;
    }
    capture.sinceFingerMs += LOOK_MS;
    return capture.sinceFingerMs < EXPOSURE_MS || this.#expose(capture, finger);
  }

  #expose(capture: Capture, finger: FingerImage): boolean {
    if (this.#faults.fakeFinger) return this.#fail(wire.DEVICE_ERROR.fakeFinger);
    const { width, height } = this.#options;
    const bytes = onSensor(finger, width, height);
    const qualityPercent = coverage(bytes);
    if (qualityPercent < capture.request.minQualityPercent) {
      capture.sinceFingerMs = 0;
      this.#say({ stage: 'finger-on', hint: 'press-harder', qualityPercent });
      return true;
    }
    this.#say({ stage: 'processing', hint: 'none', qualityPercent });
    this.#offer(this.#develop(bytes, qualityPercent, capture.request.nonce));
    return false;
  }

  #develop(bytes: Uint8Array, qualityPercent: number, nonce: Uint8Array): Held {
    const { width, height, serial } = this.#options;
    this.#handle = (this.#handle % 0xffff) + 1;
    const keys = this.#faults.forge ? this.#stranger : this.#keys;
    return develop(bytes, {
      handle: this.#handle,
      width: this.#faults.wrongSize ? width - 8 : width,
      height,
      dpi: DPI,
      qualityPercent,
      nonce,
      serial,
      isEchoing: this.#can(wire.CAPABILITY.echoesNonce),
      keys: this.#can(wire.CAPABILITY.signs) ? keys : null,
    });
  }

  #offer(held: Held): void {
    this.#stopCapture();
    this.#held = { ready: held.ready, bytes: held.bytes.slice() };
    if (this.#faults.replay) this.#old = held;
    this.#stopForgetting = this.#options.timers.after(OBJECT_LIFE_MS, () => this.#forget());
    this.#event(wire.COMMAND.objectReady, wire.writeReady(held.ready));
  }

  /** A device that is done says so again to whoever asks: the event may have been lost. */
  #fingerAnswer(): Uint8Array {
    const status = wire.writeStatus(this.#state);
    if (this.#held === null) return status;
    return Uint8Array.from([...status, ...wire.writeReady(this.#held.ready)]);
  }

  /** What lies on the glass, where a capture runs. */
  #show(message: Message): void {
    if (!this.#can(looks)) {
      this.#error(message, wire.DEVICE_ERROR.command);
      return;
    }
    const { width, height } = this.#options;
    const { finger } = this.plate;
    const seen = this.#capture === null || finger === null ? null : glance(finger, width, height);
    this.#answer(message, seen === null ? Uint8Array.of(0, 0) : wire.writeLook(seen));
  }

  #read(message: Message): void {
    const request = wire.readRead(message.payload);
    const held = this.#held;
    if (request === null) {
      this.#error(message, wire.DEVICE_ERROR.parameter);
      return;
    }
    const end = request.offset + request.length;
    if (held === null || held.ready.handle !== request.handle || end > held.bytes.length) {
      this.#error(message, wire.DEVICE_ERROR.noObject);
      return;
    }
    this.#answer(message, held.bytes.subarray(request.offset, end));
  }

  #stopCapture(): void {
    this.#capture = null;
    this.#stopLooking?.();
    this.#stopLooking = null;
  }

  #forget(): void {
    this.#stopForgetting?.();
    this.#stopForgetting = null;
    this.#held?.bytes.fill(0);
    this.#held = null;
  }
}
