/**
 * The public side: the keys and tariffs with which anybody checks a receipt, and the question whether
 * HQ holds one. Nothing here asks who is asking, sets a cookie or keeps an address beyond its limit.
 */
import { hash } from 'node:crypto';

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';

import { isOfficeId } from '#domain/ids.ts';
import { toBase64Url } from '#protocol/encoding.ts';
import { signDirectory, signPublicKeys, type PublicOffice } from '#protocol/public-documents.ts';
import type { FeedOffice } from '#protocol/feed.ts';
import { buildTrust } from '#protocol/trust.ts';
import { assert } from '#domain/result.ts';
import type { ServerContext } from '#server/context.ts';
import { allOffices } from '#server/store/fleet.ts';
import { allTariffs, tariffVersion } from '#server/store/tariffs.ts';
import type { ProofDesk } from '#server/transparency/proofs.ts';
import { answerFailure } from './answers.ts';
import { ReceiptDesk, statusQuery } from './citizen-status.ts';
import { AttemptLimit } from './limits.ts';
import { installTransparencyRoutes } from './transparency-routes.ts';

/** A whole office may stand behind one address. */
const QUESTIONS = { allowed: 240, windowMs: 60_000 };
const SCANS = { allowed: 60, windowMs: 60_000 };
/** More than this are asked for one by one. */
const MAX_LISTED_OFFICES = 300;
const MAX_LISTED_TARIFFS = 200;
/** A receipt is scanned for a while after its tariff has ended. */
const LISTED_AFTER_END_MS = 90 * 86_400_000;

/** Signed anew at most so often, so that many readers cost one signature and share one tag. */
const KEPT_MS = 60_000;
const FIVE_MINUTES = 'public, max-age=300';
const FOR_EVER = 'public, max-age=31536000, immutable';

const tariffParams = z.object({
  tariffId: z.string().max(64),
  version: z.coerce.number().int().min(0).max(1_000_000),
});
const officeQuery = z.object({
  office: z.custom<string>((v) => typeof v === 'string' && isOfficeId(v)).optional(),
});

const publicOffice = (office: FeedOffice): PublicOffice => {
  const { officeId, name, department, address, complaintNumber } = office;
  return { officeId, name, department, address, complaintNumber };
};

async function directory(context: ServerContext, office: string | undefined): Promise<string> {
  const { read } = context.database;
  const issuedAt = context.now();
  const offices = await allOffices(read);
  const listed =
    office === undefined
      ? offices.slice(0, MAX_LISTED_OFFICES)
      : offices.filter(({ officeId }) => officeId === office);
  const tariffs = (await allTariffs(read)).filter(
    ({ validTo }) => validTo === null || validTo + LISTED_AFTER_END_MS > issuedAt,
  );
  return signDirectory(
    {
      issuedAt,
      tariffs: tariffs
        .slice(-MAX_LISTED_TARIFFS)
        .map(({ tariffId, version, hash: of }) => ({ tariffId, version, hash: of })),
      offices: listed.map(publicOffice),
    },
    context.keys.server,
  );
}

async function publicKeys(context: ServerContext): Promise<string> {
  const { rootPublicKey, certificates, revokedKeyIds, server } = context.keys;
  return signPublicKeys(
    {
      issuedAt: context.now(),
      rootPublicKey: toBase64Url(rootPublicKey),
      certificates: [...certificates],
      revokedKeyIds: [...revokedKeyIds],
    },
    server,
  );
}

/** Makes a text, or gives the one it made within the last minute. */
function keep(context: ServerContext, make: () => Promise<string>): () => Promise<string> {
  let kept: { readonly text: string; readonly until: number } | null = null;
  return async () => {
    const now = context.now();
    if (kept === null || kept.until <= now) kept = { text: await make(), until: now + KEPT_MS };
    return kept.text;
  };
}

/** The text as it was signed, with a tag by which a phone need not fetch it twice. */
function answerPublic(
  of: { readonly request: FastifyRequest; readonly reply: FastifyReply },
  text: string,
  caching: string,
): FastifyReply {
  const tag = `"${hash('sha256', text, 'hex').slice(0, 32)}"`;
  of.reply.header('cache-control', caching).header('etag', tag);
  if (of.request.headers['if-none-match'] === tag) return of.reply.code(304).send();
  return of.reply.type('application/json').send(text);
}

function installDocuments(app: FastifyInstance, context: ServerContext): void {
  const keys = keep(context, () => publicKeys(context));
  const wholeDirectory = keep(context, () => directory(context, undefined));
  app.get('/v1/public/keys', async (request, reply) =>
    answerPublic({ request, reply }, await keys(), FIVE_MINUTES),
  );
  app.get('/v1/public/directory', async (request, reply) => {
    const query = officeQuery.safeParse(request.query);
    if (!query.success) {
      return answerFailure(reply, { code: 'INPUT_INVALID', details: { field: 'office' } });
    }
    const { office } = query.data;
    const text = await (office === undefined ? wholeDirectory() : directory(context, office));
    return answerPublic({ request, reply }, text, FIVE_MINUTES);
  });
  app.get('/v1/public/tariffs/:tariffId/:version', async (request, reply) => {
    const params = tariffParams.safeParse(request.params);
    const { read } = context.database;
    const tariff = params.success ? await tariffVersion(read, params.data) : null;
    if (tariff === null) return answerFailure(reply, { code: 'NOT_FOUND' });
    return answerPublic({ request, reply }, tariff.document, FOR_EVER);
  });
}

function installStatus(app: FastifyInstance, context: ServerContext): void {
  const { rootPublicKey, certificates, revokedKeyIds } = context.keys;
  const trust = buildTrust({ rootPublicKey, certificates, revokedKeyIds }, context.crypto);
  assert(trust.ok, 'the server started with certificates that lead to its root');
  const desk = new ReceiptDesk(context, trust.value);
  const scans = new AttemptLimit(SCANS);
  app.get('/v1/public/receipts/status', async (request, reply) => {
    const held = scans.check(request.ip, context.now());
    if (held !== null) return answerFailure(reply, held.error);
    scans.failed(request.ip, context.now());
    const query = statusQuery.safeParse(request.query);
    if (!query.success) {
      return answerFailure(reply, { code: 'INPUT_INVALID', details: { field: 'receiptNumber' } });
    }
    const status = await desk.status(query.data);
    if (!status.ok) return answerFailure(reply, status.error);
    return reply.header('cache-control', 'no-store').send(status.value);
  });
}

/** Public routes; `app` is a part of the server of its own. */
export function installCitizenRoutes(
  app: FastifyInstance,
  context: ServerContext,
  proofs: ProofDesk,
): void {
  const questions = new AttemptLimit(QUESTIONS);
  app.addHook('onRequest', async (request, reply) => {
    const held = questions.check(request.ip, context.now());
    if (held !== null) return answerFailure(reply, held.error);
    questions.failed(request.ip, context.now());
    return undefined;
  });
  installDocuments(app, context);
  installStatus(app, context);
  installTransparencyRoutes(app, context, proofs);
}
