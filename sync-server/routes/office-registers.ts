/** The manager's page about registers: books of leaves, cheques, the cash book, receipts, the month. */
import { z } from 'zod';

import { isCounterId } from '#domain/ids.ts';
import { DISHONOUR_REASONS } from '#domain/journal/instrument-kinds.ts';
import { fail, ok } from '#domain/result.ts';
import { dayDate } from '#protocol/day-document.ts';
import { dishonourCheque, realiseCheque } from '#server/papers/cheque-acts.ts';
import type {
  Cheques,
  CountLeafBook,
  DishonourCheque,
  HandLeafBook,
  LeafBooks,
  RealiseCheque,
} from '#server/api/office-registers-contract.ts';
import { countBook, handBook } from '#server/papers/leaf-acts.ts';
import { cashBook } from '#server/registers/cash-book.ts';
import { monthFigures } from '#server/registers/month.ts';
import { receiptPage, receiptRegister } from '#server/registers/receipts.ts';
import { shiftPaper } from '#server/registers/shift-paper.ts';
import { instrumentsOf } from '#server/store/instruments.ts';
import { leafBooks } from '#server/store/leaf-books.ts';
import { act, pin, read, type OfficeRoutes } from './office-route.ts';

const nothing = z.object({});
const month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/);
const monthQuery = z.object({ month });
const leaf = z.number().int().min(1).max(1_000_000);
const bookParams = z.object({ bookId: z.string().min(1).max(24) });
const handBody = z.strictObject({
  pin,
  custodian: z.string().min(1).max(16).nullable(),
  nextLeaf: leaf,
}) satisfies z.ZodType<HandLeafBook>;
const countBody = z.strictObject({ pin, nextLeaf: leaf }) satisfies z.ZodType<CountLeafBook>;
const chequeParams = z.object({ instrumentId: z.string().min(1).max(45) });
const realiseBody = z.strictObject({
  pin,
  bankReference: z
    .string()
    .trim()
    .regex(/^[\w/ -]{3,40}$/),
  realisedOn: dayDate,
}) satisfies z.ZodType<RealiseCheque>;
const dishonourBody = z.strictObject({
  pin,
  reason: z.enum(DISHONOUR_REASONS),
  returnedOn: dayDate,
}) satisfies z.ZodType<DishonourCheque>;
const receiptsQuery = z.object({
  date: dayDate,
  counterId: z.string().refine(isCounterId).optional(),
  after: z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER).default(0),
});
const shiftQuery = z.object({ shiftId: z.string().min(1).max(40) });

function installPapers(routes: OfficeRoutes): void {
  const { context } = routes;
  const { read: reader } = context.database;
  read(routes, {
    path: '/leaf-books',
    query: nothing,
    answer: async ({ officeId }) => ok<LeafBooks>({ rows: await leafBooks(reader, officeId) }),
  });
  act(routes, {
    path: '/leaf-books/:bookId/hand',
    params: bookParams,
    body: handBody,
    carryOut: ({ officeId, staffId }, { bookId }, { custodian, nextLeaf }) =>
      handBook(context, officeId, { bookId, custodian, nextLeaf, staffId }),
  });
  act(routes, {
    path: '/leaf-books/:bookId/count',
    params: bookParams,
    body: countBody,
    carryOut: ({ officeId, staffId }, { bookId }, { nextLeaf }) =>
      countBook(context, officeId, { bookId, nextLeaf, staffId }),
  });
  read(routes, {
    path: '/cheques',
    query: z.object({ month: month.optional() }),
    answer: async ({ officeId }, query) =>
      ok<Cheques>({ rows: await instrumentsOf(reader, officeId, query.month ?? null) }),
  });
  act(routes, {
    path: '/cheques/:instrumentId/realise',
    params: chequeParams,
    body: realiseBody,
    carryOut: ({ officeId, staffId }, { instrumentId }, { bankReference, realisedOn }) =>
      realiseCheque(context, officeId, { instrumentId, bankReference, realisedOn, staffId }),
  });
  act(routes, {
    path: '/cheques/:instrumentId/dishonour',
    params: chequeParams,
    body: dishonourBody,
    carryOut: ({ officeId, staffId }, { instrumentId }, { reason, returnedOn }) =>
      dishonourCheque(context, officeId, { instrumentId, reason, returnedOn, staffId }),
  });
}

export function installOfficeRegisters(routes: OfficeRoutes): void {
  const { read: reader } = routes.context.database;
  installPapers(routes);
  read(routes, {
    path: '/cash-book',
    query: monthQuery,
    answer: async ({ officeId }, query) => ok(await cashBook(reader, officeId, query.month)),
  });
  read(routes, {
    path: '/month',
    query: monthQuery,
    answer: async ({ officeId }, query) => ok(await monthFigures(reader, officeId, query.month)),
  });
  read(routes, {
    path: '/receipts',
    query: receiptsQuery,
    answer: async ({ officeId }, { date, counterId, after }) =>
      counterId === undefined
        ? ok(await receiptRegister(reader, officeId, date))
        : ok(await receiptPage(reader, { officeId, date, counterId, after })),
  });
  read(routes, {
    path: '/shifts/:shiftId',
    query: shiftQuery,
    answer: ({ officeId }, { shiftId }) =>
      shiftId.startsWith(`${officeId}-`)
        ? shiftPaper(reader, { officeId, shiftId })
        : Promise.resolve(fail('SHIFT_UNKNOWN')),
  });
}
