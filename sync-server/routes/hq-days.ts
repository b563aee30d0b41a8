/**
 * HQ about days of offices, who was over and short, cash on its way, books of leaves and what each office
 * is held to. Acts are signed for by a person, with the PIN.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';

import { ok, type Result } from '#domain/result.ts';
import { addDays, istDate } from '#domain/time.ts';
import { dayDate } from '#protocol/day-document.ts';
import { deskSettings as deskShape } from '#protocol/office-cash-facts.ts';
import type {
  CheckDay,
  CheckerCloses,
  CloseLeafBook,
  IssueLeafBook,
  OfficeDesk,
} from '#server/api/hq-days-contract.ts';
import type { ServerContext } from '#server/context.ts';
import { closedDay } from '#server/day/closed-day.ts';
import { dayClosing } from '#server/day/closing-view.ts';
import { checkDay, closeDay } from '#server/day/close-day.ts';
import { setDesk } from '#server/fleet/desk.ts';
import { officeDays } from '#server/hq/office-days.ts';
import { outstandingCash } from '#server/hq/outstanding-cash.ts';
import { overShort, overShortShifts } from '#server/hq/over-short.ts';
import { closeBook, issueBook } from '#server/papers/leaf-acts.ts';
import { leafBooks } from '#server/store/leaf-books.ts';
import { deskSettings } from '#server/store/office-desk.ts';
import type { HqRole } from '#server/store/hq-staff.ts';
import { answerFailure } from './answers.ts';
import { invalid } from './office-route.ts';
import { APPROVERS, BOTH_ROLES, proof, type Proof, type StaffDesk } from './staff-desk.ts';

const BODY_LIMIT = 16_384;

const officeId = z.string().min(1).max(16);
const words = z.string().trim().min(3).max(500);
const month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/);
const leaf = z.number().int().min(1).max(999_999);
const bookId = z.string().min(1).max(24);

interface Hq {
  readonly app: FastifyInstance;
  readonly context: ServerContext;
  readonly desk: StaffDesk;
}

const send = (reply: FastifyReply, result: Result<unknown>): FastifyReply => {
  if (!result.ok) return answerFailure(reply, result.error);
  return result.value === null ? reply.code(204).send() : reply.send(result.value);
};

function read<Q>(
  { app }: Hq,
  of: {
    readonly path: string;
    readonly query: z.ZodType<Q>;
    readonly answer: (query: Q) => Promise<Result<unknown>>;
  },
): void {
  app.get(`/hq/api${of.path}`, async (request: FastifyRequest, reply) => {
    const query = of.query.safeParse({
      ...(request.query as object),
      ...(request.params as object),
    });
    if (!query.success) return answerFailure(reply, invalid(query.error));
    return send(reply, await of.answer(query.data));
  });
}

function act<P, B extends Proof>(
  { app, desk }: Hq,
  of: {
    readonly path: string;
    readonly params: z.ZodType<P>;
    readonly body: z.ZodType<B>;
    readonly roles: readonly HqRole[];
    readonly carryOut: (params: P, body: B) => Promise<Result<unknown>>;
  },
): void {
  app.post(`/hq/api${of.path}`, { bodyLimit: BODY_LIMIT }, async (request, reply) => {
    const params = of.params.safeParse(request.params);
    if (!params.success) return answerFailure(reply, invalid(params.error));
    const body = of.body.safeParse(request.body);
    if (!body.success) return answerFailure(reply, invalid(body.error));
    const staff = await desk.identify(body.data, of.roles);
    if (!staff.ok) return answerFailure(reply, staff.error);
    return send(reply, await of.carryOut(params.data, body.data));
  });
}

const closeBody = z.strictObject({
  ...proof,
  revision: z.number().int().min(0),
}) satisfies z.ZodType<CheckerCloses>;
const checkBody = z.strictObject({
  ...proof,
  finding: z.enum(['agreed', 'disputed']),
  words,
}) satisfies z.ZodType<CheckDay>;
const issueBody = z.strictObject({
  ...proof,
  bookId,
  firstLeaf: leaf,
  lastLeaf: leaf,
}) satisfies z.ZodType<IssueLeafBook>;
const closeBookBody = z.strictObject({ ...proof, words }) satisfies z.ZodType<CloseLeafBook>;
const deskBody = deskShape.extend(proof) satisfies z.ZodType<OfficeDesk>;
const dayParams = z.object({ officeId, date: dayDate });
const officeParams = z.object({ officeId });
const daysQuery = z.object({
  from: dayDate.optional(),
  until: dayDate.optional(),
  officeId: officeId.optional(),
  state: z.enum(['open', 'prepared', 'closed']).optional(),
});

function installDays(hq: Hq): void {
  const { context } = hq;
  const { read: reader } = context.database;
  read(hq, {
    path: '/days',
    query: daysQuery,
    answer: async (query) => {
      const now = context.now();
      const until = query.until ?? istDate(now);
      const from = query.from ?? addDays(until, -6);
      const { officeId: office = null, state = null } = query;
      return ok(await officeDays(reader, { from, until, officeId: office, state, now }));
    },
  });
  read(hq, {
    path: '/days/:officeId/:date/document',
    query: dayParams,
    answer: (of) => closedDay(reader, { ...of, from: 'hq' }),
  });
  read(hq, {
    path: '/days/:officeId/:date/close',
    query: dayParams,
    answer: async (of) => {
      const closer = { from: 'hq', staffId: '' } as const;
      const now = context.now();
      return ok(await dayClosing(reader, { ...of, now, closer, isOnePerson: false }));
    },
  });
  act(hq, {
    path: '/days/:officeId/:date/close',
    params: dayParams,
    body: closeBody,
    roles: APPROVERS,
    carryOut: (day, { staffId, revision }) =>
      closeDay(context, day, { revision, closer: { from: 'hq', staffId } }),
  });
  act(hq, {
    path: '/days/:officeId/:date/check',
    params: dayParams,
    body: checkBody,
    roles: APPROVERS,
    carryOut: (day, { staffId, finding, words: said }) =>
      checkDay(context, day, { staffId, finding, words: said }),
  });
}

function installMoney(hq: Hq): void {
  const { context } = hq;
  const { read: reader } = context.database;
  read(hq, {
    path: '/over-short',
    query: z.object({ month: month.optional(), officeId: officeId.optional() }),
    answer: async (query) => {
      const asked = query.month ?? istDate(context.now()).slice(0, 7);
      return ok(await overShort(reader, { month: asked, officeId: query.officeId ?? null }));
    },
  });
  read(hq, {
    path: '/over-short/:officeId/:staffId',
    query: z.object({ month, officeId, staffId: z.string().min(1).max(16) }),
    answer: async (of) => ok(await overShortShifts(reader, of)),
  });
  read(hq, {
    path: '/deposits',
    query: z.object({}),
    answer: async () => ok(await outstandingCash(reader, context.now())),
  });
}

function installOffices(hq: Hq): void {
  const { context } = hq;
  const { read: reader } = context.database;
  read(hq, {
    path: '/offices/:officeId/leaf-books',
    query: officeParams,
    answer: async (of) => ok({ rows: await leafBooks(reader, of.officeId) }),
  });
  act(hq, {
    path: '/offices/:officeId/leaf-books',
    params: officeParams,
    body: issueBody,
    roles: BOTH_ROLES,
    carryOut: (of, { pin: _pin, ...book }) => issueBook(context, of.officeId, book),
  });
  act(hq, {
    path: '/offices/:officeId/leaf-books/:bookId/close',
    params: z.object({ officeId, bookId }),
    body: closeBookBody,
    roles: BOTH_ROLES,
    carryOut: (of, { staffId, words: said }) =>
      closeBook(context, of.officeId, { bookId: of.bookId, words: said, staffId }),
  });
  read(hq, {
    path: '/offices/:officeId/desk',
    query: officeParams,
    answer: async (of) => ok(await deskSettings(reader, of.officeId)),
  });
  act(hq, {
    path: '/offices/:officeId/desk',
    params: officeParams,
    body: deskBody,
    roles: APPROVERS,
    carryOut: (of, { staffId, pin: _pin, ...settings }) =>
      setDesk(context, of.officeId, { settings, staffId }),
  });
}

/** Within HQ's part of the server: the session is checked before. */
export function installHqDays(hq: Hq): void {
  installDays(hq);
  installMoney(hq);
  installOffices(hq);
}
