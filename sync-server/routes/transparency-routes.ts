/** The public side of HQ's past: daily roots and the proof that a counter's head is under one. */
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';

import { isCounterId, type CounterId } from '#domain/ids.ts';
import { parseIsoDate, type IsoDate } from '#domain/time.ts';
import type { ServerContext } from '#server/context.ts';
import { publishedRoots } from '#server/store/roots.ts';
import type { ProofDesk } from '#server/transparency/proofs.ts';
import { answerFailure } from './answers.ts';

const MAX_LISTED = 400;
const FOR_EVER = 'public, max-age=31536000, immutable';
const SHORTLY = 'public, max-age=60';

const date = z.custom<IsoDate>((v) => typeof v === 'string' && parseIsoDate(v) !== null);
const rootParams = z.object({ date });
const proofParams = z.object({
  date,
  counterId: z.custom<CounterId>((v) => typeof v === 'string' && isCounterId(v)),
});

/** Within the public part of the server, which limits how often one may ask. */
export function installTransparencyRoutes(
  app: FastifyInstance,
  context: ServerContext,
  desk: ProofDesk,
): void {
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
