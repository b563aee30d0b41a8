/**
 * HQ's program killed while something is done at an office's desk: at every statement that it sends to its
 * database, after each commit whose answer it never hears, and while it writes the second place of the
 * chain. It starts again, the act is done again by whoever was not told, and everything is held against
 * what should be there once. docs/spec/faults.md.
 */
import { decodeEntry } from '#domain/journal/chain.ts';
import { isMoneyFact, officePostingsOf } from '#domain/ledger/office-postings.ts';
import type { Posting } from '#domain/ledger/postings.ts';
import { OFFICE_GENESIS, verifyOfficeRun } from '#protocol/office-chain.ts';
import { soundPostings } from '#server/books/book-run.ts';
import { balancesAt } from '#server/store/books.ts';
import { officeEntriesAfter } from '#server/store/office-chain.ts';
import { crypto } from '#tests/protocol/authority.ts';
import { factsOf } from '#tests/sync-server/desk-kit.ts';
import { takeForJudged } from '#tests/sync-server/office-kit.ts';
import { casesOf } from '#tests/sync-server/testkit.ts';
import type { TestDatabase } from '#tests/testkit/schema.ts';

import type { Point } from './database-wire.ts';
import { DESK_ACTS, type DeskAct, type Scene } from './office-acts.ts';
import { createOfficeStage, type HqProgram, type OfficeStage } from './office-stage.ts';
import { startProgram, wait, whyNot } from './programs.ts';
import type { Table } from './tables.ts';

export interface Kill {
  /** The statement or system call at which it was killed; null where the act was over before. */
  readonly at: string | null;
  /** When it was started again the act had been done, though nobody was told. */
  readonly wasDone: boolean;
  /** One sentence for each thing that is not as it should be. */
  readonly faults: readonly string[];
}

const LONGEST_CHAIN = 1_000;

/** Every balance, made anew of the journals and the chain as they are stored. */
async function balancesAnew({ server }: OfficeStage, officeId: string) {
  const rows = await server.database.read.rows<{ text: string }>(
    'SELECT text FROM entry WHERE office_id = ?',
    [officeId],
  );
  const postings: Posting[] = rows.flatMap(({ text }) => {
    const entry = decodeEntry(text);
    return entry.ok ? (soundPostings(entry.value) ?? []) : [];
  });
  for (const fact of await factsOf(server, officeId)) {
    if (isMoneyFact(fact)) postings.push(...officePostingsOf(fact));
  }
  const balances = new Map<string, number>();
  for (const { account, amountPaise } of postings) {
    balances.set(account, (balances.get(account) ?? 0) + amountPaise);
  }
  return balances;
}

async function bookFaults(stage: OfficeStage, officeId: string): Promise<readonly string[]> {
  const anew = await balancesAnew(stage, officeId);
  const kept = await balancesAt(stage.server.database.read, officeId, null);
  const accounts = [...new Set([...anew.keys(), ...kept.keys()])];
  const differing = accounts.filter((it) => (anew.get(it) ?? 0) !== (kept.get(it) ?? 0));
  const total = [...kept.values()].reduce((sum: number, amount) => sum + amount, 0);
  return [
    ...differing.map((it) => `${it} is ${kept.get(it) ?? 0} in the books, not ${anew.get(it)}`),
    ...(total === 0 ? [] : [`all accounts together are ${total}`]),
  ];
}

/** The chain as it is stored, and its second place, which has what anybody was told (OC9). */
async function chainFaults(
  stage: OfficeStage,
  { officeId }: Scene,
  { fact }: DeskAct,
): Promise<readonly string[]> {
  const { read } = stage.server.database;
  const rows = await officeEntriesAfter(read, officeId, { seq: 0, limit: LONGEST_CHAIN });
  const { trust } = stage.server.authority;
  const verified = verifyOfficeRun(OFFICE_GENESIS, rows, { officeId, trust, crypto });
  const copied = stage.copyOf(officeId).map((line) => (JSON.parse(line) as { text: string }).text);
  const isBeginning = copied.every((text, at) => text === rows[at]?.text);
  const isTold = copied.some((text) => text.includes(`"kind":"${fact}"`));
  return [
    ...(verified.ok ? [] : [`the chain: ${verified.error.code}`]),
    ...(isBeginning ? [] : ['the copy is not the chain’s']),
    ...(isTold ? [] : [`the copy has no ${fact}`]),
  ];
}

const timesOf = async (stage: OfficeStage, { officeId }: Scene, { fact }: DeskAct) =>
  (await factsOf(stage.server, officeId)).filter(({ kind }) => kind === fact).length;

async function onceFaults(
  stage: OfficeStage,
  scene: Scene,
  act: DeskAct,
): Promise<readonly string[]> {
  const times = await timesOf(stage, scene, act);
  const cases = await casesOf(stage.server, scene.officeId);
  const wanted = act.cases.toSorted().join();
  return [
    ...(times === 1 ? [] : [`${act.fact} is in the chain ${times} times`]),
    ...(cases.join() === wanted ? [] : [`cases are ${cases.join() || 'none'}, not ${wanted}`]),
  ];
}

/** Whoever was not told looks, and does it again; whoever does it once more is told that it is done. */
async function resume(
  stage: OfficeStage,
  of: { readonly scene: Scene; readonly act: DeskAct; readonly program: HqProgram },
): Promise<readonly string[]> {
  const { scene, act, program } = of;
  const faults: string[] = [];
  if (scene.act !== null && (await timesOf(stage, scene, act)) === 0) {
    const code = await scene.act(program.origin);
    if (!/^2\d\d$/.test(code)) faults.push(`done again it answers ${code}`);
  }
  if (scene.act !== null && act.again !== null) {
    const code = await scene.act(program.origin);
    if (code !== act.again) faults.push(`done once more it answers ${code}, not ${act.again}`);
  }
  return faults;
}

/** Until the day itself has done what it should, at most some seconds. */
async function untilDone(stage: OfficeStage, scene: Scene, act: DeskAct): Promise<void> {
  if (scene.act !== null) return;
  for (let look = 0; look < 1_000 && (await timesOf(stage, scene, act)) === 0; look += 1)
    await wait(50);
}

async function judge(
  stage: OfficeStage,
  of: { readonly scene: Scene; readonly act: DeskAct; readonly at: string | null },
): Promise<Kill & { readonly program: HqProgram | null }> {
  const { scene, act, at } = of;
  const wasDone = (await timesOf(stage, scene, act)) > 0;
  const program = await stage.start();
  if (program === null) return { at, wasDone, faults: ['does not start again'], program };
  await untilDone(stage, scene, act);
  const resumed = await resume(stage, { scene, act, program });
  const faults = [
    ...resumed,
    ...(await onceFaults(stage, scene, act)),
    ...(await chainFaults(stage, scene, act)),
    ...(await bookFaults(stage, scene.officeId)),
  ];
  return { at, wasDone, faults, program };
}

/** Something happens to the program while `work` goes on; answers at what, null where nothing did. */
type Fault = (work: () => Promise<unknown>, scene: Scene) => Promise<string | null>;

/** Of the statement with which an act holds its day. */
const HOLDS_A_DAY = "VALUES (?,?,0,'open',0,0,?)";

/** One desk at HQ's program, which is killed again and again. */
export class KilledDesk {
  readonly #stage: OfficeStage;
  #program: HqProgram | null = null;

  constructor(stage: OfficeStage) {
    this.#stage = stage;
  }

  async #up(): Promise<HqProgram> {
    this.#program ??= await this.#stage.start();
    if (this.#program === null) throw new Error('HQ’s program does not start');
    return this.#program;
  }

  async #once(act: DeskAct, fault: Fault): Promise<Kill> {
    const stage = this.#stage;
    const scene = await act.ready(stage.server);
    await takeForJudged(stage.server, scene.officeId);
    stage.setClock();
    const { act: byPerson } = scene;
    let work: () => Promise<unknown>;
    if (byPerson === null) {
      // The day itself looks when the program starts.
      await stage.kill();
      work = async () => {
        if ((await stage.start()) !== null) await untilDone(stage, scene, act);
      };
    } else {
      const { origin } = await this.#up();
      work = () => byPerson(origin);
    }
    // Whoever waited for an answer is cut off.
    const at = await fault(() => work().catch(() => undefined), scene);
    await stage.kill();
    const { program, ...kill } = await judge(stage, { scene, act, at });
    this.#program = program;
    return kill;
  }

  /** At a statement on the wire; what the day does by itself is found by its hold on the day. */
  atStatement(act: DeskAct, point: Point): Promise<Kill> {
    return this.#once(act, async (work, { officeId }) => {
      const held = act.isByItself === true ? [HOLDS_A_DAY, officeId] : undefined;
      const from = point.from ?? held;
      const armed = this.#stage.wire.arm({ ...point, from }, () => void this.#stage.kill());
      await work();
      return armed.disarm();
    });
  }

  /** After a line of the chain's second place was written, before it is on the disk. */
  atCopy(act: DeskAct): Promise<Kill> {
    return this.#once(act, async (work) => {
      const pid = String(this.#program?.child.pid);
      const inject = ['-e', 'trace=fsync', '-e', 'inject=fsync:signal=SIGKILL'];
      const tracer = startProgram('strace', [...inject, '-p', pid]);
      while (!tracer.errors().includes('attached')) await wait(5);
      await work();
      tracer.end();
      await tracer.ended;
      return tracer.errors().includes('killed by SIGKILL') ? 'fsync' : null;
    });
  }
}

const MOST_STATEMENTS = 300;

/** Before each statement in turn, and after each commit, until an act is over untouched. */
async function atEveryStatement(desk: KilledDesk, act: DeskAct): Promise<readonly Kill[]> {
  const kills: Kill[] = [];
  for (let nth = 1; nth <= MOST_STATEMENTS; nth += 1) {
    const before = await desk.atStatement(act, { nth, moment: 'before' });
    kills.push(before);
    if (before.at === null) return kills;
    if (before.at !== 'COMMIT') continue;
    kills.push(await desk.atStatement(act, { nth, moment: 'after' }));
    // The connection goes on with other things.
    if (act.isByItself === true) return kills;
  }
  throw new Error(`${act.name}: more than ${MOST_STATEMENTS} statements`);
}

const whyNoTracing = (): string | null => whyNot({ programs: ['strace'], isRoot: false });

function rowOf(act: DeskAct, kills: readonly Kill[]): readonly string[] {
  const met = kills.filter(({ at }) => at !== null);
  const done = met.filter(({ wasDone }) => wasDone).length;
  const broken = kills.reduce((total, { faults }) => total + faults.length, 0);
  return [act.name, met.length, met.length - done, done, broken].map(String);
}

/** Every act, each over a schema of its own. */
export async function killDesks(newSchema: () => Promise<TestDatabase>): Promise<{
  readonly table: Table;
  readonly faults: readonly string[];
}> {
  const rows: (readonly string[])[] = [];
  const faults: string[] = [];
  for (const act of Object.values(DESK_ACTS) as readonly DeskAct[]) {
    const stage = await createOfficeStage(await newSchema());
    try {
      const desk = new KilledDesk(stage);
      const kills = [...(await atEveryStatement(desk, act))];
      if (act.isByItself !== true && whyNoTracing() === null) kills.push(await desk.atCopy(act));
      rows.push(rowOf(act, kills));
      process.stderr.write(`${rowOf(act, kills).join(' | ')}\n`);
      faults.push(
        ...kills.flatMap((kill) => kill.faults.map((it) => `${act.name}, ${kill.at}: ${it}`)),
      );
    } finally {
      await stage.close();
    }
  }
  const head = ['what is done', 'points', 'was not done yet', 'was done, nobody told', 'broken'];
  return { table: { name: 'office', head, rows }, faults };
}
