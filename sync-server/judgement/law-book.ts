/**
 * The tariffs that re-pricing believes: those of the table whose maker's and approver's signatures
 * hold on the day they were published. Read again when one is added or recalled.
 */
import { parseTariff } from '#domain/tariff/parse.ts';
import { instant } from '#domain/time.ts';
import { parseJson, payloadHash, verifySignedTariff } from '#protocol/signed.ts';
import { buildTrust } from '#protocol/trust.ts';
import type { ServerContext } from '#server/context.ts';
import type { Reader } from '#server/store/database.ts';
import { lawStamp, publishedTariffs, recalledTariffs } from '#server/store/judgement.ts';
import type { HeldTariff } from './price-again.ts';

export class LawBook {
  readonly #context: ServerContext;
  #stamp = '';
  #held: readonly HeldTariff[] = [];

  constructor(context: ServerContext) {
    this.#context = context;
  }

  async held(reader: Reader): Promise<readonly HeldTariff[]> {
    const stamp = await lawStamp(reader);
    if (stamp !== this.#stamp) {
      this.#held = await this.#read(reader);
      this.#stamp = stamp;
    }
    return this.#held;
  }

  async #read(reader: Reader): Promise<readonly HeldTariff[]> {
    const { keys, crypto, log } = this.#context;
    const trust = buildTrust(keys, crypto);
    if (!trust.ok) return [];
    const recalls = await recalledTariffs(reader);
    const held: HeldTariff[] = [];
    for (const { document, publishedAt } of await publishedTariffs(reader)) {
      const at = instant(publishedAt);
      const payload = verifySignedTariff({ text: document, trust: trust.value, at, crypto });
      const tariff = payload.ok ? parseTariff(parseJson(payload.value)) : null;
      if (!payload.ok || tariff?.ok !== true) {
        log.warn('tariff.not_believed', { publishedAt });
        continue;
      }
      const { id: tariffId, version } = tariff.value;
      const hash = payloadHash(payload.value, crypto.sha256);
      const recall = recalls.find(
        (other) => other.tariffId === tariffId && other.version === version,
      );
      const recalledAt = recall?.recalledAt ?? null;
      held.push({
        tariff: tariff.value,
        ref: { tariffId, version, hash },
        publishedAt,
        recalledAt,
      });
    }
    return held;
  }
}
