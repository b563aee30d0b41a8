/** What a manager has written, before it is signed: what is whole, and what would be refused. */
import { describe, expect, it } from 'vitest';

import { paise, rupees, ZERO } from '#domain/money.ts';
import type { Safe } from '#server/api/office-cash-contract.ts';
import type { DayClosing } from '#server/api/office-contract.ts';
import { bodyOf, findingsOf, type DepositDraft } from '#server/office/parts/cash/deposit-draft.ts';
import {
  documentWith,
  emptyDraft,
  preparationOf,
  type Draft,
} from '#server/office/parts/close/preparation.ts';
import { leafBook } from '#tests/e2e/screens/office-cash-fixtures.ts';
import { safe } from '#tests/e2e/screens/office-cash-fixtures.ts';
import { prepared, ready } from '#tests/e2e/screens/office-close-fixtures.ts';

const onTime: Safe = { ...safe, late: null };
const bag: DepositDraft = {
  count: { '50000': 100 },
  branchId: 'sbi-kor',
  bagNumber: ' B-1 ',
  reason: '',
  words: '',
};

describe('a bag as it is written down', () => {
  it('DE2 is refused above what is in the safe, and is whole up to it', () => {
    const most = safe.fees.totalPaise;
    expect(findingsOf(onTime, most).refusal).toBeNull();
    expect(findingsOf(onTime, paise(most + 50)).refusal?.code).toBe('DEPOSIT_TOO_MUCH');
    expect(bodyOf({ ...bag, count: { '50000': 5000 } }, onTime)).toBeNull();
    expect(bodyOf(bag, onTime)).toEqual({
      count: bag.count,
      branchId: 'sbi-kor',
      bagNumber: 'B-1',
    });
  });

  it('DE2 is nothing without notes, a branch and a number', () => {
    for (const missing of [{ count: {} }, { branchId: '' }, { bagNumber: '  ' }]) {
      expect(bodyOf({ ...bag, ...missing }, onTime)).toBeNull();
    }
  });

  it('DE9 warns or is refused by the office’s limits', () => {
    const warned = findingsOf(onTime, rupees(20_000));
    expect(warned.warnings.map(({ code }) => code)).toEqual(['SAFE_OVER_CEILING']);
    const held: Safe = { ...onTime, officer: { mostPaise: rupees(10_000), act: 'block' } };
    expect(findingsOf(held, rupees(20_000)).refusal?.code).toBe('CARRIER_OVER_CEILING');
    expect(findingsOf(onTime, ZERO)).toEqual({ refusal: null, warnings: [] });
  });

  it('DE10 says why where it is late', () => {
    expect(bodyOf(bag, safe)).toBeNull();
    expect(bodyOf({ ...bag, reason: 'bank_closed' }, safe)).toBeNull();
    expect(bodyOf({ ...bag, reason: 'moon', words: 'late' }, safe)).toBeNull();
    const said = bodyOf({ ...bag, reason: 'bank_closed', words: ' a strike ' }, safe);
    expect(said?.delay).toEqual({ reason: 'bank_closed', words: 'a strike' });
  });
});

const withBook: DayClosing = { ...ready, leafBooks: [leafBook] };
const whole: Draft = {
  explained: {
    'KA-BLR-01-C2': { reason: 'clerk_absent', words: 'on leave' },
    'KA-BLR-01-C3': { reason: 'power_cut', words: ' no power ' },
  },
  leaves: { B3: '125' },
  safe: null,
};

describe('the preparation of a day as it is written down', () => {
  it('P11 is nothing while a counter is unexplained or a book uncounted', () => {
    expect(preparationOf(withBook, emptyDraft(withBook))).toBeNull();
    expect(preparationOf(withBook, { ...whole, leaves: {} })).toBeNull();
    expect(preparationOf(withBook, { ...whole, explained: {} })).toBeNull();
    expect(preparationOf(withBook, whole)).toEqual({
      revision: 3,
      explanations: [
        { counterId: 'KA-BLR-01-C2', reason: 'clerk_absent', words: 'on leave' },
        { counterId: 'KA-BLR-01-C3', reason: 'power_cut', words: 'no power' },
      ],
      leafCounts: [{ bookId: 'B3', nextLeaf: 125 }],
    });
  });

  it('P11 takes no count of leaves backwards or beyond the book', () => {
    for (const typed of ['121', '152', '']) {
      expect(preparationOf(withBook, { ...whole, leaves: { B3: typed } })).toBeNull();
    }
    const used = preparationOf(withBook, { ...whole, leaves: { B3: '151' } });
    expect(used?.leafCounts).toEqual([{ bookId: 'B3', nextLeaf: 151 }]);
  });

  it('P5 sends the safe only where it was counted', () => {
    expect(preparationOf(withBook, whole)).not.toHaveProperty('safeCount');
    const counted = preparationOf(withBook, { ...whole, safe: { '50000': 3 } });
    expect(counted?.safeCount).toEqual({ '50000': 3 });
  });

  it('P8 shows what will be signed: the words stand in the document before it is', () => {
    const { document } = withBook;
    if (document === null) throw new Error('the day has its document');
    const shown = documentWith(document, { closing: withBook, draft: whole });
    const found = shown.counters.find(({ counterId }) => counterId === 'KA-BLR-01-C3');
    expect(found?.explanation).toEqual({ reason: 'power_cut', words: 'no power' });
    expect(shown.leaves).toEqual([{ bookId: 'B3', nextLeaf: 125 }]);
  });

  it('P11 keeps what the maker wrote where it is prepared again', () => {
    expect(emptyDraft(prepared).explained).toEqual({
      'KA-BLR-01-C3': { reason: 'power_cut', words: 'no power since yesterday' },
    });
  });
});
