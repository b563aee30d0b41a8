/** Proofs that a counter's head is under a published root; the trees of the last asked days are kept. */
import type { CounterId } from '#domain/ids.ts';
import { fail, ok, type Result } from '#domain/result.ts';
import type { IsoDate } from '#domain/time.ts';
import type { MerkleTree } from '#protocol/merkle.ts';
import { inLeafOrder, makeHeadProof, treeOf, type HeadProof } from '#protocol/transparency.ts';
import type { ServerContext } from '#server/context.ts';
import { headsOfDay, rootOfDay } from '#server/store/roots.ts';

/** Trees of so many days are kept: a day of 200,000 counters is some 13 MB. */
const MAX_TREES = 3;

interface Day {
  readonly tree: MerkleTree;
  readonly leaves: Awaited<ReturnType<typeof headsOfDay>>;
}

export class ProofDesk {
  readonly #context: ServerContext;
  readonly #days = new Map<string, Promise<Day>>();

  constructor(context: ServerContext) {
    this.#context = context;
  }

  #day(of: IsoDate): Promise<Day> {
    const kept = this.#days.get(of);
    if (kept !== undefined) return kept;
    const made = this.#make(of);
    const [oldest] = this.#days.keys();
    if (oldest !== undefined && this.#days.size >= MAX_TREES) this.#days.delete(oldest);
    this.#days.set(of, made);
    made.catch(() => this.#days.delete(of));
    return made;
  }

  async #make(of: IsoDate): Promise<Day> {
    const heads = await headsOfDay(this.#context.database.read, of);
    const leaves = inLeafOrder(heads);
    return { leaves, tree: treeOf(leaves, this.#context.crypto.sha256) };
  }

  async root(of: IsoDate): Promise<Result<string>> {
    const row = await rootOfDay(this.#context.database.read, of);
    const isOut = row !== null && row.publishedAt !== null;
    return isOut ? ok(row.document) : fail('ROOT_NOT_MADE', { date: of });
  }

  async proof(of: {
    readonly date: IsoDate;
    readonly counterId: CounterId;
  }): Promise<Result<HeadProof>> {
    const root = await this.root(of.date);
    if (!root.ok) return root;
    const { leaves, tree } = await this.#day(of.date);
    const index = leaves.findIndex(({ counterId }) => counterId === of.counterId);
    const leaf = leaves[index];
    if (leaf === undefined) {
      return fail('COUNTER_NOT_IN_ROOT', { counter: of.counterId, date: of.date });
    }
    return ok(makeHeadProof({ tree, index, leaf, date: of.date, root: root.value }));
  }
}
