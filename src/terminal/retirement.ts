/** A counter that HQ retired: its last entry says so, and nothing follows it (J18). */
import { fail, type Failure } from '#domain/result.ts';
import type { StoreReader } from '#terminal/ports/journal-store.ts';

export const isRetired = (failure: Failure): boolean => failure.code === 'COUNTER_RETIRED';

/** COUNTER_RETIRED where the journal ends with its retirement, else null. */
export function retirementOf(store: StoreReader): Failure | null {
  const seq = store.view('retirement', 'here')?.seq;
  return seq === undefined ? null : fail('COUNTER_RETIRED', { seq }).error;
}
