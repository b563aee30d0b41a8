import { describe, expect, it } from 'vitest';

import { errorSentence } from '#domain/errors.ts';
import { fail } from '#domain/result.ts';
import { namedFailure } from '#renderer/clerk/item/named-failure.ts';
import { service } from '#renderer/gallery/fixtures.ts';

describe('a refusal in the clerk’s words', () => {
  const learner = service('LL');

  it('names the fact and the service as the screen does', () => {
    const range = fail('FACT_OUT_OF_RANGE', { fact: 'classes', min: 1, max: 8 }).error;
    expect(errorSentence(namedFailure(range, learner, 'en'), 'en')).toContain(
      'Classes of vehicle must be between 1 and 8',
    );
    const unpublished = fail('FEE_NOT_PUBLISHED', { service: 'LL' }).error;
    expect(errorSentence(namedFailure(unpublished, learner, 'hi'), 'hi')).toContain(
      'शिक्षार्थी अनुज्ञप्ति',
    );
  });

  it('leaves what it cannot name as it is', () => {
    const other = fail('FACT_UNKNOWN', { fact: 'wheels', service: 'LL' }).error;
    expect(namedFailure(other, null, 'en')).toEqual(other);
    expect(namedFailure(other, learner, 'en').details).toMatchObject({ fact: 'wheels' });
  });
});
