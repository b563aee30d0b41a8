/**
 * What a driver needs of USB HID: a list of devices, and reports of one that is open. node-hid stands
 * behind it on a counter, a simulated scanner in tests and demonstrations. Types only.
 */
import type { Result } from '#domain/result.ts';

export interface HidDevice {
  /** Opens it; stays the same until it is unplugged. */
  readonly path: string;
  readonly vendorId: number;
  readonly productId: number;
  readonly usagePage: number;
  readonly usage: number;
  readonly product: string;
  readonly serialNumber: string;
}

/** A report that goes out. Its first byte is the report's id, 0 where the device numbers none. */
export interface OutgoingReport {
  readonly kind: 'output' | 'feature';
  readonly bytes: Uint8Array;
}

export interface HidListeners {
  /** One input report: with its id where the device numbers reports. The listener may overwrite it. */
  readonly onReport: (report: Uint8Array) => void;
  /** Unplugged, or the system's driver failed: nothing comes any more. At most once. */
  readonly onLost: () => void;
}

export interface OpenHidDevice {
  /** In the order of the calls. Rejects where the device is gone. */
  send(report: OutgoingReport): Promise<void>;
  close(): Promise<void>;
}

export interface HidTransport {
  /** Rejects only where the system itself fails. */
  list(): Promise<readonly HidDevice[]>;
  /** SCANNER_NOT_ALLOWED or SCANNER_UNPLUGGED on failure. */
  open(path: string, listeners: HidListeners): Promise<Result<OpenHidDevice>>;
}
