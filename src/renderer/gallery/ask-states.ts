/** Every state of asking a citizen without a phone, at both screens. */
import type { CitizenAskSnapshot } from '#contract/ask.ts';
import type { CitizenSnapshot } from '#contract/snapshot.ts';
import type { ReceiptNumber } from '#domain/ids.ts';
import { paise } from '#domain/money.ts';
import { counterReducer, startCounter } from '#renderer/clerk/counter/counter-state.ts';

import { citizenSnapshot, readyClerk } from './fixtures.ts';
import type { ClerkState } from './states.ts';

const receiptNumber = 'KA-BLR-01-C1/2627/004200' as ReceiptNumber;
const initial = counterReducer(startCounter('en'), { type: 'task', task: 'askCitizen' });

export const ASK_CLERK_STATES: Readonly<Record<string, ClerkState>> = {
  'ask-citizen': { snapshot: readyClerk(), initial },
  'ask-stands': { snapshot: readyClerk({ ask: { receiptNumber, isOver: false } }), initial },
  'ask-over': { snapshot: readyClerk({ ask: { receiptNumber, isOver: true } }), initial },
};

const asking = (state: CitizenAskSnapshot['state']): CitizenSnapshot =>
  citizenSnapshot({
    ask: {
      state,
      office: {
        en: 'Regional Transport Office, Bengaluru Central',
        hi: 'क्षेत्रीय परिवहन कार्यालय, बेंगलूरु मध्य',
      },
      service: {
        en: 'Change of address or other particulars',
        hi: 'पता या अन्य विवरण बदलना',
      },
      chargedPaise: paise(10_095_050),
    },
  });

export const ASK_CITIZEN_STATES: Readonly<Record<string, CitizenSnapshot>> = {
  'ask-asked': asking('asked'),
  'ask-unheard': asking('unheard'),
  'ask-thanked': asking('thanked'),
};
