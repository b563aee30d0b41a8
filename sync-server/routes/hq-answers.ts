/**
 * What HQ sees of calls, links and failed messages, and how somebody looks up whom an answer was about:
 * by name, with a PIN and a reason, as a fact of the office's chain. docs/spec/messages.md, M13.
 */
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';

import { isOfficeId } from '#domain/ids.ts';
import { DAY_MS, instant } from '#domain/time.ts';
import type { Answers } from '#server/api/answers-contract.ts';
import type { ServerContext } from '#server/context.ts';
import { afterCopied } from '#server/office-chain/gate.ts';
import {
  answersByOffice,
  answerSubject,
  messageFailures,
  newestLinks,
} from '#server/store/answers.ts';
import { recordFact } from '#server/store/office-chain.ts';
import { ok } from '#domain/result.ts';
import { answerFailure } from './answers.ts';
import { BOTH_ROLES, proof, type StaffDesk } from './staff-desk.ts';

const FIGURES_OF_DAYS = 30;
const BODY_LIMIT = 4_096;

const params = z.object({
  officeId: z.string().refine(isOfficeId),
  callId: z.string().regex(/^[0-9a-f]{32}$/),
});
const body = z.strictObject({ ...proof, reason: z.string().trim().min(3).max(500) });

export interface AnswerParts {
  readonly context: ServerContext;
  readonly desk: StaffDesk;
  readonly isOn: boolean;
}

/** Within HQ's part of the server: the session is checked before. */
export function installHqAnswers(app: FastifyInstance, of: AnswerParts): void {
  const { context, desk, isOn } = of;
  const { read } = context.database;
  app.get('/hq/api/answers', async (): Promise<Answers> => {
    const now = context.now();
    return {
      isOn,
      offices: await answersByOffice(read, instant(now - FIGURES_OF_DAYS * DAY_MS)),
      links: await newestLinks(read, now),
      failures: await messageFailures(read),
    };
  });
  const path = '/hq/api/answers/:officeId/:callId/reveal';
  app.post(path, { bodyLimit: BODY_LIMIT }, async (request, reply) => {
    const key = params.safeParse(request.params);
    const given = body.safeParse(request.body);
    if (!key.success || !given.success) {
      const field = String(given.error?.issues[0]?.path[0] ?? 'id');
      return answerFailure(reply, { code: 'INPUT_INVALID', details: { field } });
    }
    const staff = await desk.identify(given.data, BOTH_ROLES);
    if (!staff.ok) return answerFailure(reply, staff.error);
    const { officeId, callId } = key.data;
    const subject = await answerSubject(read, key.data);
    if (subject === null) return answerFailure(reply, { code: 'CALL_UNKNOWN' });
    const { staffId } = staff.value;
    const { reason } = given.data;
    const fact = { kind: 'citizen.revealed', body: { callId, staffId, reason } } as const;
    const recorded = await context.database.transact((writer) =>
      recordFact(context, writer, { officeId, at: context.now(), fact }),
    );
    if (!recorded.ok) return answerFailure(reply, recorded.error);
    const told = await afterCopied(context, officeId, () => ok(subject));
    return told.ok ? reply.send(ok(told.value)) : answerFailure(reply, told.error);
  });
}
