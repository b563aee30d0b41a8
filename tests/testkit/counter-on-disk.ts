/**
 * A counter whose journal, keys, marks, backups and sticks are real files in one folder, started and
 * stopped as its host does: what only damage to real files can show.
 */
import * as fs from 'node:fs';
import { join } from 'node:path';

import { createFolderCustody, finishSetAside } from '#adapters/custody/folder-custody.ts';
import { createExchangeFolder } from '#adapters/exchange-folder/exchange-folder.ts';
import { createFileKeyStore, openStickKey } from '#adapters/keystore/file-key-store.ts';
import { openKeyRing } from '#adapters/keystore/key-ring.ts';
import { backupPath } from '#adapters/sqlite/backup.ts';
import { openJournalStore, type SqliteJournal } from '#adapters/sqlite/journal-store.ts';
import { openRemains } from '#adapters/sqlite/remains.ts';
import type { Failure } from '#domain/result.ts';
import type { TerminalPorts } from '#terminal/context.ts';

import { createTestCounter, type CounterOptions, type TestCounter } from './counter.ts';
import { answered } from './memory-journal-store.ts';
import { sha256 } from './ports.ts';

export interface CounterFolder {
  readonly folder: string;
  readonly journal: string;
  readonly keys: string;
  readonly backups: string;
  readonly stick: string;
}

export function counterFolder(folder: string): CounterFolder {
  const at = (name: string) => join(folder, name);
  for (const name of ['keys', 'backups', 'stick']) fs.mkdirSync(at(name), { mode: 0o700 });
  return {
    folder,
    journal: at('journal.sqlite'),
    keys: at('keys'),
    backups: at('backups'),
    stick: at('stick'),
  };
}

export interface OnDisk {
  readonly ports: Partial<TerminalPorts>;
  readonly store: SqliteJournal;
  readonly restarts: () => number;
}

/** What the host opens, over the same files. */
export function openOnDisk(of: CounterFolder): OnDisk {
  const paths = { keysFolder: of.keys, journal: of.journal, asideFolder: join(of.folder, 'aside') };
  answered(finishSetAside(paths));
  const keys = createFileKeyStore({ folder: of.keys, digest: sha256 });
  const keyRing = answered(openKeyRing({ keys, folder: of.keys }));
  const opened = openJournalStore({ path: of.journal });
  let damage: Failure | null = null;
  if (!opened.ok) damage = opened.error;
  const store = opened.ok ? opened.value : answered(openJournalStore({ path: ':memory:' }));
  const remains = () =>
    [
      openRemains({ name: 'journal', path: of.journal }),
      openRemains({ name: 'backup', path: backupPath(of.backups) }),
    ].filter((each) => each !== null);
  let restarts = 0;
  return {
    store,
    restarts: () => restarts,
    ports: {
      store,
      keyRing,
      signer: keyRing,
      custody: createFolderCustody({ ...paths, remains }),
      exchange: createExchangeFolder(
        [{ folder: of.stick, isMountFolder: false }],
        answered(openStickKey(of.keys)),
      ),
      backup: store.backUpInto(of.backups),
      restart: () => {
        restarts += 1;
      },
      ...(damage === null ? {} : { damage }),
    },
  };
}

export interface DiskCounter extends OnDisk {
  readonly counter: TestCounter;
  /** Ends as a service does. */
  stop(): Promise<void>;
  /** Ends as a killed process does: nothing more is written. */
  die(): Promise<void>;
}

/** The counter over those files: enrolled where they are new. */
export async function startOnDisk(
  of: CounterFolder,
  options: Omit<CounterOptions, 'ports' | 'store'> = {},
): Promise<DiskCounter> {
  const disk = openOnDisk(of);
  const counter = await createTestCounter({ ...options, ports: () => disk.ports });
  return {
    ...disk,
    counter,
    stop: async () => {
      await counter.terminal.stop();
      disk.store.close();
    },
    die: async () => {
      for (let turn = 0; turn < 5; turn += 1) {
        await new Promise((resolve) => {
          setImmediate(resolve);
        });
      }
      disk.store.close();
    },
  };
}
