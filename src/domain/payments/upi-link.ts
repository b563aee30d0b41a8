/**
 * The payment address inside a UPI code, read and held against our own order before a citizen sees
 * it: payee, amount, reference (U16). Codes are the gateway's; none is ever made by hand here.
 */
import { parseRupees, type Paise } from '#domain/money.ts';
import { fail, ok, type Result } from '#domain/result.ts';

export interface UpiExpectation {
  /** Virtual payment addresses of the office's own account; as the gateway confirmed them. */
  readonly payees: readonly string[];
  readonly amountPaise: Paise;
  /** What `tr` may be: the order's own id or the gateway's. */
  readonly references: readonly string[];
}

const MAX_LINK_CHARS = 2_000;

/** Null where it is no payment address, or where a field is there twice. */
function fieldsOf(link: string): ReadonlyMap<string, string> | null {
  const match = /^upi:\/\/pay\?([\x21-\x7e]+)$/i.exec(link);
  if (match === null || link.length > MAX_LINK_CHARS) return null;
  const fields = new Map<string, string>();
  for (const part of (match[1] ?? '').split('&')) {
    const at = part.indexOf('=');
    const name = part.slice(0, at);
    if (at <= 0 || fields.has(name)) return null;
    try {
      fields.set(name, decodeURIComponent(part.slice(at + 1)));
    } catch {
      return null;
    }
  }
  return fields;
}

/** UPI_CODE_DIFFERS names the field; the code is then not shown. */
export function checkUpiLink(link: string, expected: UpiExpectation): Result<null> {
  const fields = fieldsOf(link);
  if (fields === null) return fail('UPI_CODE_DIFFERS', { field: 'upi' });
  const payee = (fields.get('pa') ?? '').toLowerCase();
  if (!expected.payees.some((it) => it.toLowerCase() === payee)) {
    return fail('UPI_CODE_DIFFERS', { field: 'pa' });
  }
  const amount = fields.get('am') ?? '';
  if (!/^\d+(?:\.\d{1,2})?$/.test(amount) || parseRupees(amount) !== expected.amountPaise) {
    return fail('UPI_CODE_DIFFERS', { field: 'am' });
  }
  if (!expected.references.includes(fields.get('tr') ?? '')) {
    return fail('UPI_CODE_DIFFERS', { field: 'tr' });
  }
  if ((fields.get('cu') ?? 'INR') !== 'INR') return fail('UPI_CODE_DIFFERS', { field: 'cu' });
  // A smaller least amount would let the citizen pay less than is due.
  const least = fields.get('mam');
  if (least !== undefined && parseRupees(least) !== expected.amountPaise) {
    return fail('UPI_CODE_DIFFERS', { field: 'mam' });
  }
  return ok(null);
}
