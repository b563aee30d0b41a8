/** The manager's page about cash after the counters: the safe, deposits, settlements, remittances. */
import { z } from 'zod';

import { DELAY_REASONS, DEPOSIT_STATES } from '#domain/deposits/deposit.ts';
import { isPaise, type Paise } from '#domain/money.ts';
import { ok } from '#domain/result.ts';
import { cashCount, dayDate } from '#protocol/day-document.ts';
import type {
  AcceptDeposit,
  CarryDeposit,
  Deposits,
  PrepareDeposit,
  PrepareRemittance,
  Remittances,
  RemitToTreasury,
  ReturnDeposit,
} from '#server/api/office-cash-contract.ts';
import {
  acceptDeposit,
  carryDeposit,
  prepareDeposit,
  returnDeposit,
} from '#server/deposits/acts.ts';
import {
  bankHeads,
  prepareRemittance,
  remit,
  withdrawRemittance,
} from '#server/deposits/remittances.ts';
import { safeOf } from '#server/deposits/safe.ts';
import { expectedSettlements } from '#server/deposits/settlements.ts';
import { depositsOf } from '#server/store/deposits.ts';
import { remittancesOf } from '#server/store/remittances.ts';
import { act, pin, read, type OfficeRoutes } from './office-route.ts';

const nothing = z.object({});
const words = z.string().trim().min(3).max(500);
const staff = z.string().min(1).max(16);
const reference = z
  .string()
  .trim()
  .regex(/^[\w/ -]{3,40}$/);
const money = z.custom<Paise>((v) => isPaise(v));
const depositParams = z.object({ depositId: z.string().min(1).max(40) });
const remittanceParams = z.object({ remittanceId: z.string().min(1).max(40) });
const stateQuery = z.object({ state: z.enum(DEPOSIT_STATES).optional() });

const prepareBody = z.strictObject({
  pin,
  count: cashCount,
  branchId: z.string().min(1).max(64),
  bagNumber: z
    .string()
    .trim()
    .regex(/^[\w/-]{2,40}$/),
  delay: z.strictObject({ reason: z.enum(DELAY_REASONS), words }).optional(),
}) satisfies z.ZodType<PrepareDeposit>;
const carryBody = z.strictObject({
  pin,
  carrier: staff,
  witness: staff,
}) satisfies z.ZodType<CarryDeposit>;
const acceptBody = z.strictObject({
  pin,
  bankReference: reference,
  realisedOn: dayDate,
  acceptedPaise: money,
  words: words.optional(),
}) satisfies z.ZodType<AcceptDeposit>;
const wordsBody = z.strictObject({ pin, words }) satisfies z.ZodType<ReturnDeposit>;
const remittanceBody = z.strictObject({
  pin,
  branchId: z.string().min(1).max(64),
  lines: z
    .array(z.strictObject({ account: z.string().min(1).max(96), amountPaise: money }))
    .min(1)
    .max(200),
}) satisfies z.ZodType<PrepareRemittance>;
const remitBody = z.strictObject({
  pin,
  challanNumber: reference,
  realisedOn: dayDate,
}) satisfies z.ZodType<RemitToTreasury>;

function installReads(routes: OfficeRoutes): void {
  const { context } = routes;
  const { read: reader } = context.database;
  read(routes, {
    path: '/safe',
    query: nothing,
    answer: async ({ officeId }) => ok(await safeOf(reader, { officeId, now: context.now() })),
  });
  read(routes, {
    path: '/deposits',
    query: stateQuery,
    answer: async ({ officeId }, { state }) =>
      ok<Deposits>({ rows: await depositsOf(reader, officeId, state ?? null) }),
  });
  read(routes, {
    path: '/settlements',
    query: nothing,
    answer: async ({ officeId }) =>
      ok(await expectedSettlements(reader, { officeId, now: context.now() })),
  });
  read(routes, {
    path: '/remittances',
    query: nothing,
    answer: async ({ officeId }) =>
      ok<Remittances>({
        heads: await bankHeads(reader, officeId),
        rows: await remittancesOf(reader, officeId),
      }),
  });
}

function installDeposits(routes: OfficeRoutes): void {
  const { context } = routes;
  act(routes, {
    path: '/deposits',
    params: nothing,
    body: prepareBody,
    carryOut: ({ officeId, staffId }, _params, { pin: _pin, ...of }) =>
      prepareDeposit(context, officeId, { ...of, staffId }),
  });
  act(routes, {
    path: '/deposits/:depositId/carry',
    params: depositParams,
    body: carryBody,
    carryOut: ({ officeId, staffId }, { depositId }, { carrier, witness }) =>
      carryDeposit(context, officeId, { depositId, carrier, witness, staffId }),
  });
  act(routes, {
    path: '/deposits/:depositId/accept',
    params: depositParams,
    body: acceptBody,
    carryOut: ({ officeId, staffId }, { depositId }, { pin: _pin, words: said, ...of }) =>
      acceptDeposit(context, officeId, { ...of, depositId, words: said ?? null, staffId }),
  });
  act(routes, {
    path: '/deposits/:depositId/return',
    params: depositParams,
    body: wordsBody,
    carryOut: ({ officeId, staffId }, { depositId }, body) =>
      returnDeposit(context, officeId, { depositId, words: body.words, staffId }),
  });
}

export function installOfficeCash(routes: OfficeRoutes): void {
  const { context } = routes;
  installReads(routes);
  installDeposits(routes);
  act(routes, {
    path: '/remittances',
    params: nothing,
    body: remittanceBody,
    carryOut: ({ officeId, staffId }, _params, { branchId, lines }) =>
      prepareRemittance(context, officeId, { branchId, lines, staffId }),
  });
  act(routes, {
    path: '/remittances/:remittanceId/remit',
    params: remittanceParams,
    body: remitBody,
    carryOut: ({ officeId, staffId }, { remittanceId }, { challanNumber, realisedOn }) =>
      remit(context, officeId, { remittanceId, challanNumber, realisedOn, staffId }),
  });
  act(routes, {
    path: '/remittances/:remittanceId/withdraw',
    params: remittanceParams,
    body: wordsBody,
    carryOut: ({ officeId, staffId }, { remittanceId }, body) =>
      withdrawRemittance(context, officeId, { remittanceId, words: body.words, staffId }),
  });
}
