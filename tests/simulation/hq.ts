/**
 * HQ: the real ingest, head, feed and enrolment over a database in memory. It may die before or
 * after any commit, meet deadlocks, and come back from an older backup. What it acknowledges must
 * be durable at the instant at which the answer leaves it (P4).
 */
import { toHex } from '#domain/bytes.ts';
import type { Hash } from '#domain/ids.ts';
import { fail, ok, type Result } from '#domain/result.ts';
import { instant } from '#domain/time.ts';
import { fromBase64Url } from '#protocol/encoding.ts';
import { ChangeFeed, type ServerContext } from '#server/context.ts';
import { CounterDirectory } from '#server/fleet/directory.ts';
import { enrol } from '#server/ingest/enrol.ts';
import { signedFeed, signedHead } from '#server/ingest/feed.ts';
import { ingest } from '#server/ingest/ingest.ts';
import { publish } from '#server/store/feed.ts';
import { counterById } from '#server/store/fleet.ts';
import {
  createMemoryDatabase,
  type Fate,
  type MemoryDatabase,
  type MemoryImage,
} from '#tests/testkit/memory-database.ts';

import { OFFICE } from './ministry.ts';
import type { Life, World } from './world.ts';

export type Question =
  | { readonly kind: 'enrol'; readonly code: string; readonly publicKey: string }
  | { readonly kind: 'batch'; readonly text: string }
  | { readonly kind: 'head'; readonly counterId: string; readonly acknowledgedSeq: number }
  | { readonly kind: 'feed'; readonly counterId: string; readonly cursor: number };

export interface HeldEntry {
  readonly counterId: string;
  readonly seq: number;
  readonly hash: Hash;
  readonly text: string;
}

export interface SimHq {
  ask(question: Question): Promise<Result<string>>;
  /** Every entry that was ever durable here, restored backups or not. */
  wasDurable(counterId: string, seq: number): Hash | undefined;
  /** The seq of HQ's head. */
  headOf(counterId: string): number;
  /** What HQ holds now, in order of seq. */
  held(counterId: string): readonly HeldEntry[];
  cases(kind: string): number;
  publishSecondTariff(): Promise<void>;
  backUp(): void;
  /** The newest backup is put back: what came after it is gone. */
  restore(): boolean;
  restart(): void;
  readonly isUp: boolean;
  /** These counters' disks went back: another branch may take an old one's place. */
  readonly rewound: Set<string>;
}

const never = <T>(): Promise<T> => new Promise<T>(() => undefined);
const hex = (value: unknown): Hash =>
  toHex(value instanceof Uint8Array ? value : new Uint8Array()) as Hash;

export function createSimHq(world: World): SimHq {
  const { report, time, ministry } = world;
  const chance = world.chance.fork('hq');
  const ever = new Map<string, Hash>();
  const rewound = new Set<string>();
  let life: Life = newLife();
  let backup: MemoryImage | null = null;
  let flushed: MemoryImage = ministry.database;
  let arriving: string | null = null;
  let hasGoneBack = false;

  function newLife(): Life {
    const made: Life = {
      isAlive: true,
      end: (why) => {
        if (!made.isAlive) return;
        made.isAlive = false;
        report.note(`HQ died ${why}`);
        if (world.seams.lazyHq === true) {
          database.restore(flushed);
          checkedTo.clear();
        }
        time.after(chance.between(1_000, 3_600_000), () => hq.restart());
      },
    };
    return made;
  }

  function fate(): Fate {
    if (!chance.happens(world.hostility.hq)) return 'commit';
    const drawn = chance.pick<Fate>([
      'refuse',
      'deadlock',
      'deadlock',
      'die-before-commit',
      'die-after-commit',
    ]);
    if (drawn === 'refuse') report.reach('HQ database unavailable');
    if (drawn === 'deadlock') report.reach('HQ deadlock');
    if (drawn === 'die-before-commit') {
      report.reach('HQ died before a commit');
      life.end('before a commit');
    }
    return drawn;
  }

  const database: MemoryDatabase = createMemoryDatabase({
    fate: () => {
      const drawn = fate();
      if (drawn === 'die-after-commit') {
        report.reach('HQ died after a commit');
        queueMicrotask(() => life.end('after a commit'));
      }
      return drawn;
    },
    committed: () => checkCommitted(),
    ...(world.seams.hqWithoutKeys === undefined ? {} : { withoutKeys: world.seams.hqWithoutKeys }),
  });
  database.restore(ministry.database);

  const held = (counterId: string): readonly HeldEntry[] =>
    database
      .rows('entry')
      .filter((row) => row['counter_id'] === counterId)
      .map((row) => ({
        counterId,
        seq: Number(row['seq']),
        hash: hex(row['hash']),
        text: String(row['text']),
      }))
      .sort((a, b) => a.seq - b.seq);

  const checkedTo = new Map<string, number>();

  /** I2, I5: per counter one gapless run up to its head; nothing that was durable changes. */
  function checkCommitted(): void {
    let total = 0;
    for (const row of database.rows('counter_head')) {
      const counterId = String(row['counter_id']);
      const headSeq = Number(row['seq']);
      total += headSeq;
      const from = Math.min(checkedTo.get(counterId) ?? 0, headSeq);
      for (let seq = from + 1; seq <= headSeq; seq += 1) checkEntry(counterId, seq);
      checkedTo.set(counterId, headSeq);
      const last = database.row('entry', [OFFICE, counterId, headSeq]);
      if (headSeq > 0 && hex(last?.['hash']) !== hex(row['head_hash'])) {
        report.violate('P4', `HQ's head of ${counterId} is not its last entry`);
      }
    }
    if (database.count('entry') !== total) {
      report.violate(
        'P4 I5',
        `HQ holds ${database.count('entry')} entries under heads of ${total}`,
      );
    }
  }

  function checkEntry(counterId: string, seq: number): void {
    const name = `${counterId}/${seq}`;
    const row = database.row('entry', [OFFICE, counterId, seq]);
    if (row === undefined) {
      report.violate('P4 I5', `HQ's head is past ${name}, which it does not hold`);
      return;
    }
    const before = ever.get(name);
    const hash = hex(row['hash']);
    if (before !== undefined && before !== hash && !(hasGoneBack && rewound.has(counterId))) {
      report.violate('P3', `HQ's entry ${name} is another than it was`);
    }
    if (world.seams.lazyHq !== true) ever.set(name, hash);
  }

  /** Leaves with an answer: what it promises must survive any crash from now on. */
  function checkPromise(acknowledgement: string): void {
    const { payload } = JSON.parse(acknowledgement) as { payload: string };
    const ack = JSON.parse(payload) as {
      counterId: string;
      seq: number;
      headHash: Hash;
      standing: string;
    };
    const rows =
      world.seams.lazyHq === true
        ? [...(flushed.get('entry')?.values() ?? [])]
        : database.rows('entry');
    const isThere = rows.some(
      (row) =>
        row['counter_id'] === ack.counterId &&
        row['seq'] === ack.seq &&
        hex(row['hash']) === ack.headHash,
    );
    if (ack.standing === 'stored' && !isThere) {
      report.violate('P4 I5', `HQ acknowledged ${ack.counterId}/${ack.seq}, not durable`);
    }
    if (ack.standing === 'quarantined') report.reach('fork quarantined');
  }

  function contextOf(own: Life): ServerContext {
    const now = () => instant(time.now());
    const wrapped = world.seams.database?.(database, () => arriving) ?? database;
    return {
      database: wrapped,
      counters: new CounterDirectory(wrapped.read, now),
      keys: ministry.keys,
      crypto: ministry.world.crypto,
      now,
      log: {
        info: () => undefined,
        warn: (event) => {
          if (own.isAlive) report.note(`HQ ${event}`);
        },
      },
      changes: new ChangeFeed(),
    };
  }
  let context = contextOf(life);

  async function take(text: string): Promise<Result<string>> {
    arriving = text;
    const taken = await ingest(context, text);
    if (!taken.ok) {
      if (taken.error.code === 'CHAIN_GAP') report.reach('batch after a gap refused');
      return taken;
    }
    if (!taken.value.isNew) report.reach('batch replayed');
    checkPromise(taken.value.acknowledgement);
    return ok(taken.value.acknowledgement);
  }

  async function answer(question: Question): Promise<Result<string>> {
    if (question.kind === 'batch') return take(question.text);
    if (question.kind === 'enrol') {
      const publicKey = fromBase64Url(question.publicKey) ?? new Uint8Array();
      return enrol(context, { code: question.code, publicKey });
    }
    const { counterId } = question;
    const counter = await counterById(context.database.read, { officeId: OFFICE, counterId });
    if (counter === null) return fail('COUNTER_UNKNOWN', { counter: counterId });
    if (question.kind === 'feed') {
      return signedFeed(context, { counter, cursor: question.cursor });
    }
    return signedHead(context, { counter, acknowledgedSeq: question.acknowledgedSeq });
  }

  const hq: SimHq = {
    ask: async (question) => {
      const own = life;
      if (!own.isAlive) return never();
      const said = await answer(question);
      report.note(`HQ ${question.kind} ${said.ok ? 'ok' : said.error.code}`);
      return own.isAlive ? said : never();
    },
    wasDurable: (counterId, seq) => ever.get(`${counterId}/${seq}`),
    headOf: (counterId) => Number(database.row('counter_head', [OFFICE, counterId])?.['seq'] ?? 0),
    held,
    cases: (kind) => database.rows('case_file').filter((row) => row['kind'] === kind).length,
    publishSecondTariff: async () => {
      const at = time.now();
      const content = ministry.secondTariff;
      await database.transact((writer) =>
        publish(writer, OFFICE, { content, subject: 'cmvr@2', at }),
      );
    },
    backUp: () => {
      backup = database.image();
    },
    restore: () => {
      if (backup === null) return false;
      database.restore(backup);
      checkedTo.clear();
      flushed = backup;
      report.reach('HQ restored from an older backup');
      report.note('HQ restored');
      hasGoneBack = true;
      // A fail-over to a node that had not all of it takes no time and breaks no connection.
      if (chance.happens(0.5)) life.end('to be restored');
      else hq.restart();
      return true;
    },
    restart: () => {
      life.isAlive = false;
      life = newLife();
      context = contextOf(life);
      report.note('HQ up');
    },
    get isUp() {
      return life.isAlive;
    },
    rewound,
  };

  function flush(): void {
    flushed = database.image();
    for (const row of flushed.get('entry')?.values() ?? []) {
      ever.set(`${String(row['counter_id'])}/${String(row['seq'])}`, hex(row['hash']));
    }
    time.after(120_000, flush);
  }
  if (world.seams.lazyHq === true) flush();
  return hq;
}
