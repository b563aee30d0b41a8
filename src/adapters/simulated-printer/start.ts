/**
 * A network receipt printer in software: it takes the same bytes on a port as the real ones, keeps
 * every receipt as a PNG, and has a desk (loopback HTTP) where papers are seen and faults are set.
 */
import { once } from 'node:events';
import { createServer as createHttpServer } from 'node:http';
import { createServer, type Server } from 'node:net';
import type { PaperWidth } from '#domain/receipt/paper.ts';
import { assert } from '#domain/result.ts';
import { answerAtDesk } from './control.ts';
import { NO_FAULTS, type Faults } from './faults.ts';
import { openPaperRoll, type LogLine, type Piece } from './paper-roll.ts';
import { PrinterWorks } from './printer.ts';

const LOOPBACK = '127.0.0.1';
const HEAD_DOTS: Readonly<Record<PaperWidth, number>> = { 58: 384, 80: 576 };

export interface SimulatedPrinterOptions {
  /** 0 picks a free one. */
  readonly port: number;
  /** Port of the desk; 0 picks a free one. */
  readonly controlPort: number;
  /** Where PNGs and the log are kept. */
  readonly folder: string;
  readonly paper: PaperWidth;
}

export interface SimulatedPrinter {
  readonly port: number;
  readonly controlPort: number;
  /** Address of the desk's page. */
  readonly controlUrl: string;
  faults(): Faults;
  /** Changes what is wrong; what is not named stays. */
  setFaults(changes: Partial<Faults>): Promise<void>;
  /** Pieces of this run, oldest first, all of them on disk. */
  pieces(): Promise<readonly Piece[]>;
  log(): readonly LogLine[];
  close(): Promise<void>;
}

async function listen(server: Server, port: number): Promise<number> {
  server.listen(port, LOOPBACK);
  await once(server, 'listening');
  const address = server.address();
  assert(address !== null && typeof address === 'object', 'listening without a port');
  return address.port;
}

async function shut(server: Server): Promise<void> {
  if (!server.listening) return;
  server.close();
  await once(server, 'close');
}

/** Starts it. Rejects with the system's error where a port is taken. */
export async function startSimulatedPrinter(
  options: SimulatedPrinterOptions,
): Promise<SimulatedPrinter> {
  const { folder, paper } = options;
  const roll = await openPaperRoll(folder, HEAD_DOTS[paper]);
  const works = new PrinterWorks(roll, NO_FAULTS);
  const line = createServer((socket) => works.connect(socket));
  const port = await listen(line, options.port);

  const change = async (faults: Faults): Promise<void> => {
    works.setFaults(faults);
    if (faults.gone) await shut(line);
    else if (!line.listening) await listen(line, port);
  };
  const desk = { folder, roll, faults: () => works.faults, change };
  const control = createHttpServer((request, response) => {
    answerAtDesk(desk, request, response).catch((error: unknown) =>
      response.destroy(error as Error),
    );
  });
  const controlPort = await listen(control, options.controlPort);
  return {
    port,
    controlPort,
    controlUrl: `http://${LOOPBACK}:${controlPort}/`,
    faults: () => works.faults,
    setFaults: (changes) => change({ ...works.faults, ...changes }),
    pieces: async () => {
      await roll.settled();
      return roll.pieces;
    },
    log: () => roll.log,
    close: async () => {
      works.hangUp();
      control.closeAllConnections();
      await Promise.all([shut(line), shut(control)]);
      await roll.settled();
    },
  };
}
