/**
 * Publishing: a signed tariff is checked as a counter will check it, stored once and for ever, and
 * put on the feed of every office. A version that is out is never replaced: a correction is a new one.
 */
import { fail, ok, type Failure, type Result } from '#domain/result.ts';
import { parseTariff } from '#domain/tariff/parse.ts';
import type { Tariff } from '#domain/tariff/types.ts';
import type { Instant } from '#domain/time.ts';
import type { ProtocolCrypto } from '#protocol/crypto.ts';
import { parseJson, payloadHash, verifySignedTariff } from '#protocol/signed.ts';
import type { Trust } from '#protocol/trust.ts';
import type { Database, Writer } from '#server/store/database.ts';
import { publish } from '#server/store/feed.ts';
import { putServiceName } from '#server/store/figures.ts';
import { allOffices } from '#server/store/fleet.ts';
import { putBookChange } from '#server/store/judgement.ts';
import { recordFact, type OfficeScribe } from '#server/store/office-chain.ts';
import { insertTariff, tariffVersion, type TariffRecord } from '#server/store/tariffs.ts';

export interface Publishing {
  readonly database: Database;
  readonly crypto: ProtocolCrypto;
  readonly trust: Trust;
  readonly at: Instant;
  /** Signs the office chains. */
  readonly keys: OfficeScribe['keys'];
}

interface Checked {
  readonly tariff: Tariff;
  readonly record: TariffRecord;
}

function check(of: Publishing, document: string): Result<Checked> {
  const { trust, at, crypto } = of;
  const payload = verifySignedTariff({ text: document, trust, at, crypto });
  if (!payload.ok) return payload;
  const tariff = parseTariff(parseJson(payload.value));
  if (!tariff.ok) {
    const [first] = tariff.error;
    const details = { problem: first?.message ?? 'unreadable', path: first?.path ?? '' };
    return fail('TARIFF_INVALID', details);
  }
  const { id: tariffId, version, validFrom, validTo } = tariff.value;
  const hash = payloadHash(payload.value, crypto.sha256);
  const record = { tariffId, version, hash, document, validFrom, validTo };
  return ok({ tariff: tariff.value, record });
}

/** Null where all is well: stored now, or held already with the very same bytes. */
async function store(writer: Writer, { tariff, record }: Checked, at: Instant) {
  const held = await tariffVersion(writer, record);
  if (held !== null && held.hash !== record.hash) {
    const problem = `another text is published as version ${record.version} already`;
    return fail('TARIFF_INVALID', { problem, path: record.tariffId }).error;
  }
  if (held === null) {
    await insertTariff(writer, record, at);
    // What was charged since it began is priced again.
    const { tariffId, version } = record;
    const change = { tariffId, version, kind: 'published', at } as const;
    if (record.validFrom < at) await putBookChange(writer, change);
  }
  for (const { code, texts } of tariff.services) await putServiceName(writer, code, texts);
  return null;
}

/** Answers what was published. Each office's feed is its own transaction. */
export async function publishTariff(
  of: Publishing,
  document: string,
): Promise<Result<TariffRecord>> {
  const checked = check(of, document);
  if (!checked.ok) return checked;
  const { record } = checked.value;
  const stored = await of.database.transact((writer) => store(writer, checked.value, of.at));
  if (!stored.ok) return stored;
  const refused: Failure | null = stored.value;
  if (refused !== null) return { ok: false, error: refused };
  const subject = `${record.tariffId}@${record.version}`;
  const content = { type: 'tariff', document } as const;
  const { tariffId, version, hash } = record;
  const fact = { kind: 'tariff.published', body: { tariffId, version, hash } } as const;
  // Fact and news together: whoever publishes does so before anybody is served, and the office
  // chains' second place is completed at the start (OC10).
  for (const { officeId } of await allOffices(of.database.read)) {
    const told = await of.database.transact(async (writer) => {
      const cursor = await publish(writer, officeId, { content, subject, at: of.at });
      if (cursor !== null) await recordFact(of, writer, { officeId, at: of.at, fact });
    });
    if (!told.ok) return told;
  }
  return ok(record);
}
