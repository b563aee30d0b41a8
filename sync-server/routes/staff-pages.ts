/**
 * HQ's page and the page of an office's managers as the sync server hands them out. Where one has not
 * been built nothing is served for it. The manager's page is opened on machines and phones of offices:
 * its policy allows its own scripts and nothing else.
 */
import { existsSync } from 'node:fs';

import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';

const OFFICE_HEADERS: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=()',
  // The one hash is of the empty text: style elements that are made empty and filled by rules.
  'content-security-policy':
    "default-src 'none'; script-src 'self'; " +
    "style-src 'self' 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='; " +
    "img-src 'self' data:; font-src 'self'; connect-src 'self'; " +
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
};

interface StaffPage {
  readonly folder: string;
  readonly name: 'hq' | 'office';
  readonly headers: Readonly<Record<string, string>>;
}

async function installPage(app: FastifyInstance, page: StaffPage): Promise<void> {
  const prefix = `/${page.name}/`;
  app.addHook('onSend', async (_request, reply) => {
    reply.headers(page.headers);
  });
  await app.register(fastifyStatic, {
    root: page.folder,
    prefix,
    cacheControl: false,
    decorateReply: false,
  });
  app.get(`/${page.name}`, (_request, reply) => reply.redirect(prefix));
}

export async function installStaffPages(
  app: FastifyInstance,
  of: { readonly hqPageFolder: string | null; readonly officePageFolder: string | null },
): Promise<void> {
  const pages: readonly StaffPage[] = [
    { name: 'hq' as const, folder: of.hqPageFolder, headers: {} },
    { name: 'office' as const, folder: of.officePageFolder, headers: OFFICE_HEADERS },
  ].flatMap(({ folder, ...page }) =>
    folder !== null && existsSync(folder) ? [{ ...page, folder }] : [],
  );
  for (const page of pages) await app.register((scope) => installPage(scope, page));
  if (pages.some(({ name }) => name === 'hq')) {
    app.get('/', (_request, reply) => reply.redirect('/hq/'));
  }
}
