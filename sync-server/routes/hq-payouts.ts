/**
 * Transfers to the treasury at HQ: what may be sent on, and what was; ordering, approving and withdrawing,
 * each by who signs. No screen and no message has a place for an amount or an account.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';

import { fail, type Result } from '#domain/result.ts';
import type { OfficeFact } from '#protocol/office-chain.ts';
import type { PayoutReport } from '#server/api/payouts-contract.ts';
import type { ServerContext } from '#server/context.ts';
import type { PayoutConfig } from '#server/payments/payout-config.ts';
import {
  approvePayout,
  orderPayout,
  remittableOf,
  withdrawPayout,
} from '#server/payments/payouts.ts';
import type { Writer } from '#server/store/database.ts';
import type { HqRole } from '#server/store/hq-staff.ts';
import { officesToRemit, payoutRows } from '#server/store/payouts.ts';
import { answerFailure } from './answers.ts';
import { carryOut } from './hq-acts.ts';
import { APPROVERS, BOTH_ROLES, proof, type Proof, type StaffDesk } from './staff-desk.ts';

const BODY_LIMIT = 4_096;
const MAX_OFFICES = 100;
const officeId = z.string().min(1).max(16);
const payoutId = z.string().regex(/^[\w-]{4,40}$/);
const proofBody = z.strictObject(proof);
const withdrawBody = z.strictObject({ ...proof, reason: z.string().trim().min(3).max(500) });

export interface HqPayoutParts {
  readonly context: ServerContext;
  readonly desk: StaffDesk;
  /** Null: there are no transfers. */
  readonly payouts: PayoutConfig | null;
}

type Decide<S, B> = (
  writer: Writer,
  of: S & B & { readonly staffId: string },
) => Promise<Result<readonly OfficeFact[]>>;

interface Act<S extends { readonly officeId: string }, B extends Proof> {
  readonly path: string;
  readonly subject: z.ZodType<S>;
  readonly body: z.ZodType<B>;
  readonly roles: readonly HqRole[];
  readonly decide: Decide<S, B>;
}

function install<S extends { readonly officeId: string }, B extends Proof>(
  app: FastifyInstance,
  { context, desk, payouts }: HqPayoutParts,
  act: Act<S, B>,
): void {
  const answer = async (request: FastifyRequest, reply: FastifyReply) => {
    if (payouts === null) return answerFailure(reply, fail('PAYOUTS_OFF').error);
    const subject = act.subject.safeParse(request.params);
    const body = act.body.safeParse(request.body);
    if (!subject.success || !body.success) {
      const field = String(body.error?.issues[0]?.path[0] ?? 'payoutId');
      return answerFailure(reply, { code: 'INPUT_INVALID', details: { field } });
    }
    const staff = await desk.identify(body.data, act.roles);
    if (!staff.ok) return answerFailure(reply, staff.error);
    const { staffId } = staff.value;
    const { officeId: office } = subject.data;
    const done = await carryOut(context, office, (writer) =>
      act.decide(writer, { ...body.data, ...subject.data, staffId }),
    );
    if (!done.ok) return answerFailure(reply, done.error);
    context.changes.tell({ officeId: office, counterId: '', seq: 0 });
    return reply.code(204).send();
  };
  app.post(act.path, { bodyLimit: BODY_LIMIT }, answer);
}

async function report({ context, payouts }: HqPayoutParts): Promise<PayoutReport> {
  const { read } = context.database;
  const offices = [];
  for (const office of await officesToRemit(read, MAX_OFFICES)) {
    offices.push({ officeId: office, ...(await remittableOf(read, office)) });
  }
  const rows = (await payoutRows(read)).map(({ approvedAt: _approvedAt, ...row }) => row);
  const account =
    payouts === null ? null : { name: payouts.name, lastFour: payouts.account.slice(-4) };
  return { account, offices, rows };
}

export function installHqPayouts(app: FastifyInstance, parts: HqPayoutParts): void {
  const one = z.object({ officeId, payoutId });
  app.get('/hq/api/payouts', () => report(parts));
  install(app, parts, {
    path: '/hq/api/payouts/:officeId/order',
    subject: z.object({ officeId }),
    body: proofBody,
    roles: BOTH_ROLES,
    decide: orderPayout,
  });
  install(app, parts, {
    path: '/hq/api/payouts/:officeId/:payoutId/approve',
    subject: one,
    body: proofBody,
    roles: APPROVERS,
    decide: approvePayout,
  });
  install(app, parts, {
    path: '/hq/api/payouts/:officeId/:payoutId/withdraw',
    subject: one,
    body: withdrawBody,
    roles: BOTH_ROLES,
    decide: withdrawPayout,
  });
}
