/** Two thousand changed batches and receipt codes; a hundred thousand by `npm run test:faults`. */
import { expect, it } from 'vitest';

import { fuzzBatches, fuzzQrs } from '#tests/faults/fuzz.ts';

it('P3 P4 a changed batch is refused by a code, and nothing throws', async () => {
  const figures = await fuzzBatches({ seed: 1, count: 1_000 });
  expect(figures.faults).toEqual([]);
  expect([...figures.refusals.keys()]).toEqual(
    expect.arrayContaining(['MESSAGE_UNREADABLE', 'SIGNATURE_WRONG', 'CHAIN_HASH_WRONG']),
  );
});

it('P12 Q6 a changed receipt code is never valid, and nothing throws', () => {
  const figures = fuzzQrs({ seed: 1, count: 1_000 });
  expect(figures.faults).toEqual([]);
  expect([...figures.refusals.keys()]).toEqual(
    expect.arrayContaining(['RECEIPT_QR_UNREADABLE', 'altered', 'unknown_key']),
  );
});
