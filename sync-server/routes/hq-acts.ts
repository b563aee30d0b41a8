/**
 * What people at HQ do about cases and refunds. Each act names who does it, with their PIN; it is a
 * fact of the office's chain, in its second place before it is answered. Where money moves a second
 * person must agree.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';

import { hashEntry } from '#domain/journal/chain.ts';
import { fail, ok, type Failure, type Result } from '#domain/result.ts';
import { instant, type Instant } from '#domain/time.ts';
import type { OfficeFact } from '#protocol/office-chain.ts';
import { parseBatch } from '#protocol/batch.ts';
import { RESOLUTIONS, type CaseEvidence, type CaseRow } from '#server/api/contract.ts';
import type { ServerContext } from '#server/context.ts';
import { afterCopied } from '#server/office-chain/gate.ts';
import { caseById } from '#server/store/cases.ts';
import type { Writer } from '#server/store/database.ts';
import type { HqRole, HqStaff } from '#server/store/hq-staff.ts';
import { lockOfficeChain, recordFact } from '#server/store/office-chain.ts';
import { entryAt } from '#server/store/receipts.ts';
import { refundById, refundRows } from '#server/store/refunds.ts';
import { branchOfCase, suspenseOfBranch } from '#server/store/suspense.ts';
import { answerFailure } from './answers.ts';
import { approveRefund } from './approve-refund.ts';
import { APPROVERS, BOTH_ROLES, proof, staffId, type Proof, type StaffDesk } from './staff-desk.ts';

const BODY_LIMIT = 4_096;

const id = z.string().regex(/^[0-9a-f]{32}$/);
const officeId = z.string().min(1).max(16);
const proofBody = z.strictObject(proof);
const assignBody = z.strictObject({ ...proof, assignee: staffId });
const closeBody = z.strictObject({
  ...proof,
  resolution: z.enum(RESOLUTIONS),
  reason: z.string().trim().min(3).max(500),
});
const decideBody = z.strictObject({ ...proof, decision: z.enum(['accounted', 'not_taken']) });
const payBody = z.strictObject({
  ...proof,
  how: z.enum(['cash', 'bank', 'upi']),
  reference: z
    .string()
    .trim()
    .regex(/^[\w/-]{3,40}$/),
});

interface Subject {
  readonly officeId: string;
  readonly id: string;
}

/** What an act comes to, once the office's chain is held. */
type Decide<B> = (of: {
  readonly writer: Writer;
  readonly subject: Subject;
  readonly body: B;
  readonly staff: HqStaff;
  readonly at: Instant;
}) => Promise<Result<OfficeFact>>;

interface Act<B extends Proof> {
  readonly path: string;
  readonly body: z.ZodType<B>;
  readonly roles: readonly HqRole[];
  readonly decide: Decide<B>;
}

async function openCaseOf(writer: Writer, subject: Subject): Promise<Result<CaseRow>> {
  const found = await caseById(writer, { officeId: subject.officeId, caseId: subject.id });
  if (found === null) return fail('CASE_UNKNOWN');
  return found.closedAt === null ? ok(found) : fail('CASE_CLOSED');
}

async function undecided(writer: Writer, found: CaseRow) {
  const branch = await branchOfCase(writer, found);
  const rows = branch === null ? [] : await suspenseOfBranch(writer, branch);
  return { branch, rows: rows.filter(({ decision }) => decision === null) };
}

const assign: Act<z.infer<typeof assignBody>> = {
  path: '/hq/api/cases/:officeId/:id/assign',
  body: assignBody,
  roles: BOTH_ROLES,
  decide: async ({ writer, subject, body, staff }) => {
    const found = await openCaseOf(writer, subject);
    if (!found.ok) return found;
    const { assignee } = body;
    const fact = { caseId: subject.id, assignee, staffId: staff.staffId };
    return ok({ kind: 'case.assigned', body: fact });
  },
};

const close: Act<z.infer<typeof closeBody>> = {
  path: '/hq/api/cases/:officeId/:id/close',
  body: closeBody,
  roles: BOTH_ROLES,
  decide: async ({ writer, subject, body, staff }) => {
    const found = await openCaseOf(writer, subject);
    if (!found.ok) return found;
    if ((await undecided(writer, found.value)).rows.length > 0) return fail('CASE_NEEDS_DECISION');
    const { resolution, reason } = body;
    const fact = { caseId: subject.id, resolution, reason, staffId: staff.staffId };
    return ok({ kind: 'case.closed', body: fact });
  },
};

/** Somebody looks into it, another person decides. */
const decide: Act<z.infer<typeof decideBody>> = {
  path: '/hq/api/cases/:officeId/:id/decide',
  body: decideBody,
  roles: APPROVERS,
  decide: async ({ writer, subject, body, staff }) => {
    const found = await openCaseOf(writer, subject);
    if (!found.ok) return found;
    const { assignee, counterId } = found.value;
    if (assignee === null || assignee === staff.staffId) return fail('SECOND_PERSON_NEEDED');
    const { branch, rows } = await undecided(writer, found.value);
    if (branch === null || rows.length === 0) return fail('CASE_UNKNOWN');
    return ok({
      kind: 'quarantine.decided',
      body: {
        caseId: subject.id,
        counterId,
        branchHead: branch.branchHead,
        decision: body.decision,
        amountPaise: rows.reduce((total, { amountPaise }) => total + amountPaise, 0),
        staffId: staff.staffId,
      },
    });
  },
};

/** OC7: proposed, endorsed, approved by another person, paid. */
async function refundIn(
  writer: Writer,
  subject: Subject,
  state: 'proposed' | 'endorsed' | 'approved',
) {
  const found = await refundById(writer, { officeId: subject.officeId, refundId: subject.id });
  if (found === null) return fail('REFUND_UNKNOWN');
  return found.state === state ? ok(found) : fail('REFUND_STATE', { state: found.state });
}

const endorse: Act<z.infer<typeof proofBody>> = {
  path: '/hq/api/refunds/:officeId/:id/endorse',
  body: proofBody,
  roles: BOTH_ROLES,
  decide: async ({ writer, subject, staff }) => {
    const found = await refundIn(writer, subject, 'proposed');
    if (!found.ok) return found;
    const body = { refundId: subject.id, staffId: staff.staffId };
    return ok({ kind: 'refund.endorsed', body });
  },
};

const approve: Act<z.infer<typeof proofBody>> = {
  path: '/hq/api/refunds/:officeId/:id/approve',
  body: proofBody,
  roles: APPROVERS,
  decide: async ({ writer, subject, staff, at }) => {
    const found = await refundIn(writer, subject, 'endorsed');
    if (!found.ok) return found;
    if (found.value.endorsedBy === staff.staffId) return fail('SECOND_PERSON_NEEDED');
    return ok(await approveRefund(writer, { refund: found.value, staffId: staff.staffId, at }));
  },
};

const pay: Act<z.infer<typeof payBody>> = {
  path: '/hq/api/refunds/:officeId/:id/pay',
  body: payBody,
  roles: BOTH_ROLES,
  decide: async ({ writer, subject, body, staff }) => {
    const found = await refundIn(writer, subject, 'approved');
    if (!found.ok) return found;
    if (found.value.isByGateway) return fail('REFUND_BY_GATEWAY');
    const { how, reference } = body;
    const { amountPaise } = found.value;
    const fact = { refundId: subject.id, staffId: staff.staffId, amountPaise, how, reference };
    return ok({ kind: 'refund.paid', body: fact });
  },
};

/** All facts of an act, or none; answered when they are in the second place. */
export async function carryOut(
  context: ServerContext,
  office: string,
  decideNow: (writer: Writer, at: Instant) => Promise<Result<readonly OfficeFact[]>>,
): Promise<Result<null>> {
  const done = await context.database.transact(async (writer): Promise<Failure | null> => {
    await lockOfficeChain(writer, office);
    const at = instant(context.now());
    const facts = await decideNow(writer, at);
    if (!facts.ok) return facts.error;
    for (const fact of facts.value) {
      await recordFact(context, writer, { officeId: office, at, fact });
    }
    return null;
  });
  if (!done.ok) return done;
  if (done.value !== null) return { ok: false, error: done.value };
  return afterCopied(context, office, () => ok(null));
}

const params = z.object({ officeId, id });

function install<B extends Proof>(
  app: FastifyInstance,
  of: { readonly context: ServerContext; readonly desk: StaffDesk },
  act: Act<B>,
): void {
  const { context, desk } = of;
  const answer = async (request: FastifyRequest, reply: FastifyReply) => {
    const subject = params.safeParse(request.params);
    const body = act.body.safeParse(request.body);
    if (!subject.success || !body.success) {
      const field = String(body.error?.issues[0]?.path[0] ?? 'id');
      return answerFailure(reply, { code: 'INPUT_INVALID', details: { field } });
    }
    const staff = await desk.identify(body.data, act.roles);
    if (!staff.ok) return answerFailure(reply, staff.error);
    const done = await carryOut(context, subject.data.officeId, async (writer, at) => {
      const by = { body: body.data, staff: staff.value };
      const fact = await act.decide({ writer, subject: subject.data, ...by, at });
      return fact.ok ? ok([fact.value]) : fact;
    });
    if (!done.ok) return answerFailure(reply, done.error);
    context.changes.tell({ officeId: subject.data.officeId, counterId: '', seq: 0 });
    return reply.code(204).send();
  };
  app.post(act.path, { bodyLimit: BODY_LIMIT }, answer);
}

async function evidence(context: ServerContext, subject: Subject): Promise<Result<CaseEvidence>> {
  const { read } = context.database;
  const found = await caseById(read, { officeId: subject.officeId, caseId: subject.id });
  const branch = found === null ? null : await branchOfCase(read, found);
  const batch = branch === null ? null : parseBatch(branch.body);
  if (found === null || branch === null || batch?.ok !== true) return fail('CASE_UNKNOWN');
  const { firstSeq } = batch.value.header;
  const atSeq = Number(found.details['seq'] ?? firstSeq);
  // Its signature was checked before it was kept.
  const entries = batch.value.lines.map(({ text, signature }, index) => {
    const hash = hashEntry(text, context.crypto.sha256);
    return { seq: firstSeq + index, text, hash, signature };
  });
  const held = await entryAt(read, branch, atSeq);
  return ok({
    held:
      held === null
        ? null
        : { seq: held.seq, text: held.text, hash: held.hash, signature: held.signature },
    other: entries.filter(({ seq }) => seq >= atSeq),
    batchHeader: branch.body.slice(0, branch.body.indexOf('\n')),
    suspense: await suspenseOfBranch(read, branch),
  });
}

/** Within HQ's part of the server: the session is checked before. */
export function installHqActs(app: FastifyInstance, context: ServerContext, desk: StaffDesk): void {
  const of = { context, desk };
  app.get('/hq/api/refunds', async () => ({ rows: await refundRows(context.database.read) }));
  app.get('/hq/api/cases/:officeId/:id/evidence', async (request, reply) => {
    const subject = params.safeParse(request.params);
    const found = subject.success ? await evidence(context, subject.data) : fail('CASE_UNKNOWN');
    return found.ok ? reply.send(found.value) : answerFailure(reply, found.error);
  });
  install(app, of, assign);
  install(app, of, close);
  install(app, of, decide);
  install(app, of, endorse);
  install(app, of, approve);
  install(app, of, pay);
}
