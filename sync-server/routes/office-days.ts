/** The manager's page about days: one at a glance, its closing step by step, its document. */
import { z } from 'zod';

import { isCounterId, officeOfCounter, type CounterId } from '#domain/ids.ts';
import { fail, ok, type Result } from '#domain/result.ts';
import { addDays, daysBetween, istDate } from '#domain/time.ts';
import { cashCount, dayDate, explanation, leafCount } from '#protocol/day-document.ts';
import type { CloseDay, Days, OrderCount, PrepareDay } from '#server/api/office-contract.ts';
import { closedDay } from '#server/day/closed-day.ts';
import { closeDay, prepareDay } from '#server/day/close-day.ts';
import { dayClosing } from '#server/day/closing-view.ts';
import { daysInLines } from '#server/day/days-in-lines.ts';
import { dayAtGlance } from '#server/day/glance.ts';
import { askCounters } from '#server/fleet/ask.ts';
import { officeCounters } from '#server/store/office-counters.ts';
import { act, pin, read, type OfficeRoutes } from './office-route.ts';
import type { AtDesk } from './office-session.ts';

const LONGEST_RANGE_DAYS = 92;

const dayParams = z.object({ date: dayDate });
const rangeQuery = z.object({ from: dayDate.optional(), until: dayDate.optional() });
const revision = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);
const prepareBody = z.strictObject({
  pin,
  revision,
  explanations: z.array(explanation).max(200),
  safeCount: cashCount.optional(),
  leafCounts: z.array(leafCount).max(200),
}) satisfies z.ZodType<PrepareDay>;
const closeBody = z.strictObject({ pin, revision }) satisfies z.ZodType<CloseDay>;
const counterParams = z.object({
  counterId: z.custom<CounterId>((v) => typeof v === 'string' && isCounterId(v)),
});
const pinBody = z.strictObject({ pin }) satisfies z.ZodType<OrderCount>;

const closerOf = ({ staffId, isOnlyManager }: AtDesk) =>
  ({ from: 'office', staffId, isOnlyManager }) as const;

/** CA9: at that counter's next idle moment. */
async function orderCount(
  { context }: OfficeRoutes,
  { officeId, staffId }: AtDesk,
  counterId: CounterId,
): Promise<Result<null>> {
  const counters = await officeCounters(context.database.read, officeId);
  const found = counters.find((it) => it.counterId === counterId && !it.isEnded);
  if (found === undefined || officeOfCounter(counterId) !== officeId) {
    return fail('COUNTER_UNKNOWN', { counter: counterId });
  }
  const command = 'count_drawer';
  const asked = await askCounters(context, { officeId, to: counterId, command, staffId });
  if (asked.ok) context.changes.published();
  return asked.ok ? ok(null) : asked;
}

function installReads(routes: OfficeRoutes): void {
  const { context } = routes;
  const { read: reader } = context.database;
  read(routes, {
    path: '/days',
    query: rangeQuery,
    answer: async ({ officeId }, { from, until }): Promise<Result<Days>> => {
      const last = until ?? istDate(context.now());
      const first = from ?? addDays(last, -30);
      const days = daysBetween(first, last);
      if (days < 0 || days > LONGEST_RANGE_DAYS) return fail('INPUT_INVALID', { field: 'from' });
      return ok({ rows: await daysInLines(reader, officeId, { from: first, until: last }) });
    },
  });
  read(routes, {
    path: '/days/:date',
    query: dayParams,
    answer: async ({ officeId }, { date }) =>
      ok(await dayAtGlance(reader, { officeId, date, now: context.now() })),
  });
  read(routes, {
    path: '/days/:date/close',
    query: dayParams,
    answer: async (at, { date }) => {
      const { officeId, isOnlyManager: isOnePerson } = at;
      const closer = closerOf(at);
      const now = context.now();
      return ok(await dayClosing(reader, { officeId, date, now, closer, isOnePerson }));
    },
  });
  read(routes, {
    path: '/days/:date/document',
    query: dayParams,
    answer: ({ officeId }, { date }) => closedDay(reader, { officeId, date, from: 'office' }),
  });
}

export function installOfficeDays(routes: OfficeRoutes): void {
  const { context } = routes;
  installReads(routes);
  act(routes, {
    path: '/days/:date/prepare',
    params: dayParams,
    body: prepareBody,
    carryOut: ({ officeId, staffId }, { date }, { pin: _pin, ...said }) =>
      prepareDay(context, { officeId, date }, { ...said, staffId }),
  });
  act(routes, {
    path: '/days/:date/close',
    params: dayParams,
    body: closeBody,
    carryOut: (at, { date }, body) => {
      const { officeId } = at;
      const of = { revision: body.revision, closer: closerOf(at) };
      return closeDay(context, { officeId, date }, of);
    },
  });
  act(routes, {
    path: '/counters/:counterId/count',
    params: counterParams,
    body: pinBody,
    carryOut: (at, { counterId }) => orderCount(routes, at, counterId),
  });
}
