/** What a made-up HQ knows of calls, links and messages. */
import { paise } from '#domain/money.ts';
import { instant, type Instant } from '#domain/time.ts';
import type { Answers } from '#server/api/answers-contract.ts';

const HOUR = 3_600_000;

export const answersAt = (now: Instant): Answers => ({
  isOn: true,
  offices: [
    {
      officeId: 'KA-BLR-01',
      name: { en: 'Koramangala', hi: 'कोरमंगला' },
      quotes: 1_812,
      noPhone: 214,
      refused: 41,
      noAnswer: 377,
      answered: 640,
      exact: 561,
      more: 52,
      noReceipt: 27,
    },
    {
      officeId: 'KA-MYS-02',
      name: { en: 'Mysuru East', hi: 'मैसूरु पूर्व' },
      quotes: 96,
      noPhone: 8,
      refused: 30,
      noAnswer: 12,
      answered: 4,
      exact: null,
      more: null,
      noReceipt: null,
    },
  ],
  links: (['open', 'paid', 'unknown', 'expired'] as const).map((state, index) => ({
    orderId: `KA-BLR-01-C3-Q41${index}-L1`,
    officeId: 'KA-BLR-01',
    counterId: 'KA-BLR-01-C3',
    amountPaise: paise(10_095_050 - index * 5_000),
    createdAt: instant(now - index * 9 * HOUR),
    expiresAt: instant(now + (24 - index * 9) * HOUR),
    state,
  })),
  failures: [
    ['receipt', '30003'],
    ['call', 'NUMBER_OPTED_OUT'],
    ['link', '21612'],
  ].map(([what = '', reason = ''], index) => ({
    id: `${index}`.repeat(32),
    officeId: 'KA-BLR-01',
    counterId: 'KA-BLR-01-C3',
    what,
    state: 'failed',
    reason,
    attempt: index + 1,
    at: instant(now - index * HOUR),
  })),
});

export const NO_ANSWERS: Answers = { isOn: false, offices: [], links: [], failures: [] };
