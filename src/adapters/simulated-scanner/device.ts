/** What a simulated device is to the cable that it hangs on, in memory or as a true kernel device. */
import type { HidDevice } from '#adapters/hid-scanner/transport.ts';
import type { Timers } from '#terminal/ports/system.ts';
import type { ScannerFaults } from './faults.ts';
import type { Cable } from './outbox.ts';
import type { Plate } from './plate.ts';

export interface SimulatedScanner {
  readonly hid: Omit<HidDevice, 'path'>;
  /** For a kernel device. */
  readonly reportDescriptor: Uint8Array;
  readonly plate: Plate;
  faults(): ScannerFaults;
  setFaults(changes: Partial<ScannerFaults>): void;
  /** Power comes on: it remembers nothing but its last capture. */
  plugIn(cable: Cable): void;
  plugOut(): void;
  /** An output report; with its id only where this device numbers reports. */
  output(report: Uint8Array): void;
  /** A feature report, with its id. */
  feature(report: Uint8Array): void;
  /** Images that it still holds, for a test that it forgets them. */
  readonly heldImages: number;
}

export interface SimulatedScannerOptions {
  readonly timers: Timers;
  readonly serial?: string;
  readonly width?: number;
  readonly height?: number;
  /** The pace of its reports. */
  readonly msPerReport?: number;
}
