/**
 * The citizen's page as the sync server hands it out: every address below `/R/` that is no file is
 * the page, because a receipt's QR opens `/R/<BASE32>` and a payment link
 * `/R/L/<BASE32>`. Its policy allows its own scripts and the
 * camera, and nothing else; no style attribute, no inline script, no other origin.
 */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply } from 'fastify';

import { answerFailure } from './answers.ts';

const HEADERS: Readonly<Record<string, string>> = {
  'permissions-policy': 'camera=(self), microphone=(), geolocation=(), payment=(), usb=()',
  // The one hash is of the empty text: style elements that are made empty and filled by rules.
  'content-security-policy':
    "default-src 'none'; script-src 'self'; " +
    "style-src 'self' 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='; " +
    "img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; worker-src 'self'; " +
    "manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
};

const FOR_EVER = 'public, max-age=31536000, immutable';

/** Files under `assets/` carry their digest in their name. */
const cachingOf = (file: string): string =>
  file.includes(`${path.sep}assets${path.sep}`) ? FOR_EVER : 'no-cache';

/** Nothing is served where the page has not been built. */
export async function installCitizenPage(app: FastifyInstance, folder: string): Promise<void> {
  const index = path.join(folder, 'index.html');
  if (!existsSync(index)) return;
  const page = readFileSync(index);
  app.addHook('onSend', async (_request, reply) => {
    reply.headers(HEADERS);
  });
  const sendPage = (reply: FastifyReply): FastifyReply =>
    reply.header('cache-control', 'no-cache').type('text/html; charset=utf-8').send(page);
  app.get('/R', (_request, reply) => reply.redirect('/R/'));
  app.get('/R/', (_request, reply) => sendPage(reply));
  // A wildcard and not a parameter: those are refused beyond a hundred letters.
  app.get<{ Params: { '*': string } }>('/R/*', (request, reply) =>
    /^(?:L\/)?[A-Z2-7]+$/i.test(request.params['*'])
      ? sendPage(reply)
      : answerFailure(reply, { code: 'NOT_FOUND' }),
  );
  await app.register(fastifyStatic, {
    root: folder,
    prefix: '/R/',
    wildcard: false,
    index: false,
    decorateReply: false,
    preCompressed: true,
    cacheControl: false,
    setHeaders: (reply, file) => {
      reply.header('cache-control', cachingOf(file));
    },
  });
}
