/**
 * A receipt's code, read and judged with no network: who signed it, whether a byte was changed, and
 * what this counter's journal knows of it.
 */
import type { CommandAnswer } from '#contract/answers.ts';
import type { CommandInput } from '#contract/commands.ts';
import { equalBytes } from '#domain/bytes.ts';
import type { ReceiptView } from '#domain/journal/views.ts';
import type { Texts } from '#domain/language.ts';
import { fail, ok, type Result } from '#domain/result.ts';
import { serviceNamed } from '#domain/tariff/price.ts';
import {
  decodeEntryQr,
  decodeReceiptQr,
  verifyReceiptQr,
  type ReceiptQr,
  type ScannedReceipt,
} from '#protocol/receipt-qr.ts';
import { counterOf, type Context } from '#terminal/context.ts';

type Scanned =
  | { readonly verdict: 'own'; readonly scanned: ScannedReceipt; readonly receipt: ReceiptView }
  | {
      readonly verdict: 'signature_valid_other_counter' | 'altered' | 'unknown_key' | 'not_ours';
      readonly scanned: ScannedReceipt;
    };

/** The signed bytes are those of the journal's own entry. */
function isAsIssued(scanned: ReceiptQr, receipt: ReceiptView): boolean {
  const issued = decodeEntryQr(receipt.qr);
  return (
    issued.ok &&
    equalBytes(issued.value.message.payload, scanned.message.payload) &&
    equalBytes(issued.value.message.signature, scanned.message.signature)
  );
}

export function scanReceipt(context: Context, qr: string): Result<Scanned> {
  const decoded = decodeReceiptQr(qr);
  if (!decoded.ok) return decoded;
  const trust = context.trust();
  if (trust === null) return fail('NOT_ENROLLED');
  const { crypto, store } = context.ports;
  const verified = verifyReceiptQr({ scanned: decoded.value, trust, crypto });
  const { standing, counterId, receipt: scanned } = verified;
  if (standing !== 'valid') return ok({ verdict: standing, scanned });
  if (counterId !== counterOf(context).counterId) {
    return ok({ verdict: 'signature_valid_other_counter', scanned });
  }
  const receipt = store.read.view('receipt', scanned.receiptNumber);
  if (receipt === undefined) return ok({ verdict: 'not_ours', scanned });
  if (!isAsIssued(decoded.value, receipt)) return ok({ verdict: 'altered', scanned });
  return ok({ verdict: 'own', scanned, receipt });
}

function serviceTexts(context: Context, scanned: ScannedReceipt): Texts | null {
  const shelved = context
    .tariffs()
    .tariffs.find(({ ref }) => ref.hash.startsWith(scanned.tariffHashStart));
  if (shelved === undefined) return null;
  return serviceNamed(shelved.tariff, scanned.serviceCode)?.texts ?? null;
}

export function checkReceipt(
  context: Context,
  { qr }: CommandInput<'checkReceipt'>,
): Result<CommandAnswer<'checkReceipt'>> {
  const scan = scanReceipt(context, qr);
  if (!scan.ok) return scan;
  const { verdict, scanned } = scan.value;
  const { receiptNumber } = scanned;
  if (verdict === 'not_ours') return fail('RECEIPT_UNKNOWN', { receipt: receiptNumber });
  const nothing = { receiptNumber: null, totalPaise: null, issuedAt: null, serviceTexts: null };
  if (verdict === 'altered' || verdict === 'unknown_key') return ok({ verdict, ...nothing });
  const { totalPaise, issuedAt } = scanned;
  const said = {
    receiptNumber,
    totalPaise,
    issuedAt,
    serviceTexts: serviceTexts(context, scanned),
  };
  if (verdict !== 'own') return ok({ verdict, ...said });
  const isReversed = scan.value.receipt.reversed !== null;
  return ok({ verdict: isReversed ? 'reversed' : 'genuine_here', ...said });
}

/** A receipt that may be reversed from this drawer now; else why not. */
export function reversibleReceipt(
  context: Context,
  of: { readonly qr: string; readonly shiftId: string },
): Result<ReceiptView> {
  const scan = scanReceipt(context, of.qr);
  if (!scan.ok) return scan;
  const receipt = scan.value.scanned.receiptNumber;
  switch (scan.value.verdict) {
    case 'signature_valid_other_counter':
      return fail('RECEIPT_OTHER_COUNTER', { receipt });
    case 'not_ours':
      return fail('RECEIPT_UNKNOWN', { receipt });
    case 'altered':
    case 'unknown_key':
      return fail('RECEIPT_ALTERED');
    default:
      return checkReversible(scan.value.receipt, of.shiftId);
  }
}

function checkReversible(view: ReceiptView, shiftId: string): Result<ReceiptView> {
  const receipt = view.receiptNumber;
  if (view.reversed !== null) return fail('ALREADY_REVERSED', { receipt });
  if (view.shiftId !== shiftId) return fail('RECEIPT_OTHER_SHIFT', { receipt });
  return ok(view);
}
