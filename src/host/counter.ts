/**
 * The composition root of a counter: the one place where ports meet their adapters. Used by the
 * kiosk's host and by Electron's utility process alike.
 */
import { join } from 'node:path';

import { createFolderCustody, finishSetAside } from '#adapters/custody/folder-custody.ts';
import { registerFonts, sourceFontsFolder } from '#adapters/escpos/fonts.ts';
import { createNetworkPrinter } from '#adapters/escpos/network-printer.ts';
import { createTypesetter } from '#adapters/escpos/raster.ts';
import { createExchangeFolder } from '#adapters/exchange-folder/exchange-folder.ts';
import { createFileKeyStore, openStickKey } from '#adapters/keystore/file-key-store.ts';
import { openKeyRing } from '#adapters/keystore/key-ring.ts';
import { backupPath } from '#adapters/sqlite/backup.ts';
import { openJournalStore, type SqliteJournal } from '#adapters/sqlite/journal-store.ts';
import { openRemains } from '#adapters/sqlite/remains.ts';
import { createHttpTransport } from '#adapters/sync-http/transport.ts';
import { createJsonLog, writeToStderr } from '#adapters/system/json-log.ts';
import {
  createNodeClock,
  createNodeCrypto,
  nodeRandom,
  nodeTimers,
} from '#adapters/system/node-ports.ts';
import { createPinHasher } from '#adapters/system/pin-hasher.ts';
import type { ErrorCode } from '#domain/errors.ts';
import { ok, type Failure, type Result } from '#domain/result.ts';
import { createTerminal, type Terminal } from '#terminal/create-terminal.ts';
import type { Custody } from '#terminal/ports/custody.ts';
import type { Sealing } from '#protocol/seal.ts';
import type { KeyRing } from '#terminal/ports/key-store.ts';

import type { CounterConfig } from './config.ts';
import { SOFTWARE_VERSION } from './version.ts';

export interface Counter {
  readonly terminal: Terminal;
  /** Finishes the paper in hand, then closes the journal. */
  close(): Promise<void>;
}

/** A journal that is damaged is shown as such; anything else keeps the service from starting. */
const SHOWN: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['JOURNAL_DAMAGED']);

interface Opened {
  readonly store: SqliteJournal;
  readonly damage: Failure | null;
}

/** The journal, or an empty one in memory in the place of one that is damaged. */
function openStore(path: string): Result<Opened> {
  const store = openJournalStore({ path });
  if (store.ok) return ok({ store: store.value, damage: null });
  if (!SHOWN.has(store.error.code)) return store;
  const empty = openJournalStore({ path: ':memory:' });
  return empty.ok ? ok({ store: empty.value, damage: store.error }) : empty;
}

interface Kept extends Opened {
  readonly keyRing: KeyRing;
  readonly stickKey: Sealing;
  readonly custody: Custody;
}

/** What lies on this machine: keys, journal, and what is kept about it beside it. */
function openKept(
  { dataFolder, backupFolder }: CounterConfig,
  digest: (bytes: Uint8Array) => Uint8Array,
): Result<Kept> {
  const keysFolder = join(dataFolder, 'keys');
  const journal = join(dataFolder, 'journal.sqlite');
  const paths = { keysFolder, journal, asideFolder: join(dataFolder, 'aside') };
  const aside = finishSetAside(paths);
  if (!aside.ok) return aside;
  const keys = createFileKeyStore({ folder: keysFolder, digest });
  const keyRing = openKeyRing({ keys, folder: keysFolder });
  if (!keyRing.ok) return keyRing;
  const stickKey = openStickKey(keysFolder);
  if (!stickKey.ok) return stickKey;
  const opened = openStore(journal);
  if (!opened.ok) return opened;
  const backup = backupFolder === undefined ? null : backupPath(backupFolder);
  const remains = () =>
    [
      openRemains({ name: 'journal', path: journal }),
      backup === null ? null : openRemains({ name: 'backup', path: backup }),
    ].filter((each) => each !== null);
  const custody = createFolderCustody({ ...paths, remains });
  return ok({ ...opened.value, keyRing: keyRing.value, stickKey: stickKey.value, custody });
}

export interface CounterSurroundings {
  /** Ends the service in a way that its supervisor starts it again. */
  readonly restart: () => void;
  /** An installed program says where its fonts lie; from the sources they are found. */
  readonly fonts?: string | undefined;
}

/** Opens a counter's journal, key and devices; answers why where one cannot be opened. */
export function openCounter(config: CounterConfig, of: CounterSurroundings): Result<Counter> {
  const { restart, fonts = sourceFontsFolder() } = of;
  const crypto = createNodeCrypto();
  const kept = openKept(config, crypto.sha256);
  if (!kept.ok) return kept;
  const { store, damage, keyRing, stickKey, custody } = kept.value;
  const { backupFolder, exchange, hqUrl } = config;
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
    signer: keyRing,
    keyRing,
    custody,
    crypto,
    restart,
    pins: createPinHasher(),
    timers: nodeTimers,
    log: createJsonLog({ clock, write: writeToStderr }),
    store,
    printer,
    paper: config.printer.paperMm,
    softwareVersion: SOFTWARE_VERSION,
    transport: createHttpTransport({ hqUrl, signer: keyRing, clock }),
    exchange: createExchangeFolder(exchange ?? [], stickKey),
    ...(backupFolder === undefined ? {} : { backup: store.backUpInto(backupFolder) }),
    ...(damage === null ? {} : { damage }),
  });
  terminal.start();
  return ok({
    terminal,
    close: async () => {
      await terminal.stop();
      store.close();
    },
  });
}
