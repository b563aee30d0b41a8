/**
 * The composition root of a counter: the one place where ports meet their adapters. Used by the
 * kiosk's host and by Electron's utility process alike.
 */
import { join } from 'node:path';

import { registerFonts, sourceFontsFolder } from '#adapters/escpos/fonts.ts';
import { createNetworkPrinter } from '#adapters/escpos/network-printer.ts';
import { createTypesetter } from '#adapters/escpos/raster.ts';
import { createFileKeyStore } from '#adapters/keystore/file-key-store.ts';
import { openJournalStore } from '#adapters/sqlite/journal-store.ts';
import { createHttpTransport } from '#adapters/sync-http/transport.ts';
import { createJsonLog, writeToStderr } from '#adapters/system/json-log.ts';
import {
  createNodeClock,
  createNodeCrypto,
  nodeRandom,
  nodeTimers,
} from '#adapters/system/node-ports.ts';
import { createPinHasher } from '#adapters/system/pin-hasher.ts';
import { ok, type Result } from '#domain/result.ts';
import { createTerminal, type Terminal } from '#terminal/create-terminal.ts';

import type { CounterConfig } from './config.ts';
import { SOFTWARE_VERSION } from './version.ts';

export interface Counter {
  readonly terminal: Terminal;
  /** Finishes the paper in hand, then closes the journal. */
  close(): Promise<void>;
}

/**
 * Opens a counter's journal, key and devices; answers why where one cannot be opened. An installed
 * program says where its fonts lie; from the sources they are found.
 */
export function openCounter(
  config: CounterConfig,
  fonts: string = sourceFontsFolder(),
): Result<Counter> {
  const crypto = createNodeCrypto();
  const keys = createFileKeyStore({
    folder: join(config.dataFolder, 'keys'),
    digest: crypto.sha256,
  });
  const signer = keys.signer('counter');
  if (!signer.ok) return signer;
  const store = openJournalStore({ path: join(config.dataFolder, 'journal.sqlite') });
  if (!store.ok) return store;
  const clock = createNodeClock();
  registerFonts(fonts);
  const printer = createNetworkPrinter({
    host: config.printer.host,
    port: config.printer.port,
    typesetter: createTypesetter(fonts),
  });
  const terminal = createTerminal({
    clock,
    random: nodeRandom,
    signer: signer.value,
    crypto,
    pins: createPinHasher(),
    timers: nodeTimers,
    log: createJsonLog({ clock, write: writeToStderr }),
    store: store.value,
    printer,
    paper: config.printer.paperMm,
    softwareVersion: SOFTWARE_VERSION,
    transport: createHttpTransport({ hqUrl: config.hqUrl, signer: signer.value, clock }),
  });
  terminal.start();
  return ok({
    terminal,
    close: async () => {
      await terminal.stop();
      store.value.close();
    },
  });
}
