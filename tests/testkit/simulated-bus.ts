/** A USB bus in memory: simulated scanners are plugged in and out, a driver sees the transport. */
import { fail, ok } from '#domain/result.ts';
import type { HidDevice, HidListeners, HidTransport } from '#adapters/hid-scanner/transport.ts';
import type { SimulatedScanner } from '#adapters/simulated-scanner/device.ts';

export interface SimulatedBus {
  readonly transport: HidTransport;
  /** Answers the path it is found at. */
  plug(scanner: SimulatedScanner): string;
  unplug(scanner: SimulatedScanner): void;
}

interface Socket {
  readonly scanner: SimulatedScanner;
  readonly device: HidDevice;
  listeners: HidListeners | null;
}

const UNNUMBERED = 0;

function deliver(scanner: SimulatedScanner, bytes: Uint8Array): void {
  scanner.output((bytes[0] === UNNUMBERED ? bytes.subarray(1) : bytes).slice());
}

export function createSimulatedBus(): SimulatedBus {
  const sockets = new Map<string, Socket>();
  let plugged = 0;

  const remove = (path: string): void => {
    const listeners = sockets.get(path)?.listeners;
    sockets.delete(path);
    listeners?.onLost();
  };
  const pathOf = (scanner: SimulatedScanner): string | undefined =>
    [...sockets].find(([, socket]) => socket.scanner === scanner)?.[0];

  return {
    transport: {
      list: () => Promise.resolve([...sockets.values()].map(({ device }) => device)),
      open: (path, listeners) => {
        const socket = sockets.get(path);
        if (socket === undefined) return Promise.resolve(fail('SCANNER_UNPLUGGED'));
        socket.listeners = listeners;
        return Promise.resolve(
          ok({
            send: ({ kind, bytes }) => {
              if (sockets.get(path) !== socket) return Promise.reject(new Error('unplugged'));
              if (kind === 'feature') socket.scanner.feature(bytes.slice());
              else deliver(socket.scanner, bytes);
              return Promise.resolve();
            },
            close: () => {
              socket.listeners = null;
              return Promise.resolve();
            },
          }),
        );
      },
    },
    plug: (scanner) => {
      plugged += 1;
      const path = `simulated:${plugged}`;
      sockets.set(path, { scanner, device: { path, ...scanner.hid }, listeners: null });
      scanner.plugIn({
        // Nobody listens: lost, as on a real bus.
        toHost: (report) => sockets.get(path)?.listeners?.onReport(report.slice()),
        pull: () => remove(path),
      });
      return path;
    },
    unplug: (scanner) => {
      const path = pathOf(scanner);
      if (path === undefined) return;
      scanner.plugOut();
      remove(path);
    },
  };
}
