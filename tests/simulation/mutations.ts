/**
 * Faults planted on purpose, each through a port of ours that is wrapped or a statement that is
 * answered wrongly: the program itself is unchanged. A simulator that does not catch them is blind.
 */
import type { Result } from '#domain/result.ts';
import { parseBatch, type BatchHeader } from '#protocol/batch.ts';
import type { Database, Reader, SqlValue, Writer } from '#server/store/database.ts';
import type { JournalStore, StoreReader, StoreWriter } from '#terminal/ports/journal-store.ts';

import type { Seams } from './world.ts';

export interface Mutation {
  readonly name: string;
  /** Where it was first caught: a test looks here first, and on from here where the program changed. */
  readonly knownSeed: number;
  /** What of ours is broken, in words for the table. */
  readonly breaks: string;
  readonly seams: Seams;
}

type Row = Readonly<Record<string, unknown>>;

const headerOf = (text: string | null): BatchHeader | null => {
  const batch = text === null ? null : parseBatch(text);
  return batch?.ok === true ? batch.value.header : null;
};

/** HQ's database, with some answers about the batch in hand changed. */
function lying(
  database: Database,
  lie: (of: { readonly sql: string; readonly rows: readonly Row[] }) => readonly Row[],
): Database {
  const rows = async <T>(reader: Reader, sql: string, values?: readonly SqlValue[]) =>
    lie({ sql, rows: await reader.rows<Row>(sql, values) }) as readonly unknown[] as readonly T[];
  return {
    ...database,
    read: database.read,
    transact: (work) =>
      database.transact((writer) => {
        const wrapped: Writer = {
          run: (sql, values) => writer.run(sql, values),
          rows: (sql, values) => rows(writer, sql, values),
        };
        return work(wrapped);
      }),
  };
}

const isHeadRow = (sql: string): boolean => /FROM counter_head .* FOR UPDATE$/.test(sql);
const isHeldRows = (sql: string): boolean => sql.includes('FROM entry') && sql.includes('BETWEEN');
const bytes = (hex: string): Uint8Array => Buffer.from(hex, 'hex');

/** The head is said to end just before the batch, where the batch would leave a gap. */
const withoutGapCheck = (database: Database, arrival: () => string | null): Database =>
  lying(database, ({ sql, rows }) => {
    const header = headerOf(arrival());
    const [head] = rows;
    if (!isHeadRow(sql) || header === null || head === undefined) return rows;
    if (header.firstSeq <= Number(head['seq']) + 1) return rows;
    return [{ seq: header.firstSeq - 1, head_hash: bytes(header.prevHash) }];
  });

/** Whatever comes is taken for new. */
const withoutReplayCheck = (database: Database, arrival: () => string | null): Database =>
  lying(database, ({ sql, rows }) => {
    const header = headerOf(arrival());
    const [head] = rows;
    if (!isHeadRow(sql) || header === null || head === undefined) return rows;
    if (header.firstSeq > Number(head['seq'])) return rows;
    return [{ seq: header.firstSeq - 1, head_hash: bytes(header.prevHash) }];
  });

/** What is held is said to be what came. */
const withoutForkCheck = (database: Database, arrival: () => string | null): Database =>
  lying(database, ({ sql, rows }) => {
    const text = arrival();
    const header = headerOf(text);
    if (text === null || header === null) return rows;
    if (isHeadRow(sql)) {
      return rows.map((row) =>
        header.firstSeq === Number(row['seq']) + 1
          ? { ...row, head_hash: bytes(header.prevHash) }
          : row,
      );
    }
    if (!isHeldRows(sql)) return rows;
    const lines = text.split('\n');
    const next = (seq: number): string => {
      if (seq === header.lastSeq) return header.headHash;
      const line = lines[seq - header.firstSeq + 2] ?? '';
      return /"prevHash":"([0-9a-f]{64})"/.exec(line)?.[1] ?? '';
    };
    return rows.map((row) => ({ ...row, hash: bytes(next(Number(row['seq']))) }));
  });

/** A disk that did not take a commit is not believed. */
const swallowedDiskError = (store: JournalStore): JournalStore => ({
  ...store,
  transact: <T>(work: (writer: StoreWriter) => Result<T>): Result<T> => {
    let said: Result<T> | null = null;
    const answer = store.transact<unknown>((writer) => {
      said = work(writer);
      return said;
    }) as Result<T>;
    return !answer.ok && answer.error.code.startsWith('DISK_') && said !== null ? said : answer;
  },
});

/** Entries are written out anew on their way to HQ. */
const serialisedAgain = (store: JournalStore): JournalStore => {
  const read: StoreReader = {
    ...store.read,
    entries: (fromSeq, limit) =>
      store.read.entries(fromSeq, limit).map((stored) => {
        const { kind, body, ...header } = JSON.parse(stored.text) as Record<string, unknown>;
        return { ...stored, text: JSON.stringify({ kind, ...header, body }) };
      }),
  };
  return { ...store, read };
};

export const MUTATIONS: readonly Mutation[] = [
  {
    name: 'skip-fsync',
    knownSeed: 1,
    breaks: 'the counter’s commits are not synced at once',
    seams: { lazyDisk: true },
  },
  {
    name: 'swallow-disk-error',
    knownSeed: 4,
    breaks: 'a commit that the disk refused counts as done',
    seams: { store: swallowedDiskError },
  },
  {
    name: 'print-before-commit',
    knownSeed: 1,
    breaks: 'paper goes to the printer inside the transaction, before its commit',
    seams: {
      store: (store, { printer }) => ({
        ...store,
        transact: (work) =>
          store.transact((writer) =>
            work({
              ...writer,
              append: (entry) => {
                writer.append(entry);
                const { kind, body } = JSON.parse(entry.text) as {
                  kind: string;
                  body: { jobId: never };
                };
                const document = { width: 80, blocks: [] } as never;
                if (kind === 'print.queued') printer.emit({ jobId: body.jobId, document });
              },
            }),
          ),
      }),
    },
  },
  {
    name: 'views-not-with-entries',
    knownSeed: 13,
    breaks: 'projections are written apart from the entry, and sometimes not at all',
    seams: {
      store: (store) => {
        let commits = 0;
        return {
          ...store,
          transact: (work) =>
            store.transact((writer) => {
              commits += 1;
              const isLost = commits % 17 === 0;
              return work({
                ...writer,
                putView: (name, id, value) => {
                  if (!isLost || name !== 'balance') writer.putView(name, id, value);
                },
              });
            }),
        };
      },
    },
  },
  {
    name: 'serialise-again',
    knownSeed: 1,
    breaks: 'entries are serialised again when they are sent',
    seams: { store: serialisedAgain },
  },
  {
    name: 'forget-acknowledgement-check',
    knownSeed: 1,
    breaks: 'HQ’s head is never heard: what HQ holds is not known',
    seams: {
      transport: (transport) => ({
        ...transport,
        head: () => Promise.resolve({ ok: false, error: { code: 'HQ_UNREACHABLE' } }),
      }),
    },
  },
  {
    name: 'acknowledge-before-commit',
    knownSeed: 1,
    breaks: 'HQ acknowledges before its commit is durable',
    seams: { lazyHq: true },
  },
  {
    name: 'skip-gap-check',
    knownSeed: 33,
    breaks: 'HQ takes a batch that does not follow what it holds',
    seams: { database: withoutGapCheck },
  },
  {
    name: 'drop-uniqueness',
    knownSeed: 1,
    breaks: 'HQ neither looks for a replay nor keeps (counter, seq) unique',
    seams: { database: withoutReplayCheck, hqWithoutKeys: new Set(['entry']) },
  },
  {
    name: 'accept-fork',
    knownSeed: 43,
    breaks: 'HQ acknowledges other entries under numbers that it holds already',
    seams: { database: withoutForkCheck },
  },
];

export const mutationNamed = (name: string): Mutation | undefined =>
  MUTATIONS.find((mutation) => mutation.name === name);
