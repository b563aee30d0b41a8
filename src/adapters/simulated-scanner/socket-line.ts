/**
 * Reports over a loopback socket, so that a simulated scanner can be a program of its own: each is
 * one byte of kind, two of length (big-endian), and the report. Both ends are here.
 */
import { once } from 'node:events';
import { createConnection, type Socket } from 'node:net';
import { concatBytes } from '#domain/bytes.ts';
import { fail, ok } from '#domain/result.ts';
import type { HidDevice, HidTransport, OpenHidDevice } from '#adapters/hid-scanner/transport.ts';

const LOOPBACK = '127.0.0.1';
const HEAD_BYTES = 3;

export const LINE_KIND = { input: 1, output: 2, feature: 3 } as const;

export const writeLine = (kind: number, report: Uint8Array): Uint8Array =>
  concatBytes(Uint8Array.of(kind, report.length >> 8, report.length & 0xff), report);

/** Cuts a stream into reports. */
export function createLineReader(
  onReport: (kind: number, report: Uint8Array) => void,
): (bytes: Uint8Array) => void {
  let held: Uint8Array = new Uint8Array();
  return (bytes) => {
    held = concatBytes(held, bytes);
    let at = 0;
    while (held.length - at >= HEAD_BYTES) {
      const length = ((held[at + 1] ?? 0) << 8) | (held[at + 2] ?? 0);
      const end = at + HEAD_BYTES + length;
      if (held.length < end) break;
      onReport(held[at] ?? 0, held.slice(at + HEAD_BYTES, end));
      at = end;
    }
    const rest = held.slice(at);
    held.fill(0);
    held = rest;
  };
}

const wrap = (socket: Socket): OpenHidDevice => ({
  send: ({ kind, bytes }) =>
    new Promise((resolve, reject) => {
      socket.write(writeLine(LINE_KIND[kind], bytes), (error) => {
        if (error) reject(error);
        else resolve();
      });
    }),
  close: () => {
    socket.destroy();
    return Promise.resolve();
  },
});

interface Listed {
  readonly port: number;
  readonly devices: readonly HidDevice[];
}

/** The transport to a simulated scanner that runs at a desk (`http://127.0.0.1:PORT/`). */
export function createSimulatedScannerTransport(deskUrl: string): HidTransport {
  const look = async (): Promise<Listed> => {
    const answer = await fetch(new URL('devices', deskUrl)).catch(() => null);
    if (answer?.ok !== true) return { port: 0, devices: [] };
    return (await answer.json()) as Listed;
  };
  return {
    list: async () => (await look()).devices,
    open: async (path, listeners) => {
      const { port, devices } = await look();
      if (!devices.some((device) => device.path === path)) return fail('SCANNER_UNPLUGGED');
      const socket = createConnection({ host: LOOPBACK, port, noDelay: true });
      const connected = await once(socket, 'connect').catch(() => null);
      if (connected === null) return fail('SCANNER_UNPLUGGED');
      const read = createLineReader((kind, report) => {
        if (kind === LINE_KIND.input) listeners.onReport(report);
      });
      socket.on('data', (bytes: Buffer) => read(bytes));
      socket.on('error', () => undefined);
      socket.on('close', () => listeners.onLost());
      return ok(wrap(socket));
    },
  };
}
