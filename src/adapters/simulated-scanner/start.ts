/**
 * A simulated scanner on loopback: its reports on one port, its desk on another. The driver reaches
 * it by `createSimulatedScannerTransport` and speaks to it as to a real one.
 */
import { once } from 'node:events';
import { createServer as createHttpServer } from 'node:http';
import { createServer, type Server, type Socket } from 'node:net';
import { nodeTimers } from '#adapters/system/node-ports.ts';
import { assert } from '#domain/result.ts';
import { answerAtScannerDesk, type ScannerDesk } from './desk.ts';
import type { SimulatedScanner } from './device.ts';
import { FphidScanner } from './fphid-scanner.ts';
import { ownerOf } from './people.ts';
import { createMadeUpFingers, readPicture } from './pictures.ts';
import { createLineReader, LINE_KIND, writeLine } from './socket-line.ts';
import { ZfmScanner } from './zfm-scanner.ts';

const LOOPBACK = '127.0.0.1';
const UNNUMBERED = 0;

export interface StartOptions {
  readonly model: 'fphid' | 'r307' | 'r503';
  /** 0 picks a free one. */
  readonly deskPort: number;
}

export interface RunningScanner {
  readonly deskUrl: string;
  close(): Promise<void>;
}

function makeScanner(model: StartOptions['model']): SimulatedScanner {
  if (model === 'fphid') return new FphidScanner({ timers: nodeTimers });
  return new ZfmScanner({ timers: nodeTimers, module: model === 'r307' ? 'R307' : 'R503' });
}

async function listen(server: Server, port: number): Promise<number> {
  server.listen(port, LOOPBACK);
  await once(server, 'listening');
  const address = server.address();
  assert(address !== null && typeof address === 'object', 'listening without a port');
  return address.port;
}

async function shut(server: Server): Promise<void> {
  server.close();
  await once(server, 'close');
}

/** The cable: one host at a time, as one program owns a device. */
class Cable {
  readonly #scanner: SimulatedScanner;
  #socket: Socket | null = null;
  #plugged = 0;
  #isPlugged = false;

  constructor(scanner: SimulatedScanner) {
    this.#scanner = scanner;
  }

  get path(): string | null {
    return this.#isPlugged ? `simulated:${this.#plugged}` : null;
  }

  plug(isPlugged: boolean): void {
    if (isPlugged === this.#isPlugged) return;
    this.#isPlugged = isPlugged;
    if (!isPlugged) {
      this.#scanner.plugOut();
      this.#socket?.destroy();
      return;
    }
    this.#plugged += 1;
    this.#scanner.plugIn({
      toHost: (report) => this.#socket?.write(writeLine(LINE_KIND.input, report)),
      pull: () => this.plug(false),
    });
  }

  connect(socket: Socket): void {
    if (!this.#isPlugged) {
      socket.destroy();
      return;
    }
    this.#socket?.destroy();
    this.#socket = socket;
    const read = createLineReader((kind, report) => {
      if (kind === LINE_KIND.feature) this.#scanner.feature(report);
      else this.#scanner.output(report[0] === UNNUMBERED ? report.subarray(1) : report);
    });
    socket.setNoDelay(true);
    socket.on('error', () => undefined);
    socket.on('data', (bytes: Buffer) => read(bytes));
  }
}

function makeDesk(scanner: SimulatedScanner, cable: Cable, port: () => number): ScannerDesk {
  const fingers = createMadeUpFingers();
  let presses = 0;
  let onGlass: number | null = null;
  let stopHolding: (() => void) | null = null;
  const lift = (): void => {
    stopHolding?.();
    onGlass = null;
    scanner.plate.lift();
  };
  return {
    devices: () => {
      const { path } = cable;
      return { port: port(), devices: path === null ? [] : [{ path, ...scanner.hid }] };
    },
    press: ({ finger, press, way, holdMs }) => {
      presses += 1;
      lift();
      const usual = ownerOf(finger)?.person.worn === true ? 'worn' : 'well';
      scanner.plate.put(fingers.press({ finger, press: press ?? presses, way: way ?? usual }));
      onGlass = finger;
      if (holdMs !== undefined) stopHolding = nodeTimers.after(holdMs, lift);
    },
    picture: (bytes) => {
      const image = readPicture(bytes);
      if (image === null) return false;
      lift();
      scanner.plate.put(image);
      return true;
    },
    lift,
    plug: (isPlugged) => cable.plug(isPlugged),
    faults: () => scanner.faults(),
    setFaults: (changes) => scanner.setFaults(changes),
    glass: () => ({ image: scanner.plate.finger, finger: onGlass, presses }),
    isPlugged: () => cable.path !== null,
  };
}

/** Starts it, plugged in. Rejects with the system's error where a port is taken. */
export async function startSimulatedScanner(options: StartOptions): Promise<RunningScanner> {
  const scanner = makeScanner(options.model);
  const cable = new Cable(scanner);
  const line = createServer((socket) => cable.connect(socket));
  const port = await listen(line, 0);
  const desk = makeDesk(scanner, cable, () => port);
  const http = createHttpServer((request, response) => {
    answerAtScannerDesk(desk, request, response).catch((error: unknown) =>
      response.destroy(error as Error),
    );
  });
  const deskPort = await listen(http, options.deskPort);
  cable.plug(true);
  return {
    deskUrl: `http://${LOOPBACK}:${deskPort}/`,
    close: async () => {
      desk.lift();
      cable.plug(false);
      http.closeAllConnections();
      await Promise.all([shut(line), shut(http)]);
    },
  };
}
