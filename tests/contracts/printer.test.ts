/** The printer contract over the fake and over the TCP driver with the simulated printer. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createNetworkPrinter } from '#adapters/escpos/network-printer.ts';
import { createTypesetter } from '#adapters/escpos/raster.ts';
import { sourceFontsFolder } from '#adapters/escpos/fonts.ts';
import { NO_FAULTS, type Faults } from '#adapters/simulated-printer/faults.ts';
import { startSimulatedPrinter } from '#adapters/simulated-printer/start.ts';
import { createFakePrinter, type PrinterTrouble } from '#tests/testkit/fake-printer.ts';
import { printerContract, type PrinterHarness } from './printer.contract.ts';

const TROUBLES: Readonly<Record<PrinterTrouble, Partial<Faults>>> = {
  none: NO_FAULTS,
  'paper-low': { paper: 'low' },
  'paper-out': { paper: 'out' },
  'paper-out-mid-job': { paperOutAfterBands: 7 },
  'cover-open': { cover: 'open' },
  'cutter-jammed': { cutter: 'jammed' },
  gone: { gone: true },
  silent: { silent: true },
  slow: { msPerBand: 15 },
  'drops-mid-job': { dropAfterBytes: 30_000 },
};

printerContract('fake', () => {
  const printer = createFakePrinter();
  return Promise.resolve<PrinterHarness>({
    printer,
    trouble: (trouble) => Promise.resolve(printer.trouble(trouble)),
    papers: () => Promise.resolve(printer.printed.length),
    kicks: () => Promise.resolve(printer.kicks),
    close: () => Promise.resolve(),
  });
});

printerContract('TCP driver with the simulated printer', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'raseed-printer-'));
  const device = await startSimulatedPrinter({ port: 0, controlPort: 0, folder, paper: 80 });
  const printer = createNetworkPrinter({
    host: '127.0.0.1',
    port: device.port,
    typesetter: createTypesetter(sourceFontsFolder()),
    connectTimeoutMs: 3000,
    answerTimeoutMs: 800,
    quietMs: 60,
  });
  return {
    printer,
    trouble: (trouble) => device.setFaults(TROUBLES[trouble]),
    papers: async () => (await device.pieces()).filter((piece) => piece.cut).length,
    kicks: () => Promise.resolve(device.log().filter((line) => line.event === 'drawer').length),
    close: async () => {
      await device.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
});
