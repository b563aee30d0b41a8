/** What HQ's page reads: figures, charges, cases, tariffs, and a stream that says when to read. */
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';

import { ok, type Result } from '#domain/result.ts';
import { parseTariff } from '#domain/tariff/parse.ts';
import {
  addDays,
  DAY_MS,
  istDate,
  parseIsoDate,
  type Instant,
  type IsoDate,
} from '#domain/time.ts';
import { parseJson, parseSignedDocument } from '#protocol/signed.ts';
import type { Overview, TariffRow } from '#server/api/contract.ts';
import type { ServerContext } from '#server/context.ts';
import { closedCases, openCases } from '#server/store/cases.ts';
import {
  chargesOf,
  counterRows,
  figuresOf,
  openCaseCount,
  totalsByHour,
  totalsByService,
} from '#server/store/figures.ts';
import { allOffices } from '#server/store/fleet.ts';
import { identityRates } from '#server/store/identity.ts';
import { suspenseTotal } from '#server/store/suspense.ts';
import { recalledTariffs } from '#server/store/judgement.ts';
import { allTariffs, type TariffRecord } from '#server/store/tariffs.ts';
import { answerFailure } from './answers.ts';
import { ChangesStream } from './changes-stream.ts';

const date = z.custom<IsoDate>((v) => typeof v === 'string' && parseIsoDate(v) !== null);
const dayQuery = z.object({
  date: date.optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});

const monthQuery = z.object({
  month: z
    .string()
    .regex(/^\d{4}-\d{2}$/)
    .optional(),
});

async function overview(context: ServerContext): Promise<Overview> {
  const { read } = context.database;
  const now = context.now();
  const businessDate = istDate(now);
  const offices = await allOffices(read);
  const counters = await counterRows(read, businessDate);
  return {
    now,
    businessDate,
    offices: offices.map(({ officeId, name, department }) => ({
      officeId,
      name,
      department,
      counters: counters.filter((row) => row.officeId === officeId),
    })),
    today: await figuresOf(read, businessDate, now),
    yesterday: await figuresOf(read, addDays(businessDate, -1), now - DAY_MS),
    openCases: await openCaseCount(read),
    suspensePaise: await suspenseTotal(read),
    troubles: [...(context.troubles?.values() ?? [])],
  };
}

function stateAt(record: TariffRecord, now: Instant): TariffRow['state'] {
  if (record.validFrom > now) return 'future';
  return record.validTo !== null && record.validTo <= now ? 'expired' : 'in_force';
}

function tariffRow(record: TariffRecord, now: Instant): TariffRow | null {
  const document = parseSignedDocument(record.document);
  if (!document.ok) return null;
  const tariff = parseTariff(parseJson(document.value.payload));
  if (!tariff.ok) return null;
  const [maker, approver] = document.value.signatures;
  const { id, version, texts, authority, validFrom, validTo, services } = tariff.value;
  return {
    tariffId: id,
    version,
    hash: record.hash,
    title: texts,
    authority,
    validFrom,
    validTo,
    state: stateAt(record, now),
    makerId: maker?.keyId ?? '',
    approverId: approver?.keyId ?? '',
    services: services.map(({ code, texts: names }) => ({ serviceCode: code, texts: names })),
  };
}

export function installHqRoutes(app: FastifyInstance, context: ServerContext): void {
  const { read } = context.database;
  app.addHook('onSend', async (_request, reply) => {
    reply.header('cache-control', 'no-store');
  });
  const day = (query: unknown): Result<{ businessDate: IsoDate; limit: number }> => {
    const parsed = dayQuery.safeParse(query);
    return parsed.success
      ? ok({ businessDate: parsed.data.date ?? istDate(context.now()), limit: parsed.data.limit })
      : { ok: false, error: { code: 'INPUT_INVALID', details: { field: 'date' } } };
  };
  app.get('/hq/api/overview', () => overview(context));
  app.get('/hq/api/charges', async (request, reply) => {
    const of = day(request.query);
    if (!of.ok) return answerFailure(reply, of.error);
    const { businessDate, limit } = of.value;
    return { businessDate, ...(await chargesOf(read, businessDate, limit)) };
  });
  app.get('/hq/api/totals', async (request, reply) => {
    const of = day(request.query);
    if (!of.ok) return answerFailure(reply, of.error);
    const { businessDate } = of.value;
    const byService = await totalsByService(read, businessDate);
    return { businessDate, byService, byHour: await totalsByHour(read, businessDate) };
  });
  app.get('/hq/api/tariffs', async () => {
    const now = context.now();
    const recalled = new Set(
      (await recalledTariffs(read)).map(({ tariffId, version }) => `${tariffId}@${version}`),
    );
    const rows = (await allTariffs(read)).map((record) => tariffRow(record, now));
    return {
      rows: rows
        .filter((row) => row !== null)
        .map((row) =>
          recalled.has(`${row.tariffId}@${row.version}`) ? { ...row, state: 'recalled' } : row,
        ),
    };
  });
  app.get('/hq/api/identity', async (request, reply) => {
    const query = monthQuery.safeParse(request.query);
    if (!query.success) {
      return answerFailure(reply, { code: 'INPUT_INVALID', details: { field: 'month' } });
    }
    const month = query.data.month ?? istDate(context.now()).slice(0, 7);
    return { month, rows: await identityRates(read, month) };
  });
  app.get('/hq/api/cases', async () => ({
    rows: [...(await openCases(read)), ...(await closedCases(read))],
  }));
  const changes = new ChangesStream(context);
  const everything = { wants: () => true, mayListen: () => Promise.resolve(true) };
  app.get('/hq/events', (_request, reply) => changes.serve({ reply, ...everything }));
}
