/**
 * What people at HQ order beyond cases and refunds: a tariff recalled, something asked of counters,
 * a receipt of a lost disk brought in. Each is signed for by a person but the last, which proves
 * itself by its own signature.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';

import { isCounterId, officeOfCounter, type CounterId } from '#domain/ids.ts';
import { assert, fail, ok, type Result } from '#domain/result.ts';
import { instant } from '#domain/time.ts';
import { buildTrust } from '#protocol/trust.ts';
import type { LostDisk } from '#server/api/contract.ts';
import type { ServerContext } from '#server/context.ts';
import { askCounters, type Asked } from '#server/fleet/ask.ts';
import { giveOutCode } from '#server/fleet/offices.ts';
import { lostRange, rememberByQr } from '#server/lost/receipts-by-qr.ts';
import { successorOf } from '#server/store/counter-keys.ts';
import { afterCopied } from '#server/office-chain/gate.ts';
import { allOffices, counterById } from '#server/store/fleet.ts';
import type { HqRole } from '#server/store/hq-staff.ts';
import { recordFact } from '#server/store/office-chain.ts';
import { recallTariff } from '#server/tariffs/recall.ts';
import { answerFailure } from './answers.ts';
import { APPROVERS, BOTH_ROLES, proof, type Proof, type StaffDesk } from './staff-desk.ts';

const BODY_LIMIT = 8_192;
const HOUR_MS = 3_600_000;

const words = z.string().trim().min(1).max(300);
const counterParams = z.object({
  counterId: z.custom<CounterId>((v) => typeof v === 'string' && isCounterId(v)),
});
const tariffParams = z.object({
  tariffId: z.string().min(1).max(64),
  version: z.coerce.number().int().min(1).max(1_000_000),
});
const recallBody = z.strictObject({ ...proof, reason: z.string().trim().min(3).max(500) });
const askBody = z.strictObject(proof);
const messageBody = z.strictObject({
  ...proof,
  whom: z.enum(['counter', 'office']),
  en: words,
  hi: words,
  hours: z.enum(['1', '8', '24', '72']),
});
const qrBody = z.strictObject({ qr: z.string().trim().min(20).max(2_000) });

interface Order<P, B extends Proof> {
  readonly path: string;
  readonly params: z.ZodType<P>;
  readonly body: z.ZodType<B>;
  readonly roles: readonly HqRole[];
  /** Whether the answer goes to whoever signed. */
  readonly tells?: boolean;
  readonly carryOut: (of: {
    readonly context: ServerContext;
    readonly params: P;
    readonly body: B;
  }) => Promise<Result<unknown>>;
}

const recall: Order<z.infer<typeof tariffParams>, z.infer<typeof recallBody>> = {
  path: '/hq/api/tariffs/:tariffId/:version/recall',
  params: tariffParams,
  body: recallBody,
  roles: APPROVERS,
  carryOut: ({ context, params, body: { reason, staffId } }) =>
    recallTariff(context, { ...params, reason, staffId }),
};

async function ask(
  context: ServerContext,
  counterId: CounterId,
  asked: Omit<Asked, 'officeId'>,
): Promise<Result<unknown>> {
  const officeId = officeOfCounter(counterId);
  const known = await counterById(context.database.read, { officeId, counterId });
  if (known === null) return fail('COUNTER_UNKNOWN', { counter: counterId });
  return askCounters(context, { officeId, ...asked });
}

const askOf = (
  command: 'rotate_key' | 'retire' | 'accept_past' | 'count_drawer',
  of: { readonly verb: string; readonly roles: readonly HqRole[] },
): Order<z.infer<typeof counterParams>, Proof> => ({
  path: `/hq/api/counters/:counterId/${of.verb}`,
  params: counterParams,
  body: askBody,
  roles: of.roles,
  carryOut: ({ context, params: { counterId }, body: { staffId } }) =>
    ask(context, counterId, { to: counterId, command, staffId }),
});

const message: Order<z.infer<typeof counterParams>, z.infer<typeof messageBody>> = {
  path: '/hq/api/counters/:counterId/message',
  params: counterParams,
  body: messageBody,
  roles: BOTH_ROLES,
  carryOut: ({ context, params: { counterId }, body }) => {
    const { whom, en, hi, hours, staffId } = body;
    const to = whom === 'office' ? null : counterId;
    const until = instant(context.now() + Number(hours) * HOUR_MS);
    return ask(context, counterId, { to, command: 'message', texts: { en, hi }, until, staffId });
  },
};

/** K14 to K16: a fresh code for a counter that has not enrolled; those before it stop working. */
const code: Order<z.infer<typeof counterParams>, Proof> = {
  path: '/hq/api/counters/:counterId/code',
  params: counterParams,
  body: askBody,
  roles: APPROVERS,
  tells: true,
  carryOut: async ({ context, params: { counterId }, body: { staffId } }) => {
    const { database, keys } = context;
    const officeId = officeOfCounter(counterId);
    const offices = await allOffices(database.read);
    if (!offices.some((office) => office.officeId === officeId)) return fail('NOT_FOUND');
    const known = await counterById(database.read, { officeId, counterId });
    if (known !== null) return fail('ALREADY_ENROLLED', { counter: counterId });
    const at = context.now();
    const { rootPublicKey } = keys;
    const given = await giveOutCode(database, { officeId, counterId, rootPublicKey, at });
    if (!given.ok) return given;
    const fact = { kind: 'counter.code_given', body: { counterId, staffId } } as const;
    const told = await database.transact((writer) =>
      recordFact(context, writer, { officeId, at, fact }),
    );
    return told.ok ? afterCopied(context, officeId, () => given) : told;
  },
};

function install<P, B extends Proof>(
  app: FastifyInstance,
  of: { readonly context: ServerContext; readonly desk: StaffDesk },
  order: Order<P, B>,
): void {
  const { context, desk } = of;
  const answer = async (request: FastifyRequest, reply: FastifyReply) => {
    const params = order.params.safeParse(request.params);
    const body = order.body.safeParse(request.body);
    if (!params.success || !body.success) {
      const field = String((params.error ?? body.error)?.issues[0]?.path[0] ?? 'body');
      return answerFailure(reply, { code: 'INPUT_INVALID', details: { field } });
    }
    const staff = await desk.identify(body.data, order.roles);
    if (!staff.ok) return answerFailure(reply, staff.error);
    const done = await order.carryOut({ context, params: params.data, body: body.data });
    if (!done.ok) return answerFailure(reply, done.error);
    context.changes.tell({ officeId: '', counterId: '', seq: 0 });
    // What an order answers is for whoever signed it, once.
    return order.tells === true
      ? reply.header('cache-control', 'no-store').send(ok(done.value))
      : reply.code(204).send();
  };
  app.post(order.path, { bodyLimit: BODY_LIMIT }, answer);
}

/** LD1 to LD4: what is known of the range that a disk took with it, and receipts brought by hand. */
function installLostDisks(app: FastifyInstance, context: ServerContext): void {
  const { read } = context.database;
  const trust = buildTrust(context.keys, context.crypto);
  assert(trust.ok, 'the server started with certificates that lead to its root');
  app.get('/hq/api/counters/:counterId/lost', async (request, reply) => {
    const params = counterParams.safeParse(request.params);
    if (!params.success) return answerFailure(reply, { code: 'NOT_FOUND' });
    const { counterId } = params.data;
    const of = { officeId: officeOfCounter(counterId), counterId };
    const successorId = await successorOf(read, of);
    const lost: LostDisk = { counterId, successorId, ...(await lostRange(read, of)) };
    return lost;
  });
  app.post('/hq/api/lost/receipts', { bodyLimit: BODY_LIMIT }, async (request, reply) => {
    const body = qrBody.safeParse(request.body);
    if (!body.success) {
      return answerFailure(reply, { code: 'INPUT_INVALID', details: { field: 'qr' } });
    }
    const kept = await rememberByQr(context, { trust: trust.value, qr: body.data.qr });
    if (!kept.ok) return answerFailure(reply, kept.error);
    if (kept.value === 'not_lost') return answerFailure(reply, { code: 'COUNTER_NOT_LOST' });
    context.changes.tell({ officeId: '', counterId: '', seq: 0 });
    return reply.send(ok(kept.value));
  });
}

/** Within HQ's part of the server: the session is checked before. */
export function installHqOrders(
  app: FastifyInstance,
  context: ServerContext,
  desk: StaffDesk,
): void {
  const of = { context, desk };
  install(app, of, recall);
  install(app, of, message);
  install(app, of, askOf('rotate_key', { verb: 'rotate', roles: BOTH_ROLES }));
  install(app, of, askOf('retire', { verb: 'retire', roles: APPROVERS }));
  install(app, of, askOf('count_drawer', { verb: 'count', roles: BOTH_ROLES }));
  install(app, of, askOf('accept_past', { verb: 'accept', roles: APPROVERS }));
  install(app, of, code);
  installLostDisks(app, context);
}
