/** How the charge in hand, and those set aside, stand with UPI; what the citizen's display shows. */
import type { ClerkSnapshot } from '#contract/snapshot.ts';
import type { CitizenUpiSnapshot, UpiAsideSnapshot, UpiSnapshot } from '#contract/upi.ts';
import type { UpiView } from '#domain/journal/views.ts';
import type { Context } from '#terminal/context.ts';
import { areLinksOn, upiPayees } from '#terminal/settings.ts';
import { visitChargeId, waitingUpi } from '#terminal/use-cases/upi.ts';
import type { Visit } from '#terminal/visits.ts';

/** A code may be paid by so short a time left; then it is no longer shown. */
const isOver = (context: Context, upi: UpiView): boolean =>
  upi.expiresAt !== null && context.now() >= upi.expiresAt;

/** The code's text, only while paying it can settle the charge. */
function linkShown(context: Context, upi: UpiView): string | null {
  const { code } = context.memory.upi;
  return code?.chargeId === upi.chargeId && upi.state === 'awaiting' && !isOver(context, upi)
    ? code.link
    : null;
}

export function upiSnapshot(context: Context, visit: Visit): UpiSnapshot | null {
  const { read } = context.ports.store;
  const chargeId = visitChargeId(visit);
  const said = context.memory.upi.failure;
  const failure = said?.chargeId === chargeId ? said.failure : null;
  const upi = waitingUpi(read, visit);
  if (upi === null) {
    return failure === null
      ? null
      : { chargeId, state: 'failed', expiresAt: null, isShown: false, failure };
  }
  const { expiresAt } = upi;
  const asked = upi.state === 'awaiting' ? 'awaiting' : 'requested';
  const state = asked === 'awaiting' && isOver(context, upi) ? 'unknown' : asked;
  return { chargeId, state, expiresAt, isShown: linkShown(context, upi) !== null, failure };
}

const upiAside = (context: Context): readonly UpiAsideSnapshot[] =>
  context.ports.store.read
    .viewsByTag('upi', 'aside')
    .map(({ chargeId, totalPaise, requestedAt }) => ({ chargeId, totalPaise, requestedAt }));

export const upiOfCounter = (
  context: Context,
  isShown: boolean,
): NonNullable<ClerkSnapshot['upi']> => ({
  aside: isShown ? upiAside(context) : [],
  ...(areLinksOn(context.ports.store.read) ? {} : { linksOff: true }),
});

export const isUpiOn = (context: Context): boolean =>
  upiPayees(context.ports.store.read).length > 0 && context.counter()?.training === false;

/** Whom the shown code pays, by the name that HQ signed. */
function payeeOf(context: Context, link: string | null): { name: string; address: string } {
  const payees = upiPayees(context.ports.store.read);
  const address = /[?&]pa=([^&]+)/.exec(link ?? '')?.[1] ?? '';
  const decoded = decodeURIComponent(address).toLowerCase();
  return (
    payees.find((payee) => payee.address.toLowerCase() === decoded) ??
    payees[0] ?? { name: '', address: '' }
  );
}

export function citizenUpi(context: Context, visit: Visit): CitizenUpiSnapshot | null {
  const upi = waitingUpi(context.ports.store.read, visit);
  if (upi === null) return null;
  const link = linkShown(context, upi);
  const payee = payeeOf(context, link);
  const leftMs = upi.expiresAt === null ? 0 : Math.max(0, upi.expiresAt - context.now());
  const isAwaited = upi.state === 'awaiting' && isOver(context, upi);
  const state = link !== null ? 'code' : isAwaited ? 'bank' : 'coming';
  return { state, link, payeeName: payee.name, payeeAddress: payee.address, leftMs };
}
