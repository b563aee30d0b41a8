/**
 * A simulated R30x or R503 module behind a simulated CP2110 bridge: the bridge's reports on one side,
 * EF01 packets on the other, at the pace of the line between them, with every fault.
 */
import {
  BRIDGE_REPORT,
  carried,
  carry,
  CP2110_PRODUCT_ID,
  CP2110_VENDOR_ID,
} from '#adapters/hid-scanner/zfm/bridge.ts';
import { MODULE_CODE, MODULE_COMMAND } from '#adapters/hid-scanner/zfm/ask.ts';
import { encodePacket, PACKET, PacketReader } from '#adapters/hid-scanner/zfm/packets.ts';
import { concatBytes, utf8 } from '#domain/bytes.ts';
import { bridgeDescriptor } from './descriptors.ts';
import type { SimulatedScanner, SimulatedScannerOptions } from './device.ts';
import { NO_SCANNER_FAULTS, type ScannerFaults } from './faults.ts';
import { Outbox, type Cable } from './outbox.ts';
import { createPlate, onSensor, type Plate } from './plate.ts';

export interface ZfmScannerOptions extends SimulatedScannerOptions {
  /** `R503` says what it is and has a light; `R307` does not. */
  readonly module?: 'R307' | 'R503';
}

const DATA_BYTES = 128;
const UNKNOWN_COMMAND = 0x1a;
const SENSOR_FAULT = 0x29;
const UART_ON = 1;

/** Two pixels a byte, the left one in the high half. */
function pack(pixels: Uint8Array): Uint8Array {
  const packed = new Uint8Array(pixels.length / 2);
  for (const at of packed.keys()) {
    packed[at] = ((pixels[at * 2] ?? 0) & 0xf0) | ((pixels[at * 2 + 1] ?? 0) >> 4);
  }
  return packed;
}

const padded = (text: string, bytes: number): Uint8Array => {
  const field = new Uint8Array(bytes);
  field.set(utf8(text).subarray(0, bytes));
  return field;
};

export class ZfmScanner implements SimulatedScanner {
  readonly hid: SimulatedScanner['hid'] = {
    vendorId: CP2110_VENDOR_ID,
    productId: CP2110_PRODUCT_ID,
    usagePage: 0xff00,
    usage: 0x01,
    product: 'CP2110 HID USB-to-UART Bridge',
    serialNumber: '',
  };
  readonly reportDescriptor = bridgeDescriptor([
    [BRIDGE_REPORT.enable, 1],
    [BRIDGE_REPORT.purge, 1],
    [BRIDGE_REPORT.configure, 8],
  ]);
  readonly plate: Plate = createPlate();
  /** The last pattern of the ring of light, as it was sent. */
  aura: readonly number[] = [];
  baud = 0;
  readonly #options: Required<ZfmScannerOptions>;
  readonly #outbox: Outbox;
  readonly #reader = new PacketReader();
  #faults: ScannerFaults = NO_SCANNER_FAULTS;
  #outputs = 0;
  #isOpen = false;
  #image: Uint8Array | null = null;

  constructor(options: ZfmScannerOptions) {
    const isR503 = options.module === 'R503';
    const size = isR503 ? { width: 192, height: 192 } : { width: 256, height: 288 };
    // 63 bytes at 57,600 baud.
    this.#options = { serial: '', module: 'R307', msPerReport: 11, ...size, ...options };
    this.#outbox = new Outbox({
      timers: options.timers,
      msPerReport: this.#options.msPerReport,
      faults: () => this.#faults,
      onPulled: () => {
        // Once: plugged in again, it stays in.
        this.#faults = { ...this.#faults, unplugAfterReports: null };
        this.plugOut();
      },
    });
  }

  get heldImages(): number {
    return this.#image === null ? 0 : 1;
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
    this.#reader.reset();
    this.#isOpen = false;
    this.#image = null;
  }

  feature(report: Uint8Array): void {
    const [id, first = 0] = report;
    if (id === BRIDGE_REPORT.enable) this.#isOpen = first === UART_ON;
    if (id === BRIDGE_REPORT.configure && report.length >= 9) {
      this.baud = new DataView(report.buffer, report.byteOffset).getUint32(1);
    }
    // What the module has still to say comes nevertheless; only the bridge's own buffer is emptied.
  }

  output(report: Uint8Array): void {
    this.#outputs += 1;
    const { loseOutputEvery } = this.#faults;
    if (loseOutputEvery !== null && this.#outputs % loseOutputEvery === 0) return;
    if (!this.#isOpen) return;
    this.#reader.push(carried(report));
    for (let read = this.#reader.next(); read !== null; read = this.#reader.next()) {
      if (read.kind === 'packet' && read.packet.kind === PACKET.command) {
        this.#obey(read.packet.payload);
      }
    }
  }

  #send(kind: number, payload: Uint8Array): void {
    this.#outbox.post(carry(encodePacket({ kind, payload })));
  }

  #answer(code: number, data: Uint8Array = new Uint8Array()): void {
    this.#send(PACKET.answer, concatBytes(Uint8Array.of(code), data));
  }

  #obey(payload: Uint8Array): void {
    const [command, ...parameters] = payload;
    switch (command) {
      case MODULE_COMMAND.verifyPassword:
        this.#answer(parameters.every((byte) => byte === 0) ? MODULE_CODE.ok : 0x13);
        return;
      case MODULE_COMMAND.takeImage:
        this.#answer(this.#takeImage());
        return;
      case MODULE_COMMAND.sendImage:
        this.#sendImage();
        return;
      case MODULE_COMMAND.productInfo:
        this.#sayProduct();
        return;
      case MODULE_COMMAND.auraLight:
        this.aura = parameters;
        this.#answer(this.#options.module === 'R503' ? MODULE_CODE.ok : UNKNOWN_COMMAND);
        return;
      default:
        this.#answer(UNKNOWN_COMMAND);
    }
  }

  #takeImage(): number {
    if (this.#faults.sensorBroken) return SENSOR_FAULT;
    const { finger } = this.plate;
    if (finger === null) return MODULE_CODE.noFinger;
    if (this.#faults.liftEarly) {
      this.setFaults({ liftEarly: false });
      this.plate.lift();
      return MODULE_CODE.unclear;
    }
    const { width, height } = this.#options;
    this.#image = pack(onSensor(finger, width, height));
    return MODULE_CODE.ok;
  }

  #sendImage(): void {
    const image = this.#image;
    if (image === null) {
      this.#answer(0x0f);
      return;
    }
    this.#answer(MODULE_CODE.ok);
    const end = this.#faults.wrongSize ? image.length - DATA_BYTES : image.length;
    // The module writes a stream: packets do not begin with a report.
    const packets: Uint8Array[] = [];
    for (let at = 0; at < end; at += DATA_BYTES) {
      const kind = at + DATA_BYTES >= end ? PACKET.lastData : PACKET.data;
      packets.push(encodePacket({ kind, payload: image.subarray(at, at + DATA_BYTES) }));
    }
    this.#outbox.post(carry(concatBytes(...packets)));
  }

  #sayProduct(): void {
    const { module, width, height, serial } = this.#options;
    if (module !== 'R503') {
      this.#answer(UNKNOWN_COMMAND);
      return;
    }
    const sizes = new Uint8Array(8);
    new DataView(sizes.buffer).setUint16(0, width);
    new DataView(sizes.buffer).setUint16(2, height);
    this.#answer(
      MODULE_CODE.ok,
      concatBytes(
        padded('R503', 16),
        padded('', 4),
        padded(serial, 8),
        Uint8Array.of(1, 0),
        padded('GROW', 8),
        sizes,
      ),
    );
  }
}
