/** What may leave a drawer beside change: a drop into the safe, an exchange for the same worth. */
import type { CommandAnswer } from '#contract/answers.ts';
import type { CommandInput } from '#contract/commands.ts';
import { cashTotal } from '#domain/cash.ts';
import { balanceOf } from '#domain/journal/project.ts';
import { DRAWER } from '#domain/ledger/postings.ts';
import { formatPaise } from '#domain/money.ts';
import { fail, ok, type Result } from '#domain/result.ts';
import { shiftOf, type Context } from '#terminal/context.ts';
import { checkApproval } from '#terminal/use-cases/pin.ts';

import { keepCount } from './close.ts';

export async function dropCash(
  context: Context,
  input: CommandInput<'dropCash'>,
): Promise<Result<CommandAnswer<'dropCash'>>> {
  const { count, bagNumber, approverId } = input;
  const amountPaise = cashTotal(count);
  if (amountPaise === 0) return fail('CASH_COUNT_EMPTY');
  const approved = await checkApproval(context, input, 'drop');
  if (!approved.ok) return approved;
  if (amountPaise > balanceOf(context.ports.store.read, DRAWER)) {
    const shift = shiftOf(context);
    return keepCount(context, { shift, count, purpose: 'drop' }, fail('DROP_TOO_MUCH'));
  }
  const dropped = context.recorder().record((act) => {
    const dropId = act.nextDropId();
    act.append('staff.stepped_up', approved.value);
    act.append('cash.dropped', { dropId, count, amountPaise, bagNumber, approverId });
    const jobId = act.nextPrintJobId();
    act.append('print.queued', { jobId, document: 'drop_slip', subject: dropId });
    return ok({ dropId, droppedPaise: amountPaise });
  });
  if (!dropped.ok) return dropped;
  context.openDrawer();
  context.printSoon();
  return dropped;
}

export async function exchangeCash(
  context: Context,
  input: CommandInput<'exchangeCash'>,
): Promise<Result<null>> {
  const { approverId } = input;
  const amountPaise = cashTotal(input.out);
  const inPaise = cashTotal(input.in);
  if (amountPaise === 0) return fail('CASH_COUNT_EMPTY');
  if (amountPaise !== inPaise) {
    return fail('EXCHANGE_UNEQUAL', { out: formatPaise(amountPaise), in: formatPaise(inPaise) });
  }
  const approved = await checkApproval(context, input, 'exchange');
  if (!approved.ok) return approved;
  const exchanged = context.recorder().record((act) => {
    act.append('staff.stepped_up', approved.value);
    act.append('cash.exchanged', { out: input.out, in: input.in, amountPaise, approverId });
    return ok(null);
  });
  if (exchanged.ok) context.openDrawer();
  return exchanged;
}

/** Counted at HQ by office: a note that nobody would take is not argued about at the counter. */
export function refuseNote(
  context: Context,
  { denominationPaise, fault, end, serial }: CommandInput<'refuseNote'>,
): Result<null> {
  const number = serial ?? '';
  if (end === 'impounded' && number === '') return fail('NOTE_SERIAL_MISSING');
  return context.recorder().record((act) => {
    act.append('note.refused', {
      denominationPaise,
      fault,
      end,
      ...(end === 'impounded' ? { serial: number } : {}),
    });
    return ok(null);
  });
}
