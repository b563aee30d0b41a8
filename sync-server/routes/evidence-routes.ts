/** `GET /hq/api/evidence`: a bundle for a receipt, a shift, a day or a range, for whoever HQ lets in. */
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';

import { isCounterId, isReceiptNumber, officeOfCounter, type CounterId } from '#domain/ids.ts';
import { parseIsoDate } from '#domain/time.ts';
import type { EvidenceSubject } from '#protocol/evidence-bundle.ts';
import type { ServerContext } from '#server/context.ts';
import { evidenceOf } from '#server/evidence/bundle.ts';
import type { ProofDesk } from '#server/transparency/proofs.ts';
import { answerFailure } from './answers.ts';
import { Gate } from './limits.ts';

const seq = z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER);
const query = z.object({
  counterId: z.custom<CounterId>((v) => typeof v === 'string' && isCounterId(v)),
  receipt: z.custom<string>((v) => typeof v === 'string' && isReceiptNumber(v)).optional(),
  shift: z
    .string()
    .regex(/^[A-Z0-9-]{8,40}$/)
    .optional(),
  date: z.custom<string>((v) => typeof v === 'string' && parseIsoDate(v) !== null).optional(),
  fromSeq: seq.optional(),
  toSeq: seq.optional(),
});

/** Exactly one of the four, else null. */
function subjectOf(of: z.infer<typeof query>): EvidenceSubject | null {
  const { receipt, shift, date, fromSeq, toSeq } = of;
  const subjects: EvidenceSubject[] = [];
  if (receipt !== undefined) subjects.push({ kind: 'receipt', receiptNumber: receipt });
  if (shift !== undefined) subjects.push({ kind: 'shift', shiftId: shift });
  if (date !== undefined) subjects.push({ kind: 'day', businessDate: date });
  if (fromSeq !== undefined && toSeq !== undefined)
    subjects.push({ kind: 'range', fromSeq, toSeq });
  return subjects.length === 1 ? (subjects[0] ?? null) : null;
}

const fileName = (counterId: CounterId, about: EvidenceSubject): string => {
  const value = Object.values(about)
    .slice(1)
    .join('-')
    .replaceAll(/[^\w-]+/g, '-');
  return `raseed-evidence-${counterId}-${about.kind}-${value}.jsonl`;
};

/** Large answers, made one at a time. */
const MAX_AT_ONCE = 2;

/** `app` is the part of the server that HQ's session guards. */
export function installEvidenceRoutes(
  app: FastifyInstance,
  context: ServerContext,
  proofs: ProofDesk,
): void {
  const gate = new Gate(MAX_AT_ONCE);
  app.get('/hq/api/evidence', async (request, reply) => {
    const parsed = query.safeParse(request.query);
    const about = parsed.success ? subjectOf(parsed.data) : null;
    if (!parsed.success || about === null) {
      return answerFailure(reply, { code: 'INPUT_INVALID', details: { field: 'evidence' } });
    }
    if (!gate.enter()) {
      return answerFailure(reply, { code: 'TOO_MANY_REQUESTS', details: { seconds: 10 } });
    }
    try {
      const { counterId } = parsed.data;
      const officeId = officeOfCounter(counterId);
      const bundle = await evidenceOf(context, { officeId, counterId, about, proofs });
      if (!bundle.ok) return answerFailure(reply, bundle.error);
      context.log.info('evidence.exported', { counterId, kind: about.kind });
      return reply
        .header('content-disposition', `attachment; filename="${fileName(counterId, about)}"`)
        .type('application/jsonl; charset=utf-8')
        .send(bundle.value);
    } finally {
      gate.leave();
    }
  });
}
