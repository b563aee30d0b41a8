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
import { createWrapping, type Wrapping } from '#adapters/keystore/wrapping.ts';
import { openTemplateVault } from '#adapters/keystore/template-vault.ts';
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
import { nodeSealCrypto } from '#adapters/system/node-sealing.ts';
import type { Digest } from '#domain/bytes.ts';
import type { KeyId } from '#domain/ids.ts';
import { assert, ok, type Failure, type Result } from '#domain/result.ts';
import { PUBLIC_KEY_BYTES } from '#protocol/crypto.ts';
import { createSealing, SEAL_KEY_BYTES, type Sealing } from '#protocol/seal.ts';
import { createTerminal, type Terminal } from '#terminal/create-terminal.ts';
import type { Custody } from '#terminal/ports/custody.ts';
import type { KeyRing } from '#terminal/ports/key-store.ts';
import type { TemplateVault } from '#terminal/ports/vault.ts';
import { SHUT_CODES } from '#terminal/shut.ts';

import type { CounterConfig } from './config.ts';
import { openFingers } from './fingers.ts';
import { SOFTWARE_VERSION } from './version.ts';

export interface Counter {
  readonly terminal: Terminal;
  /** Finishes the paper in hand, then closes the journal. */
  close(): Promise<void>;
}

/**
 * What is shown on the clerk's screen, with what to do about it. A journal that another process holds
 * is not: that process is about to end, or has the screens.
 */
const isShown = ({ code }: Failure): boolean => code === 'JOURNAL_DAMAGED' || SHUT_CODES.has(code);

/** The name of no key. */
const NO_KEY = '0000000000000000' as KeyId;

interface Opened {
  readonly store: SqliteJournal;
  readonly damage: Failure | null;
}

/** An empty journal in memory, in the place of one that cannot be opened. */
function standIn(damage: Failure): Result<Opened> {
  if (!isShown(damage)) return { ok: false, error: damage };
  const empty = openJournalStore({ path: ':memory:' });
  return empty.ok ? ok({ store: empty.value, damage }) : empty;
}

function openStore(path: string): Result<Opened> {
  const store = openJournalStore({ path });
  return store.ok ? ok({ store: store.value, damage: null }) : standIn(store.error);
}

interface KeptWhere {
  readonly keysFolder: string;
  readonly journal: string;
  readonly digest: Digest;
  readonly wrapping: Wrapping | null;
}

interface Keys {
  readonly keyRing: KeyRing;
  readonly stickKey: Sealing;
  /** Absent in the place of keys that are no good. */
  readonly vault?: TemplateVault;
}

function openKeys({ keysFolder: folder, digest, wrapping }: KeptWhere): Result<Keys> {
  const keys = createFileKeyStore({ folder, digest, wrapping });
  const keyRing = openKeyRing({ keys, folder });
  if (!keyRing.ok) return keyRing;
  const stickKey = openStickKey(folder, wrapping);
  if (!stickKey.ok) return stickKey;
  const vault = openTemplateVault(folder);
  if (!vault.ok) return vault;
  return ok({ keyRing: keyRing.value, stickKey: stickKey.value, vault: vault.value });
}

/** Where the keys are no good the journal is not even opened, and nothing is ever signed. */
function withoutKeys(damage: Failure): Result<Opened & Keys> {
  const opened = standIn(damage);
  if (!opened.ok) return opened;
  const stickKey = createSealing(nodeRandom.bytes(SEAL_KEY_BYTES), nodeSealCrypto);
  const keyRing: KeyRing = {
    keyId: NO_KEY,
    publicKey: new Uint8Array(PUBLIC_KEY_BYTES),
    sign: () => {
      assert(false, 'a counter without keys signs nothing');
      return new Uint8Array();
    },
    all: () => new Map(),
    next: () => ({ ok: false, error: damage }),
    use: () => ({ ok: false, error: damage }),
  };
  return ok({ ...opened.value, keyRing, stickKey });
}

interface Kept extends Opened, Keys {
  readonly custody: Custody;
}

function openBoth(of: KeptWhere): Result<Opened & Keys> {
  const keys = openKeys(of);
  if (!keys.ok) return withoutKeys(keys.error);
  const opened = openStore(of.journal);
  return opened.ok ? ok({ ...opened.value, ...keys.value }) : opened;
}

/** What lies on this machine: keys, journal, and what is kept about it beside it. */
function openKept(
  { dataFolder, backupFolder }: CounterConfig,
  tools: Pick<KeptWhere, 'digest' | 'wrapping'>,
): Result<Kept> {
  const keysFolder = join(dataFolder, 'keys');
  const journal = join(dataFolder, 'journal.sqlite');
  const paths = { keysFolder, journal, asideFolder: join(dataFolder, 'aside') };
  const aside = finishSetAside(paths);
  if (!aside.ok) return aside;
  const opened = openBoth({ keysFolder, journal, ...tools });
  if (!opened.ok) return opened;
  const backup = backupFolder === undefined ? null : backupPath(backupFolder);
  const remains = () =>
    [
      openRemains({ name: 'journal', path: journal }),
      backup === null ? null : openRemains({ name: 'backup', path: backup }),
    ].filter((each) => each !== null);
  const custody = createFolderCustody({ ...paths, remains });
  return ok({ ...opened.value, custody });
}

export interface CounterSurroundings {
  /** Ends the service in a way that its supervisor starts it again. */
  readonly restart: () => void;
  /** An installed program says where its fonts lie; from the sources they are found. */
  readonly fonts?: string | undefined;
  /** A key of the operating system's keystore (32 bytes, base64url), where there is one. */
  readonly keystore?: string | undefined;
}

/** Opens a counter's journal, key and devices; answers why where one cannot be opened. */
export function openCounter(config: CounterConfig, of: CounterSurroundings): Result<Counter> {
  const { restart, fonts = sourceFontsFolder(), keystore } = of;
  const crypto = createNodeCrypto();
  const wrapping = keystore === undefined ? null : createWrapping(keystore);
  const kept = openKept(config, { digest: crypto.sha256, wrapping });
  if (!kept.ok) return kept;
  const { store, damage, keyRing, stickKey, vault, custody } = kept.value;
  const { backupFolder, exchange, hqUrl } = config;
  const clock = createNodeClock();
  registerFonts(fonts);
  const printer = createNetworkPrinter({
    host: config.printer.host,
    port: config.printer.port,
    typesetter: createTypesetter(fonts),
  });
  const log = createJsonLog({ clock, write: writeToStderr });
  const tools = { clock, timers: nodeTimers, random: nodeRandom, crypto, log };
  const fingers = damage === null ? openFingers(config.scanner, tools) : null;
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
    log,
    store,
    printer,
    paper: config.printer.paperMm,
    softwareVersion: SOFTWARE_VERSION,
    transport: createHttpTransport({ hqUrl, signer: keyRing, clock }),
    exchange: createExchangeFolder(exchange ?? [], stickKey),
    ...(backupFolder === undefined ? {} : { backup: store.backUpInto(backupFolder) }),
    ...(damage === null ? {} : { damage }),
    ...(vault === undefined ? {} : { vault }),
    ...(fingers === null ? {} : { fingers: fingers.ports }),
  });
  terminal.start();
  return ok({
    terminal,
    close: async () => {
      await terminal.stop();
      await fingers?.close();
      store.close();
    },
  });
}
