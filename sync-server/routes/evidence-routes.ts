/**
 * `GET /hq/api/evidence`: a bundle about a receipt, a shift, a day, a range or a case of a counter, or
 * about all that was decided at an office, for whoever HQ lets in.
 */
import type { FastifyInstance, FastifyReply } from 'fastify';
import { z } from 'zod';

import {
  isCounterId,
  isOfficeId,
  isReceiptNumber,
  officeOfCounter,
  type CounterId,
  type OfficeId,
} from '#domain/ids.ts';
import { fail, ok, type Result } from '#domain/result.ts';
import { parseIsoDate } from '#domain/time.ts';
import type { ServerContext } from '#server/context.ts';
import { evidenceOf, officeEvidence } from '#server/evidence/bundle.ts';
import type { CounterSubject } from '#server/evidence/ranges.ts';
import { officeById } from '#server/store/fleet.ts';
import type { ProofDesk } from '#server/transparency/proofs.ts';
import { answerFailure } from './answers.ts';
import { Gate } from './limits.ts';

const seq = z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER);
const counterQuery = z.strictObject({
  counterId: z.custom<CounterId>((v) => typeof v === 'string' && isCounterId(v)),
  receipt: z.custom<string>((v) => typeof v === 'string' && isReceiptNumber(v)).optional(),
  shift: z
    .string()
    .regex(/^[A-Z0-9-]{8,40}$/)
    .optional(),
  date: z.custom<string>((v) => typeof v === 'string' && parseIsoDate(v) !== null).optional(),
  fromSeq: seq.optional(),
  toSeq: seq.optional(),
  case: z
    .string()
    .regex(/^[0-9a-f]{32}$/)
    .optional(),
});
const officeQuery = z.strictObject({
  officeId: z.custom<OfficeId>((v) => typeof v === 'string' && isOfficeId(v)),
});

/** Exactly one of the five, else null. */
function subjectOf(of: z.infer<typeof counterQuery>): CounterSubject | null {
  const { receipt, shift, date, fromSeq, toSeq, case: caseId } = of;
  const subjects: CounterSubject[] = [];
  if (caseId !== undefined) subjects.push({ kind: 'case', caseId });
  if (receipt !== undefined) subjects.push({ kind: 'receipt', receiptNumber: receipt });
  if (shift !== undefined) subjects.push({ kind: 'shift', shiftId: shift });
  if (date !== undefined) subjects.push({ kind: 'day', businessDate: date });
  if (fromSeq !== undefined && toSeq !== undefined)
    subjects.push({ kind: 'range', fromSeq, toSeq });
  return subjects.length === 1 ? (subjects[0] ?? null) : null;
}

interface Bundle {
  readonly text: string;
  /** What the file is called after, in letters that every system takes. */
  readonly name: string;
}

const nameOf = (...parts: readonly (string | number)[]): string =>
  parts.join('-').replaceAll(/[^\w-]+/g, '-');

async function bundleOf(
  context: ServerContext,
  query: unknown,
  proofs: ProofDesk,
): Promise<Result<Bundle>> {
  const office = officeQuery.safeParse(query);
  if (office.success) {
    const { officeId } = office.data;
    if ((await officeById(context.database.read, officeId)) === null)
      return fail('EVIDENCE_NOTHING');
    return ok({ text: await officeEvidence(context, officeId), name: nameOf(officeId, 'office') });
  }
  const parsed = counterQuery.safeParse(query);
  const about = parsed.success ? subjectOf(parsed.data) : null;
  if (!parsed.success || about === null) return fail('INPUT_INVALID', { field: 'evidence' });
  const { counterId } = parsed.data;
  const officeId = officeOfCounter(counterId);
  const text = await evidenceOf(context, { officeId, counterId, about, proofs });
  const { kind, ...subject } = about;
  const name = nameOf(counterId, kind, ...Object.values<string | number>(subject));
  return text.ok ? ok({ text: text.value, name }) : text;
}

const sendFile = (reply: FastifyReply, { text, name }: Bundle): FastifyReply =>
  reply
    .header('content-disposition', `attachment; filename="raseed-evidence-${name}.jsonl"`)
    .type('application/jsonl; charset=utf-8')
    .send(text);

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
    if (!gate.enter()) {
      return answerFailure(reply, { code: 'TOO_MANY_REQUESTS', details: { seconds: 10 } });
    }
    try {
      const bundle = await bundleOf(context, request.query, proofs);
      if (!bundle.ok) return answerFailure(reply, bundle.error);
      context.log.info('evidence.exported', { name: bundle.value.name });
      return sendFile(reply, bundle.value);
    } finally {
      gate.leave();
    }
  });
}
