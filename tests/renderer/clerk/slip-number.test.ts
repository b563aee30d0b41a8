import { describe, expect, it } from 'vitest';

import { readSlipNumber } from '#renderer/clerk/cash/slip-number.ts';

const OFFICE = 'KA-BLR-01';

describe('CA14 the number of a slip as people read it out', () => {
  it.each(['KA-BLR-01-C4-O2', 'ka-blr-01-c4-o2', ' C4-O2 ', '4-2', '4/2', '4 2', 'c04-o02'])(
    '%s is that slip',
    (text) => {
      expect(readSlipNumber(text, OFFICE)).toBe('KA-BLR-01-C4-O2');
    },
  );

  it.each(['', '4', 'O2', '4-', '4-2-1', 'C4-T2', '4-2x'])('%s is none', (text) => {
    expect(readSlipNumber(text, OFFICE)).toBeNull();
  });
});
