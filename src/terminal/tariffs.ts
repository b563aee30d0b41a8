/**
 * The tariffs that this counter may quote by. Each is verified again, byte for byte, whenever it is
 * read from this disk: maker and approver, certified from the pinned root. One that does not hold is
 * left out and said so; nothing else takes its place.
 */
import type { TariffRef } from '#domain/journal/kinds.ts';
import { fail, ok, type Failure, type Result } from '#domain/result.ts';
import { EMPTY_BOOK, makeBook, tariffInForce, type TariffBook } from '#domain/tariff/book.ts';
import { parseTariff } from '#domain/tariff/parse.ts';
import type { Tariff, TariffProblem } from '#domain/tariff/types.ts';
import type { Instant } from '#domain/time.ts';
import { parseJson, payloadHash, verifySignedTariff } from '#protocol/signed.ts';
import type { Trust } from '#protocol/trust.ts';
import type { StoreReader } from './ports/journal-store.ts';
import type { Crypto } from './ports/system.ts';
import { recalledTariffs, tariffTexts } from './settings.ts';

export interface ShelvedTariff {
  readonly tariff: Tariff;
  readonly ref: TariffRef;
}

export interface TariffShelf {
  /** What may be quoted by: recalled tariffs are not in it. */
  readonly book: TariffBook;
  /** All that are verified, recalled ones too: old receipts name them. */
  readonly tariffs: readonly ShelvedTariff[];
  /** Why a tariff on this disk is not used. */
  readonly failures: readonly Failure[];
  inForce(serviceCode: string, at: Instant): Result<ShelvedTariff>;
  /** The very tariff that an entry names, by its hash. */
  byRef(ref: TariffRef): Result<Tariff>;
}

const invalid = (problems: readonly TariffProblem[]): Failure => {
  const [first] = problems;
  const details = { problem: first?.message ?? 'unreadable', path: first?.path ?? '' };
  return fail('TARIFF_INVALID', details).error;
};

function readTariff(
  text: string,
  of: { readonly trust: Trust; readonly at: Instant; readonly crypto: Crypto },
): Result<ShelvedTariff> {
  const payload = verifySignedTariff({ text, ...of });
  if (!payload.ok) return payload;
  const parsed = parseTariff(parseJson(payload.value));
  if (!parsed.ok) return { ok: false, error: invalid(parsed.error) };
  const hash = payloadHash(payload.value, of.crypto.sha256);
  const { id: tariffId, version } = parsed.value;
  return ok({ tariff: parsed.value, ref: { tariffId, version, hash } });
}

/** Reads every tariff on this disk. `trust` null: nothing can be verified, nothing is quoted. */
export function openShelf(
  store: StoreReader,
  of: { readonly trust: Trust | null; readonly at: Instant; readonly crypto: Crypto },
): TariffShelf {
  const failures: Failure[] = [];
  const tariffs: ShelvedTariff[] = [];
  const { trust } = of;
  for (const text of trust === null ? [] : tariffTexts(store)) {
    const read = trust === null ? fail('SIGNATURE_WRONG') : readTariff(text, { ...of, trust });
    if (read.ok) tariffs.push(read.value);
    else failures.push(read.error);
  }
  const recalled = recalledTariffs(store);
  const quotable = tariffs.filter(
    ({ ref }) =>
      !recalled.some((other) => other.tariffId === ref.tariffId && other.version === ref.version),
  );
  const made = makeBook(quotable.map(({ tariff }) => tariff));
  if (!made.ok) failures.push(invalid(made.error));
  return shelfOf({ book: made.ok ? made.value : EMPTY_BOOK, tariffs, failures });
}

function shelfOf(of: Pick<TariffShelf, 'book' | 'tariffs' | 'failures'>): TariffShelf {
  return {
    ...of,
    inForce: (serviceCode, at) => {
      const found = tariffInForce(of.book, serviceCode, at);
      if (!found.ok) return found;
      const shelved = of.tariffs.find(({ tariff }) => tariff === found.value.tariff);
      return shelved === undefined ? fail('TARIFF_MISSING') : ok(shelved);
    },
    byRef: (ref) => {
      const named = of.tariffs.find((shelved) => shelved.ref.hash === ref.hash);
      return named === undefined ? fail('TARIFF_MISSING') : ok(named.tariff);
    },
  };
}

export const EMPTY_SHELF: TariffShelf = shelfOf({ book: EMPTY_BOOK, tariffs: [], failures: [] });
