/**
 * Who is at an office's page: a manager of its roster, by staff number and PIN. The cookie carries the
 * office, the person, its own end and a MAC, so that any server of the installation can check it; the
 * roster is asked with every request, so that who is taken off it is out at once. Every act that moves
 * money or closes a day carries the PIN again.
 */
import { createHmac, hash, timingSafeEqual } from 'node:crypto';

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';

import { isOfficeId, isStaffId } from '#domain/ids.ts';
import { fail, ok, type Result } from '#domain/result.ts';
import { instant, istDate, type Instant } from '#domain/time.ts';
import type { FeedStaff } from '#protocol/feed.ts';
import type { OfficeSession, OfficeSignIn } from '#server/api/office-contract.ts';
import type { ServerContext } from '#server/context.ts';
import { isRightPin } from '#server/fleet/hq-staff.ts';
import { officeById, staffOf } from '#server/store/fleet.ts';
import { deskSettings } from '#server/store/office-desk.ts';
import { answerFailure } from './answers.ts';
import { ChangesStream } from './changes-stream.ts';
import { AttemptLimit } from './limits.ts';

const COOKIE = 'raseed_office';
const SESSION_MS = 10 * 3_600_000;
const PIN_ATTEMPTS = { allowed: 5, windowMs: 300_000 };
const ADDRESS_ATTEMPTS = { allowed: 30, windowMs: 300_000 };

const signInBody: z.ZodType<OfficeSignIn> = z.strictObject({
  officeId: z.string().min(1).max(16),
  staffId: z.string().min(1).max(16),
  pin: z.string().min(4).max(12),
});

/** Whoever is signed in. */
export interface AtDesk {
  readonly officeId: string;
  readonly staffId: string;
  readonly name: string;
  readonly endsAt: Instant;
  /** No other manager works at this office. */
  readonly isOnlyManager: boolean;
}

const isSame = (a: string, b: string): boolean =>
  timingSafeEqual(hash('sha256', a, 'buffer'), hash('sha256', b, 'buffer'));

const payloadOf = (of: Pick<AtDesk, 'officeId' | 'staffId' | 'endsAt'>): string =>
  `${of.officeId}.${of.staffId}.${of.endsAt}`;

const macOf = (secret: string, payload: string): string =>
  createHmac('sha256', secret).update(`raseed/office-session/1\0${payload}`).digest('base64url');

const cookieOf = (request: FastifyRequest): string => {
  const cookies = (request.headers.cookie ?? '').split(';').map((part) => part.trim());
  return cookies.find((part) => part.startsWith(`${COOKIE}=`))?.slice(COOKIE.length + 1) ?? '';
};

const setCookie = (request: FastifyRequest, value: string, maxAgeSeconds: number): string =>
  `${COOKIE}=${value}; Path=/office; Max-Age=${maxAgeSeconds}; HttpOnly; SameSite=Strict` +
  (request.protocol === 'https' ? '; Secure' : '');

export class OfficeDesk {
  readonly #context: ServerContext;
  readonly #secret: string;
  readonly #attempts = new AttemptLimit(PIN_ATTEMPTS);

  constructor(context: ServerContext, secret: string) {
    this.#context = context;
    this.#secret = secret;
  }

  cookieFor(of: Pick<AtDesk, 'officeId' | 'staffId' | 'endsAt'>): string {
    const payload = payloadOf(of);
    return `${payload}.${macOf(this.#secret, payload)}`;
  }

  async #manager(of: {
    readonly officeId: string;
    readonly staffId: string;
  }): Promise<{ readonly member: FeedStaff; readonly isOnlyManager: boolean } | null> {
    const { officeId, staffId } = of;
    if (!isOfficeId(officeId) || !isStaffId(staffId)) return null;
    const managers = (await staffOf(this.#context.database.read, officeId)).filter(
      ({ role }) => role === 'manager',
    );
    const member = managers.find((it) => it.staffId === staffId);
    return member === undefined ? null : { member, isOnlyManager: managers.length === 1 };
  }

  /** Null without a session that still holds. */
  async at(request: FastifyRequest): Promise<AtDesk | null> {
    const [officeId = '', staffId = '', end = '', mac = ''] = cookieOf(request).split('.');
    if (!/^\d{1,15}$/.test(end)) return null;
    const endsAt = instant(Number(end));
    const payload = payloadOf({ officeId, staffId, endsAt });
    if (!isSame(mac, macOf(this.#secret, payload)) || endsAt <= this.#context.now()) return null;
    const found = await this.#manager({ officeId, staffId });
    if (found === null) return null;
    const { isOnlyManager, member } = found;
    return { officeId, staffId, name: member.name, endsAt, isOnlyManager };
  }

  /** OFFICE_STAFF_WRONG or TOO_MANY_REQUESTS; it takes as long whatever is wrong. */
  async identify(of: OfficeSignIn): Promise<Result<AtDesk>> {
    const { officeId, staffId, pin } = of;
    const now = this.#context.now();
    const who = `${officeId}/${staffId}`;
    const held = this.#attempts.check(who, now);
    if (held !== null) return held;
    // Counted before it is looked at: a hundred guesses at once are a hundred guesses.
    this.#attempts.failed(who, now);
    const found = await this.#manager(of);
    const isRight = await isRightPin(pin, found?.member.pinHash ?? null);
    if (found === null || !isRight) return fail('OFFICE_STAFF_WRONG');
    this.#attempts.succeeded(who);
    const { isOnlyManager, member } = found;
    const endsAt = instant(now + SESSION_MS);
    return ok({ officeId, staffId, name: member.name, endsAt, isOnlyManager });
  }
}

async function describe(context: ServerContext, at: AtDesk): Promise<OfficeSession | null> {
  const { read } = context.database;
  const { officeId, staffId, name, endsAt } = at;
  const office = await officeById(read, officeId);
  if (office === null) return null;
  const staff = await staffOf(read, officeId);
  const { branches } = await deskSettings(read, officeId);
  const now = context.now();
  return {
    officeId,
    officeName: office.name,
    department: office.department,
    address: office.address,
    staffId,
    name,
    endsAt,
    now,
    today: istDate(now),
    staff: staff.map((it) => ({ staffId: it.staffId, name: it.name, role: it.role })),
    branches,
  };
}

async function answerSession(
  context: ServerContext,
  reply: FastifyReply,
  at: AtDesk | null,
): Promise<unknown> {
  const session = at === null ? null : await describe(context, at);
  return session ?? answerFailure(reply, { code: 'NOT_SIGNED_IN' });
}

export function installOfficeSession(
  app: FastifyInstance,
  context: ServerContext,
  desk: OfficeDesk,
): void {
  const addresses = new AttemptLimit(ADDRESS_ATTEMPTS);
  app.addHook('onSend', async (_request, reply) => {
    reply.header('cache-control', 'no-store');
  });
  app.post('/office/api/session', { bodyLimit: 1_024 }, async (request, reply) => {
    const now = context.now();
    const held = addresses.check(request.ip, now);
    if (held !== null) return answerFailure(reply, held.error);
    const body = signInBody.safeParse(request.body);
    const found = body.success ? await desk.identify(body.data) : fail('OFFICE_STAFF_WRONG');
    if (!found.ok) {
      addresses.failed(request.ip, now);
      return answerFailure(reply, found.error);
    }
    addresses.succeeded(request.ip);
    reply.header('set-cookie', setCookie(request, desk.cookieFor(found.value), SESSION_MS / 1000));
    return answerSession(context, reply, found.value);
  });
  app.get('/office/api/session', async (request, reply) =>
    answerSession(context, reply, await desk.at(request)),
  );
  app.delete('/office/api/session', async (request, reply) =>
    reply
      .code(204)
      .header('set-cookie', setCookie(request, '', 0))
      .send(),
  );
  const changes = new ChangesStream(context);
  app.get('/office/events', async (request, reply) => {
    const at = await desk.at(request);
    if (at === null) return answerFailure(reply, { code: 'NOT_SIGNED_IN' });
    return changes.serve({
      reply,
      // What changes everywhere names no office.
      wants: ({ officeId }) => officeId === at.officeId || officeId === '',
      mayListen: async () => (await desk.at(request)) !== null,
    });
  });
}
