/**
 * Official documents over HTTP: `GET …/documents/:kind?…&format=pdf|csv|json&language=en|hi`. A PDF opens
 * where it is asked for, so that the browser prints it; tables and data are files.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

import { formCsv } from '#domain/documents/csv.ts';
import type { FormDocument } from '#domain/documents/form.ts';
import { formJson } from '#domain/documents/json.ts';
import { errorSentence } from '#domain/errors.ts';
import { fail, ok, type Failure, type Result } from '#domain/result.ts';
import { documentJson } from '#server/api/documents-contract.ts';
import { httpStatus, type ServerContext } from '#server/context.ts';
import { documentFor, type Viewer } from '#server/documents/desk.ts';
import type { PdfDrawer } from '#server/documents/pdf/drawer.ts';
import { askedFor, type DocumentManner } from '#server/documents/request.ts';
import { answerFailure } from './answers.ts';
import { Gate } from './limits.ts';

/** Large answers; one is drawn at a time, and a few may wait. */
const MAX_AT_ONCE = 4;
const WAIT_SECONDS = 5;

const TYPES = {
  pdf: 'application/pdf',
  csv: 'text/csv; charset=utf-8',
  json: 'application/json; charset=utf-8',
} as const;

/** `day-book-KA-BLR-01-2026-11-23-hi.pdf` */
function fileName(form: FormDocument, { format, language }: DocumentManner): string {
  const name = `${form.kind}-${form.subject}`.replaceAll(/[^\w-]+/g, '-');
  return format === 'json' ? `${name}.json` : `${name}-${language}.${format}`;
}

export interface DocumentDoor {
  /** Where the routes are: `/hq/api` or `/office/api`. */
  readonly prefix: string;
  readonly viewer: Viewer;
  /** The office that the request may ask about; a failure where it may not. */
  readonly officeOf: (request: FastifyRequest) => Promise<Result<string>>;
  readonly drawer: PdfDrawer;
}

type Query = Readonly<Record<string, unknown>>;

/** Whoever opened it beside the page reads a sentence; a program reads the code. */
function answerRefusal(request: FastifyRequest, reply: FastifyReply, failure: Failure) {
  if (request.headers.accept?.includes('text/html') !== true) return answerFailure(reply, failure);
  const { language } = request.query as Query;
  const sentence = errorSentence(failure, language === 'hi' ? 'hi' : 'en');
  return reply
    .code(httpStatus(failure))
    .header('cache-control', 'no-store')
    .type('text/plain; charset=utf-8')
    .send(`${sentence}\n`);
}

/** HQ names the office; `officeId` is no part of what a document is. */
export async function officeInQuery(request: FastifyRequest): Promise<Result<string>> {
  const { officeId } = request.query as Query;
  return typeof officeId === 'string' && officeId.length <= 16
    ? ok(officeId)
    : fail('INPUT_INVALID', { field: 'officeId' });
}

async function contentOf(form: FormDocument, manner: DocumentManner, drawer: PdfDrawer) {
  switch (manner.format) {
    case 'pdf':
      return Buffer.from(await drawer.draw(form, manner.language));
    case 'csv':
      return formCsv(form, manner.language);
    case 'json':
      return `${JSON.stringify(documentJson.parse(formJson(form)))}\n`;
  }
}

async function answerDocument(
  context: ServerContext,
  door: DocumentDoor,
  of: { readonly request: FastifyRequest; readonly reply: FastifyReply },
): Promise<FastifyReply> {
  const { request, reply } = of;
  const { kind } = request.params as { kind: string };
  const { officeId: _, ...query } = request.query as Query;
  const named = door.viewer === 'hq' ? query : (request.query as Query);
  const office = await door.officeOf(request);
  if (!office.ok) return answerRefusal(request, reply, office.error);
  const asked = askedFor(kind, named);
  if (!asked.ok) return answerRefusal(request, reply, asked.error);
  const { manner } = asked.value;
  const form = await documentFor(context.database.read, {
    officeId: office.value,
    viewer: door.viewer,
    request: asked.value.request,
    at: context.now(),
  });
  if (!form.ok) return answerRefusal(request, reply, form.error);
  const content = await contentOf(form.value, manner, door.drawer);
  const disposition = manner.format === 'pdf' ? 'inline' : 'attachment';
  context.log.info('document.made', { kind, officeId: office.value, format: manner.format });
  return reply
    .header('cache-control', 'no-store')
    .header('content-disposition', `${disposition}; filename="${fileName(form.value, manner)}"`)
    .type(TYPES[manner.format])
    .send(content);
}

/** `app` is a part of the server that a session guards. */
export function installDocumentRoutes(
  app: FastifyInstance,
  context: ServerContext,
  door: DocumentDoor,
): void {
  const gate = new Gate(MAX_AT_ONCE);
  app.get(`${door.prefix}/documents/:kind`, async (request, reply) => {
    if (!gate.enter()) {
      return answerFailure(reply, {
        code: 'TOO_MANY_REQUESTS',
        details: { seconds: WAIT_SECONDS },
      });
    }
    try {
      return await answerDocument(context, door, { request, reply });
    } finally {
      gate.leave();
    }
  });
}
