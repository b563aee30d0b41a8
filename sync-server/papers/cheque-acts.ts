/**
 * What the bank did with a cheque or a draft: told by a manager who did not take it in; its counter hears
 * of it and makes the receipt, or lets the quote lapse. docs/spec/day-close.md, LB6 and LB7.
 */
import type { DishonourReason } from '#domain/journal/instrument-kinds.ts';
import { fail, ok, type Result } from '#domain/result.ts';
import { istDate, type IsoDate } from '#domain/time.ts';
import type { ChequeRow } from '#server/api/office-registers-contract.ts';
import type { ServerContext } from '#server/context.ts';
import { actAtOffice, openOfficeCase, record, type HeldOffice } from '#server/office-chain/act.ts';
import { instrumentById } from '#server/store/instruments.ts';

async function received(
  { writer, officeId, at }: HeldOffice,
  of: { readonly instrumentId: string; readonly staffId: string; readonly on: IsoDate },
): Promise<Result<ChequeRow>> {
  const found = await instrumentById(writer, { officeId, instrumentId: of.instrumentId });
  if (found === null) return fail('CHEQUE_UNKNOWN');
  const { state } = found;
  if (state !== 'received') return fail('CHEQUE_STATE', { state });
  if (found.receivedBy === of.staffId) return fail('SECOND_PERSON_NEEDED');
  const day = istDate(found.receivedAt);
  if (of.on < day) return fail('CHEQUE_DATE_EARLY', { date: of.on, received: day });
  return of.on > istDate(at) ? fail('BANK_DATE_FUTURE', { date: of.on }) : ok(found);
}

export const realiseCheque = (
  context: ServerContext,
  officeId: string,
  of: {
    readonly instrumentId: string;
    readonly bankReference: string;
    readonly realisedOn: IsoDate;
    readonly staffId: string;
  },
): Promise<Result<null>> =>
  actAtOffice(context, officeId, async (held) => {
    const found = await received(held, { ...of, on: of.realisedOn });
    if (!found.ok) return found;
    const { counterId, amountPaise } = found.value;
    await record(held, { kind: 'cheque.realised', body: { ...of, counterId, amountPaise } });
    return ok(null);
  });

export const dishonourCheque = (
  context: ServerContext,
  officeId: string,
  of: {
    readonly instrumentId: string;
    readonly reason: DishonourReason;
    readonly returnedOn: IsoDate;
    readonly staffId: string;
  },
): Promise<Result<null>> =>
  actAtOffice(context, officeId, async (held) => {
    const found = await received(held, { ...of, on: of.returnedOn });
    if (!found.ok) return found;
    const { counterId, amountPaise, instrumentId } = found.value;
    await record(held, { kind: 'cheque.dishonoured', body: { ...of, counterId, amountPaise } });
    const details = { instrumentId, amountPaise, reason: of.reason };
    await openOfficeCase(held, { kind: 'cheque_dishonoured', subject: instrumentId, details });
    return ok(null);
  });
