/**
 * Who is served and what was entered about them: kept as a private record, apart from the journal,
 * which holds only its digest (P10). Erased records read as null, and papers then say "applicant".
 */
import { z } from 'zod';

import { citizen, factValues, type Citizen } from '#contract/values.ts';
import type { PrivateDigest } from '#domain/journal/kinds.ts';
import type { FactValues } from '#domain/tariff/types.ts';
import type { StoreReader } from '#terminal/ports/journal-store.ts';

const recordShape = z.object({ citizen, facts: factValues });

export interface CitizenRecord {
  readonly citizen: Citizen;
  /** As entered: dates and document numbers too, for the sample that is checked afterwards. */
  readonly facts: FactValues;
}

/** The very text that the entry's digest covers. */
export const citizenRecordText = (record: CitizenRecord): string =>
  JSON.stringify({ citizen: record.citizen, facts: record.facts });

export function citizenRecord(store: StoreReader, of: PrivateDigest): CitizenRecord | null {
  const kept = store.privateRecord(of.ref);
  if (kept === undefined) return null;
  const read = recordShape.safeParse(JSON.parse(kept.text));
  return read.success ? read.data : null;
}
