/** The simulated printer as a whole: its desk, its alarms, its memory. */
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PNG } from 'pngjs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startSimulatedPrinter, type SimulatedPrinter } from '#adapters/simulated-printer/start.ts';

let folder: string;
let printer: SimulatedPrinter;

const start = (): Promise<SimulatedPrinter> =>
  startSimulatedPrinter({ port: 0, controlPort: 0, folder, paper: 58 });

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'raseed-desk-'));
  printer = await start();
});
afterEach(async () => {
  await printer.close();
  await rm(folder, { recursive: true, force: true });
});

/** Sends bytes and waits until the printer has worked through them. */
async function send(...bytes: readonly number[]): Promise<void> {
  const socket = connect(printer.port, '127.0.0.1');
  const answered = once(socket, 'data');
  socket.write(Uint8Array.of(...bytes, 0x1d, 0x72, 1));
  await answered;
  socket.destroy();
}

const CUT = [0x1d, 0x56, 1];
const ONE_ROW = [0x1d, 0x76, 0x30, 0, 1, 0, 1, 0, 0x80];

const get = (path: string): Promise<Response> => fetch(new URL(path, printer.controlUrl));
const post = (body: string): Promise<Response> =>
  fetch(new URL('/faults', printer.controlUrl), { method: 'POST', body });

describe('the desk', () => {
  it('lists papers newest first, serves each, and shows them on its page', async () => {
    await send(...ONE_ROW, ...CUT);
    await send(...ONE_ROW, ...ONE_ROW, ...CUT);
    const names = (await (await get('/receipts')).json()) as string[];
    expect(names).toHaveLength(2);
    expect(names[0]).toMatch(/^\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d-00002\.png$/);
    const image = PNG.sync.read(
      Buffer.from(await (await get(`/receipts/${names[0] ?? ''}`)).arrayBuffer()),
    );
    expect([image.width, image.height, image.data[0], image.data[4]]).toEqual([384, 2, 0, 255]);
    expect(await (await get('/')).text()).toContain(names[1]);
    expect((await get('/receipts/..%2Fsecret.png')).status).toBe(404);
    expect((await get('/receipts/other.png')).status).toBe(404);
  });

  it('sets faults, keeps what is not named, and refuses what is no fault', async () => {
    expect(await (await post('{"paper":"out"}')).json()).toMatchObject({ paper: 'out' });
    expect(await (await post('{"cover":"open"}')).json()).toMatchObject({
      paper: 'out',
      cover: 'open',
    });
    const refused = await Promise.all(['{"paper":"blue"}', '{"x":1}', 'no', ''].map(post));
    expect(refused.map((response) => response.status)).toEqual([400, 400, 400, 400]);
    expect(printer.faults()).toMatchObject({ paper: 'out', cover: 'open' });
  });

  it('an unknown command is an alarm in the log', async () => {
    await send(0x1b, 0x5a, ...CUT);
    const log = (await (await get('/log')).json()) as { event: string; what?: string }[];
    expect(log.filter((line) => line.event === 'alarm').map((line) => line.what)).toEqual([
      'unknown command 1b 5a',
    ]);
  });

  it('a raster wider than the head is cut and alarmed, text in its own font is drawn', async () => {
    const wide = Array.from({ length: 60 }, () => 0xff);
    await send(0x1d, 0x76, 0x30, 0, 60, 0, 1, 0, ...wide, 0x41, 0x42, 0x0a, ...CUT);
    const [piece] = await printer.pieces();
    expect(piece?.text).toEqual(['AB']);
    expect(printer.log().filter((line) => line.event === 'alarm')).toHaveLength(1);
    const image = PNG.sync.read(await readFile(join(folder, piece?.name ?? '')));
    const dark = (from: number, to: number): number =>
      image.data.subarray(from * 384 * 4, to * 384 * 4).filter((value) => value === 0).length;
    expect(dark(0, 1)).toBe(384 * 3);
    expect(dark(1, 31)).toBeGreaterThan(100);
  });

  it('new paper starts a new piece: the spoilt one is kept apart', async () => {
    await send(...ONE_ROW);
    await printer.setFaults({ paper: 'out' });
    await printer.setFaults({ paper: 'ok' });
    await send(...ONE_ROW, ...CUT);
    expect((await printer.pieces()).map((piece) => piece.cut)).toEqual([false, true]);
  });

  it('counts on after a restart and keeps its log', async () => {
    await send(...ONE_ROW, ...CUT);
    await printer.close();
    printer = await start();
    await send(...ONE_ROW, ...CUT);
    await send(0x1b, 0x70, 0, 25, 250);
    await printer.pieces();
    const names = (await readdir(folder)).filter((name) => name.endsWith('.png')).sort();
    expect(names.map((name) => name.slice(-9))).toEqual(['00001.png', '00002.png']);
    const log = (await readFile(join(folder, 'printer-log.jsonl'), 'utf8')).trim().split('\n');
    expect(log.map((line) => (JSON.parse(line) as { event: string }).event)).toEqual([
      'piece',
      'piece',
      'drawer',
    ]);
  });

  it('a second line waits for the first', async () => {
    const first = connect(printer.port, '127.0.0.1');
    await once(first, 'connect');
    first.write(Uint8Array.of(...ONE_ROW));
    let isServed = false;
    const second = send(...ONE_ROW, ...ONE_ROW, ...CUT).then(() => {
      isServed = true;
    });
    const answered = once(first, 'data');
    first.write(Uint8Array.of(...CUT, 0x1d, 0x72, 1));
    await answered;
    expect(isServed).toBe(false);
    first.end();
    await second;
    expect((await printer.pieces()).map((piece) => piece.heightDots)).toEqual([1, 2]);
  });
});
