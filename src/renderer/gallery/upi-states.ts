/** Every state of paying by UPI, at both screens. */
import type { CitizenSnapshot, ClerkSnapshot } from '#contract/snapshot.ts';
import type { CitizenUpiSnapshot, UpiSnapshot } from '#contract/upi.ts';
import { paise, rupees } from '#domain/money.ts';
import { fail } from '#domain/result.ts';
import { instant } from '#domain/time.ts';
import { counterReducer, startCounter } from '#renderer/clerk/counter/counter-state.ts';

import { citizenSnapshot, NOW, paid, quote, readyClerk, visit } from './fixtures.ts';
import type { ClerkState } from './states.ts';

const CHARGE = 'KA-BLR-01-C3-Q412';
const ASIDE = [
  { chargeId: 'KA-BLR-01-C3-Q398', totalPaise: rupees(500), requestedAt: NOW },
  { chargeId: 'KA-BLR-01-C3-Q405-S2', totalPaise: paise(10_095_050), requestedAt: NOW },
];

const clerkWith = (upi: Partial<UpiSnapshot> & Pick<UpiSnapshot, 'state'>): ClerkState => {
  const now = { chargeId: CHARGE, isShown: true, failure: null };
  const expiresAt = instant(NOW + 247_000);
  return {
    snapshot: readyClerk({
      visit: { ...visit(), upi: { ...now, expiresAt, ...upi } },
      upi: { aside: [] },
    }),
  };
};

const paidByUpi = { ...paid({ given: rupees(950) }), upi: { reference: '612345678901' } };
const PAID: ClerkSnapshot = readyClerk({ paid: paidByUpi, upi: { aside: [] } });
const seen = (snapshot: ClerkSnapshot) => ({ type: 'snapshot', snapshot }) as const;

export const UPI_CLERK_STATES: Readonly<Record<string, ClerkState>> = {
  'upi-ready': { snapshot: readyClerk({ visit: visit(), upi: { aside: [] } }) },
  'upi-requested': clerkWith({ state: 'requested', expiresAt: null, isShown: false }),
  'upi-awaiting': clerkWith({ state: 'awaiting' }),
  'upi-unknown': clerkWith({ state: 'unknown', expiresAt: instant(NOW - 1), isShown: false }),
  'upi-gateway-down': clerkWith({
    state: 'failed',
    isShown: false,
    failure: fail('GATEWAY_UNAVAILABLE', { cause: 'http 500' }).error,
  }),
  'upi-code-differs': clerkWith({
    state: 'failed',
    isShown: false,
    failure: fail('UPI_CODE_DIFFERS', { field: 'pa' }).error,
  }),
  'upi-offline': {
    snapshot: readyClerk({
      visit: visit(),
      upi: { aside: [] },
      sync: { state: 'offline', toSend: 4, lastAcknowledgedAt: NOW, failure: null },
    }),
  },
  'upi-links-off': {
    snapshot: readyClerk({ visit: visit(), upi: { aside: [], linksOff: true } }),
  },
  'upi-off': { snapshot: readyClerk({ visit: visit() }) },
  'upi-paid': {
    snapshot: PAID,
    initial: [seen(readyClerk({ visit: visit(), upi: { aside: [] } })), seen(PAID)].reduce(
      counterReducer,
      startCounter('en'),
    ),
  },
  'upi-aside': { snapshot: readyClerk({ paid: paidByUpi, upi: { aside: ASIDE } }) },
  'upi-find': {
    snapshot: readyClerk({ upi: { aside: ASIDE } }),
    initial: counterReducer(startCounter('en'), { type: 'task', task: 'findUpi' }),
  },
};

const LINK =
  'upi://pay?pa=rto.blr@indus&pn=Transport%20Department&tr=5114920543001&am=950.00&cu=INR&mode=15';

const display = (upi: Partial<CitizenUpiSnapshot>): CitizenSnapshot =>
  citizenSnapshot({
    screen: 'quote',
    quotes: [quote(412)],
    totalPaise: rupees(950),
    payer: 'Sunita Devi Chaudhary',
    mobile: '9876543212',
    upi: {
      state: 'code',
      link: LINK,
      payeeName: 'Transport Department, Karnataka',
      payeeAddress: 'rto.blr@indus',
      leftMs: 247_000,
      ...upi,
    },
  });

export const UPI_CITIZEN_STATES: Readonly<Record<string, CitizenSnapshot>> = {
  'upi-code': display({}),
  'upi-code-large': {
    ...display({ payeeName: 'Department of Registration and Stamps, Andhra Pradesh' }),
    totalPaise: paise(10_095_050),
  },
  'upi-coming': display({ state: 'coming', link: null, leftMs: 0 }),
  'upi-bank': display({ state: 'bank', link: null, leftMs: 0 }),
  'upi-paid': citizenSnapshot({ screen: 'paid', paid: paidByUpi, totalPaise: rupees(950) }),
};
