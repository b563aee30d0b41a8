/** What the parts of a simulated world share, and the places where a mutation may be put in. */
import type { Database } from '#server/store/database.ts';
import type { JournalStore } from '#terminal/ports/journal-store.ts';
import type { SyncTransport } from '#terminal/ports/sync-transport.ts';

import type { Chance } from './chance.ts';
import type { SimDisk } from './disk.ts';
import type { Ministry } from './ministry.ts';
import type { SimPrinter } from './printer.ts';
import type { Report } from './report.ts';
import type { VirtualTime } from './time.ts';

/** One run of a process: when it ends, nothing that it does counts any more. */
export interface Life {
  isAlive: boolean;
  end(why: string): void;
}

/** How hostile this world is: shares of what may go wrong each time. */
export interface Hostility {
  readonly line: number;
  readonly crash: number;
  readonly disk: number;
  readonly hq: number;
  readonly printer: number;
  readonly clock: number;
}

export const CALM: Hostility = { line: 0, crash: 0, disk: 0, hq: 0, printer: 0, clock: 0 };

/** Ports of our own, wrapped so that the program behind them breaks a promise. */
export interface Seams {
  /** Commits reach the disk only now and then; a crash loses the rest. */
  readonly lazyDisk?: boolean;
  readonly store?: (
    store: JournalStore,
    of: { readonly disk: SimDisk; readonly printer: SimPrinter },
  ) => JournalStore;
  readonly transport?: (transport: SyncTransport) => SyncTransport;
  readonly database?: (database: Database, arrival: () => string | null) => Database;
  /** HQ's commits reach its disk only now and then. */
  readonly lazyHq?: boolean;
  readonly hqWithoutKeys?: ReadonlySet<string>;
}

export interface World {
  readonly chance: Chance;
  readonly time: VirtualTime;
  readonly report: Report;
  readonly ministry: Ministry;
  readonly seams: Seams;
  /** Calm while the world heals. */
  hostility: Hostility;
}
