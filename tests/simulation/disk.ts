/**
 * A counter's disk: the memory store behind faults. A process may die before a commit or after it,
 * a commit may find the disk full or failing, a copy may be put back, and writes that were never
 * synced go with the power.
 */
import { decodeEntry } from '#domain/journal/chain.ts';
import { fail, type Result } from '#domain/result.ts';
import type { JournalStore, StoreReader, StoreWriter } from '#terminal/ports/journal-store.ts';
import {
  createMemoryJournal,
  type MemoryImage,
  type MemoryJournalStore,
} from '#tests/testkit/memory-journal-store.ts';

import type { Life, World } from './world.ts';

export interface SimDisk {
  /** The store as one life of the process sees it. */
  mount(life: Life): JournalStore;
  /** What is on the disk, whoever is alive. */
  readonly read: StoreReader;
  /** How many entries a power cut would leave. */
  durableSeq(): number;
  /** The process or the machine died. */
  crash(): void;
  copy(): MemoryImage;
  putBack(image: MemoryImage): void;
  isFull: boolean;
  dumpViews: JournalStore['dumpViews'];
  rebuildViews: JournalStore['rebuildViews'];
}

const SYNC_EVERY_MS = 90_000;

export function createSimDisk(
  world: World,
  of: { readonly name: string; readonly committed: (writer: StoreReader) => void },
): SimDisk {
  const journal = createMemoryJournal();
  const inner: MemoryJournalStore = journal.open();
  const chance = world.chance.fork(`disk ${of.name}`);
  let synced: MemoryImage | null = null;
  let syncedAtMs = 0;

  /** Everything is synced, unless the planted fault is that it is not. */
  function afterCommit(): void {
    if (world.seams.lazyDisk !== true) return;
    if (synced === null || world.time.now() - syncedAtMs > SYNC_EVERY_MS) {
      synced = journal.image();
      syncedAtMs = world.time.now();
    }
  }

  function trouble(life: Life): 'none' | 'error' | 'before' | 'after' {
    const { crash, disk } = world.hostility;
    if (chance.happens(crash)) {
      const when = chance.happens(0.5) ? 'before' : 'after';
      if (when === 'before') {
        world.report.reach('counter died before a commit');
        life.end('before a commit');
      }
      return when;
    }
    return chance.happens(disk) ? 'error' : 'none';
  }

  function transact<T>(life: Life, work: (writer: StoreWriter) => Result<T>): Result<T> {
    if (!life.isAlive) return fail('DISK_FAILED', { cause: 'DEAD' });
    const meets = trouble(life);
    if (meets === 'before') return fail('DISK_FAILED', { cause: 'DEAD' });
    if (meets === 'error') {
      world.report.reach('disk error at a commit');
      return fail('DISK_FAILED', { cause: 'SQLITE_IOERR_WRITE' });
    }
    inner.fillDisk(disk.isFull);
    const answer = inner.transact<unknown>(work) as Result<T>;
    if (!answer.ok && answer.error.code === 'DISK_FULL') {
      world.report.reach('disk full at a commit');
    }
    if (answer.ok) {
      afterCommit();
      of.committed(inner.read);
    }
    if (meets === 'after') {
      world.report.reach('counter died after a commit');
      life.end('after a commit');
      return fail('DISK_FAILED', { cause: 'DEAD' });
    }
    return answer;
  }

  const disk: SimDisk = {
    mount: (life) => ({
      ...inner,
      transact: (work) => transact(life, work),
      rebuildViews: (project) => {
        if (life.isAlive) inner.rebuildViews(project);
      },
      freeBytes: () => (disk.isFull ? 0 : null),
    }),
    read: inner.read,
    durableSeq: () =>
      world.seams.lazyDisk === true
        ? (synced?.entries.length ?? 0)
        : (inner.read.lastEntry()?.seq ?? 0),
    crash: () => {
      if (world.seams.lazyDisk === true && synced !== null) journal.restore(synced);
    },
    copy: () => journal.image(),
    putBack: (image) => journal.restore(image),
    isFull: false,
    dumpViews: () => inner.dumpViews(),
    rebuildViews: (project) => inner.rebuildViews(project),
  };
  return disk;
}

type Body = Readonly<Record<string, unknown>>;

/** Bodies of durable entries of a kind, the newest first. */
function* durableBodies(disk: SimDisk, kind: string): Generator<Body> {
  for (let seq = disk.durableSeq(); seq > 0; seq -= 1) {
    const text = disk.read.entry(seq)?.text ?? '';
    if (!text.includes(`"kind":"${kind}"`)) continue;
    const entry = decodeEntry(text);
    if (entry.ok && entry.value.kind === kind) yield entry.value.body;
  }
}

/** The last of a kind for which `isIt` holds, among entries that are durable. */
export function durableBody(
  disk: SimDisk,
  kind: string,
  isIt: (body: Body) => boolean,
): Body | null {
  for (const body of durableBodies(disk, kind)) if (isIt(body)) return body;
  return null;
}

export function countDurable(disk: SimDisk, kind: string, isIt: (body: Body) => boolean): number {
  let count = 0;
  for (const body of durableBodies(disk, kind)) if (isIt(body)) count += 1;
  return count;
}
