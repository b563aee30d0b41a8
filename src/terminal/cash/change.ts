/** Change that the drawer cannot give: owed on a numbered slip, paid once at any counter of the office. */
import type { CommandAnswer } from '#contract/answers.ts';
import type { CommandInput } from '#contract/commands.ts';
import { isCounterId, officeOfCounter } from '#domain/ids.ts';
import type { EntryBodies } from '#domain/journal/kinds.ts';
import { formatPaise } from '#domain/money.ts';
import { fail, ok, type Result } from '#domain/result.ts';
import { formatIstTime } from '#domain/time.ts';
import { readSlipGrant, type SlipGrant } from '#protocol/slip-grant.ts';
import { counterOf, shiftOf, type Context } from '#terminal/context.ts';
import { grantedSlips } from '#terminal/settings.ts';

/** Only what the tender says goes back can be owed, and only while the citizen is of this shift. */
export function oweChange(
  context: Context,
  { receiptNumber, owedPaise }: CommandInput<'oweChange'>,
): Result<CommandAnswer<'oweChange'>> {
  const { read } = context.ports.store;
  const receipt = read.view('receipt', receiptNumber);
  const tender = receipt === undefined ? undefined : read.view('tender', receipt.tenderId);
  if (receipt === undefined || tender === undefined) {
    return fail('RECEIPT_UNKNOWN', { receipt: receiptNumber });
  }
  if (receipt.shiftId !== shiftOf(context).shiftId) {
    return fail('RECEIPT_OTHER_SHIFT', { receipt: receiptNumber });
  }
  const { tenderId, changePaise } = tender;
  if (owedPaise === 0 || owedPaise > changePaise || tender.owedPaise !== undefined) {
    return fail('CHANGE_NOT_OWED', { receipt: receiptNumber, change: formatPaise(changePaise) });
  }
  const owed = context.recorder().record((act) => {
    const slipId = act.nextSlipId();
    const { language } = receipt;
    act.append('change.owed', { slipId, tenderId, amountPaise: owedPaise, language });
    const jobId = act.nextPrintJobId();
    act.append('print.queued', { jobId, document: 'change_slip', subject: slipId });
    return ok({ slipId, owedPaise });
  });
  if (owed.ok) context.printSoon();
  return owed;
}

/** `KA-BLR-01-C4` of `KA-BLR-01-C4-O2`. */
const ownerOf = (slipId: string): string => slipId.slice(0, slipId.lastIndexOf('-'));

function recordGiven(
  context: Context,
  body: EntryBodies['change.given'],
): Result<CommandAnswer<'giveChange'>> {
  const { slipId, amountPaise: givenPaise } = body;
  const given = context.recorder().record((act) => {
    act.append('change.given', body);
    return ok({ slipId, givenPaise });
  });
  if (given.ok) context.openDrawer();
  return given;
}

/** CA14: HQ's signed leave to pay a slip that another counter wrote. */
async function askLeave(context: Context, slipId: string): Promise<Result<SlipGrant>> {
  const { transport, crypto } = context.ports;
  const counter = ownerOf(slipId);
  const trust = context.trust();
  if (transport.ask === undefined || trust === null) {
    return fail('CHANGE_SLIP_NEEDS_HQ', { slip: slipId, counter });
  }
  const path = `/v1/slips/${encodeURIComponent(slipId)}/grant`;
  const text = await transport.ask({ method: 'POST', path });
  if (!text.ok) {
    const isAway = text.error.code === 'HQ_UNREACHABLE';
    return isAway ? fail('CHANGE_SLIP_NEEDS_HQ', { slip: slipId, counter }) : text;
  }
  const payer = counterOf(context).counterId;
  return readSlipGrant({ text: text.value, slipId, payer, trust, crypto });
}

async function giveForAnother(
  context: Context,
  slipId: string,
): Promise<Result<CommandAnswer<'giveChange'>>> {
  const { counterId, officeId, training } = counterOf(context);
  const owner = ownerOf(slipId);
  const isOfOffice = isCounterId(owner) && officeOfCounter(owner) === officeId;
  if (owner === counterId || !isOfOffice || training) {
    return fail('CHANGE_SLIP_UNKNOWN', { slip: slipId });
  }
  const grant = await askLeave(context, slipId);
  if (!grant.ok) return grant;
  const { amountPaise, grantId } = grant.value;
  return recordGiven(context, { slipId, amountPaise, grantId });
}

/** A slip of this counter at once; another's with HQ's leave. Each is paid once. */
export async function giveChange(
  context: Context,
  { slipId }: CommandInput<'giveChange'>,
): Promise<Result<CommandAnswer<'giveChange'>>> {
  const { read } = context.ports.store;
  const slip = read.view('changeSlip', slipId);
  if (slip === undefined) return giveForAnother(context, slipId);
  if (slip.givenAt !== null) {
    return fail('CHANGE_SLIP_PAID', { slip: slipId, at: formatIstTime(slip.givenAt) });
  }
  const elsewhere = grantedSlips(read).find((granted) => granted.slipId === slipId);
  if (elsewhere !== undefined) {
    return fail('CHANGE_SLIP_ELSEWHERE', { slip: slipId, counter: elsewhere.payer });
  }
  return recordGiven(context, { slipId, amountPaise: slip.amountPaise });
}
