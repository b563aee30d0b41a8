import { describe, expect, it } from 'vitest';

import { parseInstant } from '#domain/time.ts';
import {
  EMPTY_LEAF,
  leafProblem,
  nextLeaf,
  readLeaf,
  showTimeDigits,
  writtenAtOf,
} from '#renderer/clerk/papers/leaf-draft.ts';

const OFFICE = 'KA-BLR-01';
const TYPED = { leaf: 'B3/117', day: '23112026', time: '1435', writer: 'S1042', collected: '950' };

describe('CA15 a leaf as it is typed', () => {
  it('is read as it stands on the paper: number, minute, writer, money', () => {
    expect(readLeaf(TYPED, OFFICE)).toEqual({
      leaf: { bookId: 'KA-BLR-01-B3', leafNumber: 117 },
      writtenAt: parseInstant('2026-11-23T14:35:00+05:30'),
      writtenBy: 'S1042',
      collectedPaise: 95_000,
    });
    expect(leafProblem(TYPED, OFFICE)).toBeNull();
  });

  it('says the first field that is missing, in the order of the form', () => {
    expect(leafProblem(EMPTY_LEAF, OFFICE)).toBe('leaf-number');
    expect(leafProblem({ ...TYPED, day: '31022026' }, OFFICE)).toBe('leaf-day');
    expect(leafProblem({ ...TYPED, time: '14' }, OFFICE)).toBe('leaf-time');
    expect(leafProblem({ ...TYPED, writer: '' }, OFFICE)).toBe('leaf-writer');
    expect(leafProblem({ ...TYPED, collected: '' }, OFFICE)).toBe('leaf-collected');
    expect(readLeaf({ ...TYPED, writer: '' }, OFFICE)).toBeNull();
  });

  it.each(['2400', '1460', '9999', '143'])('%s is no time of day', (time) => {
    expect(writtenAtOf({ ...TYPED, time })).toBeNull();
  });

  it('shows the time as it grows', () => {
    expect(['', '1', '14', '143', '1435'].map(showTimeDigits)).toEqual([
      '',
      '1',
      '14',
      '14:3',
      '14:35',
    ]);
  });

  it('goes on with the next leaf of the book, same day and writer, other money', () => {
    expect(nextLeaf(TYPED, OFFICE)).toEqual({
      ...TYPED,
      leaf: 'B3/118',
      time: '',
      collected: '',
    });
  });
});
