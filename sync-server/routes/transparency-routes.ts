/** The public side of HQ's past: daily roots and the proof that a counter's head is under one. */
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';

import { isCounterId, type CounterId } from '#domain/ids.ts';
import { fail, ok, type Result } from '#domain/result.ts';
import { parseIsoDate, type IsoDate } from '#domain/time.ts';
import type { MerkleTree } from '#protocol/merkle.ts';
import { inLeafOrder, makeHeadProof, treeOf, type HeadProof } from '#protocol/transparency.ts';
import type { ServerContext } from '#server/context.ts';
import { headsOfDay, publishedRoots, rootOfDay } from '#server/store/roots.ts';
import { answerFailure } from './answers.ts';

const MAX_LISTED = 400;
/** Trees of so many days are kept: a day of 200,000 counters is some 13 MB. */
const MAX_TREES = 3;
const FOR_EVER = 'public, max-age=31536000, immutable';
const SHORTLY = 'public, max-age=60';

const date = z.custom<IsoDate>((v) => typeof v === 'string' && parseIsoDate(v) !== null);
const rootParams = z.object({ date });
const proofParams = z.object({
  date,
  counterId: z.custom<CounterId>((v) => typeof v === 'string' && isCounterId(v)),
});

interface Day {
  readonly tree: MerkleTree;
  readonly leaves: Awaited<ReturnType<typeof headsOfDay>>;
}

class ProofDesk {
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

  async proof(of: z.infer<typeof proofParams>): Promise<Result<HeadProof>> {
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

/** Within the public part of the server, which limits how often one may ask. */
export function installTransparencyRoutes(app: FastifyInstance, context: ServerContext): void {
  const desk = new ProofDesk(context);
  app.get('/v1/public/roots', async (_request, reply) => {
    const rows = await publishedRoots(context.database.read, MAX_LISTED);
    return reply.header('cache-control', SHORTLY).send({
      roots: rows.map(({ date: of, documentHash }) => ({ date: of, documentHash })),
    });
  });
  app.get('/v1/public/roots/:date', async (request, reply) => {
    const params = rootParams.safeParse(request.params);
    if (!params.success) {
      return answerFailure(reply, { code: 'INPUT_INVALID', details: { field: 'date' } });
    }
    const root = await desk.root(params.data.date);
    if (!root.ok) return answerFailure(reply, root.error);
    return reply.header('cache-control', FOR_EVER).type('application/json').send(root.value);
  });
  app.get('/v1/public/proofs/:date/:counterId', async (request, reply) => {
    const params = proofParams.safeParse(request.params);
    if (!params.success) {
      return answerFailure(reply, { code: 'INPUT_INVALID', details: { field: 'counterId' } });
    }
    const proof = await desk.proof(params.data);
    if (!proof.ok) return answerFailure(reply, proof.error);
    return reply.header('cache-control', FOR_EVER).send(proof.value);
  });
}
