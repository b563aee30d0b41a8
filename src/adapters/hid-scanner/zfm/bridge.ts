/**
 * The CP2110 HID-to-UART bridge (Silicon Labs, AN434): reports 0x01 to 0x3F carry as many bytes as
 * their number says; feature reports set the line up (docs/spec/scanner.md, S24). Pure.
 */
import type { OutgoingReport } from '#adapters/hid-scanner/transport.ts';

export const CP2110_VENDOR_ID = 0x10c4;
export const CP2110_PRODUCT_ID = 0xea80;
export const BRIDGE_REPORT = { enable: 0x41, purge: 0x43, configure: 0x50 } as const;

const MOST_BYTES = 63;
const PURGE_BOTH = 3;
const NO_PARITY = 0;
const NO_FLOW_CONTROL = 0;
const EIGHT_DATA_BITS = 3;
const ONE_STOP_BIT = 0;

const feature = (...bytes: readonly number[]): OutgoingReport => ({
  kind: 'feature',
  bytes: Uint8Array.from(bytes),
});

/** Sets 8N1 at `baud`, opens the line and empties both of its buffers. */
export const setUpReports = (baud: number): readonly OutgoingReport[] => [
  feature(
    BRIDGE_REPORT.configure,
    (baud >>> 24) & 0xff,
    (baud >>> 16) & 0xff,
    (baud >>> 8) & 0xff,
    baud & 0xff,
    NO_PARITY,
    NO_FLOW_CONTROL,
    EIGHT_DATA_BITS,
    ONE_STOP_BIT,
  ),
  feature(BRIDGE_REPORT.enable, 1),
  purgeReport(),
];

export const purgeReport = (): OutgoingReport => feature(BRIDGE_REPORT.purge, PURGE_BOTH);

/** The reports that carry bytes, in order; the same in both directions. */
export function carry(bytes: Uint8Array): readonly Uint8Array[] {
  const reports: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; at += MOST_BYTES) {
    const part = bytes.subarray(at, at + MOST_BYTES);
    const report = new Uint8Array(part.length + 1);
    report[0] = part.length;
    report.set(part, 1);
    reports.push(report);
  }
  return reports;
}

/** The bytes in an input report; empty for any other report. */
export function carried(report: Uint8Array): Uint8Array {
  const count = report[0] ?? 0;
  const isData = count >= 1 && count <= MOST_BYTES && report.length > count;
  return isData ? report.subarray(1, 1 + count) : new Uint8Array();
}
