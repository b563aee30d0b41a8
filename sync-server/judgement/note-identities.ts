/** Keeps what a run of entries says of who citizens are, and finds clerks whose share stands out. */
import type { Finding } from '#server/ingest/judge.ts';
import type { Writer } from '#server/store/database.ts';
import type { CounterKey, EntryRow } from '#server/store/entries.ts';
import { identityRatesOfOffice, insertIdentities } from '#server/store/identity.ts';
import { identitiesIn } from './identity-rates.ts';

export async function noteIdentities(
  writer: Writer,
  of: CounterKey,
  rows: readonly EntryRow[],
): Promise<Finding[]> {
  const { officeId } = of;
  const records = identitiesIn(of.counterId, rows);
  if (records.length === 0) return [];
  await insertIdentities(writer, of, records);
  const findings: Finding[] = [];
  for (const month of new Set(records.map((record) => record.month))) {
    const clerks = new Set(
      records.filter((record) => record.month === month).map(({ staffId }) => staffId),
    );
    for (const rates of await identityRatesOfOffice(writer, { officeId, month })) {
      const { staffId, byCode, byManager, bypassPercent, othersPercent } = rates;
      if (!rates.standsOut || !clerks.has(staffId)) continue;
      const bypasses = byCode + byManager;
      const details = { staff: staffId, month, bypasses, bypassPercent };
      findings.push({
        kind: 'bypass_rate',
        subject: `${staffId}/${month}`,
        details: { ...details, othersPercent: othersPercent ?? 0 },
      });
    }
  }
  return findings;
}
