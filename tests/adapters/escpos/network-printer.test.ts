/** What the TCP driver does on the wire, beyond the contract that every printer keeps. */
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { encodeRaster } from '#adapters/escpos/encode.ts';
import { sourceFontsFolder } from '#adapters/escpos/fonts.ts';
import { createNetworkPrinter } from '#adapters/escpos/network-printer.ts';
import { createTypesetter } from '#adapters/escpos/raster.ts';
import { startSimulatedPrinter } from '#adapters/simulated-printer/start.ts';
import type { PrintJobId } from '#domain/ids.ts';
import { layoutReceipt } from '#domain/receipt/layout-receipt.ts';
import { assert } from '#domain/result.ts';
import type { Printer } from '#terminal/ports/printer.ts';
import { sampleReceipt } from '#tests/testkit/papers.ts';

const typesetter = createTypesetter(sourceFontsFolder());
const laidOut = layoutReceipt(sampleReceipt('en'), { language: 'en', paper: 58 });
assert(laidOut.ok, 'the sample cannot be laid out');
const JOB = { jobId: 'KA-BLR-01-C3-P1' as PrintJobId, document: laidOut.value };
const raster = typesetter.rasterise(JOB.document);
assert(raster.ok, 'the sample cannot be drawn');
const CHUNKS = encodeRaster(raster.value);

const driver = (port: number): Printer =>
  createNetworkPrinter({
    host: '127.0.0.1',
    port,
    typesetter,
    connectTimeoutMs: 3000,
    answerTimeoutMs: 400,
    quietMs: 50,
    quietTurns: 4,
  });

const cleanups: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup();
});

/** A printer of another kind, as a function of what it hears. */
async function oddPrinter(hear: (bytes: Buffer, socket: Socket) => void): Promise<number> {
  const sockets: Socket[] = [];
  const server: Server = createServer((socket) => {
    sockets.push(socket);
    socket.on('error', () => undefined);
    socket.on('data', (bytes) => hear(Buffer.from(bytes), socket));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  cleanups.push(async () => {
    for (const socket of sockets) socket.destroy();
    server.close();
    await once(server, 'close');
  });
  const address = server.address();
  assert(address !== null && typeof address === 'object', 'no port');
  return address.port;
}

async function simulated() {
  const folder = await mkdtemp(join(tmpdir(), 'raseed-driver-'));
  const device = await startSimulatedPrinter({ port: 0, controlPort: 0, folder, paper: 58 });
  cleanups.push(async () => {
    await device.close();
    await rm(folder, { recursive: true, force: true });
  });
  return device;
}

describe('the TCP driver', () => {
  it('paper that ends just before the cut: the cut never makes a second receipt later', async () => {
    const device = await simulated();
    const bands = CHUNKS.length - 2;
    await device.setFaults({ paperOutAfterBands: bands - 1 });
    const outcome = await driver(device.port).print(JOB);
    expect(outcome).toMatchObject({ kind: 'failed', failure: { code: 'PRINTER_PAPER_OUT' } });
    await device.setFaults({ paper: 'ok' });
    expect((await device.pieces()).map((piece) => piece.cut)).toEqual([false]);
    await driver(device.port).kickDrawer();
    expect((await device.pieces()).map((piece) => piece.cut)).toEqual([false]);
  });

  it('a line lost after the last byte leaves the job unconfirmed', async () => {
    let ordered = 0;
    const port = await oddPrinter((bytes, socket) => {
      if (bytes.includes(Buffer.of(0x1d, 0x56, 1))) {
        socket.destroy();
        return;
      }
      for (const at of bytes.keys()) {
        const [first, second] = [bytes[at], bytes[at + 1]];
        if (first === 0x10 && second === 0x04) socket.write(Uint8Array.of(0x12));
        if (first === 0x1d && second === 0x72) {
          ordered += 1;
          socket.write(Uint8Array.of(0));
        }
      }
    });
    const outcome = await driver(port).print(JOB);
    expect(outcome).toMatchObject({
      kind: 'unconfirmed',
      failure: { code: 'PRINTER_DISCONNECTED' },
    });
    expect(ordered).toBeGreaterThan(1);
  });

  it('a printer that answers questions but never finishes is given up, unconfirmed', async () => {
    const port = await oddPrinter((bytes, socket) => {
      for (const at of bytes.keys()) {
        if (bytes[at] === 0x10 && bytes[at + 1] === 0x04) socket.write(Uint8Array.of(0x12));
      }
    });
    const outcome = await driver(port).print(JOB);
    expect(outcome).toMatchObject({ kind: 'unconfirmed', failure: { code: 'PRINTER_TIMEOUT' } });
  });

  it('one that hangs up at once printed nothing', async () => {
    const port = await oddPrinter((_, socket) => socket.destroy());
    const outcome = await driver(port).print(JOB);
    expect(outcome).toMatchObject({ kind: 'failed', failure: { code: 'PRINTER_DISCONNECTED' } });
    expect(await driver(port).status()).toMatchObject({
      ready: false,
      failure: { code: 'PRINTER_UNREACHABLE' },
    });
  });

  it('never runs more than a few bands ahead of the printer', async () => {
    let received = 0;
    const port = await oddPrinter((bytes, socket) => {
      received += bytes.length;
      for (const at of bytes.keys()) {
        if (bytes[at] === 0x10 && bytes[at + 1] === 0x04) socket.write(Uint8Array.of(0x12));
      }
    });
    await driver(port).print(JOB);
    const longest = Math.max(...CHUNKS.map((chunk) => chunk.length));
    expect(received).toBeGreaterThan(longest);
    expect(received).toBeLessThan(5 * longest);
  });

  it('nonsense from the line harms nothing', async () => {
    const port = await oddPrinter((_, socket) => {
      socket.write(Uint8Array.from({ length: 64 }, (__, at) => (at * 37) % 256));
    });
    const outcome = await driver(port).print(JOB);
    expect(['failed', 'unconfirmed', 'confirmed']).toContain(outcome.kind);
  });
});
