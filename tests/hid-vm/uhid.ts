/**
 * A device of our own in Linux: the events of /dev/uhid (include/uapi/linux/uhid.h), fixed-size packed
 * structs in native order, as values and bytes, and the open file that they go through.
 */
import { constants, openSync, read, writeSync } from 'node:fs';
import type { HidDevice } from '#adapters/hid-scanner/transport.ts';

const EVENT = {
  destroy: 1,
  output: 6,
  getReport: 9,
  getReportReply: 10,
  create2: 11,
  input2: 12,
  setReport: 13,
  setReportReply: 14,
} as const;

const DATA_MAX = 4096;
const BUS_USB = 3;
const LARGEST_EVENT = 4 + 4372;
const IO_ERROR = 5;

function createEvent(device: Omit<HidDevice, 'path'>, descriptor: Uint8Array): Buffer {
  const event = Buffer.alloc(4 + 128 + 64 + 64 + 2 + 2 + 16 + descriptor.length);
  event.writeUInt32LE(EVENT.create2, 0);
  event.write(device.product, 4, 127);
  event.write('simulated/input0', 132, 63);
  event.write(device.serialNumber, 196, 63);
  event.writeUInt16LE(descriptor.length, 260);
  event.writeUInt16LE(BUS_USB, 262);
  event.writeUInt32LE(device.vendorId, 264);
  event.writeUInt32LE(device.productId, 268);
  event.set(descriptor, 280);
  return event;
}

function inputEvent(report: Uint8Array): Buffer {
  const event = Buffer.alloc(6 + report.length);
  event.writeUInt32LE(EVENT.input2, 0);
  event.writeUInt16LE(report.length, 4);
  event.set(report, 6);
  return event;
}

const simpleEvent = (type: number): Buffer => {
  const event = Buffer.alloc(4);
  event.writeUInt32LE(type, 0);
  return event;
};

const replyEvent = (type: number, id: number, error: number): Buffer => {
  const event = Buffer.alloc(12);
  event.writeUInt32LE(type, 0);
  event.writeUInt32LE(id, 4);
  event.writeUInt16LE(error, 8);
  return event;
};

export interface UhidListeners {
  readonly onOutput: (report: Uint8Array) => void;
  readonly onFeature: (report: Uint8Array) => void;
}

/** One open /dev/uhid: it makes devices, one after the other. */
export class Uhid {
  readonly #fd = openSync('/dev/uhid', constants.O_RDWR);
  readonly #event = Buffer.alloc(LARGEST_EVENT);
  #listeners: UhidListeners | null = null;

  constructor() {
    this.#read();
  }

  plug(device: Omit<HidDevice, 'path'>, descriptor: Uint8Array, listeners: UhidListeners): void {
    this.#listeners = listeners;
    writeSync(this.#fd, createEvent(device, descriptor));
  }

  input(report: Uint8Array): void {
    if (this.#listeners !== null) writeSync(this.#fd, inputEvent(report));
  }

  unplug(): void {
    if (this.#listeners === null) return;
    this.#listeners = null;
    writeSync(this.#fd, simpleEvent(EVENT.destroy));
  }

  /** A read waits in the kernel for ever: this program ends by a signal. */
  #read(): void {
    read(this.#fd, this.#event, 0, LARGEST_EVENT, null, (error) => {
      if (error !== null) throw error;
      this.#take(this.#event);
      this.#read();
    });
  }

  #take(event: Buffer): void {
    const type = event.readUInt32LE(0);
    if (type === EVENT.output) {
      const size = event.readUInt16LE(4 + DATA_MAX);
      // The kernel hands on what was written: a zero stands before a report without a number.
      const first = event[4] === 0 ? 1 : 0;
      this.#listeners?.onOutput(Uint8Array.from(event.subarray(4 + first, 4 + size)));
    }
    if (type === EVENT.setReport) {
      const size = event.readUInt16LE(10);
      this.#listeners?.onFeature(Uint8Array.from(event.subarray(12, 12 + size)));
      writeSync(this.#fd, replyEvent(EVENT.setReportReply, event.readUInt32LE(4), 0));
    }
    if (type === EVENT.getReport) {
      writeSync(this.#fd, replyEvent(EVENT.getReportReply, event.readUInt32LE(4), IO_ERROR));
    }
  }
}
